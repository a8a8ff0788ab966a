/** Addresses of IPv6 need 128 bits, everything else fits a number; the two compare with each other. */
export type Bound = number | bigint;

/**
 * A set of whole numbers as the bounds of its intervals, ascending: `[from, to, from, to, …]`, each `to` just outside.
 * Two sets are equal when their bounds are.
 */
export type Intervals = readonly Bound[];

export const none: Intervals = [];

export function union(a: Intervals, b: Intervals): Intervals {
  return combine(a, b, (inA, inB) => inA || inB);
}

export function intersect(a: Intervals, b: Intervals): Intervals {
  return combine(a, b, (inA, inB) => inA && inB);
}

export function subtract(a: Intervals, b: Intervals): Intervals {
  return combine(a, b, (inA, inB) => inA && !inB);
}

export function equal(a: Intervals, b: Intervals): boolean {
  return a === b || (a.length === b.length && a.every((bound, index) => bound === b[index]));
}

/** Whether all of `b` is in `a`. */
export function covers(a: Intervals, b: Intervals): boolean {
  return a === b || subtract(b, a).length === 0;
}

export function contains(a: Intervals, value: Bound): boolean {
  let low = 0;
  let high = a.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (a[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1;
}

/** Walks over the bounds of both; one belongs to the result where membership changes. */
function combine(a: Intervals, b: Intervals, member: (inA: boolean, inB: boolean) => boolean): Intervals {
  const result: Bound[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const bound = (j >= b.length || (i < a.length && a[i]! <= b[j]!) ? a[i] : b[j])!;
    if (i < a.length && a[i] === bound) i++;
    if (j < b.length && b[j] === bound) j++;
    if (member(i % 2 === 1, j % 2 === 1) !== (result.length % 2 === 1)) {
      result.push(bound);
    }
  }
  return result;
}
