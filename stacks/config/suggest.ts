import { closest, distance } from "fastest-levenshtein";

/** ` Did you mean "x"?` when one of the candidates is near enough to be a slip of the finger, else nothing. */
export function didYouMean(given: string, candidates: readonly string[]): string {
  const meant = nearest(given, candidates);
  return meant === undefined ? "" : ` Did you mean "${meant}"?`;
}

/** The candidate of which a name is likely a slip of the finger. */
export function nearest(given: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0 || given.length > 100) {
    return undefined;
  }
  const best = closest(given.toLowerCase(), candidates);
  // Of two letters nearly everything is near.
  const near = given.length < 3 ? 0 : Math.max(2, Math.floor(given.length / 3));
  return distance(given.toLowerCase(), best.toLowerCase()) <= near ? best : undefined;
}

/** There is no such thing, and there are these. */
export function unknownName(kind: string, given: string, known: readonly string[]): string {
  return `there is no ${kind} "${given}".${didYouMean(given, known)} ${thereAre(known)}`;
}

/** Names that are listed before a list becomes a wall. */
const mostListed = 20;

/** `There are: a, b.` */
export function thereAre(known: readonly string[]): string {
  if (known.length === 0) {
    return "There is none.";
  }
  const more = known.length > mostListed ? `, and ${known.length - mostListed} more` : "";
  return `There ${known.length === 1 ? "is" : "are"}: ${known.slice(0, mostListed).join(", ")}${more}.`;
}
