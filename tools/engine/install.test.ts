import { expect } from "chai";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { engineFolder } from "./cache";
import { install } from "./install";
import { temporaryCache } from "./testing/cache";

describe("a folder of the engine cache", () => {
  temporaryCache();
  const folder = () => join(engineFolder(), "built");

  it("appears when it is complete", async () => {
    await install(folder(), (draft) => {
      writeFileSync(join(draft, "pulumi"), "engine");
      expect(existsSync(folder())).to.equal(false);
      return Promise.resolve();
    });
    expect(readFileSync(join(folder(), "pulumi"), "utf8")).to.equal("engine");
    expect(readdirSync(engineFolder())).to.deep.equal(["built"]);
  });

  it("does not appear when filling it fails, and nothing else stays", async () => {
    const failing = install(folder(), () => Promise.reject(new Error("disk full")));
    expect(await failing.catch(String)).to.equal("Error: disk full");
    expect(readdirSync(engineFolder())).to.deep.equal([]);
  });

  it("takes the place of what set-ups that were killed have left", async () => {
    mkdirSync(join(engineFolder(), "draft-1"), { recursive: true });
    mkdirSync(folder());
    await install(folder(), (draft) => {
      writeFileSync(join(draft, "pulumi"), "new");
      return Promise.resolve();
    });
    expect(readFileSync(join(folder(), "pulumi"), "utf8")).to.equal("new");
    expect(readdirSync(engineFolder())).to.deep.equal(["built"]);
  });
});
