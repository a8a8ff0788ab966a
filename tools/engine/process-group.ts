import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface ProcessGroupOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Ends the command, and all that it has started. */
  readonly signal: AbortSignal;
  readonly onLine?: (line: string) => void;
}

/** How much of the output an error shows. */
const shownLines = 20;

/**
 * Runs a command to its end in a process group of its own, so that nothing of it stays behind when it takes too long or
 * this process is interrupted. Rejects with the last lines that it wrote.
 */
export async function runInGroup(command: string, args: string[], options: ProcessGroupOptions): Promise<void> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on("line", (line) => {
      options.onLine?.(line);
      lines.push(line);
      if (lines.length > shownLines) lines.shift();
    });
  }
  const end = () => {
    if (process.platform === "win32" || child.pid === undefined) child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  };
  const interrupted = (signal: NodeJS.Signals) => {
    end();
    process.kill(process.pid, signal);
  };
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  options.signal.addEventListener("abort", end);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject).once("close", resolve);
    });
    const output = lines.join("\n");
    if (options.signal.aborted) throw new Error(`gave up. ${options.signal.reason}\n${output}`);
    if (code !== 0) throw new Error(output || `${command} ended with exit code ${code} and without a word.`);
  } finally {
    options.signal.removeEventListener("abort", end);
    process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
  }
}
