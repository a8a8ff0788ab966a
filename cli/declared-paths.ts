import { Failure } from "@throughline/deploy/errors";
import type { DeclaredPath, Vocabulary } from "@throughline/prover";
import { formatProblem, groupsOf, loadEnvironment, type Sections } from "@throughline/stacks/config";
import { findRoot } from "./root";
import type { Terminal } from "./terminal/terminal";

/** The promises of an environment, with the words that they use. */
export interface DeclaredPaths {
  readonly paths: readonly DeclaredPath[];
  readonly vocabulary: Vocabulary;
  /** The file and line that declare a path. */
  readonly declaredAt: (name: string) => { readonly file: string; readonly line?: number };
}

/**
 * Reads the paths that an environment declares.
 *
 * @throws Failure with everything that is wrong in the settings.
 */
export function declaredPaths(root: string, environment: string): DeclaredPaths {
  const { problems, sections, origin } = loadEnvironment(root, environment);
  if (problems.length > 0) {
    throw new Failure("config", problems.map(formatProblem).join("\n"));
  }
  const { paths = {} } = sections;
  return {
    paths: Object.entries(paths).map(([name, { description, from, to, packet, expect = "proven", hops, branch }]) => ({
      name,
      description,
      from,
      to,
      packet,
      expect,
      hops,
      branch,
    })),
    vocabulary: vocabularyFrom(sections),
    declaredAt: (name) => origin(["throughline:paths", name]),
  };
}

/** The words of an environment's settings; of files without an environment, or of none, there are none. */
export function vocabularyOf(terminal: Terminal, environment: string | undefined): Vocabulary {
  return environment === undefined
    ? {}
    : vocabularyFrom(loadEnvironment(findRoot(terminal.directory), environment).sections);
}

function vocabularyFrom(sections: Partial<Sections>): Vocabulary {
  const groups = sections.network === undefined ? [] : groupsOf(sections.network);
  return {
    aliases: deployer(sections),
    tiersOf: Object.fromEntries(groups.map(({ name, tiers }) => [name, tiers])),
  };
}

/** Whoever deploys reaches the cluster's API through the bastion, or else from a place that no source has. */
function deployer({ compute }: Partial<Sections>): Vocabulary["aliases"] {
  return compute?.api.access === "tunnel" ? { deployer: "hub.bastion" } : {};
}
