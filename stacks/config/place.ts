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
