import type { Change, DriveReport, Loss, StackResult, Verb } from "@throughline/deploy";
import { assumptions, diagnosticLines, outputLines, type Page } from "./lines";
import type { Style } from "./terminal";
import { wrap } from "./wrap";

/** What a verb did, or would do, for a person: the verdict first, then stack by stack what stands out. */
export function driveSummary(report: DriveReport, page: Page): string {
  const { phase, result, stacks, absent } = report;
  if (phase === "preview" && result === "cancelled") {
    return verdict(report, page.style);
  }
  const details = [
    ...stacks.map((stack) => stackSection(report, stack, page)),
    absent.map((name) => `${page.style.bold(name)}  ${page.style.dim("is not deployed")}\n`).join(""),
    lossSection(report.losses, page),
    previewNote(report, page),
    assumptions(report.assumed, page),
  ];
  return [verdict(report, page.style), ...details].filter((section) => section !== "").join("\n");
}

/** What a person is asked once the summary of a preview is shown. */
export function question({ verb, environments, sandbox }: DriveReport): string {
  const names = environments.join(" and ");
  const questions: Readonly<Record<Verb, string>> = {
    preview: "",
    up: `Deploy ${names}`,
    refresh: `Write this into the state of ${names}`,
    destroy: `Destroy ${names}`,
  };
  return `${questions[verb]}${sandbox ? " in the sandbox" : ""}? [y/N] `;
}

function verdict(report: DriveReport, style: Style): string {
  const { verb, phase, result, environments, stacks, sandbox, seconds } = report;
  const names = style.bold(environments.join(" and "));
  const be = environments.length === 1 ? "is" : "are";
  const marks = { succeeded: style.green("✔"), failed: style.red("✖"), cancelled: style.yellow("-") };
  const failed = stacks
    .filter((stack) => stack.result === "failed")
    .map(({ name }) => name)
    .join(", ");
  const counts = countsOf(report, stacks).join(", ") || "nothing to do";
  const took = `in ${seconds.toFixed(1)} s`;
  const texts = {
    preview: {
      succeeded: `${names}: ${counts}. Nothing was changed: only a preview.`,
      failed: `${names}: the preview of ${failed} failed. Nothing was changed.`,
      cancelled: `${names}: cancelled. Nothing was changed.`,
    },
    run: {
      succeeded: `${names} ${be} ${done[verb]}: ${counts} ${took}.`,
      failed: `${names} ${be} not ${done[verb]}: ${failed} failed. The same command goes on from there.`,
      cancelled: `${names}: cancelled ${took}. The same command goes on from there.`,
    },
  };
  const where = sandbox ? " Only in the sandbox: no cloud was asked." : "";
  return `${marks[result]} ${texts[phase][result]}${where}\n`;
}

const done: Readonly<Record<Verb, string>> = {
  preview: "previewed",
  up: "up",
  refresh: "refreshed",
  destroy: "destroyed",
};

type Words = Readonly<Record<string, string>>;

const toDo: Words = { create: "to create", update: "to update", replace: "to replace", delete: "to delete" };
const isDone: Words = { create: "created", update: "updated", replace: "replaced", delete: "deleted" };
/** Of a refresh, which writes into the state what it finds. */
const isFound: Words = { update: "changed outside", delete: "gone" };

/** How many resources by operation: `3 to create`. */
function countsOf({ verb, phase }: DriveReport, stacks: readonly Pick<StackResult, "operations">[]): string[] {
  const words = verb === "refresh" ? isFound : phase === "preview" ? toDo : isDone;
  const total = new Map<string, number>();
  for (const [operation, count] of stacks.flatMap(({ operations }) => Object.entries(operations))) {
    total.set(operation, (total.get(operation) ?? 0) + count);
  }
  return [...total].map(([operation, count]) => `${count} ${words[operation] ?? unchanged(operation)}`);
}

function unchanged(operation: string): string {
  return operation === "same" ? "unchanged" : operation;
}

function stackSection(report: DriveReport, stack: StackResult, page: Page): string {
  const { bold, dim } = page.style;
  const lines = [`${bold(stack.name)}  ${dim(stackVerdict(report, stack))}\n`, ...diagnosticLines(stack, page.style)];
  const shownChanges = report.verb === "destroy" ? [] : changeLines(stack.changes, page);
  const isUp = report.verb === "up" && report.phase === "run" && stack.result === "succeeded";
  const outputs = isUp ? outputLines(stack, page) : [];
  return [...lines, ...shownChanges, ...outputs].join("");
}

function stackVerdict(report: DriveReport, stack: StackResult): string {
  const { result, skippedBecause, seconds } = stack;
  if (result === "skipped") {
    return `skipped, because ${skippedBecause ?? "another stack"} failed`;
  }
  const parts = [...(result === "succeeded" ? [] : [result]), ...countsOf(report, [stack])];
  return `${parts.join(", ") || "nothing to do"} in ${seconds.toFixed(1)} s`;
}

/** What a person wants to see one by one, the gravest first. */
const shown = ["replace", "delete", "update"] as const;

function changeLines(changes: readonly Change[], { style, columns }: Page): string[] {
  const marks = { replace: style.red("replace"), delete: style.red("delete"), update: style.yellow("update") };
  return shown.flatMap((operation) =>
    changes
      .filter((change) => change.operation === operation)
      .map(({ urn, forces, properties }) => {
        const named = operation === "replace" ? (forces ?? properties) : properties;
        const why = named === undefined ? [] : wrap(named, columns - 15);
        const label = operation === "replace" ? "because of " : "changes    ";
        const reasons = why.map((line, index) => `    ${index === 0 ? label : " ".repeat(label.length)}${line}\n`);
        return `  ${marks[operation]}  ${urn}\n${reasons.join("")}`;
      }),
  );
}

function lossSection(losses: readonly Loss[], { style }: Page): string {
  if (losses.length === 0) {
    return "";
  }
  const marks = {
    stops: style.red("stops"),
    "stops unless empty": style.yellow("may stop"),
    loses: style.red("is lost"),
    stays: style.yellow("stays"),
  };
  const lines = losses.map(({ stack, urn, effect, because, mend }) => {
    const advice = mend === undefined ? "" : `    ${mend}\n`;
    return `  ${marks[effect]}  ${because}\n    ${style.dim(`${stack}  ${urn}`)}\n${advice}`;
  });
  return `${style.bold("what a destroy loses and leaves behind")}\n${lines.join("")}`;
}

/** Previews know what is deployed, not what the run will deploy below them. */
function previewNote({ verb, phase, stacks }: DriveReport, { style }: Page): string {
  const changing = stacks.filter(({ changes }) => changes.length > 0);
  return phase === "preview" && verb !== "destroy" && verb !== "refresh" && changing.length > 1
    ? style.dim("Each layer was previewed above what is deployed now: what changes below it can change more of it.\n")
    : "";
}
