import type { Problem } from "../network/addresses";

export const RuleDirection = { ingress: "ingress", egress: "egress" } as const;
export type RuleDirection = (typeof RuleDirection)[keyof typeof RuleDirection];

/** Who is at the other end of a rule. */
export type RulePeer =
  | { kind: "cidrIpv4" | "cidrIpv6"; value: string }
  /** Id `pl-…`, or the name of an AWS-managed list. */
  | { kind: "prefixList"; value: string }
  /** A group of the topology: `vpc.tier` or `vpc.group`. */
  | { kind: "securityGroup"; value: string }
  /** `sg-…` */
  | { kind: "securityGroupId"; value: string };

/** A rule of a security group; protocol and ports as `aws.vpc.SecurityGroupIngressRule` takes them. */
export interface SecurityGroupRule {
  /** Depends on what the rule says alone, so it can name a resource: `apps.nodes-ingress-tcp-30443-from-apps.edge`. */
  key: string;
  /** The group that has the rule: `vpc.tier` or `vpc.group`. */
  securityGroup: string;
  direction: RuleDirection;
  peer: RulePeer;
  ipProtocol: string;
  fromPort?: number;
  toPort?: number;
  /** The reasons of the flows that want the rule. */
  description: string;
}

/** An allow entry of a tier's network ACL, as `aws.ec2.NetworkAclRule` takes it. */
export interface NetworkAclEntry {
  /** Depends on what the entry says alone, so it can name a resource: `hub.public-ingress-tcp-443-from-0.0.0.0-0`. */
  key: string;
  /** The tier whose network ACL has the entry: `vpc.tier`. */
  tier: string;
  egress: boolean;
  ruleNumber: number;
  protocol: string;
  /** First port; 0 where the protocol has none. */
  fromPort: number;
  /** Last port; 0 where the protocol has none. */
  toPort: number;
  icmpType?: number;
  icmpCode?: number;
  cidrBlock?: string;
  ipv6CidrBlock?: string;
}

/** What a flow table comes to. Rules and entries are sorted by key. */
export interface CompiledFlows {
  securityGroupRules: SecurityGroupRule[];
  networkAclEntries: NetworkAclEntry[];
  problems: Problem[];
  /** Works, but perhaps not as meant. */
  warnings: Problem[];
}
