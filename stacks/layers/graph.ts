import type { CrossRead } from "./environments";
import { type Layer, type LayerName, layers } from "./layer";

/** An environment as far as the graph of its stacks goes. */
export interface EnvironmentLayers {
  readonly name: string;
  /**
   * The layers that it has.
   *
   * @default all
   */
  readonly layers?: readonly LayerName[];
  /**
   * The stacks of other environments that it reads.
   *
   * @default none
   */
  readonly crossReads?: readonly CrossRead[];
}

/** A stack: a layer in an environment. */
export interface StackNode {
  /** `dev/network` */
  readonly name: string;
  readonly environment: string;
  readonly layer: Layer<LayerName>;
  /** Names of the stacks that it reads, those of environments outside the graph included. */
  readonly reads: readonly string[];
}

/** The stacks of environments and what each reads: environments in the given order, layers in theirs. */
export function stackGraph(environments: readonly EnvironmentLayers[]): StackNode[] {
  return environments.flatMap(({ name, layers: present, crossReads = [] }) => {
    const has = (layer: LayerName): boolean => present?.includes(layer) ?? true;
    return layers
      .filter((layer) => has(layer.name))
      .map((layer) => {
        const here = layer.reads.filter(has).map((read) => stackName(name, read));
        const elsewhere = crossReads
          .filter((read) => read.layer === layer.name)
          .map((read) => stackName(read.environment, read.reads));
        return {
          name: stackName(name, layer.name),
          environment: name,
          layer,
          reads: [...new Set([...here, ...elsewhere])],
        };
      });
  });
}

function stackName(environment: string, layer: LayerName): string {
  return `${environment}/${layer}`;
}

/** Stacks that wait for each other: none of them could be deployed first. */
export class LayerCycleError extends Error {
  override readonly name = "LayerCycleError";

  /** @param cycle names of the stacks, the first one again at the end. */
  constructor(readonly cycle: readonly string[]) {
    super(
      `These stacks read each other in a circle, so none of them can be deployed first: ${cycle.join(" → ")}. ` +
        "Environments may read each other, layers may not: take one of these references out of the settings.",
    );
  }
}

type Reads = Pick<StackNode, "name" | "reads">;

/** A circle of stacks that read each other, the first one again at the end; undefined when there is none. */
export function findCycle(graph: readonly Reads[]): string[] | undefined {
  const readsOf = new Map(graph.map(({ name, reads }) => [name, reads]));
  const free = new Set<string>();

  function search(name: string, path: readonly string[]): string[] | undefined {
    const begin = path.indexOf(name);
    if (begin >= 0) {
      return [...path.slice(begin), name];
    }
    for (const read of free.has(name) ? [] : (readsOf.get(name) ?? [])) {
      const cycle = search(read, [...path, name]);
      if (cycle !== undefined) {
        return cycle;
      }
    }
    free.add(name);
    return undefined;
  }

  for (const { name } of graph) {
    const cycle = search(name, []);
    if (cycle !== undefined) {
      return cycle;
    }
  }
  return undefined;
}
