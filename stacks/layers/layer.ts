/** A layer of an environment: one Pulumi project under `stacks/`. */
export interface Layer<Name extends string = string> {
  /** Name of the layer, and of its section in the environment's file. */
  readonly name: Name;
  /** Pulumi project name: the second part of the stack's full name. */
  readonly project: string;
  /** Folder of the project's Pulumi.yaml, relative to the repository's root. */
  readonly directory: string;
  /** Layers of its own environment whose contracts it reads: they are deployed first. */
  readonly reads: readonly Name[];
  /**
   * Layers that it can read in another environment, where the settings name one.
   *
   * @default none
   */
  readonly readsElsewhere?: readonly Name[];
  /**
   * Whether its program talks to the cluster's Kubernetes API, which must then be reachable.
   *
   * @default false
   */
  readonly needsClusterApi?: boolean;
}

/** Names of the layers, each after those that it reads. */
export const layerNames = ["network", "compute", "data", "mesh", "apps", "edge", "observability"] as const;
export type LayerName = (typeof layerNames)[number];

/** All layers in an order in which each comes after those that it reads. */
export const layers: readonly Layer<LayerName>[] = [
  { ...underStacks("network"), reads: [] },
  { ...underStacks("compute"), reads: ["network"] },
  // A database can follow one of another environment.
  { ...underStacks("data"), reads: ["network"], readsElsewhere: ["data"] },
  { ...underStacks("mesh"), reads: ["compute"], needsClusterApi: true },
  { ...underStacks("apps"), reads: ["compute", "data", "mesh"], needsClusterApi: true },
  // A distribution can fail over to the load balancer of another environment.
  { ...underStacks("edge"), reads: ["network", "compute"], readsElsewhere: ["edge"] },
  // The project at the root: its outputs are those of the environment.
  {
    name: "observability",
    project: "throughline",
    directory: ".",
    reads: ["network", "compute", "data", "mesh", "apps", "edge"],
  },
];

function underStacks(name: LayerName): Pick<Layer<LayerName>, "name" | "project" | "directory"> {
  return { name, project: `throughline-${name}`, directory: `stacks/${name}` };
}

/** The layer of this name. */
export function layerNamed(name: LayerName): Layer<LayerName> {
  const layer = layers.find((candidate) => candidate.name === name);
  if (layer === undefined) {
    throw new Error(`There is no layer "${name}".`);
  }
  return layer;
}
