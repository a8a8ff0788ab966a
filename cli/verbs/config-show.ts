import { Failure } from "@throughline/deploy/errors";
import { formatPlace, formatProblem, loadEnvironment, valuesOf } from "@throughline/stacks/config";
import type { ExitCodeName } from "../exit-codes";
import { findRoot } from "../root";
import { compact } from "../terminal/compact";
import type { Terminal } from "../terminal/terminal";

/**
 * `throughline config show <environment>`: all values, those of shared files included, and where each is from.
 *
 * @throws Failure if a file cannot be read.
 */
export function configShow(
  terminal: Terminal,
  name: string,
  { json = false }: { readonly json?: boolean },
): Promise<ExitCodeName> {
  const environment = loadEnvironment(findRoot(terminal.directory), name);
  const { config, problems } = environment;
  if (Object.keys(config).length === 0) {
    throw new Failure("config", problems.map(formatProblem).join("\n"));
  }
  const values = valuesOf(environment);
  if (json) {
    terminal.out(`${JSON.stringify({ version: 1, environment: name, config, values }, undefined, 2)}\n`);
  } else {
    const { dim } = terminal.style;
    const lines = values.map(({ key, value, origin: { file, line } }) => {
      return `${key}: ${compact(value, Infinity)}  ${dim(`# ${formatPlace({ file, line })}`)}\n`;
    });
    terminal.out(lines.join(""));
  }
  if (problems.length > 0) {
    terminal.error(
      `${terminal.style.yellow("warning")}: the settings are not valid: throughline config check ${name}\n`,
    );
  }
  return Promise.resolve("done");
}
