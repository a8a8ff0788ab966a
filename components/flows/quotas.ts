import type { Problem } from "../network/addresses";
import type { RulePeer } from "./compiled";
import type { NumberedEntry } from "./network-acl-entries";
import { managedPrefixListWeight } from "./prefix-lists";
import type { ReadFlow } from "./read-flow";
import { type WantedRule, isIpv6 } from "./security-group-rules";
import type { FlowTopology } from "./topology";

const defaultRulesPerSecurityGroup = 60;
const defaultRulesPerNetworkAcl = 20;
const largestRulesPerNetworkAcl = 40;

/** Something that counts against a quota, and the flows that want it. */
interface Counted {
  weight: number;
  flows: ReadFlow[];
}

/** Where a security group would get more rules than AWS allows. IPv4 and IPv6 count separately. */
export function securityGroupQuotaProblems(rules: WantedRule[], topology: FlowTopology): Problem[] {
  const limit = topology.quotas?.rulesPerSecurityGroup ?? defaultRulesPerSecurityGroup;
  const perGroup = new Map<string, Counted[]>();
  for (const { rule, flows } of rules) {
    for (const family of familiesOf(rule.peer)) {
      const where = `The security group of ${rule.securityGroup} would have # ${rule.direction} rules for ${family}`;
      add(perGroup, where, { weight: weightOf(rule.peer, topology), flows });
    }
  }
  return over(perGroup, limit).map(([where, counted]) => ({
    path: "flows",
    reason:
      `${where.replace("#", String(total(counted)))}; AWS allows ${limit}. ${heaviest(counted)} ` +
      "Join ports into ranges, name a whole VPC instead of its tiers, or tell quotas.rulesPerSecurityGroup that the account has more.",
  }));
}

/** Where a network ACL would get more entries than AWS allows. IPv4 and IPv6 count separately. */
export function networkAclQuotaProblems(entries: NumberedEntry[], topology: FlowTopology): Problem[] {
  const limit = topology.quotas?.rulesPerNetworkAcl ?? defaultRulesPerNetworkAcl;
  const perAcl = new Map<string, Counted[]>();
  for (const { entry, flows } of entries) {
    const family = entry.ipv6CidrBlock === undefined ? "IPv4" : "IPv6";
    const where = `The network ACL of ${entry.tier} would have # ${entry.egress ? "egress" : "ingress"} entries for ${family}`;
    add(perAcl, where, { weight: 1, flows });
  }
  // One is AWS's own, the default deny rule.
  return over(perAcl, limit - 1).map(([where, counted]) => ({
    path: "flows",
    reason:
      `${where.replace("#", String(total(counted)))}; AWS allows ${limit} with its own deny rule. ${heaviest(counted)} ` +
      `Join ports into ranges, name a whole VPC instead of its tiers, or tell quotas.rulesPerNetworkAcl that the account has more (at most ${largestRulesPerNetworkAcl}).`,
  }));
}

/** Flows that name prefix lists of unknown size. */
export function unknownWeightWarnings(rules: WantedRule[], topology: FlowTopology): Problem[] {
  const unknown = new Map<string, string>();
  for (const { rule, flows } of rules) {
    if (rule.peer.kind !== "prefixList" || prefixListWeight(rule.peer.value, topology) !== undefined) continue;
    unknown.set(rule.peer.value, flows[0]?.path ?? "flows");
  }
  return [...unknown].map(([list, path]) => ({
    path,
    reason: `How many rules ${list} counts is not known; it is taken for 1. Give its maximum number of entries in prefixLists.`,
  }));
}

/** References to groups count for both; lists whose family is not known, too. */
function familiesOf(peer: RulePeer): string[] {
  if (isIpv6(peer)) return ["IPv6"];
  const both = peer.kind === "securityGroup" || peer.kind === "securityGroupId";
  return both ? ["IPv4", "IPv6"] : ["IPv4"];
}

function weightOf(peer: RulePeer, topology: FlowTopology): number {
  return peer.kind === "prefixList" ? (prefixListWeight(peer.value, topology) ?? 1) : 1;
}

function prefixListWeight(list: string, topology: FlowTopology): number | undefined {
  return topology.prefixLists?.find(({ id }) => id === list)?.maxEntries ?? managedPrefixListWeight(list);
}

function add(counts: Map<string, Counted[]>, where: string, counted: Counted): void {
  counts.set(where, [...(counts.get(where) ?? []), counted]);
}

function over(counts: Map<string, Counted[]>, limit: number): [string, Counted[]][] {
  return [...counts].filter(([, counted]) => total(counted) > limit);
}

function total(counted: Counted[]): number {
  return counted.reduce((sum, { weight }) => sum + weight, 0);
}

/** The flows that weigh most. */
function heaviest(counted: Counted[]): string {
  const weights = new Map<string, number>();
  for (const { weight, flows } of counted) {
    for (const { title } of flows) weights.set(title, (weights.get(title) ?? 0) + weight);
  }
  const most = [...weights].sort(([, a], [, b]) => b - a).slice(0, 3);
  return `Most are of ${most.map(([title, weight]) => `${title}: ${weight}`).join(", ")}.`;
}
