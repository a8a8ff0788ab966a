import type { Problem } from "../network/addresses";
import type { RulePeer } from "./compiled";
import { prefixListWeight } from "./prefix-lists";
import type { ReadFlow } from "./read-flow";
import type { NumberedEntry } from "./rule-numbers";
import { type WantedRule, isIpv6 } from "./security-group-rules";
import type { FlowPrefixList, FlowTopology } from "./topology";

const defaultRulesPerSecurityGroup = 60;
const defaultRulesPerNetworkAcl = 20;
const mostRulesPerNetworkAcl = 40;

/** Something that counts against a quota. */
interface Counted {
  /** What would have too many: `The network ACL of hub.public`. */
  owner: string;
  /** Of what: `ingress entries for IPv4`. */
  kind: string;
  weight: number;
  flows: ReadFlow[];
}

/** Where a security group would get more rules than AWS allows. IPv4 and IPv6 count separately. */
export function securityGroupQuotaProblems(rules: WantedRule[], topology: FlowTopology): Problem[] {
  const limit = topology.quotas?.rulesPerSecurityGroup ?? defaultRulesPerSecurityGroup;
  const counted = rules.flatMap(({ rule, flows }) =>
    familiesOf(rule.peer).map((family) => ({
      owner: `The security group of ${rule.securityGroup}`,
      kind: `${rule.direction} rules for ${family}`,
      weight: weightOf(rule.peer, topology.prefixLists),
      flows,
    })),
  );
  return excesses(counted, limit).map(({ what, most }) => ({
    path: "flows",
    reason: `${what}; AWS allows ${limit}. ${most} ${fewer}, or set quotas.rulesPerSecurityGroup if the account has more.`,
  }));
}

/** Where a network ACL would get more entries than AWS allows. IPv4 and IPv6 count separately. */
export function networkAclQuotaProblems(entries: NumberedEntry[], topology: FlowTopology): Problem[] {
  const limit = topology.quotas?.rulesPerNetworkAcl ?? defaultRulesPerNetworkAcl;
  const counted = entries.map(({ entry, flows }) => ({
    owner: `The network ACL of ${entry.tier}`,
    kind: `${entry.egress ? "egress" : "ingress"} entries for ${entry.ipv6CidrBlock === undefined ? "IPv4" : "IPv6"}`,
    weight: 1,
    flows,
  }));
  // One is AWS's own, the default deny rule.
  return excesses(counted, limit - 1).map(({ what, most }) => ({
    path: "flows",
    reason:
      `${what}; AWS allows ${limit} with its own deny rule. ${most} ${fewer}, ` +
      `or set quotas.rulesPerNetworkAcl if the account has more (at most ${mostRulesPerNetworkAcl}).`,
  }));
}

const fewer = "Join ports into ranges, name a whole VPC instead of its tiers";

/** Flows that name prefix lists of unknown size. */
export function unknownWeightWarnings(rules: WantedRule[], own: FlowPrefixList[] | undefined): Problem[] {
  const unknown = new Map<string, string>();
  for (const { rule, flows } of rules) {
    const { kind, value } = rule.peer;
    if (kind === "prefixList" && prefixListWeight(value, own) === undefined)
      unknown.set(value, flows[0]?.path ?? "flows");
  }
  return [...unknown].map(([list, path]) => ({
    path,
    reason: `How many rules ${list} counts is not known; it is taken for 1. Give its maximum number of entries in prefixLists.`,
  }));
}

/** References to groups count for both families. Prefix lists given by id are taken for IPv4. */
function familiesOf(peer: RulePeer): string[] {
  if (isIpv6(peer)) return ["IPv6"];
  return peer.kind === "securityGroup" || peer.kind === "securityGroupId" ? ["IPv4", "IPv6"] : ["IPv4"];
}

function weightOf({ kind, value }: RulePeer, own: FlowPrefixList[] | undefined): number {
  return kind === "prefixList" ? (prefixListWeight(value, own) ?? 1) : 1;
}

function excesses(all: Counted[], limit: number): { what: string; most: string }[] {
  const together = new Map<string, Counted[]>();
  for (const one of all) {
    const key = `${one.owner} ${one.kind}`;
    together.set(key, [...(together.get(key) ?? []), one]);
  }
  return [...together.values()].flatMap((counted) => {
    const total = counted.reduce((sum, { weight }) => sum + weight, 0);
    const [one] = counted;
    if (!one || total <= limit) return [];
    return [{ what: `${one.owner} would have ${total} ${one.kind}`, most: heaviest(counted) }];
  });
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
