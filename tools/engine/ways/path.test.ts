import { expect } from "chai";
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { temporaryCache } from "../testing/cache";
import { onPath } from "./path";

describe("`pulumi` on PATH", () => {
  const cache = temporaryCache();
  let folder: string;

  beforeEach(() => {
    folder = join(cache.folder, "bin");
    process.env.PATH = folder;
  });

  function executable(path: string, answer: string): string {
    const file = join(folder, path);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${answer}\n`, { mode: 0o755 });
    return file;
  }

  function pulumi(version: string): void {
    executable("pulumi", `echo ${version}`);
    executable("pulumi-language-nodejs", "");
  }

  it("is used when it is recent", () => {
    pulumi("v3.260.1");
    expect(onPath.find()).to.deep.equal({ directory: folder, version: "3.260.1", source: "PATH" });
  });

  it("is used at the oldest version that will do", () => {
    pulumi("v3.248.0");
    expect(onPath.find()).to.have.property("version", "3.248.0");
  });

  for (const version of ["v3.247.0", "v3.99.0", "v3.248.0-alpha.1", "v4.0.0"]) {
    it(`is not used at ${version}`, () => {
      pulumi(version);
      expect(onPath.find())
        .to.have.property("missing")
        .that.includes(`is version ${version.slice(1)}; it must be 3.248.0 or a later 3.x`);
    });
  }

  it("may be absent", () => {
    expect(onPath.find()).to.deep.equal({ missing: "not found." });
  });

  it("is not used when it cannot be executed", () => {
    pulumi("v3.260.1");
    chmodSync(join(folder, "pulumi"), 0o644);
    expect(onPath.find()).to.deep.equal({ missing: "not found." });
  });

  it("is not used when it does not tell its version", () => {
    pulumi("hello; exit 1");
    expect(onPath.find()).to.have.property("missing").that.includes("does not answer `pulumi version`");
  });

  it("is not used without its language host", () => {
    pulumi("v3.260.1");
    rmSync(join(folder, "pulumi-language-nodejs"));
    expect(onPath.find()).to.have.property("missing").that.includes("without its Node.js language host");
  });

  it("is used with a language host beside the file that a link on PATH leads to", () => {
    pulumi("v3.260.1");
    mkdirSync(join(folder, "links"));
    symlinkSync(join(folder, "pulumi"), join(folder, "links/pulumi"));
    process.env.PATH = join(folder, "links");
    expect(onPath.find()).to.have.property("directory", join(folder, "links"));
  });

  it("is the first one, of absolute folders", () => {
    pulumi("v3.260.1");
    process.env.PATH = ["", ".", "relative", join(folder, "none"), folder].join(delimiter);
    expect(onPath.find()).to.have.property("directory", folder);
  });

  it("is asked for its version again when it is a script, which may choose another binary", () => {
    pulumi("v3.260.1");
    onPath.find();
    pulumi("v3.261.0");
    expect(onPath.find()).to.have.property("version", "3.261.0");
  });
});
