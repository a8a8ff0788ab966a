import { Failure } from "@throughline/deploy/errors";
import { type Environment, environments, formatProblem, loadEnvironment } from "@throughline/stacks/config";
import type { ExitCodeName } from "../exit-codes";
import { findRoot } from "../root";
import type { Terminal } from "../terminal/terminal";

export interface ConfigCheckOptions {
  readonly all?: boolean;
  readonly json?: boolean;
}

/** `throughline config check <environment> | --all`: the settings as a whole, without a rehearsal. */
export function configCheck(
  terminal: Terminal,
  environment: string | undefined,
  { all = false, json = false }: ConfigCheckOptions,
): Promise<ExitCodeName> {
  const root = findRoot(terminal.directory);
  const names = all ? environments(root) : environment === undefined ? [] : [environment];
  if (names.length === 0 || (all && environment !== undefined)) {
    throw new Failure("usage", `which environment? One of ${environments(root).join(", ")}, or --all.`);
  }
  const checked = names.map((name) => loadEnvironment(root, name));
  terminal.out(json ? asJson(checked) : checked.map((one) => asText(one, terminal)).join("\n"));
  return Promise.resolve(checked.some(({ problems }) => problems.length > 0) ? "usage" : "done");
}

function asText({ name, problems, warnings }: Environment, { style }: Terminal): string {
  const mark = problems.length === 0 ? style.green("✔") : style.red("✖");
  const counts = [count(problems.length, "problem"), count(warnings.length, "warning")].filter((text) => text !== "");
  const lines = [
    `${mark} ${style.bold(name)}: ${counts.length === 0 ? "nothing wrong" : counts.join(", ")}`,
    ...problems.map((problem) => `${style.red("error")}: ${formatProblem(problem)}`),
    ...warnings.map((problem) => `${style.yellow("warning")}: ${formatProblem(problem)}`),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function count(number: number, what: string): string {
  return number === 0 ? "" : `${number} ${what}${number === 1 ? "" : "s"}`;
}

function asJson(checked: readonly Environment[]): string {
  const report = checked.map(({ name, file, problems, warnings }) => ({ name, file, problems, warnings }));
  return `${JSON.stringify({ version: 1, environments: report }, undefined, 2)}\n`;
}
