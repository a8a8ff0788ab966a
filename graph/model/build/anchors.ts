import type { Resource } from "../../read";
import { isUnknown, type Unknown, type Value } from "../value";
import { addTo } from "./multimap";
import { doubtOf, nameOf } from "./properties";

/** Resources by what they belong to. */
export interface Anchored {
  readonly of: (id: string) => readonly Resource[];
  /** Those of which it is not known what they belong to: it may be anything. */
  readonly adrift: readonly Adrift[];
}

export interface Adrift {
  readonly resource: Resource;
  readonly unknown: Unknown;
}

/** Groups resources by the id of what they belong to. */
export function anchored(
  resources: readonly Resource[],
  anchorOf: (resource: Resource) => Value<string | undefined>,
): Anchored {
  const groups = new Map<string, Resource[]>();
  const adrift: Adrift[] = [];
  for (const resource of resources) {
    const anchor = anchorOf(resource);
    if (anchor === undefined) continue;
    if (isUnknown(anchor)) {
      adrift.push({ resource, unknown: anchor });
      continue;
    }
    addTo(groups, anchor, resource);
  }
  return { of: (id) => groups.get(id) ?? [], adrift };
}

/**
 * The one value that resources say of the thing that they belong to: undefined if none does, unknown if two do not
 * agree, one is doubted, or one belongs nobody knows where.
 */
export function settled<T>(
  { of, adrift }: Anchored,
  id: string,
  valueOf: (resource: Resource) => Value<T>,
): Value<T> | undefined {
  const [first, ...others] = of(id);
  if (first === undefined) return adrift[0]?.unknown;
  const value = valueOf(first);
  const doubt = doubtOf(first);
  if (doubt !== undefined) return doubt;
  const other = others.find((each) => valueOf(each) !== value);
  return other === undefined
    ? value
    : { unknown: `${nameOf(first)} and ${nameOf(other)} say different things of ${id}` };
}
