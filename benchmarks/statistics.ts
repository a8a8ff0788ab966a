/** Minimum, median and maximum of some measurements: `1.62 (1.58–1.71)`. */
export function spread(values: readonly number[], digits = 2): string {
  const sorted = [...values].sort((a, b) => a - b);
  const [first = NaN, last = NaN] = [sorted[0], sorted.at(-1)];
  return `${median(values).toFixed(digits)} (${first.toFixed(digits)}–${last.toFixed(digits)})`;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = NaN, high = NaN] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
}
