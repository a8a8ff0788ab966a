import { realpathSync } from "node:fs";
import type { MonthReport } from "@throughline/sandbox";
import { moveInto, runInForeground } from "./inside";
import { makeNamedStack } from "./named-stack";
import { useProjectSandbox } from "./project-sandbox";

export interface SandboxCommand {
  /** The command and its arguments. Empty: only what the options say is done. */
  readonly command: readonly string[];
  /** Where it is started: the command runs in the same folder of the mirror. */
  readonly directory: string;
  /** Empties the world and forgets all state first. */
  readonly reset: boolean;
}

/**
 * Runs any command in the project's persistent sandbox: what it makes there is found by the next one. Input, output and
 * terminal are those of this process.
 *
 * @returns the exit code of the command, in the shell's manner: 127 if it is not found, 128 and the signal if it was
 * killed.
 * @throws Failure if the sandbox is in use or cannot start.
 */
export function runInSandbox({ command, directory, reset }: SandboxCommand): Promise<number> {
  return useProjectSandbox(directory, { reset }, async ({ folder, root, environment }) => {
    if (command.length === 0) {
      return 0;
    }
    const call = moveInto(folder.project, root, { command, directory: realpathSync(directory), environment });
    await makeNamedStack(call, folder);
    return runInForeground(call);
  });
}

/**
 * Lets a month pass in the persistent sandbox of the project that a folder is in.
 *
 * @throws Failure if the sandbox is in use or cannot start.
 */
export function monthInSandbox(directory: string): Promise<MonthReport> {
  return useProjectSandbox(directory, {}, (sandbox) => Promise.resolve(sandbox.aMonthLater()));
}
