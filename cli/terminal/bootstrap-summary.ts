import type { BootstrapPlan, BootstrapReport } from "@throughline/deploy/bootstrap";
import { assumptions, diagnosticLines, outputLines, type Page, resourceLines } from "./lines";

/** What came of laying an account's foundation, for a person: the verdict, where the state is, what is there. */
export function bootstrapSummary(report: BootstrapReport, page: Page): string {
  const { account, adopted, result, state } = report;
  const stack = { ...report, name: account };
  const sections = [
    `${verdict(report, page)}${placeOfState(state)}`,
    diagnosticLines(stack, page.style).join(""),
    adopted.map(({ type, id }) => `  adopted  ${type}  ${page.style.dim(id)}\n`).join(""),
    result === "succeeded" ? resourceLines(report.resources, page).join("") : "",
    result === "succeeded" ? outputLines(stack, page).join("") : "",
    assumptions(report.assumed, page),
  ];
  return sections.filter((section) => section !== "").join("\n");
}

function verdict({ account, result, operations, sandbox, seconds }: BootstrapReport, { style }: Page): string {
  const name = style.bold(account);
  const counts = Object.entries(operations).map(([operation, count]) => `${count} ${done[operation] ?? operation}`);
  const verdicts = {
    succeeded: `${style.green("✔")} The foundation of ${name} is laid: ${counts.join(", ")} in ${seconds.toFixed(1)} s.`,
    failed: `${style.red("✖")} The foundation of ${name} is not laid. The same command goes on from there.`,
    cancelled: `${style.yellow("-")} ${name}: cancelled. The same command goes on from there.`,
  };
  return `${verdicts[result]}${sandbox ? " Only in the sandbox: no cloud was asked." : ""}\n`;
}

const done: Readonly<Record<string, string>> = {
  create: "created",
  same: "unchanged",
  update: "updated",
  replace: "replaced",
  import: "adopted",
};

function placeOfState({ place, moved }: BootstrapReport["state"]): string {
  return place === undefined ? "" : `  The state ${moved ? "was moved to" : "is in"} ${place}.\n`;
}

/** What a person is asked before anything is changed. */
export function bootstrapQuestion({ account, accountId, region, state, adopt, make }: BootstrapPlan): string {
  const lines = [
    `${account}: account ${accountId}, ${region}.`,
    state === undefined ? "There is no state of it yet." : `Its state is in ${state}.`,
    ...adopt.map(({ type, id }) => `  exists, is adopted   ${type}  ${id}`),
    ...make.map(({ type, name }) => `  does not exist yet   ${type}  ${name}`),
    "Nothing of it is ever deleted by a program.",
  ];
  return `${lines.join("\n")}\nLay the foundation of ${account}? [y/N] `;
}
