// @ts-check
import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { clearInterval, setInterval } from "node:timers";
import { setTimeout as sleep } from "node:timers/promises";

// The owner touches its lock file while it works. One that was not touched for long belongs to a process that was killed
// on another machine, or in another container, that shares the folder.
const touchEvery = 5_000;
const staleAfter = 60_000;
const lookAgainAfter = 100;

/**
 * @typedef {object} Owner
 * @property {string} id
 * @property {number} pid
 * @property {string} host
 */

/**
 * Works while holding a lock file. Waits as long as another process holds it, and takes over from one that has died.
 *
 * @template T
 * @param {string} file
 * @param {(line: string) => void} report says that there is something to wait for
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, report, work) {
  /** @type {Owner} */
  const self = { id: randomUUID(), pid: process.pid, host: hostname() };
  mkdirSync(dirname(file), { recursive: true });
  let reported = false;
  while (!acquire(file, self)) {
    const owner = read(file);
    if (owner && isDead(file, owner)) {
      evict(file, owner);
      continue;
    }
    if (owner && !reported) {
      report(`Waiting for another set-up to finish (process ${owner.pid} on ${owner.host}).`);
      reported = true;
    }
    await sleep(lookAgainAfter);
  }
  const touching = setInterval(() => ignoringMissing(() => utimesSync(file, new Date(), new Date())), touchEvery);
  try {
    return await work();
  } finally {
    clearInterval(touching);
    if (read(file)?.id === self.id) rmSync(file, { force: true });
  }
}

/**
 * @param {string} file
 * @param {Owner} self
 */
function acquire(file, self) {
  try {
    writeFileSync(file, JSON.stringify(self), { flag: "wx" });
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
}

/**
 * @param {string} file
 * @returns {Owner | undefined} nothing if the lock is gone, or its owner is just writing it
 */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} file
 * @param {Owner} owner
 */
function isDead(file, owner) {
  const touched = ignoringMissing(() => statSync(file).mtimeMs);
  if (touched === undefined) return false;
  if (Date.now() - touched > staleAfter) return true;
  if (owner.host !== hostname()) return false;
  try {
    process.kill(owner.pid, 0);
    return false;
  } catch (error) {
    return hasCode(error, "ESRCH");
  }
}

/**
 * Takes the lock away from a dead owner, and from nobody else: a third process may have done so already, and hold it.
 *
 * @param {string} file
 * @param {Owner} owner
 */
function evict(file, owner) {
  const evicted = `${file}.${randomUUID()}`;
  ignoringMissing(() => {
    renameSync(file, evicted);
    if (read(evicted)?.id === owner.id) rmSync(evicted);
    else renameSync(evicted, file);
  });
}

/**
 * @template T
 * @param {() => T} action
 * @returns {T | undefined}
 */
function ignoringMissing(action) {
  try {
    return action();
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function hasCode(error, code) {
  return error instanceof Error && "code" in error && error.code === code;
}
