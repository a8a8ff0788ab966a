import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { format, resolveConfig } from "prettier";
import { blockersPage, blockersPageFile } from "./blockers-page";

describe("the page about blockers", () => {
  it("is what the table says", async () => {
    const file = join(__dirname, "../..", blockersPageFile);
    const options = await resolveConfig(file);
    expect(readFileSync(file, "utf8")).to.equal(await format(blockersPage(), { ...options, filepath: file }));
  });
});
