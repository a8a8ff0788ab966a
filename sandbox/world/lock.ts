/**
 * One process at a time owns a folder. Owners write files `lock-1`, `lock-2`, …, each by an atomic create; the one with
 * the highest number is the latest owner. A folder is free when that owner has let go or its process is gone, so a
 * killed process leaves nothing stuck; and because numbers only grow, two processes that find it gone cannot both win.
 */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

interface Owner {
  readonly pid: number;
  readonly host: string;
  /** When the process began, where the system tells: a later process may get the same pid. */
  readonly began?: string;
}

export class FolderInUse extends Error {}

/** Takes a folder; the answer lets it go. Throws {@link FolderInUse} when another living process has it. */
export function lock(directory: string): () => void {
  for (;;) {
    const latest = numbers(directory).at(-1) ?? 0;
    const owner = readOwner(lockFile(directory, latest));
    if (owner && alive(owner)) {
      throw inUse(directory, owner, latest);
    }
    const mine = latest + 1;
    if (!create(directory, mine)) {
      continue;
    }
    const later = numbers(directory).at(-1);
    if (later !== mine) {
      fs.rmSync(lockFile(directory, mine), { force: true });
      continue;
    }
    for (const number of numbers(directory).filter((number) => number < mine)) {
      fs.rmSync(lockFile(directory, number), { force: true });
    }
    return () => {
      fs.writeFileSync(lockFile(directory, mine), "");
    };
  }
}

const lockFile = (directory: string, number: number): string => path.join(directory, `lock-${number}`);

const numbers = (directory: string): readonly number[] =>
  fs
    .readdirSync(directory)
    .map((name) => Number(/^lock-(\d+)$/.exec(name)?.[1]))
    .filter((number) => !Number.isNaN(number))
    .sort((one, other) => one - other);

/** Makes a lock file with its content in one step; false when the number is taken. */
function create(directory: string, number: number): boolean {
  const owner: Owner = { pid: process.pid, host: os.hostname(), began: began(process.pid) };
  const draft = path.join(directory, `lock-draft-${process.pid}`);
  fs.writeFileSync(draft, JSON.stringify(owner), { mode: 0o600 });
  try {
    fs.linkSync(draft, lockFile(directory, number));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") {
      return false;
    }
    throw error;
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

function readOwner(file: string): Owner | undefined {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")) as Owner;
  } catch {
    return undefined;
  }
}

function alive({ pid, host, began: recorded }: Owner): boolean {
  if (host !== os.hostname()) {
    return true;
  }
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return recorded === began(pid);
}

/** Start time of a living process in the kernel's ticks; undefined on systems without /proc. */
function began(pid: number): string | undefined {
  try {
    const line = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, ...fields] = line.slice(line.lastIndexOf(")") + 2).split(" ");
    return state === "Z" ? undefined : fields[18];
  } catch {
    return undefined;
  }
}

const inUse = (directory: string, { pid, host }: Owner, number: number): FolderInUse =>
  new FolderInUse(
    `the sandbox's world in ${directory} is in use by process ${pid} on ${host}: ` +
      `end it, choose another folder, or remove ${lockFile(directory, number)} if no such process exists`,
  );
