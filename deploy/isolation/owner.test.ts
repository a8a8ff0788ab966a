import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect } from "chai";
import { hasEnded, ownerName, parseOwner, thisProcess } from "./owner";

describe("the owner of a private folder", () => {
  it("is read back from its name", () => {
    expect(parseOwner(ownerName(thisProcess()))).to.deep.equal(thisProcess());
    expect(parseOwner("project-1")).to.equal(undefined);
  });

  it("has not ended while it runs", () => {
    expect(hasEnded(thisProcess())).to.equal(false);
  });

  it("has ended when its process has", async () => {
    const child = spawn(process.execPath, ["--eval", ""]);
    await once(child, "exit");
    expect(hasEnded({ ...thisProcess(), pid: child.pid ?? 0 })).to.equal(true);
  });

  it("has ended when its pid belongs to a process that started at another time", () => {
    expect(hasEnded({ ...thisProcess(), started: "1" })).to.equal(true);
  });

  it("may be alive on another machine that shares the folder", () => {
    expect(hasEnded({ host: "00000000", pid: 1, started: "1" })).to.equal(false);
  });
});
