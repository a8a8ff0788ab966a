import { fuzz } from "./fuzz";

/** Longest that one file may take, in milliseconds, on a busy machine. */
const bound = 5000;

/** `npm run campaign:config [-- <files> [<seed>]]` */
const [files = "10000", seed = "1"] = process.argv.slice(2);
const { refused, problems, faults, slowest } = fuzz(Number(files), Number(seed));

console.log(
  `${files} mutated files (seed ${seed}): ${refused} refused, ${problems} messages, slowest ${slowest.toFixed(0)} ms`,
);
for (const fault of faults.slice(0, 20)) {
  console.log(fault);
}
if (faults.length > 0 || slowest > bound) {
  console.log(faults.length > 0 ? `${faults.length} faults` : `a file took longer than ${bound} ms`);
  process.exitCode = 1;
}
