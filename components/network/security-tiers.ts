import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { RuleDirection } from "../flows";
import { nameTag, type Tags } from "./tags";

export interface SecurityTiersArgs {
  /** The groups to make. */
  groups: SecurityTierGroupArgs[];
  /** Their rules, as `compileFlows` gives them. What none allows is refused. */
  rules: SecurityTierRuleArgs[];
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

export interface SecurityTierGroupArgs {
  /** Name of a tier or of a group of workloads, as flows name it: `hub.public`. */
  name: string;
  /** VPC of the group. */
  vpcId: pulumi.Input<string>;
}

export interface SecurityTierRuleArgs {
  /** Unique and stable: names the resource. */
  key: string;
  /** Name of the group that has the rule. */
  securityGroup: string;
  /** Whether the peer opens the connection (`ingress`), or the group does. */
  direction: RuleDirection;
  /** Who is at the other end. */
  peer: SecurityTierPeerArgs;
  /** `tcp`, `udp`, `icmp`, `icmpv6`, or `-1` for all. */
  ipProtocol: string;
  /** First port, or type of ICMP. */
  fromPort?: number;
  /** Last port, or code of ICMP. */
  toPort?: number;
  /** Why the rule exists. */
  description: string;
}

export interface SecurityTierPeerArgs {
  /** What `value` is. */
  kind: SecurityTierPeerKind;
  /** The block, list or group. */
  value: string;
}

export const SecurityTierPeerKind = {
  cidrIpv4: "cidrIpv4",
  cidrIpv6: "cidrIpv6",
  /** Id `pl-…`, or the name of an AWS-managed list. */
  prefixList: "prefixList",
  /** Name of another of these groups, in the same VPC. */
  securityGroup: "securityGroup",
  /** Id `sg-…` of a group that is made elsewhere. */
  securityGroupId: "securityGroupId",
} as const;
export type SecurityTierPeerKind = (typeof SecurityTierPeerKind)[keyof typeof SecurityTierPeerKind];

/**
 * A security group per tier or group of workloads, and their rules as resources of their own, so that a rule that
 * comes or goes touches no other. Groups reference each other freely, since they are made before any rule.
 *
 * **Cost**: none.
 */
export class SecurityTiers extends pulumi.ComponentResource {
  /** Ids of the security groups by name. */
  public readonly securityGroupIds: Record<string, pulumi.Output<string>>;

  public constructor(name: string, args: SecurityTiersArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:SecurityTiers", name, args, opts);
    const groups = new Map(args.groups.map((group) => [group.name, createGroup(this, name, group, args.tags)]));
    for (const rule of args.rules) createRule(this, name, rule, groups, args.tags);

    this.securityGroupIds = Object.fromEntries([...groups].map(([group, { id }]) => [group, id]));
    this.registerOutputs({ securityGroupIds: this.securityGroupIds });
  }
}

type Groups = Map<string, aws.ec2.SecurityGroup>;

function createGroup(
  parent: pulumi.Resource,
  name: string,
  group: SecurityTierGroupArgs,
  tags?: Tags,
): aws.ec2.SecurityGroup {
  const groupName = `${name}-${group.name}`;
  return new aws.ec2.SecurityGroup(
    groupName,
    { vpcId: group.vpcId, description: `Members of ${group.name}`, tags: nameTag(groupName, tags) },
    { parent },
  );
}

function createRule(
  parent: pulumi.Resource,
  name: string,
  rule: SecurityTierRuleArgs,
  groups: Groups,
  tags?: Tags,
): void {
  const Rule = { ingress: aws.vpc.SecurityGroupIngressRule, egress: aws.vpc.SecurityGroupEgressRule }[rule.direction];
  const ruleName = `${name}-${rule.key}`;
  new Rule(
    ruleName,
    {
      securityGroupId: groupId(groups, rule.securityGroup),
      ...peerInput(parent, rule.peer, groups),
      ipProtocol: rule.ipProtocol,
      fromPort: rule.fromPort,
      toPort: rule.toPort,
      description: rule.description,
      tags: nameTag(ruleName, tags),
    },
    { parent },
  );
}

/** The one input of a rule that names its peer. */
function peerInput(parent: pulumi.Resource, { kind, value }: SecurityTierPeerArgs, groups: Groups) {
  switch (kind) {
    case "cidrIpv4":
      return { cidrIpv4: value };
    case "cidrIpv6":
      return { cidrIpv6: value };
    case "prefixList":
      return { prefixListId: value.startsWith("pl-") ? value : managedPrefixList(parent, value) };
    case "securityGroup":
      return { referencedSecurityGroupId: groupId(groups, value) };
    case "securityGroupId":
      return { referencedSecurityGroupId: value };
  }
}

function managedPrefixList(parent: pulumi.Resource, name: string): pulumi.Output<string> {
  return aws.ec2.getManagedPrefixListOutput({ name }, { parent }).id;
}

function groupId(groups: Groups, name: string): pulumi.Output<string> {
  const group = groups.get(name);
  if (group === undefined) {
    throw new pulumi.RunError(`A rule names the group "${name}". There are ${[...groups.keys()].join(", ")}.`);
  }
  return group.id;
}
