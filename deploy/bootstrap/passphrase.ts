import { randomBytes } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * A file with the passphrase of a local state, made when there is none. It is readable by its owner only, stands on no
 * command line and in no environment, and goes with the state that it opens.
 */
export function passphraseFile(folder: string): string {
  const file = join(folder, "passphrase");
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  }
  return file;
}
