/** Rules of security groups, told in one form whichever of the four ways they were written. */
import type { Properties, RuleContext } from "../../resource-type";
import { formatCidr, parseCidr } from "../cidr";
import { list, number, records, text, texts } from "../values";
import { weightOf } from "./prefix-lists";

export const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
export const DEFAULT_SECURITY_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
export const SECURITY_GROUP_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
export const INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
export const EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

export type Direction = "ingress" | "egress";
export type PeerKind = "ipv4" | "ipv6" | "prefix-list" | "group";

/** One rule as the EC2 API counts it: one direction, one protocol and port range, one peer. */
export interface Permission {
  readonly groupId: string;
  readonly direction: Direction;
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  readonly kind: PeerKind;
  readonly peer: string;
}

const protocolNames: Readonly<Record<string, string>> = {
  "6": "tcp",
  "17": "udp",
  "1": "icmp",
  "58": "icmpv6",
  all: "-1",
};

function traffic(protocol: unknown, from: unknown, to: unknown): Pick<Permission, "protocol" | "from" | "to"> {
  const given = String(protocol).toLowerCase();
  const name = protocolNames[given] ?? given;
  return name === "-1"
    ? { protocol: name, from: -1, to: -1 }
    : { protocol: name, from: number(from) ?? -1, to: number(to) ?? -1 };
}

const block = (value: string): string => {
  const parsed = parseCidr(value);
  return parsed ? formatCidr(parsed) : value;
};

/** A block of lists, as inline rules and `aws.ec2.SecurityGroupRule` have it. */
function fromLists(groupId: string, direction: Direction, rule: Properties): readonly Permission[] {
  const common = { groupId, direction, ...traffic(rule.protocol, rule.fromPort, rule.toPort) };
  const groups = [
    ...texts(rule.securityGroups),
    text(rule.sourceSecurityGroupId),
    rule.self === true ? groupId : undefined,
  ];
  const peers: readonly (readonly [PeerKind, string | undefined])[] = [
    ...texts(rule.cidrBlocks).map((cidr) => ["ipv4", block(cidr)] as const),
    ...texts(rule.ipv6CidrBlocks).map((cidr) => ["ipv6", block(cidr)] as const),
    ...texts(rule.prefixListIds).map((id) => ["prefix-list", id] as const),
    ...groups.map((id) => ["group", id] as const),
  ];
  return peers.flatMap(([kind, peer]) => (peer === undefined ? [] : [{ ...common, kind, peer }]));
}

/** The single peer of `aws.vpc.SecurityGroup{Ingress,Egress}Rule`. */
function fromSingle(direction: Direction, rule: Properties): readonly Permission[] {
  return fromLists(String(rule.securityGroupId), direction, {
    protocol: rule.ipProtocol,
    fromPort: rule.fromPort,
    toPort: rule.toPort,
    cidrBlocks: list([text(rule.cidrIpv4)]),
    ipv6CidrBlocks: list([text(rule.cidrIpv6)]),
    prefixListIds: list([text(rule.prefixListId)]),
    securityGroups: list([text(rule.referencedSecurityGroupId)]),
  });
}

const directionOf = (value: unknown): Direction => (value === "egress" ? "egress" : "ingress");

/** The rules that a resource of one of the five types states. */
export function permissionsOf(type: string, properties: Properties, id: string): readonly Permission[] {
  switch (type) {
    case SECURITY_GROUP:
    case DEFAULT_SECURITY_GROUP:
      return (["ingress", "egress"] as const).flatMap((direction) =>
        records(properties[direction]).flatMap((rule) => fromLists(id, direction, rule)),
      );
    case SECURITY_GROUP_RULE:
      return fromLists(String(properties.securityGroupId), directionOf(properties.type), properties);
    case INGRESS_RULE:
      return fromSingle("ingress", properties);
    case EGRESS_RULE:
      return fromSingle("egress", properties);
    default:
      return [];
  }
}

const SEPARATE = [SECURITY_GROUP_RULE, INGRESS_RULE, EGRESS_RULE];

/**
 * All rules in force on a group, without those of the resource that is asked about. An adopted default group has the
 * rules of its adopter.
 */
export function permissionsOn(groupId: unknown, context: RuleContext): readonly Permission[] {
  const group = context.get(DEFAULT_SECURITY_GROUP, groupId) ?? context.get(SECURITY_GROUP, groupId);
  const separate = SEPARATE.flatMap((type) => context.where(type, "securityGroupId", groupId));
  return [...(group ? [group] : []), ...separate]
    .filter(({ type, id }) => type !== context.self?.type || id !== context.self.id)
    .flatMap(({ type, id, outputs }) => permissionsOf(type, outputs, id));
}

export const samePermission = (one: Permission, other: Permission): boolean =>
  one.groupId === other.groupId &&
  one.direction === other.direction &&
  one.protocol === other.protocol &&
  one.from === other.from &&
  one.to === other.to &&
  one.kind === other.kind &&
  one.peer === other.peer;

/** Rules that these count as against "rules per security group", which holds per direction and address family. */
export function weight(permissions: readonly Permission[], context: RuleContext): number {
  const counted = (family: "ipv4" | "ipv6", direction: Direction): number =>
    permissions
      .filter(
        (permission) => permission.direction === direction && permission.kind !== (family === "ipv4" ? "ipv6" : "ipv4"),
      )
      .reduce((sum, { kind, peer }) => sum + (kind === "prefix-list" ? weightOf(peer, context) : 1), 0);
  return Math.max(
    counted("ipv4", "ingress"),
    counted("ipv6", "ingress"),
    counted("ipv4", "egress"),
    counted("ipv6", "egress"),
  );
}
