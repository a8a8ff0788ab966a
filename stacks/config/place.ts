/** Keys and list positions from the top of the config: `["throughline:network", "hub", "tiers", 1, "name"]`. */
export type Path = readonly (string | number)[];

/** Where something stands in a file; line and column from 1. */
export interface Place {
  /** File name relative to the repository's root. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** A path as people write it: `throughline:network.hub.tiers[1].name`. */
export function keyPath(path: Path): string {
  return path.reduce<string>(
    (text, part) => (typeof part === "number" ? `${text}[${part}]` : text === "" ? part : `${text}.${part}`),
    "",
  );
}

/** `hub.tiers[1].subnetMask` as `["hub", "tiers", 1, "subnetMask"]`. */
export function parsePath(path: string): (string | number)[] {
  return [...path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));
}

/** A path as zod gives it. No key of ours is a symbol. */
export function plainPath(path: readonly PropertyKey[]): (string | number)[] {
  return path.map((part) => (typeof part === "symbol" ? String(part) : part));
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (current, part) =>
      typeof current === "object" && current !== null ? (current as Record<PropertyKey, unknown>)[part] : undefined,
    value,
  );
}
