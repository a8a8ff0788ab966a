import type { RouteTable, SecurityGroup, Subnet } from "@aws-sdk/client-ec2";
import type { ExistingNetworkArgs } from "@throughline/stacks/config/existing";
import type { WantedNetwork, WantedTier, WantedVpc } from "@throughline/stacks/existing";
import { Collection } from "../collection";
import type { Context } from "../network/context";
import type { NetworkInventory } from "../network/inventory";
import { Search } from "../search";

type Writable<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer Item)[] ? Item[] : T[Key] };

const zones = ["us-east-1a", "us-east-1b"];

function tier(name: string, type: WantedTier["type"], block: string, changes: Partial<WantedTier> = {}): WantedTier {
  const subnets = zones.map((availabilityZone, zone) => ({
    availabilityZone,
    index: zone + 1,
    cidrBlock: `${block}.${zone}.0/24`,
  }));
  return {
    name,
    type,
    subnets,
    cidrBlock: `${block}.0.0/23`,
    cidrBlocks: [`${block}.0.0/23`],
    securityGroup: false,
    networkAcl: false,
    ...changes,
  };
}

const none = { gatewayEndpoints: [], interfaceEndpoints: [], flowLogs: false, groups: [] };

/** A hub with a public tier, and a spoke with a private one. */
export const smallNetwork: WantedNetwork = {
  availabilityZones: zones,
  vpcs: [
    {
      ...none,
      name: "hub",
      cidrBlock: "10.0.0.0/8",
      routingDomain: "hub",
      tiers: [tier("public", "public", "10.0")],
      gatewayEndpoints: ["s3"],
      interfaceEndpoints: ["ssm"],
      groups: ["endpoints", "bastion"],
      flowLogs: true,
    },
    {
      ...none,
      name: "apps",
      cidrBlock: "172.16.0.0/12",
      routingDomain: "apps",
      tiers: [tier("nodes", "private", "172.16", { securityGroup: true, networkAcl: true })],
    },
  ],
  natGateways: true,
  transitGateway: true,
  privateZone: "dev.internal",
  bastion: true,
};

/** A region in which all of the small network is, with ids that tell what they are. */
export function smallInventory(): Writable<NetworkInventory> {
  const vpcs = smallNetwork.vpcs;
  const subnets = vpcs.flatMap((vpc) =>
    vpc.tiers.flatMap((one) =>
      one.subnets.map((subnet): Subnet => ({
        VpcId: `vpc-${vpc.name}`,
        SubnetId: subnetId(vpc, one, subnet.index),
        CidrBlock: subnet.cidrBlock,
        AvailabilityZone: subnet.availabilityZone,
      })),
    ),
  );
  const target = { public: { GatewayId: "igw-1" }, private: { TransitGatewayId: "tgw-1" } } as const;
  const routeTables = vpcs.flatMap((vpc) =>
    vpc.tiers.map((one): RouteTable => ({
      RouteTableId: `rtb-${vpc.name}.${one.name}`,
      VpcId: `vpc-${vpc.name}`,
      Associations: one.subnets.map(({ index }) => ({ SubnetId: subnetId(vpc, one, index) })),
      Routes: [{ DestinationCidrBlock: "0.0.0.0/0", ...target[one.type as keyof typeof target] }],
    })),
  );
  return {
    vpcs: vpcs.map(({ name, cidrBlock }) => ({ VpcId: `vpc-${name}`, CidrBlock: cidrBlock })),
    subnets,
    routeTables,
    securityGroups: [group("hub", "bastion"), group("hub", "endpoints"), group("apps", "nodes")],
    networkAcls: [
      { NetworkAclId: "acl-hub", VpcId: "vpc-hub", IsDefault: true, Associations: aclOf("subnet-hub.public") },
      { NetworkAclId: "acl-apps", VpcId: "vpc-apps", Associations: aclOf("subnet-apps.nodes") },
    ],
    internetGateways: [],
    natGateways: [{ NatGatewayId: "nat-1", VpcId: "vpc-hub", SubnetId: "subnet-hub.public-1" }],
    addresses: [],
    endpoints: [
      { VpcEndpointId: "vpce-s3", VpcId: "vpc-hub", VpcEndpointType: "Gateway", ServiceName: service("s3") },
      {
        VpcEndpointId: "vpce-ssm",
        VpcId: "vpc-hub",
        VpcEndpointType: "Interface",
        ServiceName: service("ssm"),
        Groups: [{ GroupId: "sg-hub.endpoints" }],
      },
    ],
    flowLogs: [{ FlowLogId: "fl-hub", ResourceId: "vpc-hub", LogGroupName: "/flow-logs" }],
    prefixLists: [],
    instances: [
      {
        InstanceId: "i-bastion",
        VpcId: "vpc-hub",
        Tags: [{ Key: "Name", Value: "dev-bastion" }],
        SecurityGroups: [{ GroupId: "sg-hub.bastion" }],
      },
    ],
    transitGateways: [{ TransitGatewayId: "tgw-1" }],
    vpcAttachments: vpcs.map(({ name }) => ({
      TransitGatewayAttachmentId: `tgw-attach-${name}`,
      TransitGatewayId: "tgw-1",
      VpcId: `vpc-${name}`,
    })),
    attachments: vpcs.map(({ name }) => ({
      TransitGatewayAttachmentId: `tgw-attach-${name}`,
      Association: { TransitGatewayRouteTableId: `tgw-rtb-${name}` },
    })),
    transitRouteTables: vpcs.map(({ name }) => ({ TransitGatewayRouteTableId: `tgw-rtb-${name}` })),
    zones: [
      {
        zone: { Id: "/hostedzone/Z1", Name: "dev.internal.", CallerReference: "" },
        vpcs: vpcs.map(({ name }) => ({ VPCId: `vpc-${name}` })),
      },
    ],
  };
}

const service = (name: string): string => `com.amazonaws.us-east-1.${name}`;
const subnetId = (vpc: WantedVpc, { name }: WantedTier, index: number): string => `subnet-${vpc.name}.${name}-${index}`;
const aclOf = (subnets: string) => [1, 2].map((index) => ({ SubnetId: `${subnets}-${index}` }));

/** Called like those that Throughline makes. */
export function group(vpc: string, name: string): SecurityGroup {
  return { GroupId: `sg-${vpc}.${name}`, GroupName: `dev-${vpc}.${name}`, VpcId: `vpc-${vpc}` };
}

export function smallContext(inventory: NetworkInventory, told: ExistingNetworkArgs = {}): Context {
  const place = { account: "123456789012", region: "us-east-1" };
  const search = new Search();
  const found = new Collection();
  return { environment: "dev", place, wanted: smallNetwork, told, inventory, search, found };
}
