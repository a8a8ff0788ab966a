import { Failure } from "../errors";
import { type Diagnostic, isError } from "./diagnostics";
import { explain } from "./explain";
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

export interface InitOptions {
  /**
   * What encrypts the stack's secrets: `awskms://…`
   *
   * @default the backend's own way
   */
  readonly secretsProvider?: string;
}

/**
 * Makes an empty stack.
 *
 * @throws Failure with what the engine says.
 */
export async function initStack(stack: Stack, { secretsProvider }: InitOptions = {}): Promise<void> {
  const secrets = secretsProvider === undefined ? [] : ["--secrets-provider", secretsProvider];
  await pulumi(stack, ["stack", "init", stack.name, "--no-select", ...secrets], `make ${called(stack)}`);
}

/**
 * Number of resources of each stack of the backend by its project and name: `throughline-network/dev`. A stack that has
 * never been deployed, or is destroyed, has none.
 *
 * @param place any stack of the backend, which need not exist.
 * @throws Failure with what the engine says.
 */
export async function listStacks(place: Stack): Promise<ReadonlyMap<string, number>> {
  const text = await pulumi(
    place,
    ["--fully-qualify-stack-names", "stack", "ls", "--all", "--json"],
    "list its stacks",
  );
  const stacks = JSON.parse(text) as readonly { readonly name: string; readonly resourceCount?: number | null }[];
  return new Map(stacks.map(({ name, resourceCount }) => [name.split("/").slice(-2).join("/"), resourceCount ?? 0]));
}

/** What a stack's state holds; secrets are encrypted. */
export interface StackState {
  readonly resources: readonly ResourceState[];
  /** Operations that were interrupted: nobody knows what became of them. */
  readonly pending_operations?: readonly unknown[] | null;
}

export interface ResourceState {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** Reference to its provider: URN and id. */
  readonly provider?: string;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  /** It is only read: the stack does not own it. */
  readonly external?: boolean;
}

/**
 * Reads a stack's state, into memory only.
 *
 * @throws Failure with what the engine says.
 */
export async function exportStack(stack: Stack): Promise<StackState> {
  const text = await pulumi(stack, ["stack", "export", "--stack", stack.name], `read the state of ${called(stack)}`);
  const { deployment } = JSON.parse(text) as { readonly deployment?: Partial<StackState> };
  return { ...deployment, resources: deployment?.resources ?? [] };
}

/** What can be done with a stack, and what would come of it. */
export type Operation = keyof typeof operations;

const now = ["--yes", "--skip-preview"];

/** Arguments of the engine's command line. */
const operations = {
  up: ["up", ...now],
  refresh: ["refresh", ...now],
  destroy: ["destroy", ...now],
  "preview up": ["preview"],
  "preview refresh": ["refresh", "--preview-only"],
  "preview destroy": ["destroy", "--preview-only"],
} as const satisfies Record<string, readonly string[]>;

export interface OperateOptions {
  readonly onProgress?: (resourcesDone: number) => void;
  /** Aborting it stops the engine after the operations in flight. */
  readonly signal?: AbortSignal;
}

/** Does something with a stack. What goes wrong is in the diagnostics of the result. */
export async function operate(
  stack: Stack,
  operation: Operation,
  { onProgress, signal }: OperateOptions = {},
): Promise<Update> {
  const recorder = new StackRunRecorder(stack.root);
  const exit = await runEngine({
    args: [...operations[operation], "--stack", stack.name, "--json", "--non-interactive"],
    cwd: stack.directory,
    environment: { ...stack.environment, PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" },
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
  const told = succeeded || run.diagnostics.some(isError) ? run : withOutput(run, exit);
  const diagnostics = told.diagnostics.map((said) => ({ ...said, message: explain(said.message, stack) }));
  return { succeeded, run: { ...told, diagnostics } };
}

/** The engine failed before it had events to tell about: its last words are the diagnostic. */
function withOutput(run: StackRun, { code, output }: EngineExit): StackRun {
  const message = withoutMark(output) || `The engine ended without a word (exit code ${code ?? "none"}).`;
  const diagnostic: Diagnostic = { severity: "error", message };
  return { ...run, diagnostics: [...run.diagnostics, diagnostic] };
}

/** Runs a command that has no events, and gives what it prints. */
async function pulumi(stack: Stack, args: readonly string[], what: string): Promise<string> {
  const { code, stdout, output } = await runEngine({
    args: [...args, "--non-interactive"],
    cwd: stack.directory,
    environment: stack.environment,
  });
  if (code !== 0) {
    throw new Failure("engine", `The engine cannot ${what}:\n${explain(withoutMark(output), stack)}`);
  }
  return stdout;
}

function withoutMark(output: string): string {
  return output.replace(/^error: /, "");
}

function called({ name, directory }: Stack): string {
  return `the stack "${name}" of ${directory}`;
}
