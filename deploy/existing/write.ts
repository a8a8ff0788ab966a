import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ExistingFile, existingFileName } from "@throughline/stacks/existing";
import { Failure } from "../errors";

/**
 * Writes what exists of an environment: the whole file, or nothing.
 *
 * @returns whether it says something else than before.
 * @throws Failure if the folder cannot be written.
 */
export function writeExisting(root: string, file: ExistingFile): boolean {
  const path = join(root, existingFileName(file.environment));
  const text = `${JSON.stringify(file, undefined, 2)}\n`;
  const temporary = `${path}.${process.pid}.new`;
  try {
    if (existsSync(path) && readFileSync(path, "utf8") === text) {
      return false;
    }
    writeFileSync(temporary, text);
    renameSync(temporary, path);
    return true;
  } catch (error) {
    rmSync(temporary, { force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure("machine", `${existingFileName(file.environment)} cannot be written: ${reason}`);
  }
}
