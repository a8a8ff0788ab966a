import { parseAddresses } from "../../packets";
import { hidden, isMap, type Resource, type ResourceGraph, type StateMap } from "../../read";
import type { Peer, PrefixList, SecurityGroup, SecurityGroupRule } from "../filters";
import { isUnknown, type Unknown, type Value } from "../value";
import { entry, evidenceOf, idOf, maps, nameOf, number, property, requiredText, text } from "./properties";
import { groupBy } from "./route-tables";
import { trafficOf } from "./traffic";
import { all } from "./vpcs";

type Direction = "ingress" | "egress";

const separateTypes: Readonly<Record<Direction, string>> = {
  ingress: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  egress: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
};

/** Groups with their rules in all forms: inline, one by one, and the older rules with several peers each. */
export function securityGroups(graph: ResourceGraph): SecurityGroup[] {
  const older = groupBy(graph.ofType("aws:ec2/securityGroupRule:SecurityGroupRule"), (rule) =>
    text(property(rule, "securityGroupId")),
  );
  const separate = {
    ingress: groupBy(graph.ofType(separateTypes.ingress), (rule) => text(property(rule, "securityGroupId"))),
    egress: groupBy(graph.ofType(separateTypes.egress), (rule) => text(property(rule, "securityGroupId"))),
  };
  const rules = (group: Resource, direction: Direction): SecurityGroupRule[] => [
    ...inlineRules(group, direction),
    ...(separate[direction].get(idOf(group)) ?? []).flatMap((rule) => separateRules(rule)),
    ...(older.get(idOf(group)) ?? [])
      .filter((rule) => text(property(rule, "type")) === direction)
      .flatMap((rule) => olderRules(rule)),
  ];
  const declared = graph.ofType(
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  );
  const groups = declared.map((group) => ({
    evidence: evidenceOf(group),
    id: idOf(group),
    vpcId: requiredText(group, "vpcId"),
    ingress: rules(group, "ingress"),
    egress: rules(group, "egress"),
  }));
  const known = new Set(groups.map(({ id }) => id));
  return [...groups, ...defaultGroups(graph).filter(({ id }) => !known.has(id))];
}

/** The default group of a VPC that nobody manages: everything among its members, and out to everywhere. */
function defaultGroups(graph: ResourceGraph): SecurityGroup[] {
  return graph.ofType("aws:ec2/vpc:Vpc").flatMap((vpc) => {
    const id = text(property(vpc, "defaultSecurityGroupId"));
    if (typeof id !== "string") return [];
    const evidence = evidenceOf(vpc, "defaultSecurityGroupId");
    const traffic = trafficOf({ protocol: "-1", from: undefined, to: undefined });
    const everywhere = ["0.0.0.0/0", "::/0"].flatMap((block) => parseAddresses(block) ?? []);
    return [
      {
        evidence,
        id,
        vpcId: idOf(vpc),
        ingress: [{ evidence, ...traffic, peer: { kind: "securityGroup" as const, securityGroupId: id } }],
        egress: [{ evidence, ...traffic, peer: { kind: "addresses" as const, addresses: everywhere } }],
      },
    ];
  });
}

/**
 * Rules within the group itself. A group that its program gives no rules has those that were read last: they may be
 * the separate ones, or those of other hands.
 */
function inlineRules(group: Resource, direction: Direction): SecurityGroupRule[] {
  const managed = group.external ? undefined : group.inputs[direction];
  if (managed === hidden) {
    const unknown: Unknown = { unknown: `${direction} of ${nameOf(group)} is not known`, evidence: evidenceOf(group) };
    return [{ evidence: evidenceOf(group, direction), protocols: unknown, ports: unknown, peer: unknown }];
  }
  const rules = group.external ? group.outputs[direction] : managed;
  if (!Array.isArray(rules)) return [];
  return rules.filter(isMap).flatMap((rule, index) => {
    const part = `${direction}[${index}]`;
    return listedPeers(group, rule, part, idOf(group)).map((peer) => ({
      evidence: evidenceOf(group, part),
      ...spelled(group, rule, "protocol", part),
      peer,
    }));
  });
}

/** Of the older type: one direction, several peers. */
function olderRules(rule: Resource): SecurityGroupRule[] {
  const groupId = requiredText(rule, "securityGroupId");
  const named = text(property(rule, "sourceSecurityGroupId"));
  const peers = listedPeers(rule, rule.outputs, "", isUnknown(groupId) ? "" : groupId);
  return [...(named === undefined ? [] : [groupPeer(named)]), ...peers].map((peer) => ({
    evidence: evidenceOf(rule),
    ...trafficOf({
      protocol: requiredText(rule, "protocol"),
      from: number(property(rule, "fromPort")),
      to: number(property(rule, "toPort")),
    }),
    peer,
  }));
}

/** Of the type with one peer. */
function separateRules(rule: Resource): SecurityGroupRule[] {
  const read = (name: string) => text(property(rule, name));
  const peers: Value<Peer>[] = [
    ...[read("cidrIpv4"), read("cidrIpv6")]
      .filter((block) => block !== undefined)
      .map((block) => blockPeer(rule, [block])),
    ...[read("referencedSecurityGroupId")].filter((id) => id !== undefined).map(groupPeer),
    ...[read("prefixListId")].filter((id) => id !== undefined).map(listPeer),
  ];
  return peers.map((peer) => ({
    evidence: evidenceOf(rule),
    ...trafficOf({
      protocol: requiredText(rule, "ipProtocol"),
      from: number(property(rule, "fromPort")),
      to: number(property(rule, "toPort")),
    }),
    peer,
  }));
}

function spelled(resource: Resource, rule: StateMap, protocol: string, part: string) {
  const value = text(entry(resource, rule, protocol, part));
  return trafficOf({
    protocol: value ?? "-1",
    from: number(entry(resource, rule, "fromPort", part)),
    to: number(entry(resource, rule, "toPort", part)),
  });
}

/** Peers where a rule lists several of each kind. */
function listedPeers(resource: Resource, rule: StateMap, part: string, ownGroupId: string): Value<Peer>[] {
  const list = (name: string): Value<string>[] => {
    const value = rule[name];
    if (value === hidden) {
      return [{ unknown: `${name} of ${nameOf(resource)} is not known`, evidence: evidenceOf(resource, part) }];
    }
    if (!Array.isArray(value)) return [];
    return value.map((item) =>
      typeof item === "string"
        ? item
        : { unknown: `${name} of ${nameOf(resource)} is not known`, evidence: evidenceOf(resource, part) },
    );
  };
  const blocks = [...list("cidrBlocks"), ...list("ipv6CidrBlocks")];
  return [
    ...(blocks.length > 0 ? [blockPeer(resource, blocks)] : []),
    ...list("securityGroups").map(groupPeer),
    ...list("prefixListIds").map(listPeer),
    ...(rule.self === true ? [groupPeer(ownGroupId)] : []),
  ];
}

function blockPeer(resource: Resource, blocks: readonly Value<string>[]): Value<Peer> {
  const addresses = all(
    blocks.map((block) =>
      isUnknown(block)
        ? block
        : (parseAddresses(block) ?? { unknown: `"${block}" is no CIDR block`, evidence: evidenceOf(resource) }),
    ),
  );
  return isUnknown(addresses) ? addresses : { kind: "addresses", addresses };
}

/** A group is named by its id, or with its account: `123456789012/sg-1`. */
function groupPeer(id: Value<string>): Value<Peer> {
  return isUnknown(id) ? id : { kind: "securityGroup", securityGroupId: id.split("/").at(-1) ?? id };
}

function listPeer(id: Value<string>): Value<Peer> {
  return isUnknown(id) ? id : { kind: "prefixList", prefixListId: id };
}

export function prefixLists(graph: ResourceGraph): PrefixList[] {
  const entries = groupBy(graph.ofType("aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry"), (each) =>
    text(property(each, "prefixListId")),
  );
  const own = graph.ofType("aws:ec2/managedPrefixList:ManagedPrefixList").map((list) => {
    const inline = maps(list, "entries");
    const cidrs = isUnknown(inline)
      ? [inline]
      : [
          ...(inline ?? []).map((each) => text(entry(list, each, "cidr", "entries"))),
          ...(entries.get(idOf(list)) ?? []).map((each) => text(property(each, "cidr"))),
        ];
    return {
      evidence: evidenceOf(list),
      id: idOf(list),
      name: nameOf(list),
      entries: all(cidrs.flatMap((cidr) => (cidr === undefined ? [] : [block(list, cidr)]))),
    };
  });
  return [...own, ...endpointLists(graph)];
}

/** Gateway endpoints say the blocks of their service's list. */
function endpointLists(graph: ResourceGraph): PrefixList[] {
  return graph.ofType("aws:ec2/vpcEndpoint:VpcEndpoint").flatMap((endpoint) => {
    const id = text(property(endpoint, "prefixListId"));
    const blocks = property(endpoint, "cidrBlocks");
    if (typeof id !== "string" || !Array.isArray(blocks) || blocks.length === 0) return [];
    const entries = all(blocks.map((cidr) => block(endpoint, String(cidr))));
    const name = text(property(endpoint, "serviceName"));
    return [{ evidence: evidenceOf(endpoint, "cidrBlocks"), id, name: typeof name === "string" ? name : id, entries }];
  });
}

function block(resource: Resource, cidr: Value<string>) {
  if (isUnknown(cidr)) return cidr;
  return parseAddresses(cidr) ?? { unknown: `"${cidr}" is no CIDR block`, evidence: evidenceOf(resource) };
}
