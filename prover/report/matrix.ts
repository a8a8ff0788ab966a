import type { Diff } from "../diff";
import type { Matrix } from "../matrix";
import { evidenceJson } from "./json";
import type { DiffReport, MatrixReport } from "./schema";
import { formatEvidence, table, wrapped } from "./text";

/** A matrix for people: who reaches whom with what. */
export function matrixText({ classes, cells }: Matrix): string {
  const label = new Map(classes.map(({ id, label: own }) => [id, own]));
  const rows = cells
    .filter(({ proven, partial, undecided }) => proven.length + partial.length + undecided.length > 0)
    .map(({ from, to, proven, partial, undecided }) => [
      label.get(from) ?? from,
      "→",
      label.get(to) ?? to,
      [...proven, ...partial.map((each) => `${each} (some)`), ...undecided.map((each) => `${each} (undecided)`)].join(
        ", ",
      ),
    ]);
  const awaited = classes.filter(({ members }) => members === 0).map(({ label: own }) => own);
  const unplaced = classes.flatMap(({ label: own, unknown }) => (unknown === undefined ? [] : [`${own}: ${unknown}`]));
  return [
    ...table(rows),
    "",
    `${classes.length} classes, ${rows.length} of ${classes.length * classes.length} pairs open; all else is blocked`,
    ...(awaited.length === 0 ? [] : wrapped("", `nobody is in these yet: ${awaited.join(", ")}`)),
    ...unplaced.flatMap((each) => wrapped("? ", each)),
    "",
  ].join("\n");
}

/** A matrix in its documented shape. */
export function matrixJson({ classes, cells }: Matrix): MatrixReport {
  return {
    report: "matrix",
    version: 1,
    classes: classes.map(({ id, label, kind, groups, subnets, members, unknown }) => ({
      id,
      label,
      kind,
      groups: [...groups],
      subnets: [...subnets],
      members,
      ...(unknown !== undefined && { unknown }),
    })),
    cells: cells.map(({ from, to, proven, partial, undecided, because }) => ({
      from,
      to,
      proven: [...proven],
      partial: [...partial],
      undecided: [...undecided],
      because: [...because],
    })),
  };
}

/** A diff for people: what opens, what closes, and by which rule. */
export function diffText({ changes, added, removed }: Diff): string {
  const lines = changes.flatMap(({ from, to, opened, closed, undecided, because }) => [
    `${from} → ${to}`,
    ...opened.map((each) => `  + ${each}`),
    ...closed.map((each) => `  - ${each}`),
    ...undecided.map((each) => `  ? ${each}`),
    ...because.flatMap(({ change, evidence }) => wrapped("    ", `${change}: ${formatEvidence(evidence)}`)),
  ]);
  return [
    ...(lines.length === 0 ? ["Nothing becomes reachable or unreachable."] : lines),
    ...(added.length === 0 ? [] : ["", ...wrapped("", `new: ${added.join(", ")}`)]),
    ...(removed.length === 0 ? [] : ["", ...wrapped("", `gone: ${removed.join(", ")}`)]),
    "",
  ].join("\n");
}

/** A diff in its documented shape. */
export function diffJson({ changes, added, removed }: Diff): DiffReport {
  return {
    report: "diff",
    version: 1,
    changes: changes.map(({ from, to, opened, closed, undecided, because }) => ({
      from,
      to,
      opened: [...opened],
      closed: [...closed],
      undecided: [...undecided],
      because: because.map(({ change, evidence }) => ({ ...evidenceJson(evidence), change })),
    })),
    added: [...added],
    removed: [...removed],
  };
}
