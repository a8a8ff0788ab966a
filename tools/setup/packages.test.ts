import { expect } from "chai";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { arePackagesInstalled } from "./packages.mjs";

describe("the npm packages", () => {
  const a = { version: "1.0.0", integrity: "sha512-a" };
  const b = { version: "2.0.0", integrity: "sha512-b" };
  const otherPlatform = { version: "3.0.0", integrity: "sha512-c", optional: true };
  const wanted = { "": {}, "node_modules/a": a, "node_modules/b": b, "node_modules/other": otherPlatform };

  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "throughline-packages-"));
    mkdirSync(join(root, "node_modules"));
    writeFileSync(join(root, "package-lock.json"), JSON.stringify({ packages: wanted }));
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  function installed(packages: object): boolean {
    writeFileSync(join(root, "node_modules/.package-lock.json"), JSON.stringify({ packages }));
    return arePackagesInstalled(root);
  }

  it("are installed when npm has installed what package-lock.json says", () => {
    expect(installed({ "node_modules/a": a, "node_modules/b": b, "node_modules/other": otherPlatform })).to.equal(true);
  });

  it("are installed without those for other platforms", () => {
    expect(installed({ "node_modules/a": a, "node_modules/b": b })).to.equal(true);
  });

  it("are not installed in a fresh clone, nor after an installation that was interrupted", () => {
    expect(arePackagesInstalled(root)).to.equal(false);
  });

  it("are not installed when one is missing", () => {
    expect(installed({ "node_modules/a": a })).to.equal(false);
  });

  it("are not installed when one has another version", () => {
    expect(installed({ "node_modules/a": { ...a, version: "1.0.1" }, "node_modules/b": b })).to.equal(false);
  });

  it("are not installed when one has another content", () => {
    expect(installed({ "node_modules/a": { ...a, integrity: "sha512-x" }, "node_modules/b": b })).to.equal(false);
  });

  it("are not installed when package-lock.json has no more use for one", () => {
    expect(installed({ "node_modules/a": a, "node_modules/b": b, "node_modules/old": a })).to.equal(false);
  });

  it("cannot be judged by a package-lock.json that is broken, and the error names it", () => {
    const lockfile = join(root, "package-lock.json");
    writeFileSync(lockfile, "<<<<<<< ours");
    expect(() => arePackagesInstalled(root)).to.throw(`${lockfile} cannot be read`);
  });
});
