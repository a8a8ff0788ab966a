import { type LayerName, layerNames } from "./layer";
import { reachable } from "./reachable";
import type { ReadsSection } from "./schema";

/** A layer that reads a layer of another environment. */
export interface CrossRead {
  readonly layer: LayerName;
  /** The environment that it reads. */
  readonly environment: string;
  /** The layer that it reads there. */
  readonly reads: LayerName;
}

/** What layers read of other environments. */
export function crossReads(section: ReadsSection): CrossRead[] {
  return layerNames.flatMap((layer) =>
    (section[layer] ?? []).map((stack) => {
      const [environment, reads] = stack.split("/") as [string, LayerName];
      return { layer, environment, reads };
    }),
  );
}

/** The layers that an environment has: those whose section is in its settings. */
export function layersOf(sections: Readonly<Record<string, unknown>>): LayerName[] {
  return layerNames.filter((name) => sections[name] !== undefined);
}

/**
 * The environments that are planned together with one: those that it reads and that read it in turn, directly or
 * through others. An environment that is only read stays as it is: it must be there before.
 *
 * @param reads names of the environments that an environment reads.
 * @returns the given environment first, then the others in the order in which they are met.
 */
export function readEachOther(environment: string, reads: (environment: string) => Iterable<string>): string[] {
  const reachedFrom = (start: string): Set<string> => reachable([start], reads);
  return [...reachedFrom(environment)].filter((other) => reachedFrom(other).has(environment));
}
