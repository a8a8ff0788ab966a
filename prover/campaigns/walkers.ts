import { compareMany } from "../testing/compare-many";

/** `npm run campaign:walkers [-- <networks> [<seed>]]` */
const [networks = "2000", seed = "1"] = process.argv.slice(2);
const start = performance.now();
const { questions, reachable, undecided, packets, delivered, differences, counterexample } = compareMany(
  Number(networks),
  Number(seed),
);
const seconds = (performance.now() - start) / 1000;
const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(0)} %`;

console.log(
  `${networks} networks (seed ${seed}): ${questions} questions, of which ${share(reachable, questions)} reach and ${undecided} are undecided; ` +
    `${packets} packets, of which ${share(delivered, packets)} are delivered; ${seconds.toFixed(1)} s`,
);
for (const difference of differences) {
  console.log(difference);
}
if (counterexample !== undefined) {
  console.log(counterexample);
  process.exitCode = 1;
}
