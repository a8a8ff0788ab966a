import { isUnknown, type Network, type Unknown, type Value } from "@throughline/graph/model";
import {
  allPorts,
  ephemeralPorts,
  exactly,
  icmpMessages,
  type Intervals,
  PacketSet,
  protocolNumbers,
  publicAddresses,
} from "@throughline/graph/packets";
import { type Answer, prover, type Question, undecided, type Verdict } from "./ask";
import type { End, InterfaceEnd } from "./ends";
import { nameOf } from "./names";
import { resolve, type Vocabulary } from "./resolve";

/** Protocols that a question can be about; `all` is every packet there is. */
export const askedProtocols = ["tcp", "udp", "icmp", "all"] as const;
export type AskedProtocol = (typeof askedProtocols)[number];

/** Who wants to reach whom, and with what. */
export interface Query {
  readonly source: string;
  readonly destination: string;
  readonly protocol: AskedProtocol;
  /** Destination port of TCP and UDP. @default all */
  readonly port?: number;
}

/** The answer between one place of the source and one of the destination. */
export interface PairAnswer {
  readonly from: string;
  readonly to: string;
  readonly answer: Answer;
}

export interface QueryResult {
  readonly query: Query;
  readonly verdict: Verdict;
  readonly pairs: readonly PairAnswer[];
}

export interface QueryOptions {
  readonly vocabulary?: Vocabulary;
  /**
   * Source ports of TCP and UDP: those from which clients ask, or all, where a promise is that nothing arrives.
   *
   * @default "client"
   */
  readonly sourcePorts?: "client" | "all";
  /**
   * Looks at these places only.
   *
   * @default all
   */
  readonly only?: (end: End) => boolean;
}

/** Answers questions about one network. */
export interface Asker {
  /**
   * Answers a question between every place of the source and every place of the destination, in each family.
   *
   * @throws {UnknownName} if an end is in no source.
   */
  query(asked: Query, options?: QueryOptions): QueryResult;
}

/** What it finds out about the network first serves all questions. */
export function asker(network: Network): Asker {
  const ask = prover(network);
  return { query: (asked, options = {}) => queryWith(network, ask, asked, options) };
}

/** Answers one question. */
export function query(network: Network, asked: Query, options?: QueryOptions): QueryResult {
  return asker(network).query(asked, options);
}

function queryWith(
  network: Network,
  ask: (question: Question) => Answer,
  asked: Query,
  { vocabulary, sourcePorts = "client", only = () => true }: QueryOptions,
): QueryResult {
  const places = (name: string): Places => ({
    label: name,
    ends: resolve(network, name, vocabulary).ends.filter((end) => isUnknown(end) || only(end)),
  });
  const [sources, destinations] = [places(asked.source), places(asked.destination)];
  const pairs = sources.ends.flatMap((from) =>
    destinations.ends.flatMap((to): PairAnswer[] => {
      const names = { from: placeOf(network, from, sources.label), to: placeOf(network, to, destinations.label) };
      if (isUnknown(from)) return [{ ...names, answer: undecided(from) }];
      if (isUnknown(to)) return [{ ...names, answer: undecided(to) }];
      if (from.family !== to.family || isSame(from, to)) return [];
      return [{ ...names, answer: ask({ from, to, packets: packetsOf(asked, from, to, sourcePorts) }) }];
    }),
  );
  const answered = pairs.length > 0 ? pairs : [{ from: asked.source, to: asked.destination, answer: nobody(asked) }];
  return { query: asked, verdict: overall(answered.map(({ answer }) => answer.verdict)), pairs: answered };
}

interface Places {
  readonly label: string;
  readonly ends: readonly Value<End>[];
}

function nobody({ source, destination }: Query): Answer {
  return undecided({ unknown: `no source has two ends of one address family in ${source} and ${destination}` });
}

/** One address: what it sends to itself stays within it. */
function isSame(from: End, to: End): boolean {
  if (from.kind === "internet" || to.kind === "internet") return from.kind === to.kind;
  const [first = 0, end = 0] = from.addresses;
  const one = from.addresses.length === 2 && BigInt(end) - BigInt(first) === 1n;
  return one && from.interface.id === to.interface.id && from.subnetId === to.subnetId;
}

/** What is not known, and for how many pairs that leaves the answer open: the most frequent first. */
export function causes(pairs: readonly PairAnswer[]): { readonly because: string; readonly pairs: number }[] {
  const counts = new Map<string, number>();
  for (const { answer } of pairs.filter(({ answer: { verdict } }) => verdict === "undecided")) {
    for (const because of new Set(answer.unknowns.map(({ unknown }: Unknown) => unknown))) {
      counts.set(because, (counts.get(because) ?? 0) + 1);
    }
  }
  return [...counts].map(([because, count]) => ({ because, pairs: count })).sort((a, b) => b.pairs - a.pairs);
}

/** Of several answers, the one about all together. */
export function overall(verdicts: readonly Verdict[]): Verdict {
  const [first = "undecided", ...others] = verdicts;
  if (verdicts.includes("undecided")) return "undecided";
  return others.every((verdict) => verdict === first) ? first : "partial";
}

function packetsOf(
  { protocol, port }: Pick<Query, "protocol" | "port">,
  from: End,
  to: End,
  sourcePorts: QueryOptions["sourcePorts"] = "client",
): PacketSet {
  const { family } = from;
  const ends = {
    family,
    source: from.addresses,
    destination: from.kind === "internet" && to.kind === "interface" ? seenFromOutside(to) : to.addresses,
  };
  switch (protocol) {
    case "all":
      return PacketSet.of(ends);
    case "icmp":
      return PacketSet.of({
        ...ends,
        protocol: exactly(family === "ipv4" ? protocolNumbers.icmp : protocolNumbers.icmpv6),
        destinationPort: icmpMessages(family === "ipv4" ? 8 : 128, 0),
      });
    case "tcp":
    case "udp":
      return PacketSet.of({
        ...ends,
        protocol: exactly(protocolNumbers[protocol]),
        sourcePort: sourcePorts === "all" ? allPorts : ephemeralPorts,
        ...(port !== undefined && { destinationPort: exactly(port) }),
      });
  }
}

/** Public addresses in IPv4, which the internet gateway turns into private ones; IPv6 has one kind only. */
export function seenFromOutside({ family, placement: { publicAddress }, addresses }: InterfaceEnd): Intervals {
  if (family === "ipv6") return addresses;
  return publicAddress === undefined || isUnknown(publicAddress) ? publicAddresses.ipv4 : publicAddress.intervals;
}

function placeOf(network: Network, end: Value<End>, label: string): string {
  if (isUnknown(end) || end.kind === "internet") return label;
  const own = label === end.interface.id ? undefined : ownName(end);
  const subnet = network.subnets.get(end.subnetId);
  return `${own === undefined || own === label ? label : `${label} (${own})`} in ${subnet ? nameOf(subnet.evidence.urn) : end.subnetId}`;
}

/** Of what exists; a stand-in has none. */
function ownName({ interface: { id, evidence } }: InterfaceEnd): string | undefined {
  return evidence.id === id ? nameOf(evidence.urn) : undefined;
}
