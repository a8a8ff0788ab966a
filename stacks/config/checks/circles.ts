import {
  crossReads,
  findCycle,
  LayerCycleError,
  layersOf,
  stackGraph,
  withDependencies,
  withDependents,
} from "../../layers";
import { at, error, type Finding } from "../finding";
import type { Sections } from "../sections";
import type { CheckContext } from "./check";

/** Stacks of other environments that this one reads, and that wait for the stack that reads them. */
export function circles(
  { reads, ...sections }: Partial<Sections> & Pick<Sections, "reads">,
  { environment, readElsewhere }: CheckContext,
): Finding[] {
  const own = crossReads(reads);
  if (own.length === 0) {
    return [];
  }
  const layers = layersOf(sections);
  const graph = stackGraph([{ name: environment, layers, crossReads: own }, ...readElsewhere()]);
  return Object.entries(reads).flatMap(([layer, stacks]) => {
    const reader = `${environment}/${layer}`;
    const waiting = withDependents(graph, [reader]);
    return stacks.flatMap((read, index) => {
      const between = withDependencies(graph, [read]).filter((name) => waiting.includes(name));
      const cycle = findCycle(graph.filter(({ name }) => between.includes(name)));
      return cycle === undefined ? [] : [error(at("reads", layer, index), new LayerCycleError(cycle).message)];
    });
  });
}
