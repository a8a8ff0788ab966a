import { compare } from "../collection";
import type { Tag } from "../search";
import { type Place, arn } from "../place";

export type Properties = Readonly<Record<string, unknown>>;

/** Tags as the provider has them: without those that AWS keeps for itself. */
export function tagged(tags: readonly Tag[] | undefined): Properties {
  const entries = (tags ?? [])
    .filter(({ Key = "" }) => !Key.startsWith("aws:"))
    .map(({ Key = "", Value = "" }) => [Key, Value] as const)
    .sort(([a], [b]) => compare(a, b));
  return { tags: Object.fromEntries(entries), tagsAll: Object.fromEntries(entries) };
}

/** What all resources of EC2 have. */
export function ec2(place: Place, resource: string, tags: readonly Tag[] | undefined): Properties {
  return { arn: arn(place, "ec2", resource), region: place.region, ownerId: place.account, ...tagged(tags) };
}

/** Texts in an order that does not depend on AWS's. */
export function sorted(texts: readonly (string | undefined)[] | undefined): string[] {
  return (texts ?? []).filter((text) => text !== undefined).sort(compare);
}

/** Items in the order of what they say. */
export function sortedBySaying<Item>(items: readonly Item[]): Item[] {
  return [...items].sort((a, b) => compare(JSON.stringify(a), JSON.stringify(b)));
}
