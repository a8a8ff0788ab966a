import type { RunResult, StackResult } from "./run-stacks";

/** What came of rehearsing an environment. As JSON it is the documented output of `throughline rehearse --json`. */
export interface Rehearsal {
  /** Version of this shape: raised when a reader of the earlier one would break. */
  readonly version: 1;
  readonly environment: string;
  readonly result: RunResult;
  /** Wall time of the whole rehearsal. */
  readonly seconds: number;
  readonly engine: EngineUsed;
  /** In the order of the layers' definition. */
  readonly layers: readonly LayerRehearsal[];
  /** What the sandbox made up because no source says what the cloud would answer. */
  readonly assumed: readonly Assumed[];
}

/** What came of one layer; its name is that of the layer. */
export type LayerRehearsal = StackResult;

export interface EngineUsed {
  readonly version: string;
  readonly source: string;
}

export interface Assumed {
  /** Type token of the resource or data source. */
  readonly type: string;
  /** The output; absent when the whole answer of a data source is assumed. */
  readonly property?: string;
  readonly count: number;
}
