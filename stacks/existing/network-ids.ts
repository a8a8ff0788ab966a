import { z } from "zod";
import type { ExistingType } from "./types";
import type { WantedNetwork, WantedTier, WantedVpc } from "./wanted-network";

/** Schema of an id: that of a resource of the type which the file describes. */
export type IdOf = (type: ExistingType) => z.ZodType<string>;

/** Ids of everything that the network's contract names: all that the settings want, and nothing else. */
export function networkIdsSchema(wanted: WantedNetwork, idOf: IdOf) {
  return z.object({
    vpcs: named(wanted.vpcs, (vpc) => vpcSchema(wanted, vpc, idOf)),
    /** Of the hub, in the order of the availability zones. */
    natGatewayIds: z.array(idOf("aws:ec2/natGateway:NatGateway")).min(wanted.natGateways ? 1 : 0),
    transitGateway: requiredIf(
      wanted.transitGateway,
      z.object({
        transitGatewayId: idOf("aws:ec2transitgateway/transitGateway:TransitGateway"),
        /** By routing domain. */
        routeTableIds: entries(
          wanted.vpcs.map((vpc) => vpc.routingDomain),
          idOf("aws:ec2transitgateway/routeTable:RouteTable"),
        ),
        /** By VPC. */
        attachmentIds: entries(
          wanted.vpcs.map((vpc) => vpc.name),
          idOf("aws:ec2transitgateway/vpcAttachment:VpcAttachment"),
        ),
      }),
    ),
    privateZone: requiredIf(wanted.privateZone !== undefined, z.object({ zoneId: idOf("aws:route53/zone:Zone") })),
    bastion: requiredIf(
      wanted.bastion,
      z.object({
        instanceId: idOf("aws:ec2/instance:Instance"),
        securityGroupId: idOf("aws:ec2/securityGroup:SecurityGroup"),
      }),
    ),
  });
}

export type NetworkIds = z.output<ReturnType<typeof networkIdsSchema>>;
export type VpcIds = NetworkIds["vpcs"][string];
export type TierIds = VpcIds["tiers"][string];

function vpcSchema({ availabilityZones }: WantedNetwork, vpc: WantedVpc, idOf: IdOf) {
  const endpoint = idOf("aws:ec2/vpcEndpoint:VpcEndpoint");
  return z.object({
    vpcId: idOf("aws:ec2/vpc:Vpc"),
    tiers: named(vpc.tiers, (tier) => tierSchema(tier, availabilityZones.length, idOf)),
    groups: entries(vpc.groups, idOf("aws:ec2/securityGroup:SecurityGroup")),
    gatewayEndpointIds: entries(vpc.gatewayEndpoints, endpoint),
    interfaceEndpointIds: entries(vpc.interfaceEndpoints, endpoint),
    flowLogId: requiredIf(vpc.flowLogs, idOf("aws:ec2/flowLog:FlowLog")),
  });
}

function tierSchema({ securityGroup, networkAcl }: WantedTier, zones: number, idOf: IdOf) {
  return z.object({
    /** In the order of the availability zones. */
    subnetIds: z.array(idOf("aws:ec2/subnet:Subnet")).length(zones),
    routeTableIds: z.array(idOf("aws:ec2/routeTable:RouteTable")).min(1),
    securityGroupId: requiredIf(securityGroup, idOf("aws:ec2/securityGroup:SecurityGroup")),
    /** Absent where the VPC's default network ACL is in force. */
    networkAclId: requiredIf(networkAcl, idOf("aws:ec2/networkAcl:NetworkAcl")),
  });
}

/** A map with an entry for each thing; others are none of ours. */
function named<Thing extends { readonly name: string }, Value extends z.ZodType>(
  things: readonly Thing[],
  schemaOf: (thing: Thing) => Value,
) {
  return z.object(Object.fromEntries(things.map((thing) => [thing.name, schemaOf(thing)])));
}

function entries<Value extends z.ZodType>(names: readonly string[], value: Value) {
  return z.object(Object.fromEntries(names.map((name) => [name, value])));
}

function requiredIf<Value extends z.ZodType>(wanted: boolean, value: Value): z.ZodOptional<Value> {
  // A schema that may be absent takes more: where it may not, the stricter one stands in for it.
  return (wanted ? value : value.optional()) as z.ZodOptional<Value>;
}
