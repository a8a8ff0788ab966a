// @ts-check
// Prepares a clone for work: npm packages, then a Pulumi engine. Quiet and quick when there is nothing to do.
// It runs before any package is installed, so up to there it needs nothing but Node.js and npm.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { withLock } from "./setup/lock.mjs";
import { isNodeRecentEnough } from "./setup/node-version.mjs";
import { arePackagesInstalled, installPackages } from "./setup/packages.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

try {
  checkNode();
  if (!arePackagesInstalled(root)) {
    // Several set-ups may run at once, and the first to get here does the work.
    await withLock(join(root, ".throughline/set-up.lock"), say, async (holdFor) => {
      if (!arePackagesInstalled(root)) await installPackages(root, say, holdFor);
    });
  }
  await provideEngine();
} catch (error) {
  console.error(`Set-up failed. ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

function checkNode() {
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  if (isNodeRecentEnough(process.versions.node, engines.node)) return;
  throw new Error(`This project needs Node.js ${engines.node}; this is ${process.versions.node}.`);
}

async function provideEngine() {
  const load = createRequire(import.meta.url);
  load("tsx/cjs/api").register();
  /** @type {typeof import("./engine/index.js")} */
  const { ensureEngine } = load("./engine/index.ts");
  await ensureEngine(say);
}

/**
 * Progress is not output: a command that follows may print JSON.
 *
 * @param {string} line
 */
function say(line) {
  console.error(line);
}
