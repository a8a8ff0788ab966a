/** Something that can need others: a layer. */
export interface Node {
  readonly name: string;
  /** Names of those that must have succeeded before. Names that are not among the nodes count as done. */
  readonly reads: readonly string[];
}

export interface Work<N, Result> {
  /** Does the node's work. Failure is a result: a rejection ends everything. */
  readonly run: (node: N) => Promise<Result>;
  readonly succeeded: (result: Result) => boolean;
  /** Result of a node that is not run, given the name of the node whose failure is the cause. */
  readonly skip: (node: N, because: string) => Result;
}

/**
 * Runs each node as soon as all that it reads have succeeded; what does not depend on each other runs at the same
 * time. What reads a failed node, directly or not, is skipped; everything else goes on.
 *
 * @param nodes in an order in which each comes after those that it reads.
 * @returns the results in the order of the nodes.
 */
export async function inOrder<N extends Node, Result>(nodes: readonly N[], work: Work<N, Result>): Promise<Result[]> {
  const done = new Map<string, Promise<Done<Result>>>();

  async function runAfterReads(node: N): Promise<Done<Result>> {
    const reads = await Promise.all(node.reads.flatMap((name) => done.get(name) ?? []));
    const because = reads.find((read) => read.failed !== undefined)?.failed;
    if (because !== undefined) {
      return { result: work.skip(node, because), failed: because };
    }
    const result = await work.run(node);
    return { result, failed: work.succeeded(result) ? undefined : node.name };
  }

  for (const node of nodes) {
    done.set(node.name, runAfterReads(node));
  }
  return (await Promise.all(done.values())).map(({ result }) => result);
}

interface Done<Result> {
  readonly result: Result;
  /** Name of the node whose failure is the cause, the node itself or one that it reads. */
  readonly failed: string | undefined;
}
