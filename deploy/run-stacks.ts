import { setMaxListeners } from "node:events";
import { performance } from "node:perf_hooks";
import type { OperateOptions, Update } from "./engine/stack";
import { emptyStackRun, type StackRun } from "./engine/stack-run";
import { inOrder, type Node } from "./schedule";

/** How a run ended. */
export type RunResult = "succeeded" | "failed" | "cancelled";

/** What came of one stack. */
export interface StackResult extends StackRun {
  readonly name: string;
  readonly result: RunResult | "skipped";
  /** The stack whose failure is why this one was skipped. */
  readonly skippedBecause?: string;
  readonly seconds: number;
}

/** How far a stack is. */
export interface StackProgress {
  readonly name: string;
  readonly state: "running" | StackResult["result"];
  /** Resources done so far. */
  readonly resources: number;
}

export interface RunOptions {
  readonly onProgress?: (progress: StackProgress) => void;
  /** Aborting it stops each engine after the operations in flight: the run ends as `cancelled`. */
  readonly signal?: AbortSignal;
  /**
   * How many stacks are worked on at the same time.
   *
   * @default all that the order allows
   */
  readonly atOnce?: number;
}

/**
 * Does the same with several stacks, each after those that it waits for. What waits for a failed one is skipped; the
 * rest goes on. A stack that fails is a result, not an error.
 *
 * @param stacks in an order in which each comes after those that it waits for.
 */
export async function runStacks<N extends Node>(
  stacks: readonly N[],
  operate: (stack: N, options: OperateOptions) => Promise<Update>,
  { onProgress, signal, atOnce }: RunOptions = {},
): Promise<StackResult[]> {
  if (signal !== undefined) {
    // Each engine listens.
    setMaxListeners(stacks.length + 10, signal);
  }
  const cancelled = (): boolean => signal?.aborted ?? false;

  async function runOne(stack: N): Promise<StackResult> {
    const { name } = stack;
    const begin = performance.now();
    let resources = 0;
    const report = (state: StackProgress["state"]): void => {
      onProgress?.({ name, state, resources });
    };
    if (cancelled()) {
      report("cancelled");
      return { name, result: "cancelled", seconds: 0, ...emptyStackRun };
    }
    report("running");
    const { run, succeeded } = await operate(stack, {
      signal,
      onProgress: (done) => {
        resources = done;
        report("running");
      },
    });
    const result = succeeded ? "succeeded" : cancelled() ? "cancelled" : "failed";
    report(result);
    return { name, result, seconds: secondsSince(begin), ...run };
  }

  return inOrder(stacks, {
    run: runOne,
    succeeded: ({ result }) => result === "succeeded",
    skip: ({ name }, because) => {
      onProgress?.({ name, state: "skipped", resources: 0 });
      return { name, result: "skipped", skippedBecause: because, seconds: 0, ...emptyStackRun };
    },
    atOnce,
  });
}

/** How several stacks ended together. */
export function overall(results: Iterable<{ readonly result: StackResult["result"] }>): RunResult {
  const seen = new Set([...results].map(({ result }) => result));
  return seen.has("cancelled") ? "cancelled" : seen.has("failed") ? "failed" : "succeeded";
}

/** Rounded to milliseconds. */
export function secondsSince(begin: number): number {
  return Math.round(performance.now() - begin) / 1000;
}
