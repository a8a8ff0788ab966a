import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { engineFolder } from "./cache";

/**
 * Fills a folder of the engine cache and shows it to others only when it is complete. The caller holds the set-up lock,
 * so drafts that it finds were left behind by set-ups that were killed.
 */
export async function install(folder: string, fill: (draft: string) => Promise<void>): Promise<void> {
  const root = engineFolder();
  await mkdir(root, { recursive: true });
  for (const entry of await readdir(root)) {
    if (entry.startsWith("draft-")) await rm(join(root, entry), { recursive: true, force: true });
  }
  const draft = join(root, `draft-${process.pid}`);
  try {
    await mkdir(draft);
    await fill(draft);
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
