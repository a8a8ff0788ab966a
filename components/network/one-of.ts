import type { Problem } from "./addresses";

/** What is wrong with a value that has to be one of an enumeration. */
export function notOneOf(value: string | undefined, allowed: Record<string, string>, path: string): Problem[] {
  const values = Object.values(allowed);
  if (value === undefined || values.includes(value)) return [];
  return [{ path, reason: `"${value}" is not allowed. Allowed: ${values.join(", ")}.` }];
}
