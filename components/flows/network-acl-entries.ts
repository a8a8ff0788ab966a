import type { Problem } from "../network/addresses";
import type { NetworkAclEntry } from "./compiled";
import type { Endpoint, NamedTier } from "./endpoint";
import { FlowProtocol } from "./flow";
import type { ReadFlow } from "./read-flow";
import { numberEntries } from "./rule-numbers";
import { type PortRange, type Traffic, keyPart, trafficKey } from "./traffic";

/** An entry without its number, the number that flows ask for it, and those flows. */
export interface WantedEntry {
  entry: Omit<NetworkAclEntry, "ruleNumber">;
  pinned?: number;
  flows: ReadFlow[];
}

/** An entry and the flows that want it. */
export interface NumberedEntry {
  entry: NetworkAclEntry;
  flows: ReadFlow[];
}

/** How many entries of one kind a flow's `ruleNumber` leaves room for; replies are numbered from here on. */
const pinnedRoom = 10;

/** NAT gateways, Network Load Balancers and Lambda use all of these, other hosts a part of them. */
const ephemeralPorts: PortRange = { from: 1024, to: 65535 };

/** The entries of all flows, equal ones merged, numbered, sorted by key. */
export function networkAclEntries(
  flows: ReadFlow[],
  tiers: Map<string, NamedTier>,
  problems: Problem[],
): NumberedEntry[] {
  const wanted = new Map<string, WantedEntry>();
  for (const flow of flows) {
    for (const { entry, pinned } of entriesOf(flow, tiers, problems)) {
      const same = wanted.get(entry.key);
      if (!same) {
        wanted.set(entry.key, { entry, pinned, flows: [flow] });
        continue;
      }
      if (pinned !== undefined) same.pinned = Math.min(pinned, same.pinned ?? pinned);
      if (!same.flows.includes(flow)) same.flows.push(flow);
    }
  }
  const sorted = [...wanted.values()].sort((a, b) => (a.entry.key < b.entry.key ? -1 : 1));
  return numberEntries(sorted, problems);
}

/** A network ACL that a flow passes: which way its requests go there, and between the tier and whom. */
interface Passage {
  tier: NamedTier;
  egress: boolean;
  cidrBlocks: string[];
}

type UnmergedEntry = Pick<WantedEntry, "entry" | "pinned">;

function entriesOf(flow: ReadFlow, tiers: Map<string, NamedTier>, problems: Problem[]): UnmergedEntry[] {
  const replies = repliesTo(flow.traffic);
  let mostEntries = 0;
  const entries = passagesOf(flow, tiers).flatMap(({ tier, egress, cidrBlocks }) => {
    const make = (traffic: Traffic[], outward: boolean, first: number | undefined) => {
      const made = traffic.flatMap((spoken) => cidrBlocks.map((block) => entryFor(tier, outward, spoken, block)));
      mostEntries = Math.max(mostEntries, made.length);
      return made.map((entry, i) => ({ entry, pinned: first === undefined ? undefined : first + i }));
    };
    return [
      ...make(flow.traffic, egress, flow.ruleNumber),
      ...make(replies, !egress, flow.ruleNumber === undefined ? undefined : flow.ruleNumber + pinnedRoom),
    ];
  });
  if (flow.ruleNumber !== undefined && mostEntries > pinnedRoom) {
    problems.push({
      path: `${flow.path}.ruleNumber`,
      reason: `The flow makes ${mostEntries} entries in one network ACL, and a number leaves room for ${pinnedRoom}. Leave it out, or split the flow.`,
    });
  }
  return entries;
}

function passagesOf({ from, to }: ReadFlow, tiers: Map<string, NamedTier>): Passage[] {
  const passages = [
    ...from.tiers.map((tier) => ({ tier, egress: true, cidrBlocks: addressesOf(to, tier) })),
    ...to.tiers.map((tier) => ({ tier, egress: false, cidrBlocks: addressesOf(from, tier) })),
    ...(isOutside(to) ? from.tiers.flatMap((tier) => passagesByNat(tier, to, tiers)) : []),
  ];
  return passages.filter(({ tier }) => tier.networkAcl);
}

/** NAT gateways forward what comes from the tier, so their tier's ACL sees it on both of its sides. */
function passagesByNat(tier: NamedTier, to: Endpoint, tiers: Map<string, NamedTier>): Passage[] {
  const natTier = tier.natTier === undefined ? undefined : tiers.get(tier.natTier);
  const ipv4 = (blocks: string[]) => blocks.filter((block) => !block.includes(":"));
  if (!natTier || ipv4(to.cidrBlocks).length === 0) return [];
  return [
    { tier: natTier, egress: false, cidrBlocks: ipv4(tier.cidrBlocks) },
    { tier: natTier, egress: true, cidrBlocks: ipv4(to.cidrBlocks) },
  ];
}

function isOutside(end: Endpoint): boolean {
  return end.vpc === undefined && end.cidrBlocks.length > 0;
}

function addressesOf(end: Endpoint, seenFrom: NamedTier): string[] {
  return end.cidrBlocks.length > 0 ? end.cidrBlocks : seenFrom.vpc.cidrBlocks;
}

/** What comes back. Replies to all ports of a protocol are one. */
function repliesTo(traffic: Traffic[]): Traffic[] {
  return [...new Set(traffic.map(({ protocol }) => protocol))].map((protocol) =>
    protocol === FlowProtocol.Tcp || protocol === FlowProtocol.Udp ? { protocol, ports: ephemeralPorts } : { protocol },
  );
}

function entryFor(tier: NamedTier, egress: boolean, traffic: Traffic, block: string): WantedEntry["entry"] {
  const ipv6 = block.includes(":");
  const direction = egress ? "egress" : "ingress";
  return {
    key: `${tier.fullName}-${direction}-${trafficKey(traffic)}-${egress ? "to" : "from"}-${keyPart(block)}`,
    tier: tier.fullName,
    egress,
    ...protocolAndPorts(traffic, ipv6),
    ...(ipv6 ? { ipv6CidrBlock: block } : { cidrBlock: block }),
  };
}

type ProtocolAndPorts = Pick<NetworkAclEntry, "protocol" | "fromPort" | "toPort" | "icmpType" | "icmpCode">;

function protocolAndPorts({ protocol, ports }: Traffic, ipv6: boolean): ProtocolAndPorts {
  const { from: fromPort, to: toPort } = ports ?? { from: 0, to: 0 };
  switch (protocol) {
    case FlowProtocol.All:
      return { protocol: "-1", fromPort, toPort };
    case FlowProtocol.Icmp:
      return { protocol: ipv6 ? "58" : "icmp", fromPort, toPort, icmpType: -1, icmpCode: -1 };
    default:
      return { protocol, fromPort, toPort };
  }
}
