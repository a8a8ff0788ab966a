import { type Addresses, parseAddresses } from "../../packets";
import { hidden, isMap, type Resource, type StateMap, type StateValue } from "../../read";
import { type Evidence, isUnknown, type Unknown, type Value } from "../value";

/** A value of a resource as the source has it; undefined where it is absent or empty. */
export type Property = Value<Exclude<StateValue, typeof hidden> | undefined>;

/** How the model refers to a resource. */
export function evidenceOf({ urn, id }: Resource, part?: string): Evidence {
  return { urn, ...(id !== undefined && { id }), ...(part !== undefined && { part }) };
}

/** By what other resources refer to this one; its URN before it exists. */
export function idOf({ id, urn }: Resource): string {
  return id ?? urn;
}

/** The name in the program: the last part of the URN. */
export function nameOf({ urn }: Resource): string {
  return urn.split("::").at(-1) ?? urn;
}

/** A property, whatever its kind. What is empty is absent, as AWS's provider means it. */
export function property(resource: Resource, name: string): Property {
  const { inputs, outputs } = resource;
  const told = Object.hasOwn(outputs, name) ? outputs[name] : undefined;
  const given = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
  // What the program gives is known even where the provider does not say yet what it makes of it.
  const value = told === undefined || (told === hidden && given !== undefined) ? given : told;
  return value === hidden ? notKnown(resource, name) : presentOf(value);
}

/** A property that AWS chooses where nobody gives it: unknown as long as the resource does not exist. */
export function computed(resource: Resource, name: string): Property {
  return property(resource, name) ?? (resource.id === undefined ? notKnown(resource, name) : undefined);
}

/** A map's own property, such as that of an inline rule. */
export function entry(resource: Resource, map: StateMap, name: string, part: string): Property {
  const value = Object.hasOwn(map, name) ? map[name] : undefined;
  return value === hidden ? notKnown(resource, `${part}.${name}`) : presentOf(value);
}

/** A property of a nested map. Providers write maps that there can be one of also as a list. */
export function inside(resource: Resource, outer: string, name: string): Property {
  const map = only(property(resource, outer));
  return isMap(map) && !isUnknown(map) ? entry(resource, map, name, outer) : isUnknown(map) ? map : undefined;
}

/** The map itself, or the first of a list. */
export function only(value: Property): Property {
  if (!Array.isArray(value)) return value;
  const [first] = value as readonly StateValue[];
  return first === hidden ? { unknown: "a value that no source tells" } : first;
}

export function notKnown(resource: Resource, name: string): Unknown {
  return { unknown: `${name} of ${nameOf(resource)} is not known`, evidence: evidenceOf(resource, name) };
}

/** Why it is not known whether there is such a resource at all. */
export function doubtOf(resource: Resource): Unknown | undefined {
  return resource.doubt === undefined
    ? undefined
    : { unknown: `${nameOf(resource)} ${resource.doubt}`, evidence: evidenceOf(resource) };
}

export function text(value: Property): Value<string | undefined> {
  if (value === undefined || typeof value === "string") return value;
  if (isUnknown(value)) return value;
  return typeof value === "number" ? String(value) : undefined;
}

export function number(value: Property): Value<number | undefined> {
  if (value === undefined || typeof value === "number") return value;
  if (isUnknown(value)) return value;
  return typeof value === "string" && !Number.isNaN(Number(value)) ? Number(value) : undefined;
}

const flags: Readonly<Record<string, boolean>> = {
  enable: true,
  enabled: true,
  on: true,
  true: true,
  disable: false,
  disabled: false,
  off: false,
  false: false,
};

export function flag(value: Property): Value<boolean | undefined> {
  if (value === undefined || typeof value === "boolean") return value;
  if (isUnknown(value)) return value;
  return typeof value === "string" && Object.hasOwn(flags, value) ? flags[value] : undefined;
}

/** Texts of a list; none if it is absent, unknown if one of them is. */
export function texts(resource: Resource, name: string): Value<readonly string[]> {
  return textsOf(resource, property(resource, name), name);
}

export function textsOf(resource: Resource, value: Property, name: string): Value<readonly string[]> {
  if (isUnknown(value)) return value;
  if (!Array.isArray(value)) return [];
  const list = value as readonly StateValue[];
  return list.every((item) => typeof item === "string") ? list : notKnown(resource, name);
}

/** Maps of a list, or the one map; of an item that is not told why. */
export function maps(resource: Resource, value: Property, part: string): Value<StateMap>[] {
  if (value === undefined) return [];
  if (isUnknown(value)) return [value];
  const list = Array.isArray(value) ? (value as readonly StateValue[]) : [value];
  return list.map((item, index) => (isMap(item) ? item : notKnown(resource, `${part}[${index}]`)));
}

/** A value that has to be there: unknown if the source does not say it. */
export function required<T>(resource: Resource, name: string, value: Value<T | undefined>): Value<T> {
  return value ?? { unknown: `no source says ${name} of ${nameOf(resource)}`, evidence: evidenceOf(resource, name) };
}

export function requiredText(resource: Resource, name: string): Value<string> {
  return required(resource, name, text(computed(resource, name)));
}

/** Texts of a list that has to have some: unknown if the source has none. */
export function requiredTexts(resource: Resource, name: string, given: Property = computed(resource, name)) {
  const list = textsOf(resource, given, name);
  return isUnknown(list) || list.length > 0 ? list : required<readonly string[]>(resource, name, undefined);
}

/** A CIDR block or address; unknown if the text is neither. */
export function addressesOf(resource: Resource, name: string, value: Value<string>): Value<Addresses> {
  if (isUnknown(value)) return value;
  return (
    parseAddresses(value) ?? {
      unknown: `${name} of ${nameOf(resource)} is "${value}", which is no CIDR block`,
      evidence: evidenceOf(resource, name),
    }
  );
}

/** All of them; unknown if one is. */
export function all<T>(values: readonly Value<T>[]): Value<readonly T[]> {
  const known: T[] = [];
  for (const value of values) {
    if (isUnknown(value)) return value;
    known.push(value);
  }
  return known;
}

/** The first that is not known, or the value. */
export function unless<T>(doubt: Unknown | undefined, value: Value<T>): Value<T> {
  return doubt ?? value;
}

function presentOf(value: Exclude<StateValue, typeof hidden> | undefined): Property {
  return value === "" || value === null ? undefined : value;
}
