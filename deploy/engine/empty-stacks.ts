import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder, type Engine } from "@throughline/tools/engine";
import type { PrivateFolder } from "../isolation/folder";
import { encryptionSalt } from "../isolation/settings";
import { initStack, type Stack } from "./stack";

/**
 * Makes the stacks of a new backend, all empty. The engine takes a quarter of a second for each and makes the same files
 * every time: they are kept in the user's cache, and copied from there.
 *
 * @throws Failure with what the engine says.
 */
export async function makeEmptyStacks(
  stacks: readonly Stack[],
  folder: PrivateFolder,
  engine: Pick<Engine, "version">,
): Promise<void> {
  const files = join(folder.backend, ".pulumi");
  const kept = join(cacheFolder(), "empty-stacks", keyOf(stacks, engine));
  if (existsSync(kept)) {
    cpSync(kept, files, { recursive: true });
    return;
  }
  await Promise.all(stacks.map((stack) => initStack(stack)));
  keep(files, kept);
}

/** Everything that the files depend on. */
function keyOf(stacks: readonly Stack[], engine: Pick<Engine, "version">): string {
  const projects = stacks.map(({ name, directory }) => [name, projectFile(directory)]);
  return createHash("sha256")
    .update(JSON.stringify([engine.version, encryptionSalt, projects]))
    .digest("hex");
}

function projectFile(directory: string): string {
  const file = join(directory, "Pulumi.yaml");
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** Another run may keep the same files at the same time, and a cache that cannot be written is none. */
function keep(files: string, kept: string): void {
  try {
    mkdirSync(dirname(kept), { recursive: true });
    const draft = mkdtempSync(`${kept}.`);
    cpSync(files, draft, { recursive: true });
    try {
      renameSync(draft, kept);
    } catch {
      rmSync(draft, { recursive: true });
    }
  } catch {
    return;
  }
}
