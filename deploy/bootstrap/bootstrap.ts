import { existsSync, rmSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { adoptionKey } from "@throughline/stacks/bootstrap/foundation";
import { StateKeeper } from "@throughline/stacks/bootstrap/schema";
import { exportStack, initStack, operate } from "../engine/stack";
import { emptyStackRun, type StackRun } from "../engine/stack-run";
import { secondsSince } from "../run-stacks";
import { type Looked, lookFor, notIn } from "./look";
import { move } from "./move";
import type { BootstrapPlace, BootstrappedAccount } from "./place";
import type { BootstrapPlan, BootstrapReport } from "./report";
import { stackOn, stackState, writeSettings } from "./stack";
import type { BootstrapStep } from "./steps";

export interface BootstrapOptions {
  /** Told of each step before it is taken. What it throws ends the run there. */
  readonly onStep?: (step: BootstrapStep) => void;
  /** Told how many resources the deployment has dealt with. */
  readonly onProgress?: (resourcesDone: number) => void;
  /** Aborting it ends the run before the next step; a deployment stops after the operations in flight. */
  readonly signal?: AbortSignal;
  /**
   * Shown what would be adopted and made, says whether it may.
   *
   * @default it may
   */
  readonly confirm?: (plan: BootstrapPlan) => Promise<boolean>;
}

/** Takes a step, unless the run is to end. */
export type Take = <T>(step: BootstrapStep, work: () => T | Promise<T>) => Promise<T>;

/**
 * Lays the foundation of an account, or brings it up to date, and leaves its state where it stays. May be run again at
 * any time, also after it was interrupted anywhere: it looks at what is there, and reaches the same end.
 *
 * A deployment that fails is a result, not an error; what it has made is in the local state, and the next run goes on.
 *
 * @throws Failure if it is refused, if the cloud does not answer, or if the state cannot be moved.
 */
export async function bootstrapIn(
  place: BootstrapPlace,
  account: BootstrappedAccount,
  options: BootstrapOptions,
): Promise<BootstrapReport> {
  const begin = performance.now();
  const {
    result,
    state,
    moved = false,
    adopted = [],
    run = emptyStackRun,
  } = await cancellable(place, account, options);
  return {
    version: 1,
    account: account.name,
    sandbox: place.sandbox,
    result,
    seconds: secondsSince(begin),
    engine: { version: place.engine.version, source: place.engine.source },
    adopted,
    state: { place: state, moved },
    ...run,
    assumed: place.assumptions(),
  };
}

interface Outcome {
  readonly result: BootstrapReport["result"];
  /** Where the state is, in words. */
  readonly state: string | undefined;
  readonly moved?: boolean;
  readonly adopted?: BootstrapReport["adopted"];
  readonly run?: StackRun;
}

async function cancellable(
  place: BootstrapPlace,
  account: BootstrappedAccount,
  options: BootstrapOptions,
): Promise<Outcome> {
  try {
    return await layFoundation(place, account, options);
  } catch (error) {
    if (options.signal?.aborted === true && error === options.signal.reason) {
      return { result: "cancelled", state: undefined };
    }
    throw error;
  }
}

async function layFoundation(
  place: BootstrapPlace,
  account: BootstrappedAccount,
  { onStep, onProgress, signal, confirm }: BootstrapOptions,
): Promise<Outcome> {
  const take: Take = async (step, work) => {
    signal?.throwIfAborted();
    onStep?.(step);
    return work();
  };
  const looked = await take("look", () => lookFor(place, account));
  const { at, is } = await take("locate", () => locate(place, account, looked));
  const stack = stackOn(place, account, place[at]);
  const state = is === "full" ? place[at].title : undefined;
  const missing = notIn(is === "full" ? await exportStack(stack) : { resources: [] }, looked);
  const adopted = missing.flatMap(({ wanted: { type }, id }) => (id === undefined ? [] : [{ type, id }]));
  if (confirm !== undefined && !(await confirm(planOf(account, state, adopted, missing)))) {
    return { result: "cancelled", state };
  }

  writeSettings(place, account, adoptionOf(missing));
  if (is === "absent") {
    await take("init", () => initStack(stack, { secretsProvider: place[at].secretsProvider }));
  }
  const { run, succeeded } = await take("deploy", () => operate(stack, "up", { onProgress, signal }));
  if (!succeeded) {
    return { result: signal?.aborted === true ? "cancelled" : "failed", state: place[at].title, run };
  }
  if (at === "local") {
    await move(place, account, take);
  }
  if (existsSync(place.local.folder)) {
    await take("forget", () => {
      rmSync(place.local.folder, { recursive: true });
    });
  }
  return { result: "succeeded", state: place.lasting.title, moved: at === "local", adopted, run };
}

interface Located {
  readonly at: "local" | "lasting";
  readonly is: "absent" | "empty" | "full";
}

/**
 * The state is in the bucket as soon as there is one in the bucket: it was written there in one piece, from a local
 * state that was complete. Whatever is still here is a leftover then.
 */
async function locate(
  place: BootstrapPlace,
  account: BootstrappedAccount,
  looked: readonly Looked[],
): Promise<Located> {
  const inCloud = account.sections.state.keeper === StateKeeper.pulumiCloud;
  if (inCloud || looked.some(({ wanted, id }) => wanted.type === "aws:s3/bucket:Bucket" && id !== undefined)) {
    const is = await stackState(stackOn(place, account, place.lasting));
    if (inCloud || is === "full") {
      return { at: "lasting", is };
    }
  }
  return { at: "local", is: await stackState(stackOn(place, account, place.local)) };
}

function adoptionOf(missing: readonly Looked[]): Record<string, string> {
  return Object.fromEntries(
    missing.flatMap(({ wanted, id }) => (id === undefined ? [] : [[adoptionKey(wanted), id] as const])),
  );
}

function planOf(
  { name, sections }: BootstrappedAccount,
  state: string | undefined,
  adopt: BootstrapPlan["adopt"],
  missing: readonly Looked[],
): BootstrapPlan {
  return {
    account: name,
    accountId: sections.account.id,
    region: sections.account.region,
    ...(state !== undefined && { state }),
    adopt,
    make: missing.flatMap(({ wanted: { type, physicalName }, id }) =>
      id === undefined ? [{ type, name: physicalName }] : [],
    ),
  };
}
