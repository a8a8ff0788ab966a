import {
  didYouMean,
  type Environment,
  environments as environmentsOf,
  formatProblem,
  loadEnvironment,
} from "@throughline/stacks/config";
import {
  crossReads,
  LayerCycleError,
  layerNames,
  layersOf,
  planUp,
  stackGraph,
  type StackNode,
  withDependencies,
  withDependents,
} from "@throughline/stacks/layers";
import { Failure } from "./errors";
import { parseStackName, type Workplace } from "./workplace";

/** The stacks that a command is about. */
export interface Scope {
  /** The environments that were named, without repetition, and their settings. */
  readonly environments: readonly Environment[];
  /** The layers that were named; undefined for all. */
  readonly layers: readonly string[] | undefined;
  /** The stacks to work on. */
  readonly selected: readonly StackNode[];
  /** These, and all stacks of the project that they read or that read them, directly or not. */
  readonly graph: readonly StackNode[];
}

/**
 * Reads what a command is about: environments, and some of their layers or all.
 *
 * @throws Failure with everything that is wrong in the settings of the environments, each with its place; if stacks read
 * each other in a circle; or if there are no such layers.
 */
export function readScope(root: string, names: readonly string[], layers?: readonly string[]): Scope {
  const known = new Map<string, Environment>();
  const environment = (name: string): Environment => {
    const loaded = known.get(name) ?? loadEnvironment(root, name);
    known.set(name, loaded);
    return loaded;
  };
  const environments = [...new Set(names)].map(environment);
  const problems = environments.flatMap((loaded) => loaded.problems);
  if (problems.length > 0) {
    throw new Failure("config", problems.map(formatProblem).join("\n"));
  }
  const all = stackGraph([...new Set([...names, ...environmentsOf(root)])].map(environment).map(graphed));
  const selected = select(all, environments, layers);
  const selectedNames = selected.map(({ name }) => name);
  const related = new Set([...withDependencies(all, selectedNames), ...withDependents(all, selectedNames)]);
  const graph = all.filter(({ name }) => related.has(name));
  refuseCycle(graph);
  return { environments, layers, selected, graph };
}

function graphed({ name, sections }: Environment): Parameters<typeof stackGraph>[0][number] {
  return { name, layers: layersOf(sections), crossReads: crossReads(sections.reads ?? {}) };
}

function select(
  graph: readonly StackNode[],
  environments: readonly Environment[],
  layers: readonly string[] | undefined,
): StackNode[] {
  const present = graph.filter(({ environment }) => environments.some(({ name }) => name === environment));
  for (const wanted of layers ?? []) {
    if (!layerNames.some((name) => name === wanted)) {
      throw new Failure(
        "usage",
        `there is no layer "${wanted}".${didYouMean(wanted, layerNames)} Layers: ${layerNames.join(", ")}.`,
      );
    }
    if (!present.some(({ layer }) => layer.name === wanted)) {
      const where = environments.map(({ name }) => name).join(" and ");
      throw new Failure("usage", `${where} has no ${wanted} layer: the settings leave out throughline:${wanted}.`);
    }
  }
  return present.filter(({ layer }) => layers?.includes(layer.name) ?? true);
}

function refuseCycle(graph: readonly StackNode[]): void {
  try {
    planUp(graph);
  } catch (error) {
    throw error instanceof LayerCycleError ? new Failure("config", error.message) : error;
  }
}

/** The command that does at least these stacks, in the terms of the one that was given. */
export function commandFor(
  verb: string,
  names: readonly string[],
  { layers }: Pick<Scope, "layers">,
  { sandbox }: Pick<Workplace, "sandbox">,
): string {
  const parsed = names.map(parseStackName);
  const wanted = layerNames.filter((name) => parsed.some(({ layer }) => layer === name));
  return [
    `throughline ${verb}`,
    ...new Set(parsed.map(({ stack }) => stack)),
    ...(layers === undefined ? [] : [`--layers ${wanted.join(",")}`]),
    ...(sandbox ? ["--sandbox"] : []),
  ].join(" ");
}
