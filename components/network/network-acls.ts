import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { nameTag, type Tags } from "./tags";

export interface NetworkAclsArgs {
  /** The tiers that get a network ACL. */
  tiers: NetworkAclTierArgs[];
  /** Allow entries, as `compileFlows` gives them: for requests and for replies. Everything else is denied. */
  entries: NetworkAclEntryArgs[];
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

export interface NetworkAclTierArgs {
  /** Name of the tier, as flows name it: `hub.public`. */
  name: string;
  /** VPC of the tier. */
  vpcId: pulumi.Input<string>;
  /** Subnets of the tier, in the order of the availability zones. */
  subnetIds: pulumi.Input<string>[];
}

export interface NetworkAclEntryArgs {
  /** Name of the tier whose network ACL has the entry. */
  tier: string;
  /** Whether it is for traffic that leaves the subnets. */
  egress: boolean;
  /** Order of evaluation, unique per tier and direction: names the resource. */
  ruleNumber: number;
  /** Number of the protocol, or `-1` for all. */
  protocol: string;
  /** First port; 0 where the protocol has none. */
  fromPort: number;
  /** Last port; 0 where the protocol has none. */
  toPort: number;
  /** Type of ICMP, -1 for all. */
  icmpType?: number;
  /** Code of ICMP, -1 for all. */
  icmpCode?: number;
  /** The other end: an IPv4 block. */
  cidrBlock?: string;
  /** The other end: an IPv6 block. */
  ipv6CidrBlock?: string;
}

/**
 * A network ACL per tier with its entries as resources of their own. A network ACL keeps no state: replies need
 * entries as much as requests do.
 *
 * **Cost**: none.
 */
export class NetworkAcls extends pulumi.ComponentResource {
  /** Ids of the network ACLs by tier. */
  public readonly networkAclIds: Record<string, pulumi.Output<string>>;

  public constructor(name: string, args: NetworkAclsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:NetworkAcls", name, args, opts);
    const acls = args.tiers.map((tier) => ({ name: tier.name, id: createNetworkAcl(this, name, tier, args) }));

    this.networkAclIds = Object.fromEntries(acls.map((acl) => [acl.name, acl.id]));
    this.registerOutputs({ networkAclIds: this.networkAclIds });
  }
}

function createNetworkAcl(
  parent: pulumi.Resource,
  name: string,
  tier: NetworkAclTierArgs,
  { entries, tags }: NetworkAclsArgs,
): pulumi.Output<string> {
  const aclName = `${name}-${tier.name}`;
  const acl = new aws.ec2.NetworkAcl(aclName, { vpcId: tier.vpcId, tags: nameTag(aclName, tags) }, { parent });
  const rules = entries
    .filter((entry) => entry.tier === tier.name)
    .map((entry) => createEntry(parent, aclName, acl, entry));
  tier.subnetIds.forEach((subnetId, index) => {
    // Last: until then the subnet has the VPC's default network ACL, which does not cut connections.
    new aws.ec2.NetworkAclAssociation(
      `${aclName}-${index + 1}`,
      { networkAclId: acl.id, subnetId },
      { parent, dependsOn: rules },
    );
  });
  return acl.id;
}

/**
 * Named by its number, which is unique per direction, and deleted before it is replaced: AWS takes a number once, so
 * an entry that changes under its number can neither exist twice nor under two names.
 */
function createEntry(
  parent: pulumi.Resource,
  aclName: string,
  acl: aws.ec2.NetworkAcl,
  entry: NetworkAclEntryArgs,
): aws.ec2.NetworkAclRule {
  return new aws.ec2.NetworkAclRule(
    `${aclName}-${entry.egress ? "egress" : "ingress"}-${entry.ruleNumber}`,
    { networkAclId: acl.id, ruleAction: "allow", ...entry },
    { parent, deleteBeforeReplace: true },
  );
}
