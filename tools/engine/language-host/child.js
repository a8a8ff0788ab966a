"use strict";

const { spawn } = require("node:child_process");
const { once } = require("node:events");
const { setTimeout: delay } = require("node:timers/promises");

/** How long a process that was asked to end has to do so, and its output to end after it, in milliseconds. */
const grace = 5_000;

/** @typedef {import("node:stream").Readable} Readable */
/** @typedef {{ code: number | null, signal: NodeJS.Signals | null }} Exit */

/**
 * @typedef {object} Child
 * @property {Readable} stdout
 * @property {Readable} stderr
 * @property {Promise<Exit>} exit settles when the process has ended and its output was read
 * @property {() => void} stop asks the process to end, then insists
 */

/**
 * Starts Node.js so that it ends with the language host, even if the host is killed.
 *
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 * @returns {Child}
 */
function startNode(args, options) {
  return start(process.execPath, ["--require", require.resolve("./leash"), ...args], options);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 * @returns {Child}
 */
function start(command, args, options) {
  // Output is passed on, not inherited: Node.js makes what it inherits non-blocking for all who share it.
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe", "pipe"] });
  const stdout = /** @type {Readable} */ (child.stdout);
  const stderr = /** @type {Readable} */ (child.stderr);
  const outputRead = Promise.allSettled([once(stdout, "close"), once(stderr, "close")]);
  return {
    stdout,
    stderr,
    exit: new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", async (code, signal) => {
        // What the process has started, and left running, may hold its output open.
        await Promise.race([outputRead, delay(grace, undefined, { ref: false })]);
        resolve({ code, signal });
      });
    }),
    stop() {
      child.kill("SIGINT");
      setTimeout(() => child.kill("SIGKILL"), grace).unref();
    },
  };
}

module.exports = { start, startNode };
