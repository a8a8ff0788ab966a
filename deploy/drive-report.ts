import type { Loss } from "./preflight";
import type { Assumed, EngineUsed } from "./rehearsal";
import type { RunResult, StackResult } from "./run-stacks";

/** What is done with the stacks of environments. */
export type Verb = "preview" | "up" | "refresh" | "destroy";

/** What came of it. As JSON it is the documented output of `throughline preview|up|refresh|destroy --json`. */
export interface DriveReport {
  /** Version of this shape: raised when a reader of the earlier one would break. */
  readonly version: 1;
  readonly verb: Verb;
  /** `preview` when nothing was changed: all that was run are previews. */
  readonly phase: "preview" | "run";
  readonly environments: readonly string[];
  /** Whether it was in the project's sandbox, where nothing exists in any cloud. */
  readonly sandbox: boolean;
  readonly result: RunResult;
  /** Wall time, that of a question included. */
  readonly seconds: number;
  readonly engine: EngineUsed;
  /** In the order of the plan. */
  readonly stacks: readonly StackResult[];
  /** Names of stacks that are not deployed, so that there was nothing to refresh or destroy. */
  readonly absent: readonly string[];
  /** What a destroy loses, and what it leaves behind. */
  readonly losses: readonly Loss[];
  /** What the sandbox made up because no source says what the cloud would answer. */
  readonly assumed: readonly Assumed[];
}
