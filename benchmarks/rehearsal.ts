/**
 * A rehearsal against the floor: `pulumi up` of a program without resources, by the same engine on a new stack. The two
 * take turns in one run, so that a machine that slows down slows both.
 *
 * `npm run bench:rehearsal [-- <environment> [rounds]]`
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { performance } from "node:perf_hooks";
import { findEngine } from "@throughline/tools/engine";
import { spread } from "./statistics";

const [environment = "dev", rounds = "7"] = process.argv.slice(2);
const root = join(__dirname, "..");

interface Round {
  /** Seconds of `pulumi up` of the empty program. */
  floor: number;
  /** Seconds of the whole process `throughline rehearse`: all layers of the environment. */
  rehearsal: number;
  /** Seconds of the network layer in it. */
  network: number;
  /** Resources of the network layer. */
  resources: number;
}

function seconds(action: () => void): number {
  const begin = performance.now();
  action();
  return (performance.now() - begin) / 1000;
}

function floor(): number {
  const folder = mkdtempSync(join(tmpdir(), "throughline-floor-"));
  try {
    const program = join(folder, "program");
    cpSync(join(__dirname, "empty"), program, { recursive: true });
    symlinkSync(join(root, "node_modules"), join(program, "node_modules"));
    mkdirSync(join(folder, "state"));
    const env = {
      ...process.env,
      PATH: [findEngine().directory, process.env.PATH].join(delimiter),
      PULUMI_HOME: join(folder, "home"),
      PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "floor",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    };
    const pulumi = (...args: string[]): void => {
      execFileSync("pulumi", args, { cwd: program, env, stdio: ["ignore", "ignore", "inherit"] });
    };
    pulumi("stack", "init", "floor");
    return seconds(() => {
      pulumi("up", "--yes", "--skip-preview", "--stack", "floor");
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function rehearse(): Omit<Round, "floor"> {
  let report = "";
  const rehearsal = seconds(() => {
    report = execFileSync(process.execPath, [join(root, "cli/bin/throughline.js"), "rehearse", environment, "--json"], {
      encoding: "utf8",
      cwd: root,
      maxBuffer: 1 << 26,
    });
  });
  const { layers } = JSON.parse(report) as { layers: LayerReport[] };
  const network = layers.find(({ name }) => name === "network");
  return { rehearsal, network: network?.seconds ?? NaN, resources: network?.operations.create ?? NaN };
}

interface LayerReport {
  name: string;
  seconds: number;
  operations: Record<string, number>;
}

const results: Round[] = [];
for (let round = 0; round <= Number(rounds); round++) {
  const result = { floor: floor(), ...rehearse() };
  // The first round warms the caches of the operating system.
  if (round > 0) results.push(result);
}
const of = (pick: (round: Round) => number): number[] => results.map(pick);
console.log(`environment       ${environment}, ${results.length} rounds; median (minimum–maximum)`);
console.log(`floor             ${spread(of((round) => round.floor))} s`);
console.log(`network           ${spread(of((round) => round.network))} s, ${results[0]?.resources ?? 0} resources`);
console.log(`network / floor   ${spread(of((round) => round.network / round.floor))}`);
console.log(`all layers        ${spread(of((round) => round.rehearsal))} s, the whole process`);
console.log(`all / floor       ${spread(of((round) => round.rehearsal / round.floor))}`);
