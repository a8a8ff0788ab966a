import {
  allPorts,
  allProtocols,
  ephemeralPorts,
  exactly,
  type Family,
  icmpMessages,
  type Intervals,
  intervals,
  PacketSet,
  protocolNumbers,
} from "@throughline/graph/packets";

/** Protocols and destination ports of one family; sources, destinations and source ports are all. */
export type Traffic = PacketSet;

/** What is asked about: connections from the ports of clients, echoes, and other protocols. */
export function askable(family: Family): Traffic {
  const icmp = family === "ipv4" ? protocolNumbers.icmp : protocolNumbers.icmpv6;
  const ported = [protocolNumbers.tcp, protocolNumbers.udp];
  const others = [...ported, icmp].reduce<Intervals>(
    (rest, each) => intervals.subtract(rest, exactly(each)),
    allProtocols,
  );
  return PacketSet.union([
    ...ported.map((protocol) => PacketSet.of({ family, protocol: exactly(protocol) })),
    PacketSet.of({
      family,
      protocol: exactly(icmp),
      destinationPort: icmpMessages(family === "ipv4" ? 8 : 128, 0),
    }),
    PacketSet.of({ family, protocol: others }),
  ]);
}

/** The packets of traffic between two places: from the ports of clients where there are ports. */
export function packetsBetween(traffic: Traffic, source: Intervals, destination: Intervals): PacketSet {
  return PacketSet.union(
    traffic.cubes.flatMap((cube) => {
      const protocol = intervals.intersect(cube.protocol, clientProtocols);
      const others = intervals.subtract(cube.protocol, clientProtocols);
      return [
        PacketSet.of({ ...cube, source, destination, protocol, sourcePort: ephemeralPorts }),
        PacketSet.of({ ...cube, source, destination, protocol: others }),
      ];
    }),
  );
}

const clientProtocols = intervals.union(exactly(protocolNumbers.tcp), exactly(protocolNumbers.udp));

/** Traffic in parts of one protocol, or of several without ports, each between two bounds of ports. */
export function parts(traffic: Traffic, bounds: readonly number[]): Traffic[] {
  return traffic.cubes.flatMap((cube) => {
    const cuts = [...Object.values(protocolNumbers).map(exactly), otherProtocols];
    return cuts.flatMap((cut) => {
      const protocol = intervals.intersect(cube.protocol, cut);
      if (protocol.length === 0) return [];
      return ranges(cube.destinationPort, bounds).map((destinationPort) =>
        PacketSet.of({ family: cube.family, protocol, destinationPort }),
      );
    });
  });
}

const otherProtocols = Object.values(protocolNumbers).reduce<Intervals>(
  (rest, each) => intervals.subtract(rest, exactly(each)),
  allProtocols,
);

function ranges(ports: Intervals, bounds: readonly number[]): Intervals[] {
  return bounds
    .map((from, index) => intervals.intersect(ports, [from, bounds[index + 1] ?? 65536]))
    .filter((range) => range.length > 0);
}

/** `tcp 443`, `udp 53`, `icmp echo`, `tcp 30000-32767`, `all`; of both families once. */
export function formatTraffic(traffic: Traffic): string[] {
  const texts = new Set<string>();
  for (const family of ["ipv4", "ipv6"] as const) {
    const own = traffic.intersect(PacketSet.of({ family }));
    if (own.isEmpty) continue;
    if (own.covers(askable(family))) {
      texts.add("all");
      continue;
    }
    for (const [name, protocol] of Object.entries(protocolNumbers)) {
      const ports = portsOf(own, exactly(protocol));
      if (ports.length === 0) continue;
      if (name.startsWith("icmp")) texts.add("icmp echo");
      else if (intervals.equal(ports, allPorts)) texts.add(name);
      else for (const range of pairsOf(ports)) texts.add(`${name} ${range}`);
    }
    if (portsOf(own, otherProtocols).length > 0) texts.add("other protocols");
  }
  return [...texts];
}

function portsOf({ cubes }: Traffic, protocol: Intervals): Intervals {
  return cubes
    .filter((cube) => intervals.intersect(cube.protocol, protocol).length > 0)
    .reduce<Intervals>((ports, cube) => intervals.union(ports, cube.destinationPort), []);
}

function pairsOf(ports: Intervals): string[] {
  return ports.flatMap((from, index) => {
    if (index % 2 === 1) return [];
    const to = Number(ports[index + 1] ?? 65536) - 1;
    return [Number(from) === to ? `${to}` : `${Number(from)}-${to}`];
  });
}
