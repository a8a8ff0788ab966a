import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { allocateSubnets, type AllocatedTier, type TierArgs } from "./addresses";
import { lockDefaultSecurityGroup } from "./default-security-group";
import { refuse } from "./problems";
import { spokeTierProblems } from "./spoke-tiers";
import { nameTag, type Tags } from "./tags";
import type { VpcTier } from "./vpc-tier";

export interface SpokeVpcArgs {
  /** CIDR block of the VPC, /16 to /28. */
  cidrBlock: string;
  /** Names of the availability zones, each of which gets a subnet of every tier. Append; a change of order replaces. */
  availabilityZones: string[];
  /** Tiers of subnets, none of type `public`. Append; a change of order can move the tiers after it. */
  tiers: TierArgs[];
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

/**
 * A VPC without any way to the internet of its own: no internet gateway, no NAT gateway, no public addresses. Each
 * tier has one route table over all availability zones. The default security group is emptied.
 *
 * Made of `aws.ec2` resources, since `awsx.ec2.Vpc` always makes an internet gateway.
 *
 * **Cost**: none by itself.
 */
export class SpokeVpc extends pulumi.ComponentResource {
  /** Id of the VPC. */
  public readonly vpcId: pulumi.Output<string>;
  /** CIDR block of the VPC. */
  public readonly cidrBlock: string;
  /** The tiers by name. */
  public readonly tiers: Record<string, VpcTier>;

  public constructor(name: string, args: SpokeVpcArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:SpokeVpc", name, args, opts);
    const { tiers, problems } = allocateSubnets(args);
    refuse(this, name, [...problems, ...spokeTierProblems(args.tiers)]);

    const vpc = createVpc(this, name, args);
    lockDefaultSecurityGroup(this, name, vpc.id, args.tags);

    this.vpcId = vpc.id;
    this.cidrBlock = args.cidrBlock;
    this.tiers = Object.fromEntries(tiers.map((tier) => [tier.name, createTier(this, name, vpc, tier, args.tags)]));
    this.registerOutputs({ vpcId: this.vpcId, cidrBlock: this.cidrBlock, tiers: this.tiers });
  }
}

function createVpc(parent: pulumi.Resource, name: string, args: SpokeVpcArgs): aws.ec2.Vpc {
  return new aws.ec2.Vpc(
    name,
    {
      cidrBlock: args.cidrBlock,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: nameTag(name, args.tags),
    },
    { parent },
  );
}

function createTier(
  parent: pulumi.Resource,
  vpcName: string,
  vpc: aws.ec2.Vpc,
  tier: AllocatedTier,
  tags?: Tags,
): VpcTier {
  const name = `${vpcName}-${tier.name}`;
  const routeTable = new aws.ec2.RouteTable(name, { vpcId: vpc.id, tags: nameTag(name, tags) }, { parent });
  const subnets = tier.subnets.map(({ availabilityZone, cidrBlock, index }) => {
    const subnetName = `${name}-${index}`;
    const subnet = new aws.ec2.Subnet(
      subnetName,
      {
        vpcId: vpc.id,
        availabilityZone,
        cidrBlock,
        mapPublicIpOnLaunch: false,
        tags: nameTag(subnetName, tags),
      },
      { parent },
    );
    new aws.ec2.RouteTableAssociation(subnetName, { subnetId: subnet.id, routeTableId: routeTable.id }, { parent });
    return subnet;
  });
  return {
    type: tier.type,
    cidrBlocks: tier.cidrBlocks,
    subnetIds: subnets.map((subnet) => subnet.id),
    routeTableIds: [routeTable.id],
  };
}
