import type { Evidence } from "@throughline/graph/model";
import { formatAddress, type Packet, protocolNumbers } from "@throughline/graph/packets";
import type { Blocked, Way } from "../ask";
import { blockerCodes } from "../blockers";
import type { PairAnswer, QueryResult } from "../query";
import { nameOf } from "../resolve";
import type { Hop } from "../walk/flow";

/** A query's result for people: the verdict, and for each pair the way hop by hop, or everything that blocks it. */
export function transcript({ query, verdict, pairs }: QueryResult): string {
  const { source, destination, protocol, port } = query;
  const what = port === undefined ? protocol : `${protocol} ${port}`;
  return [`${source} → ${destination}, ${what}: ${verdict}`, ...pairs.flatMap(pairLines), ""].join("\n");
}

function pairLines({ from, to, answer }: PairAnswer): string[] {
  return [
    "",
    `${from} → ${to}: ${answer.verdict}`,
    ...answer.ways.flatMap(wayLines),
    ...answer.blockers.flatMap(blockerLines),
    ...answer.unknowns.map(({ unknown }) => `  ? ${unknown}`),
  ];
}

function wayLines({ request, reply, example }: Way): string[] {
  return [
    ...(example === undefined ? [] : [`  for example ${formatPacket(example)}`]),
    ...request.map((hop, index) => hopLine(String(index + 1), hop)),
    ...(reply.length === 0 ? [] : ["  and the reply"]),
    ...reply.map((hop, index) => hopLine(String(index + 1), hop)),
  ];
}

function hopLine(number: string, { kind, evidence, text }: Hop): string {
  const by = evidence.length === 0 ? "" : ` (${evidence.map(formatEvidence).join(", ")})`;
  return `  ${number.padStart(3)}  ${kind}: ${text}${by}`;
}

function blockerLines({ code, direction, evidence, text, example }: Blocked): string[] {
  const { cause, fix } = blockerCodes[code];
  return [
    `  ✗ ${code} (${direction}): ${text}`,
    `      ${cause}`,
    `      by ${evidence.length === 0 ? "what is not there" : evidence.map(formatEvidence).join(", ")}`,
    ...(example === undefined ? [] : [`      for example ${formatPacket(example)}`]),
    `      ${fix}`,
  ];
}

function formatEvidence({ urn, id, part }: Evidence): string {
  const name = nameOf(urn);
  return [name, part, id === undefined || id === name ? undefined : `[${id}]`].filter(Boolean).join(" ");
}

const protocolNames = new Map<number, string>(Object.entries(protocolNumbers).map(([name, number]) => [number, name]));

function formatPacket({ family, source, destination, protocol, sourcePort, destinationPort }: Packet): string {
  const [from, to] = [source, destination].map((address) => formatAddress(family, address));
  const name = protocolNames.get(protocol) ?? `protocol ${protocol}`;
  return name === "tcp" || name === "udp"
    ? `${name} ${from ?? ""}:${sourcePort} → ${to ?? ""}:${destinationPort}`
    : `${name} ${from ?? ""} → ${to ?? ""}`;
}
