import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { Layer } from "@throughline/stacks/layers";
import { cacheFolder, type Engine } from "@throughline/tools/engine";
import { requireEngine } from "./engine/require";
import { makeEmptyStacks } from "./engine/empty-stacks";
import { type Stack, upStack } from "./engine/stack";
import { emptyStackRun } from "./engine/stack-run";
import { makeDisposableFolder, removeDisposableFolder, runOf, sweepDeadRuns } from "./isolation/disposable";
import { isolatedEnvironment } from "./isolation/environment";
import type { PrivateFolder } from "./isolation/folder";
import { mirrorProject } from "./isolation/mirror";
import { postWarden } from "./isolation/warden";
import type { LayerRehearsal, Rehearsal, RehearsalResult } from "./rehearsal";
import { startSandbox } from "./sandbox";
import { inOrder } from "./schedule";

/** What a rehearsal needs to know of a layer. */
export type RehearsedLayer = Pick<Layer, "name" | "directory" | "reads">;

export interface RehearseOptions {
  /** The project's root folder. */
  readonly root: string;
  readonly environment: string;
  /** Layers to bring up, each after those that it reads. */
  readonly layers: readonly RehearsedLayer[];
  readonly onProgress?: (progress: LayerProgress) => void;
  /** Aborting it stops the engine after the operations in flight: the rehearsal ends as `cancelled`. */
  readonly signal?: AbortSignal;
}

/** How far a layer is. */
export interface LayerProgress {
  readonly layer: string;
  readonly state: "running" | LayerRehearsal["result"];
  /** Resources done so far. */
  readonly resources: number;
}

/**
 * Brings up all layers of an environment from nothing, in a sandbox that is thrown away: the real engine, the programs
 * of the working tree, no cloud. Nothing is written into the project.
 *
 * A layer that fails is a result, not an error.
 *
 * @throws Failure if there is no engine, no private folder or no sandbox to run in.
 */
export async function rehearse(options: RehearseOptions): Promise<Rehearsal> {
  const begin = performance.now();
  const engine = requireEngine();
  const folder = makeDisposableFolder(options.root);
  const warden = postWarden("remove-folder", folder.path);
  try {
    await sweepDeadRuns(options.root);
    const { layers, assumed } = await bringUpLayers(folder, engine, options);
    return {
      version: 1,
      environment: options.environment,
      result: overall(layers),
      seconds: secondsSince(begin),
      engine: { version: engine.version, source: engine.source },
      layers,
      assumed,
    };
  } finally {
    await removeDisposableFolder(folder.path);
    warden.dismiss();
  }
}

async function bringUpLayers(
  folder: PrivateFolder,
  engine: Engine,
  options: RehearseOptions,
): Promise<Pick<Rehearsal, "layers" | "assumed">> {
  const { root, environment, layers } = options;
  await mirrorProject(root, folder.project, { stacks: [environment] });
  const stackOf = (layer: RehearsedLayer, attachments = ""): Stack => ({
    name: environment,
    directory: join(folder.project, layer.directory),
    root,
    environment: { ...isolatedEnvironment({ folder, run: runOf(folder.path), engine, attachments }), ...haste },
  });

  // All stacks exist before the first program runs: a reference to a layer that is not up yet reads as empty. If the
  // engine must make them, this process loads the sandbox meanwhile.
  const stacks = makeEmptyStacks(
    layers.map((layer) => stackOf(layer)),
    folder,
    engine,
  );
  stacks.catch(() => undefined);
  const sandbox = await startSandbox();
  try {
    await stacks;
    const rehearsed = await inOrder(layers, {
      run: (layer) => bringUp(layer, stackOf(layer, sandbox.attachments), options),
      succeeded: ({ result }) => result === "succeeded",
      skip: (layer, because) => skip(layer, because, options),
    });
    return { layers: rehearsed, assumed: sandbox.assumptions() };
  } finally {
    await sandbox.close();
  }
}

/** For a run that starts over after a failure, and whose state nobody reads before its end. */
const haste = {
  PULUMI_SKIP_CHECKPOINTS: "true",
  PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
  NODE_COMPILE_CACHE: join(cacheFolder(), "compiled"),
  NODE_OPTIONS: `--require ${JSON.stringify(join(__dirname, "engine/lean-sdk.cjs"))}`,
};

async function bringUp(layer: RehearsedLayer, stack: Stack, options: RehearseOptions): Promise<LayerRehearsal> {
  const { signal, onProgress } = options;
  const begin = performance.now();
  const report = (state: LayerProgress["state"], resources: number): void => {
    onProgress?.({ layer: layer.name, state, resources });
  };
  const cancelled = (): boolean => signal?.aborted ?? false;
  if (cancelled()) {
    report("cancelled", 0);
    return { name: layer.name, result: "cancelled", seconds: 0, ...emptyStackRun };
  }
  report("running", 0);
  const { run, succeeded } = await upStack(stack, {
    signal,
    onProgress: (resources) => {
      report("running", resources);
    },
  });
  const result = succeeded ? "succeeded" : cancelled() ? "cancelled" : "failed";
  report(result, total(run.resources));
  return { name: layer.name, result, seconds: secondsSince(begin), ...run };
}

function skip(layer: RehearsedLayer, because: string, { onProgress }: RehearseOptions): LayerRehearsal {
  onProgress?.({ layer: layer.name, state: "skipped", resources: 0 });
  return { name: layer.name, result: "skipped", skippedBecause: because, seconds: 0, ...emptyStackRun };
}

function overall(layers: readonly LayerRehearsal[]): RehearsalResult {
  const results = new Set(layers.map((layer) => layer.result));
  return results.has("cancelled") ? "cancelled" : results.has("failed") ? "failed" : "succeeded";
}

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** Rounded to milliseconds. */
function secondsSince(begin: number): number {
  return Math.round(performance.now() - begin) / 1000;
}
