import { expect } from "chai";
import fc from "fast-check";
import * as intervals from "./intervals";

/** A universe small enough to write down. */
const universe = Array.from({ length: 12 }, (_, value) => value);
const subset = fc.subarray(universe);
const bounded = (values: readonly number[]): intervals.Intervals =>
  values.map((value) => [value, value + 1] as intervals.Intervals).reduce(intervals.union, intervals.none);
const members = (set: intervals.Intervals): number[] => universe.filter((value) => intervals.contains(set, value));

describe("sets of numbers as intervals", () => {
  it("hold what was put in", () => {
    fc.assert(
      fc.property(subset, (values) => {
        expect(members(bounded(values))).to.deep.equal(values);
      }),
    );
  });

  it("unite, intersect and subtract as sets written down do", () => {
    fc.assert(
      fc.property(subset, subset, (a, b) => {
        const [one, other] = [bounded(a), bounded(b)];
        expect(members(intervals.union(one, other))).to.deep.equal(
          universe.filter((v) => a.includes(v) || b.includes(v)),
        );
        expect(members(intervals.intersect(one, other))).to.deep.equal(a.filter((v) => b.includes(v)));
        expect(members(intervals.subtract(one, other))).to.deep.equal(a.filter((v) => !b.includes(v)));
        expect(intervals.covers(one, other)).to.equal(b.every((v) => a.includes(v)));
      }),
    );
  });

  it("have one form each, whatever made them", () => {
    fc.assert(
      fc.property(subset, subset, (a, b) => {
        const together = intervals.union(bounded(a), bounded(b));
        expect(together).to.deep.equal(bounded(universe.filter((v) => a.includes(v) || b.includes(v))));
        expect(intervals.equal(together, intervals.union(bounded(b), bounded(a)))).to.equal(true);
      }),
    );
  });

  it("take bounds of 128 bits", () => {
    const block = [2n ** 64n, 2n ** 65n];
    expect(intervals.contains(block, 2n ** 64n)).to.equal(true);
    expect(intervals.contains(block, 2n ** 65n)).to.equal(false);
  });
});
