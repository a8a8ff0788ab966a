import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Gives each test of a suite a cache folder of its own, and puts the environment back that the test has changed. */
export function temporaryCache(): { readonly folder: string } {
  const cache = { folder: "" };
  const variables = ["PATH", "THROUGHLINE_CACHE"];
  let before: (string | undefined)[];

  beforeEach(() => {
    before = variables.map((name) => process.env[name]);
    cache.folder = mkdtempSync(join(tmpdir(), "throughline-cache-"));
    process.env.THROUGHLINE_CACHE = cache.folder;
  });

  afterEach(() => {
    variables.forEach((name, index) => {
      if (before[index] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[index];
    });
    rmSync(cache.folder, { recursive: true });
  });

  return cache;
}
