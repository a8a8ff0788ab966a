import { Failure } from "@throughline/deploy/errors";
import { CommanderError } from "commander";
import { type ExitCodeName, exitCodes } from "./exit-codes";
import type { Terminal } from "./terminal/terminal";

/** The exit code of each kind of failure. */
const exitOf = {
  usage: "usage",
  config: "usage",
  refused: "refused",
  engine: "failed",
  machine: "machine",
} as const satisfies Record<Failure["kind"], ExitCodeName>;

/** Tells what went wrong, once and without a stack, and says how the command ends. */
export function reportFailure(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) {
    // It has already been told; help and version are not failures.
    return error.exitCode === 0 ? exitCodes.done.code : exitCodes.usage.code;
  }
  if (error instanceof Failure) {
    terminal.error(`${terminal.style.red("error")}: ${error.message}\n`);
    return exitCodes[exitOf[error.kind]].code;
  }
  const message = error instanceof Error ? error.message : String(error);
  terminal.error(
    `${terminal.style.red("internal error")}: ${message}\nThis is a fault of throughline. THROUGHLINE_DEBUG=1 shows where.\n`,
  );
  if (process.env.THROUGHLINE_DEBUG && error instanceof Error) {
    terminal.error(`${error.stack ?? ""}\n`);
  }
  return exitCodes.internal.code;
}
