import { overallResult, provePaths, proveJson, proveSarif, proveText } from "@throughline/prover";
import { findRoot } from "../root";
import type { ExitCodeName } from "../exit-codes";
import { declaredPaths } from "../declared-paths";
import { asking, readNetwork, type SourceOptions } from "../sources";
import type { Terminal } from "../terminal/terminal";

export interface ProveVerbOptions extends SourceOptions {
  readonly hops?: boolean;
  readonly json?: boolean;
  readonly sarif?: boolean;
}

/** `throughline prove <environment>` */
export async function prove(terminal: Terminal, environment: string, options: ProveVerbOptions): Promise<ExitCodeName> {
  const { hops, json = false, sarif = false } = options;
  const declared = declaredPaths(findRoot(terminal.directory), environment);
  return asking(async () => {
    const proven = provePaths(await readNetwork(terminal, environment, options), declared.paths, declared.vocabulary);
    terminal.out(
      sarif
        ? `${JSON.stringify(proveSarif(proven, declared.declaredAt), undefined, 2)}\n`
        : json
          ? `${JSON.stringify(proveJson(environment, proven), undefined, 2)}\n`
          : proveText(environment, proven, { hops }),
    );
    return exits[overallResult(proven)];
  });
}

const exits = { kept: "done", broken: "broken", undecided: "undecided" } as const;
