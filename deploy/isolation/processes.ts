import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";

/** Every process of a run has this variable: it can be found when its parents are gone, whatever its group. */
export const runVariable = "THROUGHLINE_RUN";

/** Pids of the processes that belong to the run. */
export function processesOf(run: string): number[] {
  const marker = `${runVariable}=${run}`;
  return process.platform === "linux" ? fromProc(marker) : fromPs(marker);
}

/**
 * Ends all processes of the run, also those that are started meanwhile.
 *
 * @param grace milliseconds that they get to end by themselves, so that an engine can write its state.
 * @returns whether all have ended: the system cannot end a process that hangs in a device.
 */
export async function endProcesses(run: string, grace = 0): Promise<boolean> {
  return (grace > 0 && (await haveEnded(run, "SIGTERM", grace))) || haveEnded(run, "SIGKILL", 5000);
}

async function haveEnded(run: string, name: NodeJS.Signals, patience: number): Promise<boolean> {
  const deadline = performance.now() + patience;
  const told = new Set<number>();
  for (let pids = processesOf(run); pids.length > 0; pids = processesOf(run)) {
    if (performance.now() > deadline) {
      return false;
    }
    for (const pid of pids.filter((other) => !told.has(other))) {
      told.add(pid);
      signal(pid, name);
    }
    await setTimeout(10);
  }
  return true;
}

/** Sends the signal unless the process has already ended. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") {
      throw error;
    }
  }
}

function fromProc(marker: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => environmentOf(pid).includes(marker))
    .map(Number);
}

function environmentOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0");
  } catch {
    // Another user's process, or one that has just ended.
    return [];
  }
}

function fromPs(marker: string): number[] {
  const lines = execFileSync("ps", ["-xwwE", "-o", "pid=,command="], { encoding: "utf8", maxBuffer: 1 << 26 }).split(
    "\n",
  );
  return lines.filter((line) => line.split(" ").includes(marker)).map((line) => Number.parseInt(line, 10));
}
