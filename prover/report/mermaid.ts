import type { Matrix } from "../matrix";
import type { QueryResult } from "../query";
import { nameOf } from "../names";
import { blockerCodes } from "../blockers";
import { formatTraffic } from "./text";

/** A query's first pair as a sequence diagram: the way and the reply, or what stops the packets. */
export function queryMermaid({ query, verdict, pairs }: QueryResult): string {
  const traffic = formatTraffic(query);
  const lines = ["sequenceDiagram", `  participant from as ${plain(query.source)}`];
  const pair = pairs.find(({ answer }) => answer.verdict === verdict) ?? pairs[0];
  const [way] = pair?.answer.ways ?? [];
  if (way === undefined) {
    lines.push(`  participant to as ${plain(query.destination)}`);
    lines.push(
      ...(pair?.answer.blockers ?? []).map(({ code }) => `  from --x to: ${code}. ${plain(blockerCodes[code].cause)}`),
    );
    lines.push(
      ...(pair?.answer.unknowns ?? []).map(({ unknown }) => `  Note over from,to: undecided, ${plain(unknown)}`),
    );
    return `${lines.join("\n")}\n`;
  }
  const stations = [
    ...new Map(
      way.request.map(({ kind, evidence: [by] }) => [`${kind} ${by ? nameOf(by.urn) : ""}`.trim(), kind]),
    ).keys(),
  ];
  stations.forEach((station, index) => lines.push(`  participant h${index} as ${plain(station)}`));
  lines.push(`  participant to as ${plain(query.destination)}`);
  const ids = ["from", ...stations.map((_, index) => `h${index}`), "to"];
  ids.slice(1).forEach((id, index) => lines.push(`  ${ids[index] ?? "from"}->>${id}: ${traffic}`));
  if (way.reply.length > 0) lines.push("  to-->>from: reply");
  return `${lines.join("\n")}\n`;
}

/** A matrix as a flowchart: an edge for what gets through. */
export function matrixMermaid({ classes, cells }: Matrix): string {
  const ids = new Map(classes.map(({ id }, index) => [id, `c${index}`]));
  const used = new Set(cells.flatMap(({ from, to }) => [from, to]));
  return [
    "flowchart LR",
    ...classes.filter(({ id }) => used.has(id)).map(({ id, label }) => `  ${ids.get(id) ?? ""}["${plain(label)}"]`),
    ...cells.flatMap(({ from, to, proven, partial, undecided }) => [
      ...edge(ids, from, to, "-->", proven),
      ...edge(
        ids,
        from,
        to,
        "-.->",
        [...partial, ...undecided].map((traffic) => `${traffic}?`),
      ),
    ]),
    "",
  ].join("\n");
}

function edge(ids: ReadonlyMap<string, string>, from: string, to: string, arrow: string, traffic: readonly string[]) {
  return traffic.length === 0
    ? []
    : [`  ${ids.get(from) ?? ""} ${arrow}|"${traffic.join(", ")}"| ${ids.get(to) ?? ""}`];
}

/** Without what Mermaid reads as its own. */
function plain(text: string): string {
  return text
    .replace(/["#;:<>[\]{}]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
