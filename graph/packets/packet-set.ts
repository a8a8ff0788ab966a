import { everywhere, type Family } from "./addresses";
import * as intervals from "./intervals";
import type { Bound, Intervals } from "./intervals";
import type { Packet } from "./packet";
import { allPorts, allProtocols, exactly, protocolNumbers } from "./protocols";

const dimensions = ["source", "destination", "protocol", "sourcePort", "destinationPort"] as const;
type Dimension = (typeof dimensions)[number];

/** Packets of one family that have in each field one of its values. */
export interface Cube extends Readonly<Record<Dimension, Intervals>> {
  readonly family: Family;
}

/** What is asked of a packet; a field that is absent may have any value. */
export type Match = Partial<Cube> & Pick<Cube, "family">;

/** A set of packets. Immutable; its cubes do not overlap. */
export class PacketSet {
  static readonly none = new PacketSet([]);

  private constructor(readonly cubes: readonly Cube[]) {}

  static of(match: Match): PacketSet {
    const { family } = match;
    const cube: Cube = {
      source: everywhere[family].intervals,
      destination: everywhere[family].intervals,
      protocol: allProtocols,
      sourcePort: allPorts,
      destinationPort: allPorts,
      ...match,
    };
    return dimensions.some((dimension) => cube[dimension].length === 0) ? PacketSet.none : new PacketSet([cube]);
  }

  /** All packets of both families. */
  static readonly all = PacketSet.of({ family: "ipv4" }).union(PacketSet.of({ family: "ipv6" }));

  static union(sets: Iterable<PacketSet>): PacketSet {
    let result = PacketSet.none;
    for (const set of sets) result = result.union(set);
    return result;
  }

  get isEmpty(): boolean {
    return this.cubes.length === 0;
  }

  union(other: PacketSet): PacketSet {
    if (this.isEmpty) return other;
    const added = other.subtract(this);
    return added.isEmpty ? this : new PacketSet(joined([...this.cubes, ...added.cubes]));
  }

  intersect(other: PacketSet): PacketSet {
    const cubes = this.cubes.flatMap((a) => other.cubes.flatMap((b) => intersection(a, b) ?? []));
    return cubes.length === 0 ? PacketSet.none : new PacketSet(cubes);
  }

  subtract(other: PacketSet): PacketSet {
    let rest = this.cubes;
    for (const cube of other.cubes) {
      if (rest.length === 0) break;
      rest = rest.flatMap((each) => difference(each, cube));
    }
    return rest === this.cubes ? this : rest.length === 0 ? PacketSet.none : new PacketSet(joined(rest));
  }

  /** Whether all of the other's packets are in this set. */
  covers(other: PacketSet): boolean {
    return other.subtract(this).isEmpty;
  }

  overlaps(other: PacketSet): boolean {
    return this.cubes.some((a) => other.cubes.some((b) => intersection(a, b) !== undefined));
  }

  equals(other: PacketSet): boolean {
    return this.covers(other) && other.covers(this);
  }

  contains(packet: Packet): boolean {
    return this.cubes.some(
      (cube) =>
        cube.family === packet.family &&
        dimensions.every((dimension) => intervals.contains(cube[dimension], packet[dimension])),
    );
  }

  /** The smallest packet of the first cube: an example to show. */
  get example(): Packet | undefined {
    const [cube] = this.cubes;
    if (cube === undefined) return undefined;
    const first = (dimension: Dimension): Bound => cube[dimension][0]!;
    return {
      family: cube.family,
      source: first("source"),
      destination: first("destination"),
      protocol: Number(first("protocol")),
      sourcePort: Number(first("sourcePort")),
      destinationPort: Number(first("destinationPort")),
    };
  }

  /** What comes out where every packet's field is set to one of these values: NAT, load balancers. */
  rewrite(fields: Partial<Cube>): PacketSet {
    return PacketSet.union(this.cubes.map((cube) => PacketSet.of({ ...cube, ...fields })));
  }

  /** The packets that answer these: ends change places. Of ICMP's messages the echo is answered, and no other. */
  replies(): PacketSet {
    return turned(this, "request", "reply");
  }

  /** The packets that these answer. */
  requests(): PacketSet {
    return turned(this, "reply", "request");
  }
}

function turned({ cubes }: PacketSet, from: "request" | "reply", to: "request" | "reply"): PacketSet {
  return PacketSet.union(
    cubes.flatMap((cube) => {
      const back = { ...cube, source: cube.destination, destination: cube.source };
      return [
        PacketSet.of({
          ...back,
          protocol: intervals.subtract(cube.protocol, echoing),
          sourcePort: cube.destinationPort,
          destinationPort: cube.sourcePort,
        }),
        ...echoes
          .filter(
            (echo) =>
              intervals.contains(cube.protocol, echo.protocol) && intervals.contains(cube.destinationPort, echo[from]),
          )
          .map((echo) =>
            PacketSet.of({ ...back, protocol: exactly(echo.protocol), destinationPort: exactly(echo[to]) }),
          ),
      ];
    }),
  );
}

/** Echo requests and their replies: type × 256, code 0. */
const echoes = [
  { protocol: protocolNumbers.icmp, request: 8 * 256, reply: 0 },
  { protocol: protocolNumbers.icmpv6, request: 128 * 256, reply: 129 * 256 },
];
const echoing = intervals.union(exactly(protocolNumbers.icmp), exactly(protocolNumbers.icmpv6));

function intersection(a: Cube, b: Cube): Cube | undefined {
  if (a.family !== b.family) return undefined;
  const cube = { ...a };
  for (const dimension of dimensions) {
    if (a[dimension] === b[dimension]) continue;
    cube[dimension] = intervals.intersect(a[dimension], b[dimension]);
    if (cube[dimension].length === 0) return undefined;
  }
  return cube;
}

/** What `a` has and `b` has not: field by field, what differs in it and agrees in those before. */
function difference(a: Cube, b: Cube): Cube[] {
  const common = intersection(a, b);
  if (common === undefined) return [a];
  const parts: Cube[] = [];
  let rest = a;
  for (const dimension of dimensions) {
    const outside = intervals.subtract(rest[dimension], b[dimension]);
    if (outside.length > 0) parts.push({ ...rest, [dimension]: outside });
    rest = { ...rest, [dimension]: common[dimension] };
  }
  return parts;
}

/** Cubes that differ in one field only become one. */
function joined(cubes: readonly Cube[]): readonly Cube[] {
  const result: Cube[] = [];
  for (let cube of cubes) {
    for (let index = 0; index < result.length;) {
      const wider = join(result[index]!, cube);
      if (wider === undefined) {
        index++;
      } else {
        result.splice(index, 1);
        cube = wider;
        index = 0;
      }
    }
    result.push(cube);
  }
  return result;
}

function join(a: Cube, b: Cube): Cube | undefined {
  if (a.family !== b.family) return undefined;
  let different: Dimension | undefined;
  for (const dimension of dimensions) {
    if (intervals.equal(a[dimension], b[dimension])) continue;
    if (different !== undefined) return undefined;
    different = dimension;
  }
  return different === undefined ? a : { ...a, [different]: intervals.union(a[different], b[different]) };
}
