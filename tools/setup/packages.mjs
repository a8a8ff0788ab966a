// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Whether node_modules holds what package-lock.json says. npm keeps a lock file of what it has installed, and writes it
 * last, so an installation that was interrupted does not count.
 *
 * @param {string} root
 */
export function arePackagesInstalled(root) {
  const wanted = packagesIn(join(root, "package-lock.json"));
  const installed = packagesIn(join(root, "node_modules/.package-lock.json"));
  for (const [path, { version, integrity, optional }] of Object.entries(wanted)) {
    // Packages for other platforms are optional.
    if (path === "" || (optional && !installed[path])) continue;
    if (!installed[path] || installed[path].version !== version || installed[path].integrity !== integrity)
      return false;
  }
  return Object.keys(installed).every((path) => wanted[path]);
}

/**
 * @param {string} root
 * @param {(line: string) => void} report
 * @param {(pid: number) => void} started is told the process of npm, which may outlive this one
 */
export async function installPackages(root, report, started) {
  report("Installing the npm packages (npm ci): about a minute.");
  // No package needs its install script here; those of Pulumi packages would download providers.
  const npm = spawn("npm", ["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: root,
    // npm is a script on Windows.
    shell: process.platform === "win32",
    stdio: ["ignore", process.stderr, process.stderr],
  });
  if (npm.pid !== undefined) started(npm.pid);
  const [code] = await once(npm, "exit").catch(() => {
    throw new Error("npm cannot be started. It comes with Node.js; make sure that it is on PATH.");
  });
  if (code === 0) return;
  throw new Error(
    "`npm ci` failed; see above. npm takes packages from the registry of its configuration (`npm config get registry`).",
  );
}

/**
 * @param {string} lockfile
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean }>}
 */
function packagesIn(lockfile) {
  try {
    return JSON.parse(readFileSync(lockfile, "utf8")).packages;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    throw new Error(`${lockfile} cannot be read: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}
