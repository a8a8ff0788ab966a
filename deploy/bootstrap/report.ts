import type { StackRun } from "../engine/stack-run";
import type { Assumed, EngineUsed } from "../rehearsal";
import type { RunResult } from "../run-stacks";

/** What came of it. As JSON it is the documented output of `throughline bootstrap --json`. */
export interface BootstrapReport extends StackRun {
  /** Version of this shape: raised when a reader of the earlier one would break. */
  readonly version: 1;
  readonly account: string;
  /** Whether it was in the project's sandbox, where nothing exists in any cloud. */
  readonly sandbox: boolean;
  readonly result: RunResult;
  /** Wall time, that of a question included. */
  readonly seconds: number;
  readonly engine: EngineUsed;
  /** What existed and was not in the state: it is now. */
  readonly adopted: readonly Adopted[];
  readonly state: StateReport;
  /** What the sandbox made up because no source says what the cloud would answer. */
  readonly assumed: readonly Assumed[];
}

export interface Adopted {
  readonly type: string;
  readonly id: string;
}

export interface StateReport {
  /** In words; absent when the run ended before it was known. */
  readonly place?: string;
  /** Whether this run moved it there. */
  readonly moved: boolean;
}

/** What a bootstrap is going to do, as far as can be seen without the engine. */
export interface BootstrapPlan {
  readonly account: string;
  readonly accountId: string;
  readonly region: string;
  /** Where the state is, in words; absent: nowhere yet. */
  readonly state?: string;
  readonly adopt: readonly Adopted[];
  /** What nobody else may have the name of; settings and policies come with these. */
  readonly make: readonly { readonly type: string; readonly name: string }[];
}
