import { expect } from "chai";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { engineFolder } from "../cache";
import { temporaryCache } from "../testing/cache";
import { ENGINE_VERSION } from "../version";
import { officialDistribution } from "./distribution";

describe("the official distribution", () => {
  temporaryCache();

  function executable(name: string): void {
    const directory = join(engineFolder(), "distribution/bin");
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, name), "", { mode: 0o755 });
  }

  it("is not there before it was downloaded", () => {
    expect(officialDistribution.find()).to.deep.equal({ missing: "not downloaded." });
  });

  it("is not used without its language host", () => {
    executable("pulumi");
    expect(officialDistribution.find()).to.deep.equal({ missing: "not downloaded." });
  });

  it("is used as it is", () => {
    executable("pulumi");
    executable("pulumi-language-nodejs");
    expect(officialDistribution.find()).to.deep.equal({
      directory: join(engineFolder(), "distribution/bin"),
      version: ENGINE_VERSION,
      source: "distribution",
    });
  });
});
