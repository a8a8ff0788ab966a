import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";

/** A process of this machine, told apart from a later one that has the same pid by the time when it started. */
export interface Owner {
  /** Machines and containers can share a folder, but not processes. */
  readonly host: string;
  readonly pid: number;
  readonly started: string;
}

const pattern = /^([0-9a-f]{8})-(\d+)-([0-9a-z]+)$/;

export function thisProcess(): Owner {
  return ownerOf(process.pid);
}

/** The process of this machine with that pid. */
export function ownerOf(pid: number): Owner {
  return { host: hostId(), pid, started: startTime(pid) ?? "" };
}

/** The owner as a part of a file name. */
export function ownerName({ host, pid, started }: Owner): string {
  return `${host}-${pid}-${started}`;
}

export function parseOwner(name: string): Owner | undefined {
  const [, host, pid, started] = pattern.exec(name) ?? [];
  return host === undefined || started === undefined ? undefined : { host, pid: Number(pid), started };
}

/** Whether the owner has certainly ended. Of another machine's process nothing is known. */
export function hasEnded({ host, pid, started }: Owner): boolean {
  return host === hostId() && startTime(pid) !== started;
}

function hostId(): string {
  return createHash("sha256").update(hostname()).digest("hex").slice(0, 8);
}

/** When the process started, in the system's own unit and letters; undefined if there is no such process. */
function startTime(pid: number): string | undefined {
  return process.platform === "linux" ? startTimeFromProc(pid) : startTimeFromPs(pid);
}

function startTimeFromProc(pid: number): string | undefined {
  try {
    // The second field is the program's name in parentheses and may hold spaces: fields are counted after it.
    const fields = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ").at(-1)?.split(" ") ?? [];
    const [state, startTicks] = [fields[0], fields[19]];
    return state === "Z" ? undefined : startTicks;
  } catch {
    return undefined;
  }
}

function startTimeFromPs(pid: number): string | undefined {
  try {
    const date = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8", env: { LC_ALL: "C" } });
    return String(Date.parse(date.trim()) / 1000);
  } catch {
    return undefined;
  }
}
