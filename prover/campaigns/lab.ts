import { compareInLab } from "../lab/compare";
import { removeOwn, sweep, unavailable } from "../lab/namespaces";

/** Networks that are tried at a time: most of a trial is waiting for what does not come. */
const lanes = 3;

const tell = (differences: readonly string[]): void => {
  console.log(["A difference; shrinking its network:", ...differences].join("\n  "));
};

/** `npm run campaign:lab [-- <networks> [<seed>]]` */
async function run([networks = "200", seed = "1"]: readonly string[]): Promise<void> {
  const reason = unavailable();
  if (reason !== undefined) {
    console.log(`no network can be built here: ${reason}`);
    process.exitCode = 1;
    return;
  }
  sweep();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      removeOwn();
      process.exit(1);
    });
  }
  const start = performance.now();
  const share = (lane: number): number => Math.floor((Number(networks) + lane) / lanes);
  const done = await Promise.all(
    Array.from({ length: lanes }, (_, lane) => compareInLab(share(lane), Number(seed) + lane, tell)),
  );
  removeOwn();
  const sum = (of: (each: (typeof done)[number]) => number): number =>
    done.reduce((total, each) => total + of(each), 0);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(
    `${sum((each) => each.networks)} networks (seed ${seed}): ${sum((each) => each.trials)} exchanges of TCP and UDP, ` +
      `of which ${sum((each) => each.answered)} were answered; ${seconds} s`,
  );
  for (const difference of done.flatMap(({ differences }) => differences)) {
    console.log(difference);
    process.exitCode = 1;
  }
}

void run(process.argv.slice(2));
