import { type Addresses, parseAddresses } from "../../packets";
import { hidden, isMap, type Resource, type StateMap, type StateValue } from "../../read";
import { type Evidence, isUnknown, type Unknown, type Value } from "../value";

/** How the model refers to a resource. */
export function evidenceOf({ urn, id }: Resource, part?: string): Evidence {
  return { urn, ...(id !== undefined && { id }), ...(part !== undefined && { part }) };
}

/** By what other resources refer to this one; its URN before it exists. */
export function idOf({ id, urn }: Resource): string {
  return id ?? urn;
}

/** A property, whatever its kind. What is empty is absent, as AWS's providers mean it. */
export function property(resource: Resource, name: string): Value<Exclude<StateValue, typeof hidden> | undefined> {
  const given = Object.hasOwn(resource.outputs, name) ? resource.outputs[name] : resource.inputs[name];
  if (given === hidden || (given === undefined && resource.id === undefined && !Object.hasOwn(resource.inputs, name))) {
    return { unknown: `${name} of ${nameOf(resource)} is not known`, evidence: evidenceOf(resource, name) };
  }
  return given === "" || given === null ? undefined : given;
}

/** A map's own property, such as that of an inline rule. */
export function entry(resource: Resource, map: StateMap, name: string, part: string): ReturnType<typeof property> {
  const given = map[name];
  if (given === hidden) {
    return { unknown: `${part}.${name} of ${nameOf(resource)} is not known`, evidence: evidenceOf(resource, part) };
  }
  return given === "" || given === null ? undefined : given;
}

/** The name in the program: the last part of the URN. */
export function nameOf({ urn }: Resource): string {
  return urn.split("::").at(-1) ?? urn;
}

export function text(value: ReturnType<typeof property>): Value<string | undefined> {
  if (value === undefined || typeof value === "string") return value;
  return isUnknownValue(value) ? value : typeof value === "number" ? String(value) : undefined;
}

export function number(value: ReturnType<typeof property>): Value<number | undefined> {
  if (value === undefined || typeof value === "number") return value;
  if (isUnknownValue(value)) return value;
  return typeof value === "string" && value !== "" && !Number.isNaN(Number(value)) ? Number(value) : undefined;
}

export function flag(value: ReturnType<typeof property>): Value<boolean | undefined> {
  if (value === undefined || typeof value === "boolean") return value;
  if (isUnknownValue(value)) return value;
  return value === "enable" || value === "true" ? true : value === "disable" || value === "false" ? false : undefined;
}

/** Texts of a list; unknown if one of them is. */
export function texts(resource: Resource, name: string): Value<readonly string[]> {
  return textsOf(resource, property(resource, name), name);
}

export function textsOf(
  resource: Resource,
  value: ReturnType<typeof property>,
  name: string,
): Value<readonly string[]> {
  if (isUnknownValue(value)) return value;
  if (!Array.isArray(value)) return [];
  return value.includes(hidden)
    ? { unknown: `${name} of ${nameOf(resource)} is not known`, evidence: evidenceOf(resource, name) }
    : value.filter((item) => typeof item === "string");
}

/** A property of a nested map. */
export function inside(resource: Resource, outer: string, name: string): ReturnType<typeof property> {
  const map = property(resource, outer);
  return isMap(map) && !isUnknownValue(map) ? entry(resource, map, name, outer) : map;
}

/** Maps of a list; undefined if the property is absent. */
export function maps(resource: Resource, name: string): Value<readonly StateMap[] | undefined> {
  const value = property(resource, name);
  if (isUnknownValue(value)) return value;
  return Array.isArray(value) ? value.filter((item) => isMap(item)) : undefined;
}

/** A value that has to be there: unknown if the source does not say it. */
export function required<T>(resource: Resource, name: string, value: Value<T | undefined>): Value<T> {
  return value ?? { unknown: `no source says ${name} of ${nameOf(resource)}`, evidence: evidenceOf(resource, name) };
}

export function requiredText(resource: Resource, name: string): Value<string> {
  return required(resource, name, text(property(resource, name)));
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

function isUnknownValue(value: ReturnType<typeof property>): value is Unknown {
  return isMap(value) && "unknown" in value;
}
