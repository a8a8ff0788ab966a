import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { refuseAttachedProviders } from "../isolation/guard";

export interface EngineCommand {
  /** Arguments of `pulumi`. */
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment of the engine. */
  readonly environment: Readonly<Record<string, string>>;
  readonly onEvent?: (event: EngineEvent) => void;
  /** Asks the engine to stop after the operations in flight. */
  readonly signal?: AbortSignal;
}

export interface EngineExit {
  /** Exit code, or null if the engine was killed. */
  readonly code: number | null;
  /** What it printed to standard output besides events. */
  readonly stdout: string;
  /** All that it printed besides events. */
  readonly output: string;
}

/**
 * Runs one command of the engine as a child process in a session of its own, so that a Ctrl-C at the terminal reaches
 * this process alone, which decides what becomes of the engine. When this process exits before the engine has ended,
 * the engine is interrupted once more, which ends it at once.
 *
 * @throws Failure if attached providers would meet real state.
 */
export async function runEngine(command: EngineCommand): Promise<EngineExit> {
  refuseAttachedProviders(command.environment);
  const child = spawn("pulumi", command.args, {
    cwd: command.cwd,
    env: command.environment,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const interrupt = (): void => {
    child.kill("SIGINT");
  };
  command.signal?.addEventListener("abort", interrupt, { once: true });
  running.add(child);

  const [stdout, output]: [string[], string[]] = [[], []];
  createInterface(child.stdout).on("line", (line) => {
    const event = parseEvent(line);
    if (event === undefined) {
      stdout.push(line);
      output.push(line);
    } else {
      command.onEvent?.(event);
    }
  });
  createInterface(child.stderr).on("line", (line) => output.push(line));
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on("error", reject).on("close", resolve);
    });
    return { code, stdout: stdout.join("\n"), output: output.join("\n") };
  } finally {
    command.signal?.removeEventListener("abort", interrupt);
    running.delete(child);
  }
}

const running = new Set<ChildProcess>();

process.on("exit", () => {
  for (const child of running) {
    child.kill("SIGINT");
  }
});

function parseEvent(line: string): EngineEvent | undefined {
  if (!line.startsWith("{")) {
    return undefined;
  }
  try {
    const parsed = JSON.parse(line) as Partial<EngineEvent>;
    return parsed.sequence === undefined ? undefined : (parsed as EngineEvent);
  } catch {
    return undefined;
  }
}
