import { closest, distance } from "fastest-levenshtein";

/** ` Did you mean "x"?` when one of the candidates is near enough to be a slip of the finger, else nothing. */
export function didYouMean(given: string, candidates: readonly string[]): string {
  if (candidates.length === 0) {
    return "";
  }
  const best = closest(given.toLowerCase(), candidates);
  return distance(given.toLowerCase(), best.toLowerCase()) <= Math.max(2, Math.floor(given.length / 3))
    ? ` Did you mean "${best}"?`
    : "";
}
