/** What a flow speaks. */
export const FlowProtocol = {
  tcp: "tcp",
  udp: "udp",
  /** All types of ICMP, or of ICMPv6 where the other end is IPv6. */
  icmp: "icmp",
  /** Every protocol and port. */
  all: "all",
} as const;
export type FlowProtocol = (typeof FlowProtocol)[keyof typeof FlowProtocol];

/**
 * An allowed communication. What no flow names is refused.
 *
 * An end is one of:
 * - a tier, or a named group of workloads, of a VPC: `hub.public`, `apps.nodes`, `hub.bastion`;
 * - a whole VPC, every tier of it: `apps`;
 * - `internet`, which is 0.0.0.0/0; for IPv6 write a second flow with `::/0`;
 * - a CIDR block: `203.0.113.0/24`, `2001:db8::/32`;
 * - a prefix list, by id `pl-…` or by the name of an AWS-managed one: `com.amazonaws.global.cloudfront.origin-facing`;
 * - a security group that is made elsewhere, in the VPC of the other end: `sg-…`.
 *
 * Not needed, because neither security groups nor network ACLs filter them: DNS by the VPC's resolver, DHCP, the
 * instance metadata service, the Amazon time service.
 */
export interface FlowArgs {
  /** Who opens the connection. */
  from: string;
  /** Who accepts it. */
  to: string;
  /** @default tcp */
  protocol?: FlowProtocol;
  /** The port of the accepting end. For `tcp` and `udp`, give this or `ports`. */
  port?: number;
  /** Ports of the accepting end, each a number or a range: `443`, `30000-32767`. */
  ports?: string[];
  /**
   * Why, for whoever reads the rules later: their description. At most 255 of the characters that AWS takes:
   * letters, digits, spaces and `._-:/()#,@[]+=;{}!$*`.
   */
  reason: string;
  /**
   * Number, from 1 to 980, of this flow's request entries in network ACLs; further blocks of the other end count
   * on from it, and entries for replies from ten above it.
   * @default numbers from 1000 that depend on an entry's content alone
   */
  ruleNumber?: number;
}
