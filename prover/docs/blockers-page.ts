import { blockerCodes } from "../blockers";
import { outOfScope } from "../reachability-analyzer";

/** From the root. */
export const blockersPageFile = "docs/blockers.md";

const analyzer = "https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html";

/** The page about all blocker codes, in Markdown. */
export function blockersPage(): string {
  return [
    "# Blockers",
    "",
    "Whatever stops packets has a code. All blockers of a question are found in one run, on the way there and on the way back, and each names the resource, and the rule or route in it, that decides.",
    "",
    ...table(
      ["code", "cause", "fix", "Reachability Analyzer"],
      Object.entries(blockerCodes).map(([code, { cause, fix, aws }]) => [quoted(code), cause, fix, list(aws)]),
    ),
    "",
    "## Explanation codes of Reachability Analyzer without a blocker",
    "",
    `AWS explains unreachable paths by [its own codes](${analyzer}). Those that are not in the table above:`,
    "",
    ...table(
      ["reason", "codes"],
      outOfScope.map(({ reason, codes }) => [reason, list(codes)]),
    ),
    "",
  ].join("\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}

function list(codes: readonly string[]): string {
  return codes.map(quoted).join(", ");
}

function quoted(code: string): string {
  return `\`${code}\``;
}
