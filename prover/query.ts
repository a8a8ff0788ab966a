import { isUnknown, type Network } from "@throughline/graph/model";
import {
  ephemeralPorts,
  exactly,
  icmpMessages,
  PacketSet,
  protocolNumbers,
  publicAddresses,
} from "@throughline/graph/packets";
import { type Answer, prover, undecided, type Verdict } from "./ask";
import type { End } from "./ends";
import { resolve } from "./resolve";

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
  readonly version: 1;
  readonly query: Query;
  readonly verdict: Verdict;
  readonly pairs: readonly PairAnswer[];
}

/** Answers a question between every place of the source and every place of the destination, in each family. */
export function query(network: Network, asked: Query): QueryResult {
  const ask = prover(network);
  const sources = resolve(network, asked.source);
  const destinations = resolve(network, asked.destination);
  const pairs = sources.ends.flatMap((from) =>
    destinations.ends.flatMap((to): PairAnswer[] => {
      const names = { from: placeOf(from, sources.label), to: placeOf(to, destinations.label) };
      if (isUnknown(from)) return [{ ...names, answer: undecided(from) }];
      if (isUnknown(to)) return [{ ...names, answer: undecided(to) }];
      if (from.family !== to.family) return [];
      return [{ ...names, answer: ask({ from, to, packets: packetsOf(asked, from, to) }) }];
    }),
  );
  return { version: 1, query: asked, verdict: overall(pairs.map(({ answer }) => answer.verdict)), pairs };
}

function overall(verdicts: readonly Verdict[]): Verdict {
  const [first = "undecided", ...others] = verdicts;
  if (verdicts.includes("undecided")) return "undecided";
  return others.every((verdict) => verdict === first) ? first : "partial";
}

function packetsOf({ protocol, port }: Query, from: End, to: End): PacketSet {
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
        sourcePort: ephemeralPorts,
        ...(port !== undefined && { destinationPort: exactly(port) }),
      });
  }
}

/** Public addresses in IPv4, which the internet gateway turns into private ones; IPv6 has one kind only. */
function seenFromOutside({ family, placement: { publicAddress }, addresses }: End & { kind: "interface" }) {
  if (family === "ipv6") return addresses;
  return publicAddress === undefined || isUnknown(publicAddress) ? publicAddresses.ipv4 : publicAddress.intervals;
}

function placeOf(end: End | { readonly unknown: string }, label: string): string {
  return "kind" in end && end.kind === "interface" ? `${label} in ${end.subnetId}` : label;
}
