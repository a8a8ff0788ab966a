import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import fc from "fast-check";
import { processesOf } from "../deploy/isolation/processes";
import { Project } from "./project";

const repository = join(__dirname, "..");

/** How often a rehearsal is killed, and the seed of when and how. `npm run campaign:kill` kills 20 times. */
const kills = Number(process.env.THROUGHLINE_KILLS ?? "3");
const seed = Number(process.env.THROUGHLINE_SEED ?? "1");

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Ways in which a rehearsal can be killed. */
const ways = {
  "the driver": (driver) => {
    kill(driver);
  },
  "the driver's process group": (driver) => {
    kill(-driver);
  },
  "everything but the driver": (_, run) => {
    run.forEach(kill);
  },
  everything: (driver, run) => {
    [driver, ...run].forEach(kill);
  },
} as const satisfies Record<string, (driver: number, run: readonly number[]) => void>;

type Way = keyof typeof ways;

describe("a rehearsal", function () {
  this.timeout(180_000);

  let project: Project;
  let temporary: string;
  before(() => {
    project = new Project();
    // One layer is enough to be killed.
    project.edit("dev", (settings) => {
      const kept = Object.entries(settings.config).filter(([key]) =>
        /^(pulumi:|throughline:(account|network)$)/.test(key),
      );
      settings.config = Object.fromEntries(kept);
    });
    temporary = join(realpathSync(project.folder), "tmp");
    mkdirSync(temporary);
  });
  after(() => {
    project.remove();
  });

  const state = () => join(project.folder, "state");
  const environment = () => ({
    ...process.env,
    TMPDIR: temporary,
    THROUGHLINE_STATE: state(),
    CI: "true",
    NO_COLOR: "1",
  });

  /** Starts `throughline` in a process group of its own. */
  function start(...args: string[]): { driver: ChildProcess; ended: Promise<Ended> } {
    const driver = spawn(process.execPath, [join(repository, "cli/bin/throughline.js"), ...args], {
      cwd: project.root,
      env: environment(),
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    driver.stdout.on("data", (data: Buffer) => (stdout += data.toString()));
    driver.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
    const ended = once(driver, "close").then(([code]) => ({ code: code as number | null, stdout, stderr }));
    return { driver, ended };
  }

  const rehearse = () => start("rehearse", "dev", "--json");

  /** Names of the runs that have a folder. */
  const runs = (): string[] => readdirSync(temporary).filter((name) => name.startsWith("throughline-"));

  /** Waits until nothing of the runs is left: wardens work after the driver's end. */
  async function nothingLeft(known: readonly string[]): Promise<void> {
    const left = () => [...runs(), ...known.flatMap(processesOf)];
    await until(() => left().length === 0);
    expect(left()).to.deep.equal([]);
  }

  const network = ({ code, stdout, stderr }: Ended): { result: string; operations: unknown; outputs: unknown } => {
    expect(code, stderr + stdout).to.equal(0);
    const { layers } = JSON.parse(stdout) as { layers: { result: string; operations: unknown; outputs: unknown }[] };
    const { result, operations, outputs } = layers[0] ?? expect.fail(stdout);
    return { result, operations, outputs };
  };

  describe("that is killed", () => {
    let usual: ReturnType<typeof network>;
    let duration: number;
    before(async () => {
      const begin = performance.now();
      usual = network(await rehearse().ended);
      duration = performance.now() - begin;
    });

    const points = fc.sample(
      fc.record({ way: fc.constantFrom(...(Object.keys(ways) as Way[])), moment: fc.integer({ min: 1, max: 99 }) }),
      { seed, numRuns: kills },
    );
    for (const { way, moment } of points) {
      it(`leaves nothing that the next one trips over: ${way} after ${moment} % of the time`, async () => {
        const { driver, ended } = rehearse();
        await Promise.race([setTimeout((duration * moment) / 100), ended]);
        const known = runs();
        ways[way](driver.pid ?? 0, known.flatMap(processesOf));
        await ended;
        expect(network(await rehearse().ended)).to.deep.equal(usual);
        await nothingLeft(known);
      });
    }

    it("leaves nothing even when there is no next one", async () => {
      const { driver, ended } = rehearse();
      await Promise.race([once(driver.stderr as NodeJS.ReadableStream, "data"), ended]);
      const known = runs();
      expect(known).to.have.length(1);
      driver.kill("SIGKILL");
      await ended;
      await nothingLeft(known);
    });
  });

  it("stops in good order on Ctrl-C", async () => {
    const { driver, ended } = rehearse();
    await Promise.race([once(driver.stderr as NodeJS.ReadableStream, "data"), ended]);
    const known = runs();
    driver.kill("SIGINT");
    const { code, stdout, stderr } = await ended;
    expect(code, stderr).to.equal(8);
    expect(JSON.parse(stdout)).to.include({ environment: "dev", result: "cancelled" });
    await nothingLeft(known);
  });

  it("stops at once on the second Ctrl-C", async () => {
    const { driver, ended } = rehearse();
    await Promise.race([once(driver.stderr as NodeJS.ReadableStream, "data"), ended]);
    const known = runs();
    driver.kill("SIGINT");
    await Promise.race([once(driver.stderr as NodeJS.ReadableStream, "data"), ended]);
    driver.kill("SIGINT");
    expect((await ended).code).to.equal(8);
    await nothingLeft(known);
  });

  it("does not meet another one at the same time", async () => {
    const [one, two] = await Promise.all([rehearse().ended, rehearse().ended]);
    expect(network(one)).to.deep.equal(network(two));
    await nothingLeft([]);
  });

  it("in a sandbox that lasts leaves no lock when all of it is killed", async () => {
    const pulumi = (...args: string[]) => start("sandbox", "--", "pulumi", "-C", "stacks/network", ...args);
    const { driver, ended } = pulumi("up", "-s", "dev", "--yes", "--skip-preview");
    const sandbox = () => join(state(), readdirSync(state())[0] ?? "");
    const locks = () => filesIn(() => join(sandbox(), "backend/.pulumi/locks"));
    await until(() => locks().length > 0);
    const sessions = readdirSync(join(sandbox(), "sessions"));
    [driver.pid ?? 0, ...sessions.flatMap(processesOf)].forEach(kill);
    await ended;
    const { code, stdout } = await pulumi("refresh", "-s", "dev", "--yes", "--skip-preview").ended;
    expect(code, stdout).to.equal(0);
    await nothingLeft(sessions);
  });
});

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

/** Waits for what other processes do, which this one is not told. */
async function until(condition: () => boolean): Promise<void> {
  for (let rounds = 0; !condition() && rounds < 400; rounds++) {
    await setTimeout(50);
  }
}

/** Files below a folder that may not be there yet. */
function filesIn(folder: () => string): string[] {
  try {
    return readdirSync(folder(), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
      .map((entry) => entry.name);
  } catch {
    return [];
  }
}
