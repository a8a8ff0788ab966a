import {
  type Evidence,
  isUnknown,
  type Network,
  type SecurityGroup,
  type SecurityGroupRule,
  type Unknown,
  type Value,
} from "@throughline/graph/model";
import { type Addresses, everywhere, PacketSet } from "@throughline/graph/packets";
import type { InterfaceEnd } from "../ends";
import { block, type Flow, pass, undecide } from "./flow";
import { addressesOf, type Matched, matchAddresses, nothing } from "./matches";

/**
 * Whether a rule that names a group means the other end of this connection: that it is a member, and that rules may
 * name it from here. `lost`: it is a member, and the way there forgets it.
 */
export type Membership = (securityGroupId: string) => Value<boolean> | "lost";

/**
 * Passes a flow through all groups of an interface: what one rule of one group allows is allowed.
 *
 * @param members addresses by which rules that name a group know the other end: private ones only.
 */
export function securityGroups(
  network: Network,
  flow: Flow,
  end: InterfaceEnd,
  direction: "ingress" | "egress",
  isMember: Membership,
  members: readonly Addresses[] = Object.values(everywhere),
): Flow[] {
  const ids = end.interface.securityGroupIds;
  if (isUnknown(ids)) {
    return [undecide(flow, ids)];
  }
  if (ids.length === 0) {
    return [flow];
  }
  const groups = ids.map((id) => network.securityGroups.get(id) ?? absent(id));
  const present = groups.filter((group): group is SecurityGroup => !isUnknown(group));
  const side = direction === "ingress" ? "source" : "destination";
  const rules = present
    .flatMap((group) => group[direction])
    .map((rule) => ({ rule, matched: match(network, rule, side, isMember, members) }));

  let rest = flow.packets;
  let allowed = PacketSet.none;
  const evidence: Evidence[] = [];
  for (const { rule, matched } of rules) {
    const part = rest.intersect(matched.surely);
    if (part.isEmpty) continue;
    evidence.push(rule.evidence);
    allowed = allowed.union(part);
    rest = rest.subtract(part);
  }
  const flows: Flow[] = [];
  if (!allowed.isEmpty) {
    flows.push(pass(flow, { kind: "security group", evidence, text: `${direction} allowed` }, allowed));
  }
  for (const { matched } of [
    ...rules,
    ...groups.filter(isUnknown).map((unknown) => ({ matched: anything(unknown) })),
  ]) {
    const part = rest.intersect(matched.possibly);
    if (matched.unknown === undefined || part.isEmpty) continue;
    flows.push(undecide(flow, matched.unknown, part));
    rest = rest.subtract(part);
  }
  for (const { rule, matched } of rules) {
    const part = rest.intersect(matched.lost ?? PacketSet.none);
    if (part.isEmpty) continue;
    const text = "the rule names a group of the other end, which is not seen over this way";
    flows.push(block(flow, { code: "security-group-reference", evidence: [rule.evidence], text }, part));
    rest = rest.subtract(part);
  }
  if (!rest.isEmpty) {
    const names = ids.join(", ");
    flows.push(
      block(
        flow,
        {
          code: direction === "ingress" ? "security-group-ingress" : "security-group-egress",
          evidence: present.map((group) => group.evidence),
          text: `no ${direction} rule of ${names} matches`,
        },
        rest,
      ),
    );
  }
  return flows;
}

function match(
  network: Network,
  rule: SecurityGroupRule,
  side: "source" | "destination",
  isMember: Membership,
  members: readonly Addresses[],
): Matched {
  const { peer } = rule;
  if (isUnknown(peer)) {
    return matchAddresses(rule, side, peer);
  }
  const addresses = addressesOf(network, peer);
  if (addresses !== undefined) {
    return matchAddresses(rule, side, addresses);
  }
  const member = peer.kind === "securityGroup" ? isMember(peer.securityGroupId) : false;
  if (member === false) {
    return nothing;
  }
  const { possibly: lost } = matchAddresses(rule, side, Object.values(everywhere));
  if (member === "lost") {
    return { ...nothing, lost };
  }
  const seen = matchAddresses(rule, side, members);
  return member === true
    ? { ...seen, lost }
    : { surely: PacketSet.none, possibly: seen.possibly, unknown: member, lost };
}

function absent(id: string): Unknown {
  return { unknown: `security group ${id} is in no source` };
}

function anything(unknown: Unknown): Matched {
  return { surely: PacketSet.none, possibly: PacketSet.all, unknown };
}
