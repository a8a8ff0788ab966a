import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Failure } from "../errors";
import { temporaryEnvironment } from "../testing/temporary-environment";
import { temporaryFolder } from "../testing/temporary-folder";
import { makeDisposableFolder, removeDisposableFolder, runOf, sweepDeadRuns } from "./disposable";
import { ownerName, thisProcess } from "./owner";
import { processesOf, runVariable } from "./processes";

describe("the folder of a disposable run", () => {
  const folder = temporaryFolder();
  const setVariable = temporaryEnvironment();
  let root: string;
  beforeEach(() => {
    root = join(folder.path, "project");
    setVariable("TMPDIR", join(folder.path, "tmp"));
    mkdirSync(root);
    mkdirSync(join(folder.path, "tmp"));
  });

  /** A folder as a run leaves it that was killed in another life of this machine. */
  function deadRun(owner = { ...thisProcess(), started: "1" }): string {
    const path = join(folder.path, "tmp", `throughline-${ownerName(owner)}-aBcDeF`);
    mkdirSync(join(path, "backend"), { recursive: true });
    return path;
  }

  it("is another one for each run", () => {
    expect(makeDisposableFolder(root).path).to.not.equal(makeDisposableFolder(root).path);
  });

  it("is removed with the processes of the run", async () => {
    const { path } = makeDisposableFolder(root);
    const child = spawn(process.execPath, ["--eval", "setInterval(() => {}, 1000)"], {
      env: { [runVariable]: runOf(path) },
    });
    await Promise.all([removeDisposableFolder(path), once(child, "exit")]);
    expect(processesOf(runOf(path))).to.deep.equal([]);
    expect(existsSync(path)).to.equal(false);
  });

  it("of a run that was killed is removed by the next", async () => {
    const dead = deadRun();
    await sweepDeadRuns(root);
    expect(existsSync(dead)).to.equal(false);
  });

  it("of a live run is left alone, and so is everything else", async () => {
    const live = makeDisposableFolder(root).path;
    const foreign = deadRun({ host: "00000000", pid: 1, started: "1" });
    mkdirSync(join(folder.path, "tmp", "throughline-project-x"));
    await sweepDeadRuns(root);
    const kept = [live, foreign, join(folder.path, "tmp", "throughline-project-x")];
    expect(readdirSync(join(folder.path, "tmp")).map((name) => join(folder.path, "tmp", name))).to.have.members(kept);
  });

  it("that cannot be made is a failure that says where", () => {
    folder.write({ file: "" });
    setVariable("TMPDIR", join(folder.path, "file"));
    expect(() => makeDisposableFolder(root)).to.throw(Failure, /none can be made at .*file.*let TMPDIR name a folder/s);
  });
});
