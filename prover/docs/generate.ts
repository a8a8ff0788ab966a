import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { blockersPage, blockersPageFile } from "./blockers-page";

/** Writes the page about all blocker codes. */
async function generate(): Promise<void> {
  const file = join(__dirname, "../..", blockersPageFile);
  const options = await resolveConfig(file);
  writeFileSync(file, await format(blockersPage(), { ...options, filepath: file }));
}

void generate();
