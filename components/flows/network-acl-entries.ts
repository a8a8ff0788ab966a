import type { Problem } from "../network/addresses";
import type { NetworkAclEntry } from "./compiled";
import type { Endpoint, NamedTier } from "./endpoint";
import { FlowProtocol } from "./flow";
import { passagesOf } from "./passages";
import type { ReadFlow } from "./read-flow";
import { type NumberedEntry, type UnnumberedEntry, type WantedEntry, numberEntries, pinEntries } from "./rule-numbers";
import { type PortRange, type Traffic, keyPart, trafficKey } from "./traffic";

/** NAT gateways, Network Load Balancers and Lambda use all of these, other hosts a part of them. */
const ephemeralPorts: PortRange = { from: 1024, to: 65535 };

/** The entries of all flows, equal ones merged, numbered, sorted by key. */
export function networkAclEntries(
  flows: ReadFlow[],
  named: Map<string, Endpoint>,
  problems: Problem[],
): NumberedEntry[] {
  const wanted = new Map<string, WantedEntry>();
  for (const flow of flows) {
    const { requests, replies } = entriesOf(flow, named);
    for (const { entry, pinned } of pinEntries(flow, requests, replies, problems)) {
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

function entriesOf(flow: ReadFlow, named: Map<string, Endpoint>) {
  const passages = passagesOf(flow, named);
  const entries = (traffic: Traffic[], isReply: boolean) =>
    passages.flatMap(({ tier, egress, cidrBlocks }) =>
      traffic.flatMap((spoken) => cidrBlocks.map((block) => entryFor(tier, egress !== isReply, spoken, block))),
    );
  return { requests: entries(flow.traffic, false), replies: entries(repliesTo(flow.traffic), true) };
}

/** What comes back. Replies to all ports of a protocol are one. */
function repliesTo(traffic: Traffic[]): Traffic[] {
  return [...new Set(traffic.map(({ protocol }) => protocol))].map((protocol) =>
    protocol === FlowProtocol.tcp || protocol === FlowProtocol.udp ? { protocol, ports: ephemeralPorts } : { protocol },
  );
}

function entryFor(tier: NamedTier, egress: boolean, traffic: Traffic, block: string): UnnumberedEntry {
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
    case FlowProtocol.all:
      return { protocol: "-1", fromPort, toPort };
    case FlowProtocol.icmp:
      return { protocol: ipv6 ? "58" : "icmp", fromPort, toPort, icmpType: -1, icmpCode: -1 };
    default:
      return { protocol, fromPort, toPort };
  }
}
