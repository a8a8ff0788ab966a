import { expect } from "chai";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { withLock } from "./lock.mjs";

describe("a lock file", () => {
  let folder: string;
  let file: string;
  const unreported = (line: string) => expect.fail(`reported: ${line}`);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "throughline-lock-"));
    file = join(folder, "deep/in/work.lock");
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function lockedBy(owner: { pids: number[]; host: string }): void {
    file = join(folder, "work.lock");
    writeFileSync(file, JSON.stringify({ id: "another", ...owner }));
  }

  function endedProcess(): number {
    return spawnSync(process.execPath, ["--version"]).pid;
  }

  it("is there while its owner works, and gone afterwards", async () => {
    const result = await withLock(file, unreported, () => existsSync(file));
    expect(result).to.equal(true);
    expect(existsSync(file)).to.equal(false);
  });

  it("is released when the work fails", async () => {
    const failing = withLock(file, unreported, () => Promise.reject(new Error("no space")));
    expect(await failing.catch((error: unknown) => String(error))).to.equal("Error: no space");
    expect(existsSync(file)).to.equal(false);
  });

  it("lets one work at a time, and tells the others once for whom they wait", async () => {
    const reports: string[] = [];
    let working = 0;
    const work = async () => {
      expect(++working).to.equal(1);
      await setImmediate();
      working--;
    };
    await Promise.all([1, 2, 3].map(() => withLock(file, (line) => reports.push(line), work)));
    expect(reports).to.have.length(2);
    expect(reports[0]).to.include(`process ${process.pid} on ${hostname()}`);
  });

  it("of a process that has died is taken over, by one at a time", async () => {
    lockedBy({ pids: [endedProcess()], host: hostname() });
    let working = 0;
    let done = 0;
    const work = async () => {
      expect(++working).to.equal(1);
      await setImmediate();
      working--;
      done++;
    };
    await Promise.all([1, 2, 3].map(() => withLock(file, () => undefined, work)));
    expect(done).to.equal(3);
    expect(readdirSync(folder)).to.deep.equal([]);
  });

  it("of a process that has died is respected while a process works that it has started", async () => {
    const worker = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"]);
    lockedBy({ pids: [endedProcess(), worker.pid ?? 0], host: hostname() });
    let outcome: Promise<unknown> = Promise.resolve();
    await new Promise<void>((resolve) => {
      outcome = withLock(
        file,
        () => {
          resolve();
        },
        () => worker.signalCode,
      );
    });
    worker.kill();
    expect(await outcome).to.equal("SIGTERM");
  });

  it("names the processes that work under it", async () => {
    await withLock(file, unreported, (holdFor) => {
      holdFor(42);
      expect(JSON.parse(readFileSync(file, "utf8")))
        .to.have.property("pids")
        .that.deep.equals([process.pid, 42]);
    });
  });

  it("of another machine is taken over when it was not touched for more than a minute", async () => {
    lockedBy({ pids: [process.pid], host: "elsewhere" });
    const longAgo = Date.now() / 1000 - 61;
    utimesSync(file, longAgo, longAgo);
    expect(await withLock(file, unreported, () => "done")).to.equal("done");
  });

  it("whose owner was killed before it could write its name is taken over after a minute, too", async () => {
    file = join(folder, "work.lock");
    writeFileSync(file, "");
    const longAgo = Date.now() / 1000 - 61;
    utimesSync(file, longAgo, longAgo);
    expect(await withLock(file, unreported, () => "done")).to.equal("done");
  });

  it("of another machine is respected as long as it is touched", async () => {
    lockedBy({ pids: [endedProcess()], host: "elsewhere" });
    const waiting = new Promise<string>((resolve) => {
      void withLock(file, resolve, () => undefined);
    });
    expect(await waiting).to.include("on elsewhere");
    rmSync(file);
  });
});
