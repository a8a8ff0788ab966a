import { execFileSync } from "node:child_process";
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import valid from "semver/functions/valid";
import { cacheFolder } from "./cache";

/** What `pulumi version` said about the file that had this path, time and size. */
interface Remembered {
  readonly path: string;
  readonly mtimeMs: number;
  readonly size: number;
  readonly version: string;
}

/**
 * The version of a `pulumi` executable, or undefined if it does not tell. Asking takes a process start, so the answer
 * for a binary is remembered until the file changes. A script is asked each time: version managers put one on PATH that
 * chooses the binary by the working directory.
 */
export function versionOf(pulumi: string, ask = askForVersion): string | undefined {
  const path = realpathSync(pulumi);
  if (isScript(path)) return ask(pulumi);
  const { mtimeMs, size } = statSync(path);
  const remembered = recall();
  if (remembered?.path === path && remembered.mtimeMs === mtimeMs && remembered.size === size)
    return remembered.version;
  const version = ask(pulumi);
  if (version !== undefined) remember({ path, mtimeMs, size, version });
  return version;
}

function askForVersion(pulumi: string): string | undefined {
  try {
    const answer = execFileSync(pulumi, ["version"], {
      encoding: "utf8",
      env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 10_000,
    });
    return valid(answer.trim()) ?? undefined;
  } catch {
    return undefined;
  }
}

function isScript(path: string): boolean {
  const file = openSync(path, "r");
  try {
    const start = Buffer.alloc(2);
    readSync(file, start);
    return start.toString("latin1") === "#!";
  } finally {
    closeSync(file);
  }
}

function memory(): string {
  return join(cacheFolder(), "pulumi-on-path.json");
}

function recall(): Remembered | undefined {
  try {
    return JSON.parse(readFileSync(memory(), "utf8")) as Remembered;
  } catch {
    return undefined;
  }
}

function remember(version: Remembered): void {
  const file = memory();
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(draft, JSON.stringify(version));
    renameSync(draft, file);
  } catch {
    // A cache folder that cannot be written costs a process start next time, nothing else.
  }
}
