import { Failure } from "@throughline/deploy/errors";
import { findExisting } from "@throughline/deploy/existing";
import { formatProblem, loadEnvironment, type Sections } from "@throughline/stacks/config";
import type { ExitCodeName } from "../exit-codes";
import { findRoot } from "../root";
import type { Terminal } from "../terminal/terminal";

/**
 * `throughline existing <environment>`: finds what exists already, by reading calls, and writes it down.
 *
 * @throws Failure if the settings are not valid, or not everything was found.
 */
export async function existing(
  terminal: Terminal,
  environment: string,
  { json = false }: { readonly json?: boolean },
): Promise<ExitCodeName> {
  const root = findRoot(terminal.directory);
  const { problems, sections } = loadEnvironment(root, environment, { existing: false });
  if (problems.length > 0) {
    throw new Failure("config", problems.map(formatProblem).join("\n"));
  }
  const found = await findExisting({ root, environment, sections: sections as Sections });
  if (json) {
    terminal.out(`${JSON.stringify({ version: 1, environment, ...found }, undefined, 2)}\n`);
  } else {
    const { bold, green } = terminal.style;
    const layers = Object.entries(found.resources).map(([layer, count]) => `${layer} ${count}`);
    const written = found.changed ? "Commit it." : "As before.";
    terminal.out(`${green("✔")} ${bold(found.file)}: resources of ${layers.join(", ")}. ${written}\n`);
  }
  return "done";
}
