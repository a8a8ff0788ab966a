import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { Layer } from "@throughline/stacks/layers";
import type { Engine } from "@throughline/tools/engine";
import { requireEngine } from "./engine/require";
import { makeEmptyStacks } from "./engine/empty-stacks";
import { quickPrograms } from "./engine/quick-programs";
import { exportStack, operate, type Stack, type StackState } from "./engine/stack";
import { makeDisposableFolder, removeDisposableFolder, runOf, sweepDeadRuns } from "./isolation/disposable";
import { existingSeed } from "./existing-seed";
import { isolatedEnvironment } from "./isolation/environment";
import type { PrivateFolder } from "./isolation/folder";
import { mirrorProject } from "./isolation/mirror";
import { postWarden } from "./isolation/warden";
import type { Rehearsal } from "./rehearsal";
import { overall, type RunOptions, runStacks, secondsSince } from "./run-stacks";
import { startSandbox } from "./sandbox";

/** What a rehearsal needs to know of a layer. */
export type RehearsedLayer = Pick<Layer, "name" | "directory" | "reads">;

export interface RehearseOptions extends Pick<RunOptions, "onProgress" | "signal"> {
  /** The project's root folder. */
  readonly root: string;
  readonly environment: string;
  /** Layers to bring up, each after those that it reads. */
  readonly layers: readonly RehearsedLayer[];
  /**
   * Is given the state of each layer that came up. It costs one more call of the engine each.
   *
   * @default nobody wants them
   */
  readonly onState?: (layer: string, state: StackState) => void;
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
  const { root, environment, layers, onState } = options;
  await mirrorProject(root, folder.project, { stacks: [environment] });
  const stackOf = (layer: RehearsedLayer, attachments = ""): Stack => ({
    name: environment,
    directory: join(folder.project, layer.directory),
    root,
    environment: {
      ...isolatedEnvironment({ folder, run: runOf(folder.path), engine, attachments }),
      ...quickPrograms,
      ...noCheckpoints,
    },
  });

  // All stacks exist before the first program runs: a reference to a layer that is not up yet reads as empty. If the
  // engine must make them, this process loads the sandbox meanwhile.
  const stacks = makeEmptyStacks(
    layers.map((layer) => stackOf(layer)),
    folder,
    engine,
  );
  stacks.catch(() => undefined);
  const sandbox = await startSandbox({ seed: existingSeed(root, [environment]) });
  try {
    await stacks;
    const rehearsed = await runStacks(
      layers.map((layer) => ({ ...layer, after: layer.reads })),
      async (layer, run) => {
        const stack = stackOf(layer, sandbox.attachments);
        const update = await operate(stack, "up", run);
        if (update.succeeded && onState !== undefined) onState(layer.name, await exportStack(stack));
        return update;
      },
      options,
    );
    return { layers: rehearsed, assumed: sandbox.assumptions() };
  } finally {
    await sandbox.close();
  }
}

/** For a run that starts over after a failure, and whose state nobody reads before its end. */
const noCheckpoints = {
  PULUMI_SKIP_CHECKPOINTS: "true",
  PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
};
