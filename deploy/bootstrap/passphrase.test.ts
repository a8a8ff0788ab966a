import { readFileSync, statSync } from "node:fs";
import { expect } from "chai";
import { temporaryFolder } from "../testing/temporary-folder";
import { passphraseFile } from "./passphrase";

describe("the passphrase of a local state", () => {
  const folder = temporaryFolder();

  it("is made once, is random, and only its owner reads it", () => {
    const file = passphraseFile(folder.path);
    const passphrase = readFileSync(file, "utf8");
    expect(passphrase).to.match(/^[\w-]{43}$/);
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    expect(readFileSync(passphraseFile(folder.path), "utf8")).to.equal(passphrase);
  });
});
