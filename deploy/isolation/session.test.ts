import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Failure } from "../errors";
import { temporaryFolder } from "../testing/temporary-folder";
import { makePrivateFolder, type PrivateFolder } from "./folder";
import { ownerName, ownerOf, thisProcess } from "./owner";
import { runVariable } from "./processes";
import { claimSession } from "./session";

describe("a session of a persistent sandbox", () => {
  const temporary = temporaryFolder();
  let folder: PrivateFolder;
  beforeEach(() => {
    folder = makePrivateFolder(join(temporary.path, "sandbox"), "THROUGHLINE_STATE");
  });

  function sessionOf(owner: string): string {
    const file = join(folder.path, "sessions", owner);
    mkdirSync(join(folder.path, "sessions"), { recursive: true });
    writeFileSync(file, "");
    return file;
  }

  function engineLock(): string {
    const lock = join(folder.backend, ".pulumi/locks/organization/network/dev/lock.json");
    mkdirSync(join(lock, ".."), { recursive: true });
    writeFileSync(lock, "{}");
    return lock;
  }

  it("is followed by the next when it has ended", async () => {
    (await claimSession(folder)).end();
    (await claimSession(folder)).end();
  });

  it("is the only one while it lasts", async () => {
    const other = spawn(process.execPath, ["--eval", "setInterval(() => {}, 1000); process.stdout.write('.')"]);
    await once(other.stdout, "data");
    const file = sessionOf(ownerName(ownerOf(other.pid ?? 0)));
    const lock = engineLock();
    try {
      await claimSession(folder);
      expect.fail("claimed a sandbox in use");
    } catch (error) {
      expect(error).to.be.instanceOf(Failure);
      expect((error as Failure).message).to.contain(`process ${other.pid}`);
    } finally {
      other.kill("SIGKILL");
    }
    expect(existsSync(file)).to.equal(true);
    expect(existsSync(lock)).to.equal(true);
  });

  it("takes over from a killed one: its processes, its locks", async () => {
    const dead = ownerName({ ...thisProcess(), started: "1" });
    const file = sessionOf(dead);
    const lock = engineLock();
    const orphan = spawn(process.execPath, ["--eval", "setInterval(() => {}, 1000)"], { env: { [runVariable]: dead } });
    const ended = once(orphan, "exit");
    const session = await claimSession(folder);
    await ended;
    expect([existsSync(file), existsSync(lock)]).to.deep.equal([false, false]);
    session.end();
  });
});
