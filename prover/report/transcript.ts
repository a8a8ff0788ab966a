import type { Blocked, Way } from "../ask";
import { blockerCodes } from "../blockers";
import { causes, type PairAnswer, type QueryResult } from "../query";
import type { Hop } from "../walk/flow";
import { formatEvidence, formatPacket, formatTraffic, wrapped } from "./text";

/** A query's result for people: the verdict, and the way hop by hop, or everything that blocks it. */
export function transcript({ query, verdict, pairs }: QueryResult): string {
  const { source, destination } = query;
  return [
    `${source} → ${destination}, ${formatTraffic(query)}: ${verdict}`,
    ...pairsText(pairs),
    ...causesText(pairs),
    "",
  ].join("\n");
}

/** What is not known, grouped by its cause. */
export function causesText(pairs: readonly PairAnswer[]): string[] {
  const found = causes(pairs);
  return found.length === 0
    ? []
    : ["", "undecided:", ...found.flatMap(({ because, pairs: count }) => wrapped("  ", `${count} because ${because}`))];
}

/** Pairs of which the same is to be told are told once, with the names of the others. */
export function pairsText(pairs: readonly PairAnswer[]): string[] {
  const alike = new Map<string, PairAnswer[]>();
  for (const pair of pairs) {
    const shape = shapeOf(pair);
    alike.set(shape, [...(alike.get(shape) ?? []), pair]);
  }
  return [...alike.values()].flatMap(([first, ...others]) => (first === undefined ? [] : pairText(first, others)));
}

/** The kinds of places that are passed, and what stops the packets; not which of several equal resources. */
function shapeOf({ answer: { verdict, ways, blockers, unknowns } }: PairAnswer): string {
  return JSON.stringify([
    verdict,
    [...new Set(ways.map(({ request, reply }) => [...request, ...reply].map(({ kind }) => kind).join()))],
    [...new Set(blockers.map(({ code, direction }) => `${direction} ${code}`))],
    unknowns.map(({ unknown }) => unknown),
  ]);
}

/** Ways that are told hop by hop. */
const mostWays = 3;

/** Others that are listed before a list becomes a wall. */
const mostListed = 6;

function pairText({ from, to, answer }: PairAnswer, others: readonly PairAnswer[]): string[] {
  const ways = distinct(answer.ways);
  const hidden = ways.length - mostWays;
  const more = others.length > mostListed ? `, and ${others.length - mostListed} more` : "";
  const likewise = others.slice(0, mostListed).map((other) => `${other.from} → ${other.to}`);
  return [
    "",
    `${from} → ${to}: ${answer.verdict}`,
    ...ways.slice(0, mostWays).flatMap(wayText),
    ...(hidden > 0 ? [`  and by ${hidden} more way${hidden === 1 ? "" : "s"}`] : []),
    ...answer.blockers.flatMap(blockerText),
    ...answer.unknowns.flatMap(({ unknown }) => wrapped("  ? ", unknown, "    ")),
    ...(likewise.length === 0 ? [] : wrapped("  ", `likewise ${likewise.join("; ")}${more}`)),
  ];
}

/** Ways that pass other kinds of places. */
function distinct(ways: readonly Way[]): Way[] {
  const kinds = ({ request, reply }: Way): string => [...request, ...reply].map(({ kind }) => kind).join();
  return [...new Map(ways.map((way) => [kinds(way), way])).values()];
}

function wayText({ request, reply, example }: Way): string[] {
  return [
    ...(example === undefined ? [] : [`  for example ${formatPacket(example)}`]),
    ...request.flatMap((hop, index) => hopText(index + 1, hop)),
    ...(reply.length === 0 ? [] : ["  and the reply"]),
    ...reply.flatMap((hop, index) => hopText(index + 1, hop)),
  ];
}

function hopText(number: number, { kind, evidence, text }: Hop): string[] {
  const by = evidence.length === 0 ? "" : ` (${evidence.map(formatEvidence).join(", ")})`;
  return wrapped(`  ${String(number).padStart(3)}  `, `${kind}: ${text}${by}`, "         ");
}

function blockerText({ code, direction, evidence, text, example }: Blocked): string[] {
  const { cause, fix } = blockerCodes[code];
  return [
    ...wrapped("  ✗ ", `${code} (${direction}): ${text}`, "      "),
    ...wrapped("      ", cause, "      "),
    ...wrapped("      ", `by ${evidence.length === 0 ? "what is not there" : evidence.map(formatEvidence).join(", ")}`),
    ...(example === undefined ? [] : [`      for example ${formatPacket(example)}`]),
    ...wrapped("      ", `fix: ${fix}`),
  ];
}
