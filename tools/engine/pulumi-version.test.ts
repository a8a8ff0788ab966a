import { expect } from "chai";
import { utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { versionOf } from "./pulumi-version";
import { temporaryCache } from "./testing/cache";

describe("the version of a `pulumi` executable", () => {
  const cache = temporaryCache();
  let pulumi: string;
  let asked: number;

  beforeEach(() => {
    pulumi = join(cache.folder, "pulumi");
    writeFileSync(pulumi, "\x7fELF");
    asked = 0;
  });

  function version(answer: string | undefined = "3.260.1"): string | undefined {
    return versionOf(pulumi, () => {
      asked++;
      return answer;
    });
  }

  it("is remembered", () => {
    expect([version(), version(), version()]).to.deep.equal(["3.260.1", "3.260.1", "3.260.1"]);
    expect(asked).to.equal(1);
  });

  it("is asked for again when the file is replaced by one of another size", () => {
    version();
    writeFileSync(pulumi, "\x7fELF, longer");
    expect(version("3.261.0")).to.equal("3.261.0");
  });

  it("is asked for again when the file is replaced by one of another time", () => {
    version();
    utimesSync(pulumi, 1, 1);
    expect(version("3.261.0")).to.equal("3.261.0");
  });

  it("is not remembered when there was no answer", () => {
    expect(versionOf(pulumi, () => undefined)).to.equal(undefined);
    expect(version()).to.equal("3.260.1");
  });

  it("is told when the cache folder cannot be written, too", () => {
    process.env.THROUGHLINE_CACHE = pulumi;
    expect([version(), version()]).to.deep.equal(["3.260.1", "3.260.1"]);
    expect(asked).to.equal(2);
  });
});
