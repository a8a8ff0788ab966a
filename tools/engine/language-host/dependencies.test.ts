import { ProgramInfo } from "@pulumi/pulumi/proto/language_pb";
import { expect } from "chai";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { programDependencies, requiredPackages } from "./dependencies";

describe("the npm packages of a program", () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "throughline-dependencies-"));
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  function write(path: string, content: object): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), JSON.stringify(content));
  }

  const request = (directory = root) => ({ getInfo: () => new ProgramInfo().setProgramDirectory(directory) });

  const required = () =>
    requiredPackages(request())
      .getPackagesList()
      .map((dependency) => `${dependency.getKind()} ${dependency.getName()} ${dependency.getVersion()}`)
      .sort();

  it("need the plugins that they stand for", () => {
    write("node_modules/@pulumi/aws/package.json", {
      name: "@pulumi/aws",
      version: "7.48.0",
      pulumi: { resource: true },
    });
    write("node_modules/other/package.json", {
      name: "other",
      version: "1.0.0",
      pulumi: { resource: true, name: "its" },
    });
    write("node_modules/plain/package.json", { name: "plain", version: "1.0.0" });
    expect(required()).to.deep.equal(["resource aws 7.48.0", "resource its 1.0.0"]);
  });

  it("need the plugins of the packages that they bring", () => {
    const aws = { name: "@pulumi/aws", version: "6.0.0", pulumi: { resource: true } };
    write("node_modules/a/package.json", { name: "a", version: "1.0.0" });
    write("node_modules/a/node_modules/@pulumi/aws/package.json", aws);
    expect(required()).to.deep.equal(["resource aws 6.0.0"]);
  });

  it("may refer to each other in a circle", () => {
    write("node_modules/a/package.json", { name: "a", version: "1.0.0", pulumi: { resource: true, name: "a" } });
    symlinkSync(join(root, "node_modules"), join(root, "node_modules/a/node_modules"));
    expect(required()).to.deep.equal(["resource a 1.0.0"]);
  });

  it("state what they are parameterized with", () => {
    const parameterization = { name: "random", version: "3.0.0", value: Buffer.from("{}").toString("base64") };
    write("node_modules/random/package.json", {
      name: "random",
      version: "3.0.0",
      pulumi: { resource: true, name: "terraform-provider", version: "1.0.0", parameterization },
    });
    const [dependency] = requiredPackages(request()).getPackagesList();
    expect(dependency?.getName()).to.equal("terraform-provider");
    expect(dependency?.getParameterization()?.getName()).to.equal("random");
    expect(dependency?.getParameterization()?.getValue_asB64()).to.equal(parameterization.value);
  });

  it("may be absent", () => {
    expect(required()).to.deep.equal([]);
    expect(programDependencies(request()).getDependenciesList()).to.deep.equal([]);
  });

  it("are listed with the versions that the program gets, from folders above it too", () => {
    write("node_modules/a/package.json", { name: "a", version: "1.2.3" });
    write("node_modules/b/package.json", { name: "b", version: "2.0.0" });
    write("program/node_modules/b/package.json", { name: "b", version: "3.0.0" });
    write("program/package.json", { dependencies: { a: "^1.0.0", missing: "1" }, devDependencies: { b: "^3.0.0" } });
    const listed = programDependencies(request(join(root, "program"))).getDependenciesList();
    expect(listed.map((dependency) => `${dependency.getName()} ${dependency.getVersion()}`)).to.deep.equal([
      "a 1.2.3",
      "b 3.0.0",
    ]);
  });
});
