import type { ExistingFile, ExistingResource } from "../file";
import type { NetworkIds } from "../network-ids";
import type { ExistingType } from "../types";
import type { WantedNetwork } from "../wanted-network";

/** A file that describes all that is wanted of a network, with ids that tell what they are. */
export function existingFile(environment: string, wanted: WantedNetwork) {
  const resources: ExistingResource[] = [];
  const idOf = (type: ExistingType, name: string): string => {
    const id = `${/:(\w+)$/.exec(type)?.[1] ?? ""} ${name}`;
    if (!resources.some((resource) => resource.id === id)) {
      resources.push({ type, name, id, properties: {} });
    }
    return id;
  };
  const each = (names: readonly string[], type: ExistingType, prefix = "") =>
    Object.fromEntries(names.map((name) => [name, idOf(type, `${prefix}${name}`)]));
  const vpcs = wanted.vpcs.map((vpc): [string, NetworkIds["vpcs"][string]] => [
    vpc.name,
    {
      vpcId: idOf("aws:ec2/vpc:Vpc", vpc.name),
      tiers: Object.fromEntries(
        vpc.tiers.map((tier) => [
          tier.name,
          {
            subnetIds: tier.subnets.map(({ index }) =>
              idOf("aws:ec2/subnet:Subnet", `${vpc.name}.${tier.name}-${index}`),
            ),
            routeTableIds: [idOf("aws:ec2/routeTable:RouteTable", `${vpc.name}.${tier.name}`)],
            securityGroupId: idOf("aws:ec2/securityGroup:SecurityGroup", `${vpc.name}.${tier.name}`),
            networkAclId: tier.networkAcl
              ? idOf("aws:ec2/networkAcl:NetworkAcl", `${vpc.name}.${tier.name}`)
              : undefined,
          },
        ]),
      ),
      groups: each(vpc.groups, "aws:ec2/securityGroup:SecurityGroup", `${vpc.name}.`),
      gatewayEndpointIds: each(vpc.gatewayEndpoints, "aws:ec2/vpcEndpoint:VpcEndpoint", `${vpc.name}.`),
      interfaceEndpointIds: each(vpc.interfaceEndpoints, "aws:ec2/vpcEndpoint:VpcEndpoint", `${vpc.name}.`),
      flowLogId: idOf("aws:ec2/flowLog:FlowLog", vpc.name),
    },
  ]);
  const names = wanted.vpcs.map(({ name }) => name);
  const ids: NetworkIds = {
    vpcs: Object.fromEntries(vpcs),
    natGatewayIds: [idOf("aws:ec2/natGateway:NatGateway", "hub-1")],
    transitGateway: {
      transitGatewayId: idOf("aws:ec2transitgateway/transitGateway:TransitGateway", "transit-gateway"),
      routeTableIds: each(names, "aws:ec2transitgateway/routeTable:RouteTable"),
      attachmentIds: each(names, "aws:ec2transitgateway/vpcAttachment:VpcAttachment"),
    },
    privateZone: { zoneId: idOf("aws:route53/zone:Zone", "private") },
    bastion: {
      instanceId: idOf("aws:ec2/instance:Instance", "bastion"),
      securityGroupId: idOf("aws:ec2/securityGroup:SecurityGroup", "hub.bastion"),
    },
  };
  return {
    version: 1,
    environment,
    account: { id: "123456789012", region: "us-east-1" },
    layers: { network: { ids, resources } },
  } satisfies ExistingFile;
}
