import { isUnknown, type Network } from "@throughline/graph/model";
import {
  ephemeralPorts,
  exactly,
  type Family,
  intervals,
  type Intervals,
  type Packet,
  PacketSet,
} from "@throughline/graph/packets";
import type { Question } from "../ask";
import type { Holder } from "../concrete";
import { named } from "../concrete/known";
import { type End, endsOf } from "../ends";
import type { NetworkSketch } from "./random-network";
import { outside, pick, service, trafficOf } from "./sketch-words";

/** A question of a sketch for both walkers. */
export interface RandomQuestion {
  readonly text: string;
  readonly from: Holder;
  readonly to: Holder;
  readonly question: Question;
  /** Packets of the question at the corners of everything that may decide about them. */
  readonly samples: readonly Packet[];
}

/** The questions of a sketch between any two of the network's hosts and the internet. */
export function questionsOf({ questions }: NetworkSketch, network: Network, samples: number): RandomQuestion[] {
  const holders: Holder[] = [
    { kind: "internet" },
    ...[...network.interfaces.keys()].map((id) => ({ kind: "interface" as const, id })),
  ];
  return questions.flatMap(({ from: one, to: other, ipv6, traffic, byPublicAddress }, number): RandomQuestion[] => {
    const from = pick(holders, one + 1);
    const to = pick(holders, other);
    if (from === to) return [];
    const family = ipv6 ? "ipv6" : "ipv4";
    const { protocols, ports } = trafficOf(ipv6 ? traffic.replace("icmp", "icmpv6") : traffic);
    const ends = { from: endOf(network, from, family), to: endOf(network, to, family) };
    const fields = {
      source: ends.from.addresses,
      destination: destinationOf(ends.to, from.kind === "internet" || byPublicAddress),
      protocol: protocols,
      sourcePort: traffic === "all" ? intervals.union(ephemeralPorts, exactly(500)) : ephemeralPorts,
      destinationPort: ports,
    };
    return [
      {
        text: `${nameOf(from)} → ${nameOf(to)}, ${family} ${traffic}${byPublicAddress ? " by its public address" : ""}`,
        from,
        to,
        question: { ...ends, packets: PacketSet.of({ family, ...fields }) },
        samples: sample(fields, family, corners(network, family), samples, number),
      },
    ];
  });
}

/** The question about one packet only. */
export function only(question: Question, packet: Packet): Question {
  const one = (value: number | bigint) => (typeof value === "bigint" ? [value, value + 1n] : exactly(value));
  const { family, source, destination, protocol, sourcePort, destinationPort } = packet;
  return {
    ...question,
    packets: PacketSet.of({
      family,
      source: one(source),
      destination: one(destination),
      protocol: one(protocol),
      sourcePort: one(sourcePort),
      destinationPort: one(destinationPort),
    }),
  };
}

export const nameOf = (holder: Holder): string => (holder.kind === "interface" ? holder.id : "internet");

function endOf(network: Network, holder: Holder, family: Family): End {
  if (holder.kind === "internet") {
    return { kind: "internet", family, addresses: outside[family] };
  }
  const end = endsOf(network, named(network.interfaces, holder.id)).find(
    (each) => !isUnknown(each) && each.family === family,
  );
  if (end === undefined || isUnknown(end)) throw new RangeError(`${holder.id} has no address of ${family}`);
  return end;
}

function destinationOf(end: End, fromOutside: boolean): Intervals {
  if (end.kind === "internet") {
    return end.family === "ipv4" ? intervals.union(end.addresses, service.intervals) : end.addresses;
  }
  const { publicAddress } = end.placement;
  return fromOutside && end.family === "ipv4" && publicAddress !== undefined && !isUnknown(publicAddress)
    ? publicAddress.intervals
    : end.addresses;
}

type Fields = Readonly<Record<"source" | "destination" | "protocol" | "sourcePort" | "destinationPort", Intervals>>;

/** Bounds of every interval in the network. */
function corners(network: Network, family: Family): { readonly addresses: Intervals; readonly ports: Intervals } {
  const addresses: (number | bigint)[] = [];
  const ports: (number | bigint)[] = [500, 1024, 2048, 32768, 33024];
  const visit = (value: unknown): void => {
    if (value instanceof Map) {
      for (const each of value.values()) visit(each);
    } else if (Array.isArray(value)) {
      value.forEach(visit);
    } else if (typeof value === "object" && value !== null) {
      const { family: of, intervals: bounds, ports: portBounds } = value as Record<string, unknown>;
      if (of === family) addresses.push(...(bounds as Intervals));
      if (Array.isArray(portBounds)) ports.push(...(portBounds as Intervals));
      Object.values(value).forEach(visit);
    }
  };
  visit(network);
  return { addresses, ports };
}

function sample(
  fields: Fields,
  family: Family,
  { addresses, ports }: ReturnType<typeof corners>,
  most: number,
  seed: number,
): Packet[] {
  const values = {
    source: cornersIn(fields.source, addresses),
    destination: cornersIn(fields.destination, addresses),
    protocol: cornersIn(fields.protocol, [1, 6, 17, 58]).filter((protocol) =>
      [1, 6, 17, 58, 50].includes(Number(protocol)),
    ),
    sourcePort: cornersIn(fields.sourcePort, ports),
    destinationPort: cornersIn(fields.destinationPort, ports),
  };
  const all = Object.values(values).reduce((product, { length }) => product * length, 1);
  let state = seed + 1;
  const numbers =
    all <= most
      ? Array.from({ length: all }, (_, at) => at)
      : Array.from({ length: most }, () => (state = (state * 1103515245 + 12345) % 2147483648) % all);
  return [...new Set(numbers)].map((number): Packet => {
    let rest = number;
    const next = (from: readonly (number | bigint)[]): number | bigint => {
      const value = pick(from, rest);
      rest = Math.floor(rest / from.length);
      return value;
    };
    return {
      family,
      destination: next(values.destination),
      destinationPort: Number(next(values.destinationPort)),
      sourcePort: Number(next(values.sourcePort)),
      protocol: Number(next(values.protocol)),
      source: next(values.source),
    };
  });
}

/** Bounds inside an interval, and the values just before them. */
function cornersIn(asked: Intervals, bounds: Intervals): (number | bigint)[] {
  const candidates = [...asked, ...bounds].flatMap((bound) => [
    bound,
    typeof bound === "bigint" ? bound - 1n : bound - 1,
  ]);
  return [...new Set(candidates)].filter((value) => intervals.contains(asked, value));
}
