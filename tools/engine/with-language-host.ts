import { createHash } from "node:crypto";
import { copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { engineFolder } from "./cache";

/** Starts the language host of this checkout. */
const launcher = `#!/usr/bin/env node\nrequire(${JSON.stringify(join(__dirname, "language-host/main.js"))});\n`;

/**
 * A folder with the engine and, beside it, the language host of this checkout. The engine warns about a language host
 * that is not a file in its own folder; so each checkout has a folder in the cache, and the engine is linked into it.
 */
export function withLanguageHost(pulumi: string): string {
  const checkout = createHash("sha256").update(launcher).digest("hex").slice(0, 16);
  const folder = join(engineFolder(), "checkouts", checkout);
  if (existsSync(folder)) return folder;

  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  try {
    linkOrCopy(pulumi, join(draft, "pulumi"));
    writeLanguageHost(draft);
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another process may have made the same folder meanwhile.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** Puts the executable `pulumi-language-nodejs` into a folder. */
export function writeLanguageHost(folder: string): void {
  writeFileSync(join(folder, "pulumi-language-nodejs"), launcher, { mode: 0o755 });
  // Node.js looks upwards for a package.json that says which kind of module the file is.
  writeFileSync(join(folder, "package.json"), `{ "type": "commonjs" }\n`);
}

/** The engine has more than 100 MB, and the cache is one file system; but not every file system has links. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}
