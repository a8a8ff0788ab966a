import { isPlainMap, isSecure } from "./plain";

/** Values over shared ones: maps merge at every depth, anything else replaces. */
export function mergeValues(shared: unknown, own: unknown): unknown {
  if (own === undefined) {
    return shared;
  }
  if (!isPlainMap(shared) || !isPlainMap(own) || isSecure(shared) || isSecure(own)) {
    return own;
  }
  const merged = Object.entries(own).map(([key, value]) => [
    key,
    Object.hasOwn(shared, key) ? mergeValues(shared[key], value) : value,
  ]);
  return { ...shared, ...(Object.fromEntries(merged) as object) };
}
