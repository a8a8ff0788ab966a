import type { Addresses, Intervals } from "../packets";
import type { Evidence, Value } from "./value";

/** Protocols and ports of a rule, whatever form it was written in. */
export interface Traffic {
  /** IANA numbers; -1 and "all" are all of them. */
  readonly protocols: Value<Intervals>;
  /** Destination ports; of ICMP the messages, type × 256 + code. All where the protocol has none. */
  readonly ports: Value<Intervals>;
}

/** What a rule of a security group names as the other end. */
export type Peer =
  | { readonly kind: "addresses"; readonly addresses: readonly Addresses[] }
  | { readonly kind: "securityGroup"; readonly securityGroupId: string }
  | { readonly kind: "prefixList"; readonly prefixListId: string };

export interface SecurityGroupRule extends Traffic {
  readonly evidence: Evidence;
  readonly peer: Value<Peer>;
}

/** Stateful; whatever one rule allows is allowed. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html */
export interface SecurityGroup {
  readonly evidence: Evidence;
  readonly id: string;
  readonly vpcId: Value<string>;
  /** Other VPCs whose interfaces may have it. @default none */
  readonly associatedVpcIds?: readonly Value<string>[];
  readonly ingress: readonly SecurityGroupRule[];
  readonly egress: readonly SecurityGroupRule[];
}

export interface NetworkAclEntry extends Traffic {
  readonly evidence: Evidence;
  /** Entries are asked in ascending order, and the first that matches decides. */
  readonly number: Value<number>;
  readonly action: Value<"allow" | "deny">;
  readonly addresses: Value<Addresses>;
}

/** Stateless. What no entry matches is denied. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html */
export interface NetworkAcl {
  readonly evidence: Evidence;
  readonly id: string;
  readonly vpcId: Value<string>;
  readonly ingress: readonly NetworkAclEntry[];
  readonly egress: readonly NetworkAclEntry[];
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html */
export interface PrefixList {
  readonly evidence: Evidence;
  readonly id: string;
  readonly name: string;
  /** Unknown of lists that AWS manages, unless a source says their entries. */
  readonly entries: Value<readonly Addresses[]>;
}
