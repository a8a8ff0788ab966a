import { spawn } from "node:child_process";
import { join } from "node:path";

/** What is to be done when this process is killed: the names of the tasks in `warden-main.ts`. */
export type WardenTask = "remove-folder" | "end-session";

/** Outlives this process when it is killed, and then tidies up. */
export interface Warden {
  /** Nothing is left to do. */
  dismiss(): void;
}

/**
 * A warden is a shell that reads from a pipe to this process. A line sends it home; the end of the pipe, which the
 * system brings about however this process ends, makes it run `warden-main.ts`. Being a shell it costs a millisecond,
 * and having a session of its own it survives signals to this process's group.
 */
export function postWarden(task: WardenTask, subject: string): Warden {
  const command = [process.execPath, "--require", require.resolve("tsx/cjs"), join(__dirname, "warden-main.ts")];
  const shell = spawn("/bin/sh", ["-c", 'read -r _ || exec "$@"', "sh", ...command, task, subject], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    cwd: "/",
    env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR },
  });
  return {
    dismiss: () => {
      shell.stdin.end("\n");
    },
  };
}
