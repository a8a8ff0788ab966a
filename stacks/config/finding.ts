/** A mistake that shows only when sections are read together: what a schema alone cannot see. */
export interface Finding {
  /** Section and the path inside it: `network`, `hub.tiers[1].subnetMask`. */
  readonly section: string;
  readonly path: string;
  readonly message: string;
}

/** `hub.tiers[1].subnetMask` as `["hub", "tiers", 1, "subnetMask"]`. */
export function parsePath(path: string): (string | number)[] {
  return [...path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));
}
