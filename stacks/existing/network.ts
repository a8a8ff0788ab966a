import type * as pulumi from "@pulumi/pulumi";
import type { HubSpokeNetwork } from "@throughline/components";
import type { NetworkVpc } from "@throughline/components/network/hub-spoke-network-outputs";
import type { Sections } from "../config/sections";
import type { TierIds, VpcIds } from "./network-ids";
import { type ReadResource, readResources } from "./read";
import { requireExisting } from "./require";
import { wantedNetwork, type WantedTier, type WantedVpc } from "./wanted-network";

/** What a network hands over, whoever made it. */
type NetworkOutputs = Pick<HubSpokeNetwork, "vpcs" | "natAddresses" | "transitGateway" | "privateZone" | "bastion">;

/**
 * A network that exists already, in the form of one that would be made.
 *
 * @throws {pulumi.RunError} with everything that is wrong with `existing.<environment>.json`.
 */
export function existingNetwork(
  sections: Pick<Sections, "account" | "network" | "flows" | "existing">,
  options: pulumi.CustomResourceOptions,
): NetworkOutputs {
  const { ids, resources } = requireExisting("network", sections);
  const read = readResources(resources, options);
  const wanted = wantedNetwork(sections);
  return {
    vpcs: Object.fromEntries(wanted.vpcs.map((vpc) => [vpc.name, existingVpc(vpc, entry(ids.vpcs, vpc.name), read)])),
    natAddresses: ids.natGatewayIds.map((id) => read("aws:ec2/natGateway:NatGateway", id).publicIp),
    transitGateway: ids.transitGateway && {
      transitGatewayId: read("aws:ec2transitgateway/transitGateway:TransitGateway", ids.transitGateway.transitGatewayId)
        .id,
      routeTableIds: idsOf(ids.transitGateway.routeTableIds, "aws:ec2transitgateway/routeTable:RouteTable", read),
      attachmentIds: idsOf(ids.transitGateway.attachmentIds, "aws:ec2transitgateway/vpcAttachment:VpcAttachment", read),
    },
    privateZone: ids.privateZone && {
      zoneId: read("aws:route53/zone:Zone", ids.privateZone.zoneId).zoneId,
      name: wanted.privateZone ?? "",
    },
    bastion: ids.bastion && {
      instanceId: read("aws:ec2/instance:Instance", ids.bastion.instanceId).id,
      privateIp: read("aws:ec2/instance:Instance", ids.bastion.instanceId).privateIp,
      securityGroupId: read("aws:ec2/securityGroup:SecurityGroup", ids.bastion.securityGroupId).id,
    },
  };
}

function existingVpc({ cidrBlock, tiers }: WantedVpc, ids: VpcIds, read: ReadResource): NetworkVpc {
  return {
    vpcId: read("aws:ec2/vpc:Vpc", ids.vpcId).id,
    cidrBlock,
    tiers: Object.fromEntries(tiers.map((tier) => [tier.name, existingTier(tier, entry(ids.tiers, tier.name), read)])),
    groups: idsOf(ids.groups, "aws:ec2/securityGroup:SecurityGroup", read),
    gatewayEndpointIds: idsOf(ids.gatewayEndpointIds, "aws:ec2/vpcEndpoint:VpcEndpoint", read),
    interfaceEndpointIds: idsOf(ids.interfaceEndpointIds, "aws:ec2/vpcEndpoint:VpcEndpoint", read),
    flowLogGroupName:
      ids.flowLogId === undefined
        ? undefined
        : read("aws:ec2/flowLog:FlowLog", ids.flowLogId).logDestination.apply(logGroupName),
  };
}

function existingTier({ type, cidrBlocks }: WantedTier, ids: TierIds, read: ReadResource): NetworkVpc["tiers"][string] {
  return {
    type,
    cidrBlocks,
    subnetIds: ids.subnetIds.map((id) => read("aws:ec2/subnet:Subnet", id).id),
    routeTableIds: ids.routeTableIds.map((id) => read("aws:ec2/routeTable:RouteTable", id).id),
    securityGroupId:
      ids.securityGroupId === undefined
        ? undefined
        : read("aws:ec2/securityGroup:SecurityGroup", ids.securityGroupId).id,
    networkAclId:
      ids.networkAclId === undefined ? undefined : read("aws:ec2/networkAcl:NetworkAcl", ids.networkAclId).id,
  };
}

function idsOf(
  ids: Readonly<Record<string, string>>,
  type: Parameters<ReadResource>[0],
  read: ReadResource,
): Record<string, pulumi.Output<string>> {
  return Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, read(type, id).id]));
}

/** `arn:aws:logs:us-east-1:123456789012:log-group:/flow-logs:*` */
function logGroupName(arn: string): string {
  return arn.split(":log-group:")[1]?.replace(/:\*$/, "") ?? arn;
}

/** An entry that the schema of the ids has made sure of. */
function entry<T>(entries: Readonly<Record<string, T>>, name: string): T {
  const value = entries[name];
  if (value === undefined) {
    throw new Error(`The ids of the network have no "${name}".`);
  }
  return value;
}
