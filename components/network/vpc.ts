import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";

import { allocateSubnets, type AllocatedTier, type TierArgs } from "./addresses";
import { lockDefaultSecurityGroup } from "./default-security-group";
import { defaultNatGateways, natGatewayProblems, type NatGatewayStrategy, natGatewayZones } from "./nat-gateways";
import { refuse } from "./problems";
import { nameTag, type Tags } from "./tags";
import type { VpcTier } from "./vpc-tier";

export interface VpcArgs {
  /** CIDR block of the VPC, /16 to /28. */
  cidrBlock: string;
  /** Names of the availability zones, each of which gets a subnet of every tier. Append; a change of order replaces. */
  availabilityZones: string[];
  /** Tiers of subnets. Append; a change of order can move the tiers after it. */
  tiers: TierArgs[];
  /**
   * NAT gateways. They stand in the first public tier.
   *
   * @default `single` with a public tier, else `none`
   */
  natGateways?: NatGatewayStrategy;
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

/**
 * A VPC with an internet gateway: public, private and isolated tiers, each with a subnet per availability zone. Made
 * by `awsx.ec2.Vpc`, with the address plan given to it subnet by subnet. The default security group is emptied.
 *
 * **Cost** (us-east-1, https://aws.amazon.com/vpc/pricing/): a NAT gateway is 0.045 USD an hour and 0.045 USD per GB,
 * its public address 0.005 USD an hour. `single`: 730 h × 0.05 = 36.50 USD a month; `perAz` in three zones: 109.50 USD.
 * Everything else is free.
 */
export class Vpc extends pulumi.ComponentResource {
  /** Id of the VPC. */
  public readonly vpcId: pulumi.Output<string>;
  /** CIDR block of the VPC. */
  public readonly cidrBlock: string;
  /** The tiers by name. */
  public readonly tiers: Record<string, VpcTier>;
  /** Public addresses of the NAT gateways, in the order of the availability zones. */
  public readonly natAddresses: pulumi.Output<string>[];

  public constructor(name: string, args: VpcArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:Vpc", name, args, opts);
    const { tiers, problems } = allocateSubnets(args);
    const natGateways = args.natGateways ?? defaultNatGateways(args.tiers);
    refuse(this, name, [...problems, ...natGatewayProblems(natGateways, args.tiers)]);

    const vpc = createVpc(this, name, args, tiers, natGateways);
    lockDefaultSecurityGroup(this, name, vpc.vpcId, args.tags);

    this.vpcId = vpc.vpcId;
    this.cidrBlock = args.cidrBlock;
    this.tiers = Object.fromEntries(tiers.map((tier) => [tier.name, readTier(name, vpc, tier)]));
    this.natAddresses = natGatewayZones(natGateways, args.availabilityZones).map(
      (number) => childNamed(vpc.eips, `${name}-${number}`).publicIp,
    );
    this.registerOutputs({
      vpcId: this.vpcId,
      cidrBlock: this.cidrBlock,
      tiers: this.tiers,
      natAddresses: this.natAddresses,
    });
  }
}

const awsxStrategies = {
  none: awsx.ec2.NatGatewayStrategy.None,
  single: awsx.ec2.NatGatewayStrategy.Single,
  perAz: awsx.ec2.NatGatewayStrategy.OnePerAz,
};

/** Routes that awsx makes: private to NAT. What arrives from the transit gateway leaves by NAT as well. */
const awsxSubnetTypes = {
  public: awsx.ec2.SubnetType.Public,
  private: awsx.ec2.SubnetType.Private,
  isolated: awsx.ec2.SubnetType.Isolated,
  attachment: awsx.ec2.SubnetType.Private,
};

function createVpc(
  parent: pulumi.Resource,
  name: string,
  args: VpcArgs,
  tiers: AllocatedTier[],
  natGateways: NatGatewayStrategy,
): awsx.ec2.Vpc {
  return new awsx.ec2.Vpc(
    name,
    {
      cidrBlock: args.cidrBlock,
      availabilityZoneNames: args.availabilityZones,
      subnetStrategy: awsx.ec2.SubnetAllocationStrategy.Auto,
      subnetSpecs: tiers.map((tier) => ({
        name: tier.name,
        type: awsxSubnetTypes[tier.type],
        cidrBlocks: tier.subnets.map((subnet) => subnet.cidrBlock),
      })),
      natGateways: { strategy: awsxStrategies[natGateways] },
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: nameTag(name, args.tags),
    },
    { parent },
  );
}

/**
 * A tier's subnets and route tables. awsx gives every subnet a route table of its own, and calls both
 * `<vpc>-<tier>-<number of the zone>`.
 */
function readTier(name: string, vpc: awsx.ec2.Vpc, tier: AllocatedTier): VpcTier {
  const names = tier.subnets.map((subnet) => `${name}-${tier.name}-${subnet.index}`);
  return {
    type: tier.type,
    cidrBlocks: tier.cidrBlocks,
    subnetIds: names.map((child) => childNamed(vpc.subnets, child).id),
    routeTableIds: names.map((child) => childNamed(vpc.routeTables, child).id),
  };
}

/**
 * A child of the awsx VPC by its name, which is part of its identity, whereas places in awsx's lists are not promised.
 * Not from `publicSubnetIds` and its like: such a list becomes unknown as a whole in the preview that adds one subnet,
 * and everything that refers to the others would seem to be replaced.
 */
function childNamed<T extends pulumi.Resource>(children: pulumi.Output<T[]>, name: string): pulumi.Output<T> {
  return children.apply((resources) =>
    pulumi.all(resources.map((resource) => resource.urn)).apply((urns) => {
      const found = resources[urns.findIndex((urn) => urn.endsWith(`::${name}`))];
      if (found === undefined) throw new pulumi.RunError(`awsx.ec2.Vpc made no child named "${name}".`);
      return found;
    }),
  );
}
