import type {
  Address,
  FlowLog,
  InternetGateway,
  NatGateway,
  Route,
  RouteTable,
  Subnet,
  Vpc,
  VpcEndpoint,
} from "@aws-sdk/client-ec2";
import { arn, type Place } from "../place";
import { ec2, type Properties, sorted, sortedBySaying, tagged } from "./common";

/** What is known of a VPC beside its description. */
export interface VpcDetails {
  readonly enableDnsSupport?: boolean;
  readonly enableDnsHostnames?: boolean;
  readonly mainRouteTableId?: string;
  readonly defaultNetworkAclId?: string;
  readonly defaultSecurityGroupId?: string;
}

export function vpcProperties(place: Place, vpc: Vpc, details: VpcDetails): Properties {
  return {
    ...ec2(place, `vpc/${vpc.VpcId ?? ""}`, vpc.Tags),
    cidrBlock: vpc.CidrBlock,
    instanceTenancy: vpc.InstanceTenancy,
    dhcpOptionsId: vpc.DhcpOptionsId,
    defaultRouteTableId: details.mainRouteTableId,
    ...details,
  };
}

export function subnetProperties(place: Place, subnet: Subnet): Properties {
  return {
    ...ec2(place, `subnet/${subnet.SubnetId ?? ""}`, subnet.Tags),
    vpcId: subnet.VpcId,
    cidrBlock: subnet.CidrBlock,
    availabilityZone: subnet.AvailabilityZone,
    availabilityZoneId: subnet.AvailabilityZoneId,
    mapPublicIpOnLaunch: subnet.MapPublicIpOnLaunch ?? false,
  };
}

export function routeTableProperties(place: Place, table: RouteTable): Properties {
  const routes = (table.Routes ?? []).filter(isOwnRoute).map(routeProperties);
  return {
    ...ec2(place, `route-table/${table.RouteTableId ?? ""}`, table.Tags),
    vpcId: table.VpcId,
    propagatingVgws: sorted(table.PropagatingVgws?.map(({ GatewayId }) => GatewayId)),
    routes: sortedBySaying(routes),
  };
}

/** The provider does not count the VPC's own route, propagated ones, and those of gateway endpoints. */
function isOwnRoute({ GatewayId, Origin, DestinationPrefixListId }: Route): boolean {
  return (
    GatewayId !== "local" &&
    Origin !== "EnableVgwRoutePropagation" &&
    !(GatewayId?.startsWith("vpce-") === true && DestinationPrefixListId !== undefined)
  );
}

function routeProperties(route: Route): Properties {
  const endpoint = route.GatewayId?.startsWith("vpce-") === true;
  return {
    cidrBlock: route.DestinationCidrBlock ?? "",
    ipv6CidrBlock: route.DestinationIpv6CidrBlock ?? "",
    destinationPrefixListId: route.DestinationPrefixListId ?? "",
    carrierGatewayId: route.CarrierGatewayId ?? "",
    coreNetworkArn: route.CoreNetworkArn ?? "",
    egressOnlyGatewayId: route.EgressOnlyInternetGatewayId ?? "",
    gatewayId: endpoint ? "" : (route.GatewayId ?? ""),
    localGatewayId: route.LocalGatewayId ?? "",
    natGatewayId: route.NatGatewayId ?? "",
    networkInterfaceId: route.NetworkInterfaceId ?? "",
    transitGatewayId: route.TransitGatewayId ?? "",
    vpcEndpointId: endpoint ? route.GatewayId : "",
    vpcPeeringConnectionId: route.VpcPeeringConnectionId ?? "",
  };
}

export function internetGatewayProperties(place: Place, gateway: InternetGateway): Properties {
  return {
    ...ec2(place, `internet-gateway/${gateway.InternetGatewayId ?? ""}`, gateway.Tags),
    vpcId: gateway.Attachments?.[0]?.VpcId ?? "",
  };
}

export function natGatewayProperties(place: Place, gateway: NatGateway): Properties {
  const [address] = gateway.NatGatewayAddresses ?? [];
  return {
    region: place.region,
    subnetId: gateway.SubnetId,
    connectivityType: gateway.ConnectivityType ?? "public",
    allocationId: address?.AllocationId,
    publicIp: address?.PublicIp,
    privateIp: address?.PrivateIp,
    networkInterfaceId: address?.NetworkInterfaceId,
    ...tagged(gateway.Tags),
  };
}

export function eipProperties(place: Place, address: Address): Properties {
  return {
    arn: arn(place, "ec2", `elastic-ip/${address.AllocationId ?? ""}`),
    region: place.region,
    domain: address.Domain,
    allocationId: address.AllocationId,
    associationId: address.AssociationId,
    publicIp: address.PublicIp,
    privateIp: address.PrivateIpAddress,
    networkInterface: address.NetworkInterfaceId,
    ...tagged(address.Tags),
  };
}

export function vpcEndpointProperties(place: Place, endpoint: VpcEndpoint): Properties {
  return {
    ...ec2(place, `vpc-endpoint/${endpoint.VpcEndpointId ?? ""}`, endpoint.Tags),
    vpcId: endpoint.VpcId,
    serviceName: endpoint.ServiceName,
    vpcEndpointType: endpoint.VpcEndpointType,
    state: endpoint.State,
    privateDnsEnabled: endpoint.PrivateDnsEnabled ?? false,
    routeTableIds: sorted(endpoint.RouteTableIds),
    subnetIds: sorted(endpoint.SubnetIds),
    securityGroupIds: sorted(endpoint.Groups?.map(({ GroupId }) => GroupId)),
    networkInterfaceIds: sorted(endpoint.NetworkInterfaceIds),
  };
}

export function flowLogProperties(place: Place, log: FlowLog): Properties {
  const group = log.LogGroupName === undefined ? undefined : arn(place, "logs", `log-group:${log.LogGroupName}`);
  return {
    arn: arn(place, "ec2", `vpc-flow-log/${log.FlowLogId ?? ""}`),
    region: place.region,
    vpcId: log.ResourceId,
    trafficType: log.TrafficType,
    logDestinationType: log.LogDestinationType ?? "cloud-watch-logs",
    logDestination: log.LogDestination ?? group,
    iamRoleArn: log.DeliverLogsPermissionArn,
    maxAggregationInterval: log.MaxAggregationInterval,
    ...tagged(log.Tags),
  };
}
