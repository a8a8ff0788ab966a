import { overallResult, type PathResult, type ProvenPath } from "../paths";
import { causes } from "../query";
import { pairJson } from "./json";
import type { ProveReport } from "./schema";
import { causesText, pairsText } from "./transcript";
import { formatTraffic, table, wrapped } from "./text";

const marks: Readonly<Record<PathResult, string>> = {
  kept: "✓ kept",
  broken: "✗ broken",
  undecided: "? undecided",
  notYet: "- not yet",
};

export interface ProveTextOptions {
  /**
   * Shows the hops of paths that are kept as well.
   *
   * @default false
   */
  readonly hops?: boolean;
}

/** The paths of an environment for people: a table, and below it everything about those that are not kept. */
export function proveText(
  environment: string,
  paths: readonly ProvenPath[],
  { hops = false }: ProveTextOptions = {},
): string {
  const rows = paths.map(({ path: { name, from, to = "wherever it is answered", packet, expect }, result }) => [
    marks[result],
    name,
    `${from} → ${to}`,
    packet === undefined ? "request" : formatTraffic(packet),
    expect === "blocked" ? "must be blocked" : "must arrive",
  ]);
  const told = paths.filter(
    ({ result }) => result === "broken" || result === "undecided" || (hops && result === "kept"),
  );
  return [
    ...table(rows),
    ...told.flatMap(pathText),
    ...notYetText(paths),
    "",
    `${environment}: ${count(paths, "kept")} kept, ${count(paths, "broken")} broken, ${count(paths, "undecided")} undecided, ${count(paths, "notYet")} not yet`,
    "",
  ].join("\n");
}

function pathText({ path: { name, description }, result, because, pairs }: ProvenPath): string[] {
  const why = because === undefined ? "" : ` — ${because}`;
  const indented = [...pairsText(pairs), ...causesText(pairs)].map((line) => (line === "" ? line : `  ${line}`));
  return ["", ...wrapped("", `${marks[result]}: ${name}, ${description}${why}`), ...indented];
}

function notYetText(paths: readonly ProvenPath[]): string[] {
  const because = new Map<string, string[]>();
  for (const { path, result, because: why = "" } of paths) {
    if (result === "notYet") because.set(why, [...(because.get(why) ?? []), path.name]);
  }
  const lines = [...because].flatMap(([why, names]) => wrapped("  ", `${names.join(", ")}: ${why}`));
  return lines.length === 0 ? [] : ["", "not yet proven:", ...lines];
}

function count(paths: readonly ProvenPath[], wanted: PathResult): number {
  return paths.filter(({ result }) => result === wanted).length;
}

/** The paths of an environment in their documented shape. */
export function proveJson(environment: string, paths: readonly ProvenPath[]): ProveReport {
  return {
    report: "prove",
    version: 1,
    environment,
    result: overallResult(paths),
    paths: paths.map(({ path: { name, description, from, to, packet, expect }, result, because, verdict, pairs }) => ({
      name,
      description,
      from,
      ...(to !== undefined && { to }),
      expect,
      result,
      ...(because !== undefined && { because }),
      ...(packet !== undefined && { packets: packet }),
      ...(verdict !== undefined && { verdict }),
      pairs: pairs.map(pairJson),
      causes: causes(pairs),
    })),
  };
}
