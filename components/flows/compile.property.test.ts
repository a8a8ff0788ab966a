import { expect } from "chai";
import * as fc from "fast-check";
import { type CompiledFlows, type FlowArgs, FlowProtocol, compileFlows } from ".";
import { type Host, type Packet, type Surroundings, isAdmitted, isIn } from "./testing/evaluator";
import { exampleTopology } from "./testing/example-topology";

/** The blocks behind the names of the example topology, written down once more. */
const addressesOf: Record<string, string[]> = {
  hub: ["10.0.0.0/16"],
  "hub.public": ["10.0.0.0/22"],
  "hub.bastion": ["10.0.0.0/22"],
  "hub.private": ["10.0.64.0/18"],
  "hub.endpoints": ["10.0.64.0/18"],
  apps: ["10.1.0.0/16"],
  "apps.nodes": ["10.1.0.0/18"],
  "apps.data": ["10.1.64.0/24", "10.1.66.0/24"],
  "apps.plain": ["10.1.128.0/18"],
  internet: ["0.0.0.0/0"],
  "203.0.113.0/24": ["203.0.113.0/24"],
};

const surroundings: Surroundings = {
  tiersWithAcl: ["hub.public", "hub.private", "apps.nodes", "apps.data"],
  natTierOf: { "hub.private": "hub.public", "apps.nodes": "hub.public", "apps.plain": "hub.public" },
};

const host = (address: string, tier?: string, group = tier): Host => ({ address, tier, groups: group ? [group] : [] });

/** Two of each kind, so that members of a tier can talk to each other, and one in every block. */
const hosts: Host[] = [
  host("10.0.0.10", "hub.public"),
  host("10.0.3.10", "hub.public"),
  host("10.0.0.20", "hub.public", "hub.bastion"),
  host("10.0.1.20", "hub.public", "hub.bastion"),
  host("10.0.64.10", "hub.private"),
  host("10.0.80.10", "hub.private"),
  host("10.0.64.20", "hub.private", "hub.endpoints"),
  host("10.0.80.20", "hub.private", "hub.endpoints"),
  host("10.1.0.10", "apps.nodes"),
  host("10.1.16.10", "apps.nodes"),
  host("10.1.64.10", "apps.data"),
  host("10.1.64.11", "apps.data"),
  host("10.1.66.10", "apps.data"),
  host("10.1.66.11", "apps.data"),
  host("10.1.128.10", "apps.plain"),
  host("10.1.144.10", "apps.plain"),
  host("203.0.113.7"),
  host("198.51.100.7"),
];

const ports = ["22", "443", "5432", "30000-32767", "65535"];

const anyFlow: fc.Arbitrary<FlowArgs> = fc
  .record({
    from: fc.constantFrom(...Object.keys(addressesOf)),
    to: fc.constantFrom(...Object.keys(addressesOf)),
    protocol: fc.constantFrom(...Object.values(FlowProtocol)),
    ports: fc.uniqueArray(fc.constantFrom(...ports), { minLength: 1, maxLength: 3 }),
    reason: fc.constantFrom("one", "two", "three"),
  })
  .map((flow) => (hasPorts(flow) ? flow : { ...flow, ports: undefined }))
  .filter((flow) => compile([flow]).problems.length === 0);

const someFlows = fc.array(anyFlow, { minLength: 1, maxLength: 6 });

function hasPorts({ protocol }: FlowArgs): boolean {
  return protocol === FlowProtocol.tcp || protocol === FlowProtocol.udp;
}

function compile(flows: FlowArgs[]): CompiledFlows {
  return compileFlows(flows, exampleTopology());
}

/** Whether a host is what the end of a flow means: by its group inside, by its address outside. */
function isEnd(host: Host, end: string): boolean {
  if (host.tier === undefined) return isAddressed(host, end);
  return host.groups.includes(end) || host.tier.split(".")[0] === end;
}

function isAddressed(host: Host, end: string): boolean {
  return (addressesOf[end] ?? []).some((block) => isIn(host.address, block));
}

function speaks({ protocol, ports: texts = [] }: FlowArgs, packet: Packet): boolean {
  if (protocol === FlowProtocol.all) return true;
  if (protocol !== packet.protocol) return false;
  return (
    protocol === FlowProtocol.icmp ||
    texts.some((text) => {
      const [first, last = first] = text.split("-").map(Number);
      return Number(first) <= packet.port && packet.port <= Number(last);
    })
  );
}

/** Packets that a flow means: between all of its ends, by all that it speaks. */
function packetsOf(flow: FlowArgs): Packet[] {
  const spoken = flow.ports
    ? flow.ports.flatMap((text) => text.split("-").map(Number)).map((port) => ({ protocol: flow.protocol, port }))
    : [{ protocol: flow.protocol === FlowProtocol.all ? "udp" : flow.protocol, port: 4789 }];
  return hosts
    .filter((from) => isEnd(from, flow.from))
    .flatMap((from) => hosts.filter((to) => to !== from && isEnd(to, flow.to)).map((to) => ({ from, to })))
    .flatMap((ends) => spoken.map((one) => ({ ...ends, ...one }) as Packet));
}

const anyPacket: fc.Arbitrary<Packet> = fc.record({
  from: fc.constantFrom(...hosts),
  to: fc.constantFrom(...hosts),
  protocol: fc.constantFrom("tcp", "udp", "icmp"),
  port: fc.constantFrom(21, 22, 23, 443, 5432, 29999, 30000, 31000, 32767, 32768, 50_000, 65535),
});

describe("compiled flows", () => {
  it("admit every flow, and its replies, past all groups and network ACLs on the way", () => {
    fc.assert(
      fc.property(someFlows, (flows) => {
        const compiled = compile(flows);
        for (const packet of flows.flatMap(packetsOf)) {
          expect(isAdmitted(packet, compiled, surroundings), JSON.stringify(packet)).to.equal(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("admit no packet that matches no flow", () => {
    fc.assert(
      fc.property(someFlows, fc.array(anyPacket, { minLength: 50, maxLength: 50 }), (flows, packets) => {
        const compiled = compile(flows);
        const inside = packets.filter(({ from, to }) => from.tier !== undefined || to.tier !== undefined);
        for (const packet of inside.filter((one) => isAdmitted(one, compiled, surroundings))) {
          const meant = flows.some(
            (flow) => isAddressed(packet.from, flow.from) && isAddressed(packet.to, flow.to) && speaks(flow, packet),
          );
          expect(meant, JSON.stringify(packet)).to.equal(true);
        }
      }),
    );
  });

  it("hold nothing that could be left out", () => {
    // Below the ports of replies, where entries for requests and for replies have nothing in common.
    const anyLowFlow = anyFlow.filter(hasPorts).map((flow) => ({ ...flow, ports: ["22", "443"] }));
    fc.assert(
      fc.property(anyLowFlow, (flow) => {
        const compiled = compile([flow]);
        const packets = packetsOf(flow);
        const without = <T>(list: T[]) => list.map((left) => list.filter((one) => one !== left));
        const lesser: CompiledFlows[] = [
          ...without(compiled.securityGroupRules).map((securityGroupRules) => ({ ...compiled, securityGroupRules })),
          ...without(compiled.networkAclEntries).map((networkAclEntries) => ({ ...compiled, networkAclEntries })),
        ];
        for (const less of lesser) {
          expect(packets.every((packet) => isAdmitted(packet, less, surroundings))).to.equal(false);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("do not depend on the order of the flows", () => {
    const shuffled = someFlows.chain((flows) =>
      fc.tuple(fc.constant(flows), fc.shuffledSubarray(flows, { minLength: flows.length })),
    );
    fc.assert(
      fc.property(shuffled, ([flows, others]) => {
        const [one, other] = [compile(flows), compile(others)];
        expect(one.securityGroupRules).to.deep.equal(other.securityGroupRules);
        expect(one.networkAclEntries).to.deep.equal(other.networkAclEntries);
      }),
    );
  });

  it("keep every rule when a flow is added", () => {
    fc.assert(
      fc.property(someFlows, anyFlow, (flows, added) => {
        const after = compile([...flows, added]).securityGroupRules;
        for (const { description, ...rule } of compile(flows).securityGroupRules) {
          const kept = after.find(({ key }) => key === rule.key);
          expect(kept).to.deep.include(rule);
          for (const reason of description.split("; ")) expect(kept?.description).to.contain(reason);
        }
      }),
    );
  });

  it("keep every entry when a flow is added, and its number unless the new flow's is the same", () => {
    fc.assert(
      fc.property(someFlows, anyFlow, (flows, added) => {
        const before = compile(flows).networkAclEntries;
        const after = compile([...flows, added]).networkAclEntries;
        const known = new Set(before.map(({ key }) => key));
        for (const { ruleNumber, ...entry } of before) {
          const kept = after.find(({ key }) => key === entry.key);
          expect(kept).to.deep.include(entry);
          const takenBy = after.find(
            (one) => one.tier === entry.tier && one.egress === entry.egress && one.ruleNumber === ruleNumber,
          );
          expect(takenBy === kept || !known.has(takenBy?.key ?? "")).to.equal(true);
        }
      }),
    );
  });
});
