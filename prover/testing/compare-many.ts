import fc from "fast-check";
import { networkSketch } from "./random-network";
import { compare, type Comparison } from "./compare";

/** What both walkers said about many random networks. */
export interface Campaign {
  readonly questions: number;
  /** Questions of which some packets arrive. */
  readonly reachable: number;
  readonly undecided: number;
  readonly packets: number;
  readonly delivered: number;
  /** Of the smallest network that shows any. */
  readonly differences: readonly string[];
  /** That network's sketch, and the path by which fast-check finds it again. */
  readonly counterexample: string | undefined;
}

/** Compares the walkers on random networks; the first on which they differ is shrunk. */
export function compareMany(networks: number, seed: number): Campaign {
  const comparisons: Comparison[] = [];
  const { failed, counterexample, counterexamplePath } = fc.check(
    fc.property(networkSketch, (sketch) => {
      const comparison = compare(sketch);
      comparisons.push(comparison);
      return comparison.differences.length === 0;
    }),
    { numRuns: networks, seed },
  );
  const sum = (count: (comparison: Comparison) => number): number =>
    comparisons.reduce((total, comparison) => total + count(comparison), 0);
  const shrunk = failed ? counterexample?.[0] : undefined;
  return {
    questions: sum(({ verdicts: { proven, blocked, partial, undecided } }) => proven + blocked + partial + undecided),
    reachable: sum(({ verdicts: { proven, partial } }) => proven + partial),
    undecided: sum(({ verdicts }) => verdicts.undecided),
    packets: sum(({ packets }) => packets),
    delivered: sum(({ delivered }) => delivered),
    differences: shrunk === undefined ? [] : compare(shrunk).differences,
    counterexample: shrunk === undefined ? undefined : `path ${counterexamplePath ?? ""}: ${fc.stringify(shrunk)}`,
  };
}
