import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { expect } from "chai";
import { FolderInUse, lock } from "./lock";

/** A process that takes the folder and says "mine" or why not, then lives until it is killed. */
const contender = `
  const { lock } = require(${JSON.stringify(path.join(__dirname, "lock.ts"))});
  try { lock(process.argv[1]); process.stdout.write("mine"); }
  catch (error) { process.stdout.write(error.constructor.name); }
  setInterval(() => {}, 1000);
`;

describe("the lock of a folder", () => {
  let directory: string;
  let children: ChildProcess[];

  beforeEach(() => {
    directory = fs.mkdtempSync(path.join(os.tmpdir(), "lock-"));
    children = [];
  });
  afterEach(async () => {
    await Promise.all(children.map(kill));
    fs.rmSync(directory, { recursive: true });
  });

  async function contend(): Promise<{ readonly child: ChildProcess; readonly answer: string }> {
    const child = spawn(process.execPath, ["--require", "tsx/cjs", "-e", contender, directory]);
    children.push(child);
    const [answer] = (await once(child.stdout, "data")) as [Buffer];
    return { child, answer: answer.toString() };
  }

  async function kill(child: ChildProcess): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    }
  }

  it("keeps a second owner out and names the first", () => {
    const release = lock(directory);
    expect(() => lock(directory)).to.throw(FolderInUse, `in use by process ${process.pid}`);
    release();
    lock(directory)();
  });

  it("is free again when its owner was killed", async () => {
    const { child, answer } = await contend();
    expect(answer).to.equal("mine");
    expect(() => lock(directory)).to.throw(FolderInUse);
    await kill(child);
    lock(directory)();
  });

  it("has one winner when several processes find a dead owner at once", async () => {
    await kill((await contend()).child);
    const answers = await Promise.all([contend(), contend(), contend(), contend()]);
    expect(answers.map(({ answer }) => answer).sort()).to.deep.equal([
      "FolderInUse",
      "FolderInUse",
      "FolderInUse",
      "mine",
    ]);
  });

  it("is free when the owner's pid belongs to a later process", () => {
    const owner = { pid: process.pid, host: os.hostname(), began: "before this process" };
    fs.writeFileSync(path.join(directory, "lock-7"), JSON.stringify(owner));
    lock(directory)();
  });

  it("leaves one small file behind, however often it was taken", () => {
    for (let time = 0; time < 5; time++) {
      lock(directory)();
    }
    expect(fs.readdirSync(directory)).to.deep.equal(["lock-5"]);
  });
});
