import { expect } from "chai";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureEngine, EngineUnavailableError, findEngine, type Engine, type Way } from ".";
import { temporaryCache } from "./testing/cache";

describe("the engine", () => {
  const ofDistribution: Engine = { directory: "/distribution", version: "3.259.0", source: "distribution" };
  const built: Engine = { directory: "/built", version: "3.259.0", source: "built" };
  const installed: Engine = { directory: "/usr/bin", version: "3.250.0", source: "PATH" };

  const noPulumi: Way = { title: "PATH", mend: "install Pulumi.", find: () => ({ missing: "not found." }) };
  const offline: Way = {
    title: "distribution",
    mend: "go online.",
    find: () => ({ missing: "not downloaded." }),
    obtain: () => Promise.reject(new Error("no network.")),
  };
  const noCompiler: Way = {
    title: "module",
    mend: "install Go.",
    find: () => ({ missing: "not built." }),
    obtain: () => Promise.reject(new Error("compile failed\nat line 5")),
  };

  /** A way that has its engine after it was obtained once. */
  function obtainable(engine: Engine): Way & { obtained: number } {
    const way = {
      ...offline,
      obtained: 0,
      find: () => (way.obtained > 0 ? engine : { missing: "not there yet." }),
      obtain: () => {
        way.obtained++;
        return Promise.resolve(engine);
      },
    };
    return way;
  }

  const found = (engine: Engine): Way => ({ ...offline, find: () => engine });
  const unreported = (line: string) => expect.fail(`reported: ${line}`);

  const cache = temporaryCache();

  async function failureOf(candidates: readonly Way[]): Promise<string> {
    const error: unknown = await ensureEngine(() => undefined, candidates).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(EngineUnavailableError);
    return (error as Error).message;
  }

  it("is the one on PATH when there is one", () => {
    expect(findEngine([found(installed), found(ofDistribution), found(built)])).to.equal(installed);
  });

  it("is one from the cache when PATH has none", async () => {
    const ways = [noPulumi, offline, found(built)];
    expect(findEngine(ways)).to.equal(built);
    expect(await ensureEngine(unreported, ways)).to.equal(built);
  });

  it("is not downloaded when one was built before", async () => {
    const distribution = obtainable(ofDistribution);
    expect(await ensureEngine(unreported, [noPulumi, distribution, found(built)])).to.equal(built);
    expect(distribution.obtained).to.equal(0);
  });

  it("is downloaded before it is built", async () => {
    const module = obtainable(built);
    const engine = await ensureEngine(unreported, [noPulumi, obtainable(ofDistribution), module]);
    expect(engine).to.equal(ofDistribution);
    expect(module.obtained).to.equal(0);
  });

  it("is built when it cannot be downloaded, and the reason is reported", async () => {
    const reports: string[] = [];
    const engine = await ensureEngine((line) => reports.push(line), [noPulumi, offline, obtainable(built)]);
    expect(engine).to.equal(built);
    expect(reports.join()).to.include("no network.");
  });

  it("is obtained once by set-ups that run at the same time", async () => {
    const module = obtainable(built);
    const engines = await Promise.all([1, 2, 3].map(() => ensureEngine(() => undefined, [noPulumi, offline, module])));
    expect(engines).to.deep.equal([built, built, built]);
    expect(module.obtained).to.equal(1);
  });

  it("when there is none, is an error that names each way, why it failed and how to mend it", async () => {
    expect(await failureOf([noPulumi, offline, noCompiler])).to.equal(
      [
        "No Pulumi engine (3.248.0 or later) could be had. All ways failed:",
        "  1. PATH: not found.",
        "     To mend it, install Pulumi.",
        "  2. distribution: no network.",
        "     To mend it, go online.",
        "  3. module: compile failed",
        "     at line 5",
        "     To mend it, install Go.",
      ].join("\n"),
    );
  });

  it("when it was not set up, is an error that says how to", () => {
    expect(() => findEngine([noPulumi, offline, noCompiler]))
      .to.throw(EngineUnavailableError)
      .with.property("message")
      .that.includes("node tools/setup.mjs")
      .and.includes("not downloaded.");
  });

  it("is looked for in the next way when looking in one fails", () => {
    const broken: Way = { ...noPulumi, find: () => expect.fail("permission denied") };
    expect(findEngine([broken, found(built)])).to.equal(built);
  });

  it("needs a cache folder that can be written", async () => {
    const file = join(cache.folder, "a-file");
    writeFileSync(file, "");
    process.env.THROUGHLINE_CACHE = file;
    expect(await failureOf([noPulumi, offline]))
      .to.include(file)
      .and.include("Set THROUGHLINE_CACHE");
  });
});
