import type { StackRun } from "./engine/stack-run";

/** What came of rehearsing an environment. As JSON it is the documented output of `throughline rehearse --json`. */
export interface Rehearsal {
  /** Version of this shape: raised when a reader of the earlier one would break. */
  readonly version: 1;
  readonly environment: string;
  readonly result: RehearsalResult;
  /** Wall time of the whole rehearsal. */
  readonly seconds: number;
  readonly engine: { readonly version: string; readonly source: string };
  /** In the order of the layers' definition. */
  readonly layers: readonly LayerRehearsal[];
  /** What the sandbox made up because no source says what the cloud would answer. */
  readonly assumed: readonly Assumed[];
}

export type RehearsalResult = "succeeded" | "failed" | "cancelled";

export interface LayerRehearsal extends StackRun {
  readonly name: string;
  readonly result: RehearsalResult | "skipped";
  /** The layer whose failure is why this one was skipped. */
  readonly skippedBecause?: string;
  readonly seconds: number;
}

export interface Assumed {
  /** Type token of the resource or data source. */
  readonly type: string;
  /** The output; absent when the whole answer of a data source is assumed. */
  readonly property?: string;
  readonly count: number;
}
