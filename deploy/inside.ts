import { spawn } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { constants } from "node:os";
import { isAbsolute, join, sep } from "node:path";

/** A command in a sandbox. */
export interface Call {
  /** The command and its arguments. */
  readonly command: readonly string[];
  readonly directory: string;
  /** The whole environment. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * The call with the mirror in place of the project, in its folder and in arguments that are absolute paths, also
 * behind an equals sign: `--cwd=/home/me/project/stacks/network`.
 *
 * @param root the project's real path.
 */
export function moveInto(mirror: string, root: string, call: Call): Call {
  const moved = (path: string): string => {
    const real = isAbsolute(path) && existsSync(path) ? realpathSync(path) : path;
    return real === root || real.startsWith(root + sep) ? join(mirror, real.slice(root.length)) : path;
  };
  const movedArgument = (argument: string): string => {
    const [, option = "", path = argument] = /^(-[^=]*=)(.*)$/.exec(argument) ?? [];
    return option + moved(path);
  };
  const directory = moved(call.directory);
  return {
    command: call.command.map(movedArgument),
    directory,
    // Programs believe PWD when it names the folder that they are in.
    environment: { ...call.environment, PWD: directory },
  };
}

/** Runs the call with the terminal of this process; see {@link runInSandbox} for the exit code. */
export async function runInForeground({
  command: [program = "", ...args],
  directory,
  environment,
}: Call): Promise<number> {
  const child = spawn(program, args, { cwd: directory, env: environment, stdio: "inherit" });
  const stopForwarding = forwardSignals((signal) => child.kill(signal));
  try {
    return await new Promise<number>((resolve, reject) => {
      child.on("close", (code, signal) => {
        resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
      });
      child.on("error", (error: NodeJS.ErrnoException) => {
        const code = exitCodeOfFailedStart[error.code ?? ""];
        if (code === undefined) {
          reject(error);
        } else {
          process.stderr.write(`throughline sandbox: ${program}: ${error.message}\n`);
          resolve(code);
        }
      });
    });
  } finally {
    stopForwarding();
  }
}

const exitCodeOfFailedStart: Readonly<Record<string, number>> = { ENOENT: 127, EACCES: 126 };

/** The terminal sends its own signals to the child as well, which decides what they mean; others are passed on. */
const fromTerminal: readonly NodeJS.Signals[] = ["SIGINT", "SIGQUIT"];
const passedOn: readonly NodeJS.Signals[] = ["SIGTERM", "SIGHUP"];

function forwardSignals(send: (signal: NodeJS.Signals) => void): () => void {
  const ignore = (): void => undefined;
  fromTerminal.forEach((signal) => process.on(signal, ignore));
  passedOn.forEach((signal) => process.on(signal, send));
  return () => {
    fromTerminal.forEach((signal) => process.off(signal, ignore));
    passedOn.forEach((signal) => process.off(signal, send));
  };
}
