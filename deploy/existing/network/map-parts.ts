import type { NatGateway, VpcEndpoint } from "@aws-sdk/client-ec2";
import type { NetworkIds, VpcIds } from "@throughline/stacks/existing";
import { instanceProperties, zoneIdOf, zoneProperties } from "../properties/others";
import { eipProperties, flowLogProperties, natGatewayProperties, vpcEndpointProperties } from "../properties/vpc";
import { ec2Facts } from "../search";
import type { Context, FoundVpc } from "./context";
import { mapGroup } from "./map-security-groups";

/** NAT gateways of the hub with their addresses, in the order of the availability zones. */
export function mapNatGateways({ inventory, search, found, place, wanted }: Context, hub: FoundVpc): string[] {
  const zoneOf = ({ SubnetId }: NatGateway) =>
    inventory.subnets.find((subnet) => subnet.SubnetId === SubnetId)?.AvailabilityZone ?? "";
  const order = (gateway: NatGateway) => wanted.availabilityZones.indexOf(zoneOf(gateway));
  const gateways = inventory.natGateways
    .filter(({ VpcId, ConnectivityType }) => VpcId === hub.vpcId && ConnectivityType !== "private")
    .sort((a, b) => order(a) - order(b) || (a.NatGatewayId ?? "").localeCompare(b.NatGatewayId ?? "", "en"));
  if (wanted.natGateways && gateways.length === 0) {
    search.problem(
      `VPC hub: ${hub.vpcId} has no NAT gateway. If nothing private is to reach the internet, say so: throughline:network.hub.natGateways: none`,
    );
  }
  return gateways.map((gateway, index) => {
    const name = `${hub.wanted.name}-${index + 1}`;
    for (const { AllocationId } of gateway.NatGatewayAddresses ?? []) {
      const address = inventory.addresses.find((candidate) => candidate.AllocationId === AllocationId);
      if (address?.AllocationId !== undefined) {
        found.add("aws:ec2/eip:Eip", name, address.AllocationId, eipProperties(place, address));
      }
    }
    return found.add(
      "aws:ec2/natGateway:NatGateway",
      name,
      gateway.NatGatewayId ?? "",
      natGatewayProperties(place, gateway),
    );
  });
}

interface FoundEndpoints extends Pick<VpcIds, "gatewayEndpointIds" | "interfaceEndpointIds"> {
  /** Security groups that all interface endpoints have. */
  readonly groupsOfInterfaces?: readonly string[];
}

export function mapEndpoints(context: Context, vpc: FoundVpc): FoundEndpoints {
  const gateways = findEndpoints(context, vpc, "Gateway", vpc.wanted.gatewayEndpoints);
  const interfaces = findEndpoints(context, vpc, "Interface", vpc.wanted.interfaceEndpoints);
  const [first, ...others] = interfaces.map(({ endpoint }) =>
    (endpoint.Groups ?? []).map(({ GroupId = "" }) => GroupId),
  );
  return {
    gatewayEndpointIds: Object.fromEntries(gateways.map(({ service, id }) => [service, id])),
    interfaceEndpointIds: Object.fromEntries(interfaces.map(({ service, id }) => [service, id])),
    groupsOfInterfaces: first?.filter((group) => others.every((groups) => groups.includes(group))),
  };
}

interface FoundEndpoint {
  readonly service: string;
  readonly id: string;
  readonly endpoint: VpcEndpoint;
}

function findEndpoints(
  { inventory, search, found, place }: Context,
  { wanted, vpcId }: FoundVpc,
  type: "Gateway" | "Interface",
  services: readonly string[],
): FoundEndpoint[] {
  return services.flatMap((service) => {
    const name = `com.amazonaws.${place.region}.${service}`;
    const endpoint = inventory.endpoints.find(
      ({ VpcId, VpcEndpointType, ServiceName }) => VpcId === vpcId && VpcEndpointType === type && ServiceName === name,
    );
    if (endpoint?.VpcEndpointId === undefined) {
      search.problem(
        `VPC ${wanted.name}: ${vpcId} has no ${type.toLowerCase()} endpoint of ${service}. Make it, or take it out of ${type.toLowerCase()}Endpoints`,
      );
      return [];
    }
    const properties = vpcEndpointProperties(place, endpoint);
    const id = found.add(
      "aws:ec2/vpcEndpoint:VpcEndpoint",
      `${wanted.name}.${service}`,
      endpoint.VpcEndpointId,
      properties,
    );
    return [{ service, id, endpoint }];
  });
}

/** The flow log of a VPC that goes to CloudWatch. */
export function mapFlowLog({ inventory, search, found, place }: Context, vpc: FoundVpc): string | undefined {
  const logs = inventory.flowLogs
    .filter(({ ResourceId, LogGroupName }) => ResourceId === vpc.vpcId && LogGroupName !== undefined)
    .sort((a, b) => (a.FlowLogId ?? "").localeCompare(b.FlowLogId ?? "", "en"));
  const [log] = logs;
  if (log?.FlowLogId === undefined) {
    search.problem(
      `VPC ${vpc.wanted.name}: ${vpc.vpcId} has no flow log in CloudWatch. Make it, or take flowLogs out of throughline:network`,
    );
    return undefined;
  }
  return found.add("aws:ec2/flowLog:FlowLog", vpc.wanted.name, log.FlowLogId, flowLogProperties(place, log));
}

/** The private zone, which all VPCs resolve. */
export function mapPrivateZone(
  { inventory, search, found, told, wanted }: Context,
  vpcs: readonly FoundVpc[],
): NetworkIds["privateZone"] {
  const name = wanted.privateZone ?? "";
  const resolves = (zone: (typeof inventory.zones)[number], vpc: FoundVpc) =>
    zone.vpcs.some(({ VPCId }) => VPCId === vpc.vpcId);
  const zone = search.one({
    what: `private zone ${name}`,
    among: inventory.zones,
    facts: ({ zone: one }) => ({ id: zoneIdOf(one), names: [one.Config?.Comment] }),
    key: "network.privateZone",
    given: told.privateZone,
    fits: (candidate) => vpcs.some((vpc) => vpc.wanted === wanted.vpcs[0] && resolves(candidate, vpc)),
    fitting: "of this name that the hub resolves",
  });
  if (zone === undefined) {
    return undefined;
  }
  const zoneId = zoneIdOf(zone.zone);
  for (const vpc of vpcs.filter((candidate) => !resolves(zone, candidate))) {
    search.problem(`private zone ${name}: VPC ${vpc.wanted.name} (${vpc.vpcId}) is not associated with ${zoneId}`);
  }
  return { zoneId: found.add("aws:route53/zone:Zone", "private", zoneId, zoneProperties(zone)) };
}

export function mapBastion(context: Context, hub: FoundVpc): NetworkIds["bastion"] {
  const { inventory, search, found, place, told, environment } = context;
  const called = `${environment}-bastion`;
  const instance = search.one({
    what: "bastion",
    among: inventory.instances.filter(({ VpcId }) => VpcId === hub.vpcId),
    facts: ec2Facts((candidate) => candidate.InstanceId),
    key: "network.bastion",
    given: told.bastion,
    fits: ({ Tags = [] }) => Tags.some(({ Key, Value }) => Key === "Name" && Value === called),
    fitting: `called ${called} in ${hub.vpcId}`,
  });
  if (instance?.InstanceId === undefined) {
    return undefined;
  }
  const groups = (instance.SecurityGroups ?? []).map(({ GroupId = "" }) => GroupId);
  const securityGroupId = mapGroup(context, hub, { name: "bastion", required: true, among: groups });
  const instanceId = found.add(
    "aws:ec2/instance:Instance",
    "bastion",
    instance.InstanceId,
    instanceProperties(place, instance),
  );
  return securityGroupId === undefined ? undefined : { instanceId, securityGroupId };
}
