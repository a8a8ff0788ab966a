import { hidden, isMap, type Resource, type StateMap, type StateValue } from "../../read";
import { isUnknown, type Unknown, type Value } from "../value";
import { doubtOf, evidenceOf, maps, nameOf, notKnown } from "./properties";

/** One item of a list within a resource: a rule, a route, an entry. */
export interface Inline {
  readonly item: Value<StateMap>;
  /** `ingress[2]`. */
  readonly part: string;
  /** Why it is not known whether it is there. */
  readonly doubt: Unknown | undefined;
}

export interface Comparison {
  /** Equal of equal items, however they are written: one for each of an item's parts, none of what is everywhere. */
  readonly keysOf: (item: StateMap) => readonly string[];
  /** Keys of what resources of their own add to the list. */
  readonly explained: () => readonly string[];
}

/**
 * A list that a resource holds within itself. What the program gives and what was read last have to agree: an item that
 * only one of the two has is there or not. What was read last may also be of resources of their own, which then explain
 * it.
 */
export function inlineOf(resource: Resource, name: string, comparison: Comparison): Value<readonly Inline[]> {
  const told = own(resource.outputs, name);
  const given = own(resource.inputs, name);
  const list = (value: StateValue | undefined): Value<StateMap>[] =>
    maps(resource, Array.isArray(value) || isMap(value) ? value : undefined, name);
  if (told === hidden || given === hidden) {
    return Array.isArray(given) ? plain(resource, name, list(given)) : notKnown(resource, name);
  }
  if (resource.external) {
    const unsaid: Unknown = {
      unknown: `no source says ${name} of ${nameOf(resource)}`,
      evidence: evidenceOf(resource),
    };
    return Array.isArray(told) ? plain(resource, name, list(told)) : unsaid;
  }
  const [givenItems, toldItems] = [list(given), list(told)];
  // Of a resource that does not exist yet, and of one whose list nobody read, what is given is all there is.
  if (!Array.isArray(told) || told === given) return plain(resource, name, givenItems);
  return compared(resource, name, givenItems, toldItems, comparison);
}

function plain(resource: Resource, name: string, items: readonly Value<StateMap>[]): Inline[] {
  const doubt = doubtOf(resource);
  return items.map((item, index) => ({ item, part: `${name}[${index}]`, doubt }));
}

function compared(
  resource: Resource,
  name: string,
  given: readonly Value<StateMap>[],
  told: readonly Value<StateMap>[],
  { keysOf, explained }: Comparison,
): Inline[] {
  const keys = (items: readonly Value<StateMap>[]): Set<string> =>
    new Set(items.flatMap((item) => (isUnknown(item) ? [] : keysOf(item))));
  const [givenKeys, toldKeys] = [keys(given), keys(told)];
  const missing = (item: Value<StateMap>, ...from: readonly ReadonlySet<string>[]): boolean =>
    !isUnknown(item) && keysOf(item).some((key) => !from.some((others) => others.has(key)));
  const items = plain(resource, name, given).map((each): Inline => {
    const { item, part } = each;
    return missing(item, toldKeys)
      ? { ...each, doubt: unequal(resource, part, "was not there when it was read last") }
      : each;
  });
  if (told.length === 0) return items;
  const others = new Set(explained());
  const opaque = given.some((item) => isUnknown(item));
  const strays = plain(resource, name, told).filter(({ item }) =>
    isUnknown(item) ? !opaque : missing(item, givenKeys, others),
  );
  return [
    ...items,
    ...strays.map((each) => ({ ...each, doubt: unequal(resource, each.part, "is no resource's of these sources") })),
  ];
}

function unequal(resource: Resource, part: string, why: string): Unknown {
  return {
    unknown: `${part} of ${nameOf(resource)} ${why}: others made it, or it is gone`,
    evidence: evidenceOf(resource, part),
  };
}

function own(map: StateMap, name: string): StateValue | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}
