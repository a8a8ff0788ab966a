// @ts-check
import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { clearInterval, setInterval } from "node:timers";
import { setTimeout as sleep } from "node:timers/promises";

// The owner touches its lock file while it works. That tells whether an owner lives on another machine, or in another
// container, that shares the folder. On this machine its processes tell, but their numbers may be used again in time.
const touchEvery = 5_000;
const staleAfter = { elsewhere: 60_000, here: 5 * 60_000 };
const lookAgainAfter = 100;

/**
 * @typedef {object} Owner
 * @property {string} id
 * @property {string} host
 * @property {number[]} pids the process that works, and those that it has started to
 */

/**
 * Works while holding a lock file. Waits as long as another process holds it, and takes over from one that has died.
 *
 * @template T
 * @param {string} file
 * @param {(line: string) => void} report says that there is something to wait for
 * @param {(holdFor: (pid: number) => void) => T | Promise<T>} work may keep the lock for a process that it has started:
 *   should this one be killed, the lock is held until that has ended, too
 * @returns {Promise<T>}
 */
export async function withLock(file, report, work) {
  /** @type {Owner} */
  const self = { id: randomUUID(), host: hostname(), pids: [process.pid] };
  mkdirSync(dirname(file), { recursive: true });
  let reported = false;
  while (!acquire(file, self)) {
    const owner = read(file);
    if (isDead(file, owner)) {
      evict(file, owner);
      continue;
    }
    if (owner && !reported) {
      report(`Waiting for another set-up to finish (process ${owner.pids[0]} on ${owner.host}).`);
      reported = true;
    }
    await sleep(lookAgainAfter);
  }
  const touching = setInterval(() => ignoringMissing(() => utimesSync(file, new Date(), new Date())), touchEvery);
  try {
    return await work((pid) => {
      self.pids.push(pid);
      writeFileSync(file, JSON.stringify(self));
    });
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
 * @param {Owner | undefined} owner
 */
function isDead(file, owner) {
  const touched = ignoringMissing(() => statSync(file).mtimeMs);
  if (touched === undefined) return false;
  const isHere = owner?.host === hostname();
  if (Date.now() - touched > (isHere ? staleAfter.here : staleAfter.elsewhere)) return true;
  return isHere && !owner.pids.some(isRunning);
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !hasCode(error, "ESRCH");
  }
}

/**
 * Takes the lock away from a dead owner, and from nobody else: a third process may have done so already, and hold it.
 *
 * @param {string} file
 * @param {Owner | undefined} owner
 */
function evict(file, owner) {
  const evicted = `${file}.${randomUUID()}`;
  ignoringMissing(() => {
    renameSync(file, evicted);
    if (read(evicted)?.id === owner?.id) rmSync(evicted);
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
