/** The start and all that is reached from it step by step, in the order in which it is met. */
export function reachable(start: Iterable<string>, next: (name: string) => Iterable<string>): Set<string> {
  const found = new Set(start);
  // A set is walked in the order of insertion, what is added on the way included.
  for (const name of found) {
    for (const other of next(name)) {
      found.add(other);
    }
  }
  return found;
}
