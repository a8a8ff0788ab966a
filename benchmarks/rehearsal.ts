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
import { median, spread } from "./statistics";

const [environment = "dev", rounds = "7"] = process.argv.slice(2);
const root = join(__dirname, "..");

interface Round {
  /** Seconds of `pulumi up` of the empty program. */
  floor: number;
  /** Seconds of the whole process `throughline rehearse`. */
  rehearsal: number;
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

function rehearse(): { rehearsal: number; resources: number } {
  let report = "";
  const rehearsal = seconds(() => {
    report = execFileSync(process.execPath, [join(root, "cli/bin/throughline.js"), "rehearse", environment, "--json"], {
      encoding: "utf8",
      cwd: root,
      maxBuffer: 1 << 26,
    });
  });
  const { layers } = JSON.parse(report) as { layers: { operations: Record<string, number> }[] };
  return { rehearsal, resources: layers.reduce((sum, layer) => sum + (layer.operations.create ?? 0), 0) };
}

const results: Round[] = [];
for (let round = 0; round <= Number(rounds); round++) {
  const result = { floor: floor(), ...rehearse() };
  // The first round warms the caches of the operating system.
  if (round > 0) results.push(result);
}
const of = (pick: (round: Round) => number): number[] => results.map(pick);
console.log(`environment          ${environment}, ${results[0]?.resources ?? 0} resources, ${results.length} rounds`);
console.log(`floor                ${spread(of(({ floor }) => floor))} s`);
console.log(`rehearsal            ${spread(of(({ rehearsal }) => rehearsal))} s`);
console.log(`rehearsal / floor    ${spread(of(({ rehearsal, floor }) => rehearsal / floor))}`);
console.log(
  `per resource         ${(1000 * median(of((r) => (r.rehearsal - r.floor) / r.resources))).toFixed(1)} ms above the floor`,
);
