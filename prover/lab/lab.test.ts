import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { compareInLab } from "./compare";
import { nameOf, removeNamespaces, sweep, unavailable } from "./namespaces";

describe("networks in the kernel", function () {
  this.timeout(120_000);
  before(function () {
    const reason = unavailable();
    if (reason === undefined) {
      sweep();
    } else {
      console.log(`      skipped: ${reason}`);
      this.skip();
    }
  });

  it("let through what both walkers let through (npm run campaign:lab: 200)", async () => {
    const { differences, answered, trials } = await compareInLab(3, 1);
    expect(differences).to.deep.equal([]);
    expect(answered).to.be.greaterThan(0).and.lessThan(trials);
  });

  it("are swept away once the process that made them is dead, and not before", () => {
    const dead = spawnSync(process.execPath, ["--eval", ""]).pid;
    const [own, left] = [nameOf("own"), nameOf("left").replace(String(process.pid), String(dead))];
    for (const name of [own, left]) spawnSync("ip", ["netns", "add", name]);
    try {
      sweep();
      const { stdout } = spawnSync("ip", ["netns", "list"], { encoding: "utf8" });
      expect(stdout).to.include(own).and.not.include(left);
    } finally {
      removeNamespaces([own, left]);
    }
  });
});
