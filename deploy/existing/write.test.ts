import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { ExistingFile } from "@throughline/stacks/existing";
import { expect } from "chai";
import { temporaryFolder } from "../testing/temporary-folder";
import { writeExisting } from "./write";

const file: ExistingFile = {
  version: 1,
  environment: "dev",
  account: { id: "123456789012", region: "us-east-1" },
  layers: {},
};

describe("writing what exists", () => {
  const folder = temporaryFolder();

  it("leaves one whole file, and says whether it is another one", () => {
    expect(writeExisting(folder.path, file)).to.equal(true);
    expect(writeExisting(folder.path, file)).to.equal(false);
    expect(writeExisting(folder.path, { ...file, account: { ...file.account, region: "eu-west-1" } })).to.equal(true);
    expect(readdirSync(folder.path)).to.deep.equal(["existing.dev.json"]);
    expect(JSON.parse(readFileSync(join(folder.path, "existing.dev.json"), "utf8"))).to.have.nested.property(
      "account.region",
      "eu-west-1",
    );
  });

  it("leaves nothing half written when it fails", () => {
    const path = join(folder.path, "existing.dev.json");
    rmSync(path, { force: true });
    mkdirSync(join(path, "in-the-way"), { recursive: true });
    expect(() => writeExisting(folder.path, file)).to.throw("existing.dev.json cannot be written: EISDIR");
    expect(readdirSync(folder.path)).to.deep.equal(["existing.dev.json"]);
  });
});
