import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder for each test of a suite, with its real path. */
export function temporaryFolder(): { readonly path: string; write(files: Readonly<Record<string, string>>): void } {
  const folder = { path: "", write };
  function write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      const file = join(folder.path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
  beforeEach(() => {
    folder.path = mkdtempSync(join(realpathSync(tmpdir()), "deploy-test-"));
  });
  afterEach(() => {
    rmSync(folder.path, { recursive: true });
  });
  return folder;
}
