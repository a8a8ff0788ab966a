import { Failure } from "../errors";
import { type Diagnostic, isError } from "./diagnostics";
import { type EngineExit, runEngine } from "./run";
import { type StackRun, StackRunRecorder } from "./stack-run";

/** A stack as the engine's command line finds it. */
export interface Stack {
  readonly name: string;
  /** Folder of its Pulumi.yaml. */
  readonly directory: string;
  /** The whole environment of the engine and the program. */
  readonly environment: Readonly<Record<string, string>>;
  /** The project's root in the working tree: places in the program are told relative to it. */
  readonly root: string;
}

export interface Update {
  readonly run: StackRun;
  readonly succeeded: boolean;
}

/**
 * Makes an empty stack.
 *
 * @throws Failure with what the engine says.
 */
export async function initStack(stack: Stack): Promise<void> {
  const { code, output } = await pulumi(stack, ["stack", "init", stack.name, "--no-select"]);
  if (code !== 0) {
    throw new Failure("engine", `The engine cannot make the stack "${stack.name}" of ${stack.directory}:\n${output}`);
  }
}

export interface UpOptions {
  readonly onProgress?: (resourcesDone: number) => void;
  /** Aborting it stops the engine after the operations in flight. */
  readonly signal?: AbortSignal;
}

/** Brings a stack up, without a preview. What goes wrong is in the diagnostics of the result. */
export async function upStack(stack: Stack, { onProgress, signal }: UpOptions = {}): Promise<Update> {
  const recorder = new StackRunRecorder(stack.root);
  const exit = await runEngine({
    args: ["up", "--stack", stack.name, "--yes", "--skip-preview", "--json", "--non-interactive"],
    cwd: stack.directory,
    environment: stack.environment,
    signal,
    onEvent: (event) => {
      const before = recorder.resourcesDone;
      recorder.record(event);
      if (recorder.resourcesDone !== before) {
        onProgress?.(recorder.resourcesDone);
      }
    },
  });
  const run = recorder.result();
  const succeeded = exit.code === 0;
  return { succeeded, run: succeeded || run.diagnostics.some(isError) ? run : withOutput(run, exit) };
}

/** The engine failed before it had events to tell about: its last words are the diagnostic. */
function withOutput(run: StackRun, { code, output }: EngineExit): StackRun {
  const message = output.replace(/^error: /, "") || `The engine ended without a word (exit code ${code ?? "none"}).`;
  const diagnostic: Diagnostic = { severity: "error", message };
  return { ...run, diagnostics: [...run.diagnostics, diagnostic] };
}

function pulumi(stack: Stack, args: readonly string[]): Promise<EngineExit> {
  return runEngine({ args: [...args, "--non-interactive"], cwd: stack.directory, environment: stack.environment });
}
