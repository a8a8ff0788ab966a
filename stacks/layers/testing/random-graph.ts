import fc from "fast-check";
import type { StackNode } from "../graph";
import { layerNamed } from "../layer";

/** A stack whose layer is of no importance. */
export function stack(name: string, reads: readonly string[] = []): StackNode {
  return { name, environment: name.split("/")[0] ?? name, layer: layerNamed("network"), reads };
}

/** Graphs of up to ten stacks without circles, in any order; now and then a stack reads one outside of the graph. */
export const graphs: fc.Arbitrary<StackNode[]> = fc
  .integer({ min: 0, max: 10 })
  .chain((size) => fc.tuple(...Array.from({ length: size }, (_, index) => readsBelow(index))))
  .map((reads) => reads.map((numbers, index) => stack(String(index), numbers.map(String))))
  .chain((ordered) => fc.shuffledSubarray(ordered, { minLength: ordered.length }));

/** Graphs in which anything may read anything, itself included. */
export const anyGraphs: fc.Arbitrary<StackNode[]> = fc
  .integer({ min: 1, max: 7 })
  .chain((size) => fc.tuple(...Array.from({ length: size }, () => readsBelow(size))))
  .map((reads) => reads.map((numbers, index) => stack(String(index), numbers.map(String))));

/** Some of the numbers below a limit; -1 is a stack outside of the graph. */
function readsBelow(limit: number): fc.Arbitrary<number[]> {
  return fc.subarray([-1, ...Array.from({ length: limit }, (_, number) => number)]);
}

/** A graph and some of its stacks. */
export const graphsWithSelection: fc.Arbitrary<[StackNode[], string[]]> = graphs.chain((graph) =>
  fc.tuple(fc.constant(graph), fc.subarray(graph.map(({ name }) => name))),
);

/** Whether one stack reads another, directly or through others of the graph. */
export function isAbove(graph: readonly StackNode[], name: string, other: string): boolean {
  const reads = graph.find((candidate) => candidate.name === name)?.reads ?? [];
  return reads.some((read) => read === other || isAbove(graph, read, other));
}
