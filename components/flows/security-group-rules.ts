import { RuleDirection, type RulePeer, type SecurityGroupRule } from "./compiled";
import type { Endpoint } from "./endpoint";
import { FlowProtocol } from "./flow";
import { isIpv6PrefixList } from "./prefix-lists";
import { type ReadFlow, longestDescription } from "./read-flow";
import { type Traffic, keyPart, trafficKey } from "./traffic";

/** A rule and the flows that want it. */
export interface WantedRule {
  rule: SecurityGroupRule;
  flows: ReadFlow[];
}

/** The rules of all flows, equal ones merged, sorted by key. */
export function securityGroupRules(flows: ReadFlow[]): WantedRule[] {
  const wanted = new Map<string, WantedRule>();
  for (const flow of flows) {
    for (const rule of rulesOf(flow)) {
      const same = wanted.get(rule.key);
      if (!same) wanted.set(rule.key, { rule, flows: [flow] });
      else if (!same.flows.includes(flow)) same.flows.push(flow);
    }
  }
  for (const { rule, flows: wanting } of wanted.values()) {
    rule.description = describe(wanting.map(({ reason }) => reason));
  }
  return [...wanted.values()].sort((a, b) => (a.rule.key < b.rule.key ? -1 : 1));
}

function rulesOf(flow: ReadFlow): SecurityGroupRule[] {
  return [
    ...rulesAt(flow.to, RuleDirection.ingress, flow.from, flow.traffic),
    ...rulesAt(flow.from, RuleDirection.egress, flow.to, flow.traffic),
  ];
}

function rulesAt(end: Endpoint, direction: RuleDirection, other: Endpoint, traffic: Traffic[]): SecurityGroupRule[] {
  const preposition = direction === RuleDirection.ingress ? "from" : "to";
  return end.securityGroups.flatMap((securityGroup) =>
    peersOf(other, end).flatMap((peer) =>
      traffic.map((spoken) => ({
        key: `${securityGroup}-${direction}-${trafficKey(spoken)}-${preposition}-${keyPart(peer.value)}`,
        securityGroup,
        direction,
        peer,
        ...protocolAndPorts(spoken, isIpv6(peer)),
        description: "",
      })),
    ),
  );
}

/** By reference in the same VPC. Across a transit gateway by address, as references do not work there by default. */
function peersOf(other: Endpoint, end: Endpoint): RulePeer[] {
  if (other.reference && (other.vpc === undefined || other.vpc === end.vpc)) return [other.reference];
  return other.cidrBlocks.map((value) => ({ kind: value.includes(":") ? "cidrIpv6" : "cidrIpv4", value }));
}

/** Whether a rule for this peer counts as an IPv6 rule only. */
export function isIpv6(peer: RulePeer): boolean {
  return peer.kind === "cidrIpv6" || (peer.kind === "prefixList" && isIpv6PrefixList(peer.value));
}

type ProtocolAndPorts = Pick<SecurityGroupRule, "ipProtocol" | "fromPort" | "toPort">;

function protocolAndPorts({ protocol, ports }: Traffic, ipv6: boolean): ProtocolAndPorts {
  switch (protocol) {
    case FlowProtocol.all:
      return { ipProtocol: "-1" };
    case FlowProtocol.icmp:
      return { ipProtocol: ipv6 ? "icmpv6" : "icmp", fromPort: -1, toPort: -1 };
    default:
      return { ipProtocol: protocol, fromPort: ports?.from, toPort: ports?.to };
  }
}

function describe(reasons: string[]): string {
  const text = [...new Set(reasons)].sort().join("; ");
  return text.length <= longestDescription ? text : `${text.slice(0, longestDescription - 3)}...`;
}
