import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { deployedStates, readScope, type Scope, type StackState } from "@throughline/deploy";
import { Failure } from "@throughline/deploy/errors";
import { buildNetwork, type Network } from "@throughline/graph/model";
import { joinSources, readSources, type ResourceGraph, type SourceFile } from "@throughline/graph/read";
import { UnknownName } from "@throughline/prover";
import { didYouMean } from "@throughline/stacks/config";
import type { ExitCodeName } from "./exit-codes";
import { exitOfRehearsal, rehearseLive } from "./rehearse-live";
import { findRoot } from "./root";
import { failures } from "./terminal/summary";
import type { Terminal } from "./terminal/terminal";

/** Where a verb that only reads takes its graph from: files, what is deployed, or else a rehearsal. */
export interface SourceOptions {
  /** Files: exports of stacks, previews, existing resources, Kubernetes manifests. */
  readonly from?: readonly string[];
  /** The stacks of the environment in the user's backend. */
  readonly deployed?: boolean;
  /** With `deployed`: in the project's sandbox. */
  readonly sandbox?: boolean;
  /** Names of layers, separated by commas. All when absent. */
  readonly layers?: string;
}

/** There is nothing to ask, which has been told: the rehearsal did not come to its end. */
export class NoGraph extends Error {
  constructor(readonly exit: ExitCodeName) {
    super("the rehearsal did not succeed");
  }
}

/** What an answer is to be, for the exit code. */
export const expectations = ["proven", "blocked"] as const;
export type Expectation = (typeof expectations)[number];

/** Asks something about a graph, and tells about names that it does not have. */
export async function asking(ask: () => Promise<ExitCodeName>): Promise<ExitCodeName> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof NoGraph) return error.exit;
    if (error instanceof UnknownName) {
      throw new Failure("usage", `${error.message}${didYouMean(error.asked, error.known)}`);
    }
    throw error;
  }
}

/**
 * Reads the resources of one source.
 *
 * @throws Failure if the source cannot be read, or if there is none.
 * @throws NoGraph if the rehearsal fails, which it has told.
 */
export async function readGraph(
  terminal: Terminal,
  environment: string | undefined,
  options: SourceOptions,
): Promise<ResourceGraph> {
  const { from, deployed = false, sandbox = false } = options;
  if (from !== undefined && deployed) {
    throw new Failure("usage", "--from and --deployed are two sources: give one of them.");
  }
  if (sandbox && !deployed) {
    throw new Failure("usage", "--sandbox says where what is --deployed is read: give both, or neither.");
  }
  if (from !== undefined) {
    return graphOf(
      terminal,
      from.map((file) => readFile(terminal, file)),
    );
  }
  if (environment === undefined) {
    throw new Failure("usage", "a source is missing: name an environment, or files with --from.");
  }
  const states = deployed
    ? await deployedStates({
        root: findRoot(terminal.directory),
        scope: scopeOf(terminal, environment, options),
        sandbox,
      })
    : await rehearsed(terminal, environment, options);
  const files = [...states].map(([name, state]) => ({ name, text: JSON.stringify({ version: 3, deployment: state }) }));
  return graphOf(terminal, files);
}

/** The network of one source. */
export async function readNetwork(...source: Parameters<typeof readGraph>): Promise<Network> {
  return buildNetwork(await readGraph(...source));
}

function scopeOf(terminal: Terminal, environment: string, { layers }: SourceOptions): Scope {
  return readScope(findRoot(terminal.directory), [environment], layers?.split(","));
}

async function rehearsed(
  terminal: Terminal,
  environment: string,
  options: SourceOptions,
): Promise<ReadonlyMap<string, StackState>> {
  const states = new Map<string, StackState>();
  const only = options.layers === undefined ? undefined : scopeOf(terminal, environment, options).selected;
  const rehearsal = await rehearseLive(terminal, environment, {
    onState: (layer, state) => states.set(`${environment}/${layer}`, state),
    ...(only !== undefined && { only: only.map(({ layer }) => layer.name) }),
  });
  const exit = exitOfRehearsal(rehearsal);
  if (exit !== "done") {
    terminal.error(failures(rehearsal, terminal));
    throw new NoGraph(exit);
  }
  return states;
}

function readFile(terminal: Terminal, name: string): SourceFile {
  const path = resolve(terminal.directory, name);
  if (!existsSync(path)) throw new Failure("usage", `there is no file ${name}.`);
  return { name, text: readFileSync(path, "utf8") };
}

function graphOf(terminal: Terminal, files: readonly SourceFile[]): ResourceGraph {
  const { sources, errors } = readSources(files);
  if (errors.length > 0) throw new Failure("usage", errors.map(({ message }) => message).join("\n"));
  const graph = joinSources(sources);
  for (const { kept, other, properties } of graph.contradictions ?? []) {
    terminal.error(
      `${terminal.style.yellow("warning")}: ${kept} and ${other} are one thing, and differ in ${properties.join(", ")}.\n`,
    );
  }
  return graph;
}
