import { expect } from "chai";
import fc from "fast-check";
import { exactly, icmpMessages, parseAddresses, protocolNumbers, range } from ".";
import type { Family } from "./addresses";
import type { Bound, Intervals } from "./intervals";
import * as intervals from "./intervals";
import type { Packet } from "./packet";
import { type Match, PacketSet } from "./packet-set";

const address = { ipv4: Number, ipv6: BigInt };

/** Every field takes the values 0 to 3: 2 × 4⁵ packets, few enough to ask each. */
const values = [0, 1, 2, 3];
const universe: Packet[] = (["ipv4", "ipv6"] as const).flatMap((family) =>
  values.flatMap((source) =>
    values.flatMap((destination) =>
      values.flatMap((protocol) =>
        values.flatMap((sourcePort) =>
          values.map((destinationPort) => ({
            family,
            source: address[family](source),
            destination: address[family](destination),
            protocol,
            sourcePort,
            destinationPort,
          })),
        ),
      ),
    ),
  ),
);

const some = (bound: (value: number) => Bound = Number): fc.Arbitrary<Intervals> =>
  fc
    .subarray(values, { minLength: 1 })
    .map((chosen) => chosen.map((value) => [bound(value), bound(value + 1)]).reduce(intervals.union, intervals.none));
const matchOf = (family: Family): fc.Arbitrary<Match> =>
  fc.record(
    {
      family: fc.constant(family),
      source: some(address[family]),
      destination: some(address[family]),
      protocol: some(),
      sourcePort: some(),
      destinationPort: some(),
    },
    { requiredKeys: ["family"] },
  );
const matches = fc.array(fc.oneof(matchOf("ipv4"), matchOf("ipv6")), { maxLength: 4 });
/** What it means to match, field by field. */
function matched(packet: Packet, { family, ...fields }: Match): boolean {
  return (
    packet.family === family &&
    Object.entries(fields).every(([name, set]: [string, Intervals]) =>
      intervals.contains(set, packet[name as keyof Omit<Packet, "family">]),
    )
  );
}
const any = (packet: Packet, list: readonly Match[]): boolean => list.some((each) => matched(packet, each));
const setOf = (list: readonly Match[]): PacketSet => PacketSet.union(list.map((each) => PacketSet.of(each)));

function expectMembers(set: PacketSet, member: (packet: Packet) => boolean): void {
  expect(universe.filter((packet) => set.contains(packet) !== member(packet))).to.deep.equal([]);
}

describe("sets of packets", () => {
  it("unite, intersect and subtract as asking every packet does", () => {
    fc.assert(
      fc.property(matches, matches, (a, b) => {
        const [one, other] = [setOf(a), setOf(b)];
        expectMembers(one.union(other), (packet) => any(packet, a) || any(packet, b));
        expectMembers(one.intersect(other), (packet) => any(packet, a) && any(packet, b));
        expectMembers(one.subtract(other), (packet) => any(packet, a) && !any(packet, b));
      }),
      { numRuns: 60 },
    );
  });

  it("have cubes that do not overlap", () => {
    fc.assert(
      fc.property(matches, matches, (a, b) => {
        const { cubes } = setOf(a).union(setOf(b));
        for (const [index, cube] of cubes.entries()) {
          expect(setOf(cubes.slice(index + 1)).overlaps(setOf([cube]))).to.equal(false);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("cover what is inside them, and equal what has the same packets", () => {
    fc.assert(
      fc.property(matches, matches, (a, b) => {
        const [one, other] = [setOf(a), setOf(b)];
        const both = one.intersect(other);
        expect(one.covers(both)).to.equal(true);
        expect(both.covers(one)).to.equal(one.subtract(other).isEmpty);
        expect(one.subtract(other).union(both).equals(one)).to.equal(true);
      }),
      { numRuns: 60 },
    );
  });

  it("are empty when a field has no value left", () => {
    expect(PacketSet.of({ family: "ipv4", protocol: [] }).isEmpty).to.equal(true);
    expect(PacketSet.all.subtract(PacketSet.all).isEmpty).to.equal(true);
  });

  it("know an example of theirs", () => {
    fc.assert(
      fc.property(matches, (list) => {
        const set = setOf(list);
        expect(set.example === undefined ? set.isEmpty : set.contains(set.example)).to.equal(true);
      }),
    );
  });

  it("see two halves of the internet as the internet", () => {
    const half = (text: string): PacketSet => PacketSet.of({ family: "ipv4", source: parseAddresses(text)?.intervals });
    expect(
      half("0.0.0.0/1")
        .union(half("128.0.0.0/1"))
        .equals(PacketSet.of({ family: "ipv4" })),
    ).to.equal(true);
  });
});

describe("what comes out of a rewrite", () => {
  const request = PacketSet.of({
    family: "ipv4",
    source: exactly(1),
    destination: exactly(2),
    protocol: exactly(protocolNumbers.tcp),
    sourcePort: range(1024, 65535),
    destinationPort: exactly(443),
  });

  it("has the new values in place of the old", () => {
    const translated = request.rewrite({ source: exactly(9) });
    expect(translated.cubes.map(({ source, destination }) => ({ source, destination }))).to.deep.equal([
      { source: [9, 10], destination: [2, 3] },
    ]);
  });

  it("answers from the port that was asked", () => {
    expect(request.replies().example).to.deep.include({
      source: 2,
      destination: 1,
      sourcePort: 443,
      destinationPort: 1024,
    });
  });

  it("answers an echo request with an echo reply, and no other message of ICMP", () => {
    const icmp = (type: number): PacketSet =>
      PacketSet.of({ family: "ipv4", protocol: exactly(protocolNumbers.icmp), destinationPort: icmpMessages(type) });
    expect(
      icmp(8)
        .replies()
        .equals(
          PacketSet.of({
            family: "ipv4",
            protocol: exactly(protocolNumbers.icmp),
            destinationPort: icmpMessages(0, 0),
          }),
        ),
    ).to.equal(true);
    expect(icmp(3).replies().isEmpty).to.equal(true);
  });
});
