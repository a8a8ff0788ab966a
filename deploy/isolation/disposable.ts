import { lstatSync, mkdtempSync, readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { makePrivateFolder, type PrivateFolder, unusable } from "./folder";
import { hasEnded, ownerName, parseOwner, thisProcess } from "./owner";
import { disposablePlace } from "./places";
import { endProcesses } from "./processes";

/** Folders are named after the process that owns them: making one and saying whose it is are one step. */
const prefix = "throughline-";

/**
 * A private folder for one run.
 *
 * @throws Failure if none can be made.
 */
export function makeDisposableFolder(root: string): PrivateFolder {
  const place = disposablePlace(root);
  return makePrivateFolder(uniqueFolder(join(place, `${prefix}${ownerName(thisProcess())}-`)), "TMPDIR");
}

function uniqueFolder(start: string): string {
  try {
    return mkdtempSync(start);
  } catch (error) {
    throw unusable(start, "TMPDIR", error);
  }
}

/** Name by which the run's processes are found: see {@link endProcesses}. */
export function runOf(folderPath: string): string {
  return basename(folderPath);
}

/** Ends the run's processes and removes its folder. */
export async function removeDisposableFolder(path: string): Promise<void> {
  await endProcesses(runOf(path));
  // The run's warden and the next run may remove the same folder at once.
  await rm(path, { recursive: true, force: true, maxRetries: 5 });
}

/**
 * Removes what killed runs have left behind, folders and processes; never those of a run that is alive. What cannot be
 * removed does not stop anybody: the next run tries again.
 */
export async function sweepDeadRuns(root: string): Promise<void> {
  const place = disposablePlace(root);
  const dead = readdirSync(place)
    .filter(isDeadRun)
    .map((name) => join(place, name));
  await Promise.allSettled(dead.filter(isMine).map(removeDisposableFolder));
}

function isDeadRun(name: string): boolean {
  const owner = name.startsWith(prefix) ? parseOwner(name.slice(prefix.length, name.lastIndexOf("-"))) : undefined;
  return owner !== undefined && hasEnded(owner);
}

function isMine(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat?.isDirectory() === true && stat.uid === process.getuid?.();
}
