import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { deployedStates, readScope, type StackState } from "@throughline/deploy";
import { Failure } from "@throughline/deploy/errors";
import { buildNetwork, type Network } from "@throughline/graph/model";
import { joinSources, readExport, type ResourceGraph, type Source, SourceError } from "@throughline/graph/read";
import { type ExitCodeName } from "./exit-codes";
import { exitOfRehearsal, rehearseLive } from "./rehearse-live";
import { findRoot } from "./root";
import { failures } from "./terminal/summary";
import type { Terminal } from "./terminal/terminal";

/** Where a verb that only reads takes its graph from: one of files, what is deployed, or a rehearsal. */
export interface SourceOptions {
  /** Files: what `pulumi stack export` writes. */
  readonly from?: readonly string[];
  /** The stacks of the environment in the user's backend. */
  readonly deployed?: boolean;
  /** With `deployed`: in the project's sandbox. */
  readonly sandbox?: boolean;
  /** Names of layers, separated by commas. All when absent. */
  readonly layers?: string;
}

/** A rehearsal that did not come to its end: there is nothing to ask. */
export class NoGraph extends Error {
  constructor(readonly exit: ExitCodeName) {
    super("the rehearsal did not succeed");
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
  if (from !== undefined) return joinSources(from.map((file) => readFile(terminal, file)));
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
  return joinSources([...states].map(([name, state]) => sourceOf(name, state)));
}

/** The network of one source. */
export async function readNetwork(...source: Parameters<typeof readGraph>): Promise<Network> {
  return buildNetwork(await readGraph(...source));
}

function scopeOf(terminal: Terminal, environment: string, { layers }: SourceOptions) {
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

function sourceOf(name: string, state: StackState): Source {
  return readExport(name, JSON.stringify({ version: 3, deployment: state }));
}

function readFile(terminal: Terminal, file: string): Source {
  const path = resolve(terminal.directory, file);
  if (!existsSync(path)) throw new Failure("usage", `there is no file ${file}.`);
  try {
    return readExport(file, readFileSync(path, "utf8"));
  } catch (error) {
    throw error instanceof SourceError ? new Failure("usage", error.message) : error;
  }
}
