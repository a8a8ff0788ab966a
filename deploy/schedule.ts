/** Something that can need others: a layer, a stack. */
export interface Node {
  readonly name: string;
  /** Names of those that must have succeeded before. Names that are not among the nodes count as done. */
  readonly after: readonly string[];
}

export interface Work<N, Result> {
  /** Does the node's work. Failure is a result: a rejection ends everything. */
  readonly run: (node: N) => Promise<Result>;
  readonly succeeded: (result: Result) => boolean;
  /** Result of a node that is not run, given the name of the node whose failure is the cause. */
  readonly skip: (node: N, because: string) => Result;
  /**
   * How many nodes run at the same time.
   *
   * @default all that the order allows
   */
  readonly atOnce?: number;
}

/**
 * Runs each node as soon as all that it comes after have succeeded; what does not depend on each other runs at the same
 * time. What comes after a failed node, directly or not, is skipped; everything else goes on.
 *
 * @param nodes in an order in which each comes after those that it needs.
 * @returns the results in the order of the nodes.
 */
export async function inOrder<N extends Node, Result>(nodes: readonly N[], work: Work<N, Result>): Promise<Result[]> {
  const done = new Map<string, Promise<Done<Result>>>();
  const inTurn = limit(work.atOnce ?? Infinity);

  async function runInTurn(node: N): Promise<Done<Result>> {
    const before = await Promise.all(node.after.flatMap((name) => done.get(name) ?? []));
    const because = before.find((other) => other.failed !== undefined)?.failed;
    if (because !== undefined) {
      return { result: work.skip(node, because), failed: because };
    }
    const result = await inTurn(() => work.run(node));
    return { result, failed: work.succeeded(result) ? undefined : node.name };
  }

  for (const node of nodes) {
    done.set(node.name, runInTurn(node));
  }
  return (await Promise.all(done.values())).map(({ result }) => result);
}

interface Done<Result> {
  readonly result: Result;
  /** Name of the node whose failure is the cause, the node itself or one that it comes after. */
  readonly failed: string | undefined;
}

/** Runs what it is given as soon as fewer than `count` of them run. */
function limit(count: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running >= count) {
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running++;
    }
    try {
      return await task();
    } finally {
      // A place is handed on, so that nobody else takes it in between.
      const next = waiting.shift();
      if (next === undefined) {
        running--;
      } else {
        next();
      }
    }
  };
}
