/** A layer of an environment: one Pulumi project under `stacks/`. Data only: it is read without the Pulumi SDK. */
export interface Layer {
  /** Name of the layer, and of its section in the environment's file. */
  readonly name: string;
  /** Pulumi project name: the second part of the stack's full name. */
  readonly project: string;
  /** Folder of the project, relative to the repository's root. */
  readonly directory: string;
  /** Layers whose contracts it reads: they are deployed first. */
  readonly reads: readonly string[];
}

/** All layers in an order in which each comes after those that it reads. */
export const layers: readonly Layer[] = [
  { name: "network", project: "throughline-network", directory: "stacks/network", reads: [] },
];
