import { findCycle, LayerCycleError, type StackNode } from "./graph";
import { reachable } from "./reachable";

/** One stack's turn in a run. */
export interface Step {
  readonly stack: StackNode;
  /** Names of the stacks whose turn must be over; all steps that this does not keep apart may run at the same time. */
  readonly after: readonly string[];
}

/**
 * The run that deploys stacks: each after all that it reads.
 *
 * @param selection names of the stacks to deploy. A stack that is left out still keeps those on its two sides in order.
 * @default selection all
 * @throws {LayerCycleError} if there is no such order.
 */
export function planUp(graph: readonly StackNode[], selection?: Iterable<string>): Step[] {
  return plan(graph, readsIn(graph), selection);
}

/**
 * The run that destroys stacks: each after all that read it.
 *
 * @param selection names of the stacks to destroy.
 * @default selection all
 * @throws {LayerCycleError} if there is no such order.
 */
export function planDestroy(graph: readonly StackNode[], selection?: Iterable<string>): Step[] {
  return plan(graph, readersIn(graph), selection);
}

/** The stacks and all that they read, directly or through others: what must be deployed for them. */
export function withDependencies(graph: readonly StackNode[], names: Iterable<string>): string[] {
  return inGraphOrder(graph, reachable(names, readsIn(graph)));
}

/** The stacks and all that read them, directly or through others: what must be destroyed before them. */
export function withDependents(graph: readonly StackNode[], names: Iterable<string>): string[] {
  return inGraphOrder(graph, reachable(names, readersIn(graph)));
}

type Next = (name: string) => readonly string[];

function readsIn(graph: readonly StackNode[]): Next {
  const reads = new Map(graph.map((stack) => [stack.name, stack.reads]));
  return (name) => reads.get(name) ?? [];
}

function readersIn(graph: readonly StackNode[]): Next {
  return (name) => graph.filter(({ reads }) => reads.includes(name)).map((reader) => reader.name);
}

function plan(graph: readonly StackNode[], before: Next, selection?: Iterable<string>): Step[] {
  const cycle = findCycle(graph);
  if (cycle !== undefined) {
    throw new LayerCycleError(cycle);
  }
  const wanted = selection && new Set(selection);
  const selected = graph.filter(({ name }) => wanted?.has(name) ?? true);
  const names = new Set(selected.map(({ name }) => name));
  return inOrder(selected.map((stack) => ({ stack, after: nearest(stack.name, before, names) })));
}

/** The selected stacks that come before a stack with no other selected one in between. */
function nearest(name: string, before: Next, selected: ReadonlySet<string>): string[] {
  const previous = before(name);
  const over = reachable(
    previous.filter((other) => !selected.has(other)),
    (other) => (selected.has(other) ? [] : before(other)),
  );
  return [...new Set([...previous, ...over])].filter((other) => selected.has(other));
}

/** Each step behind those that it comes after; otherwise as given. */
function inOrder(steps: readonly Step[]): Step[] {
  const ordered: Step[] = [];
  const done = new Set<string>();
  let waiting = steps;
  while (waiting.length > 0) {
    const ready = waiting.filter(({ after }) => after.every((name) => done.has(name)));
    ready.forEach((step) => done.add(step.stack.name));
    ordered.push(...ready);
    waiting = waiting.filter((step) => !ready.includes(step));
  }
  return ordered;
}

function inGraphOrder(graph: readonly StackNode[], names: ReadonlySet<string>): string[] {
  return graph.map(({ name }) => name).filter((name) => names.has(name));
}
