import { availableParallelism } from "node:os";
import { performance } from "node:perf_hooks";
import { inCloud } from "./cloud";
import type { DriveReport, Verb } from "./drive-report";
import { operate, type Operation } from "./engine/stack";
import { plans } from "./plans";
import { inProjectSandbox } from "./project-sandbox";
import { overall, type RunOptions, runStacks, secondsSince, type StackResult } from "./run-stacks";
import type { Node } from "./schedule";
import type { Scope } from "./scope";
import { stackIn, type Workplace } from "./workplace";

export interface DriveOptions extends Pick<RunOptions, "onProgress" | "signal"> {
  /** The project's root folder. */
  readonly root: string;
  readonly verb: Verb;
  readonly scope: Scope;
  /** Works in the project's sandbox instead of the cloud. */
  readonly sandbox: boolean;
  /**
   * Shown what would happen, says whether it may. Not asked when there would be errors.
   *
   * @default everything may
   */
  readonly confirm?: (preview: DriveReport) => Promise<boolean>;
}

/**
 * Previews, deploys, refreshes or destroys the stacks of environments, in their order: in the cloud with the user's own
 * backend and credentials, or in the project's sandbox.
 *
 * A stack that fails is a result, not an error: what depends on it is skipped, the rest goes on. Running the same again
 * goes on where it ended.
 *
 * @throws Failure if it is refused before anything is changed, or if there is no engine or no backend.
 */
export function drive(options: DriveOptions): Promise<DriveReport> {
  const place = options.sandbox ? inProjectSandbox : inCloud;
  return place(options.root, (workplace) => driveIn(workplace, options));
}

async function driveIn(place: Workplace, options: DriveOptions): Promise<DriveReport> {
  const { verb, scope, confirm, onProgress, signal } = options;
  const begin = performance.now();
  const { stacks, absent = [], losses = [] } = await plans[verb](place, scope);
  const report = (phase: DriveReport["phase"], results: readonly StackResult[]): DriveReport => ({
    version: 1,
    verb,
    phase,
    environments: scope.environments.map(({ name }) => name),
    sandbox: place.sandbox,
    result: overall(results),
    seconds: secondsSince(begin),
    engine: { version: place.engine.version, source: place.engine.source },
    stacks: results,
    absent,
    losses,
    assumed: place.assumptions(),
  });
  const run = (nodes: readonly Node[], operation: Operation, atOnce?: number): Promise<StackResult[]> =>
    runStacks(nodes, ({ name }, progress) => operate(stackIn(place, name), operation, progress), {
      onProgress,
      signal,
      atOnce,
    });
  const preview = async (operation: Operation): Promise<DriveReport> => {
    // A preview reads what is deployed, not what another preview would deploy: they need no order.
    const unordered = stacks.map(({ name }) => ({ name, after: [] }));
    return report("preview", await run(unordered, operation, availableParallelism()));
  };

  if (verb === "preview") {
    return preview("preview up");
  }
  if (confirm !== undefined && stacks.length > 0) {
    const previewed = await preview(`preview ${verb}`);
    if (previewed.result !== "succeeded") {
      return previewed;
    }
    if (!(await confirm(previewed))) {
      return { ...previewed, result: "cancelled" };
    }
  }
  return report("run", await run(stacks, verb));
}
