import {
  type Address,
  DescribeAddressesCommand,
  type EC2Client,
  type FlowLog,
  type Instance,
  type InternetGateway,
  type ManagedPrefixList,
  type NatGateway,
  type NetworkAcl,
  paginateDescribeFlowLogs,
  paginateDescribeInstances,
  paginateDescribeInternetGateways,
  paginateDescribeManagedPrefixLists,
  paginateDescribeNatGateways,
  paginateDescribeNetworkAcls,
  paginateDescribeRouteTables,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
  paginateDescribeTransitGatewayAttachments,
  paginateDescribeTransitGatewayRouteTables,
  paginateDescribeTransitGateways,
  paginateDescribeTransitGatewayVpcAttachments,
  paginateDescribeVpcEndpoints,
  paginateDescribeVpcs,
  type RouteTable,
  type SecurityGroup,
  type Subnet,
  type TransitGateway,
  type TransitGatewayAttachment,
  type TransitGatewayRouteTable,
  type TransitGatewayVpcAttachment,
  type Vpc,
  type VpcEndpoint,
} from "@aws-sdk/client-ec2";
import type { IAMClient } from "@aws-sdk/client-iam";
import { GetHostedZoneCommand, paginateListHostedZones, type Route53Client } from "@aws-sdk/client-route-53";
import type { WantedNetwork } from "@throughline/stacks/existing";
import { type ZoneDescription, zoneNameOf } from "../properties/others";
import type { Questions } from "../questions";

/** What a region has of everything that a network is made of. */
export interface NetworkInventory {
  readonly vpcs: readonly Vpc[];
  readonly subnets: readonly Subnet[];
  readonly routeTables: readonly RouteTable[];
  readonly securityGroups: readonly SecurityGroup[];
  readonly networkAcls: readonly NetworkAcl[];
  readonly internetGateways: readonly InternetGateway[];
  readonly natGateways: readonly NatGateway[];
  readonly addresses: readonly Address[];
  readonly endpoints: readonly VpcEndpoint[];
  readonly flowLogs: readonly FlowLog[];
  readonly prefixLists: readonly ManagedPrefixList[];
  readonly instances: readonly Instance[];
  readonly transitGateways: readonly TransitGateway[];
  readonly vpcAttachments: readonly TransitGatewayVpcAttachment[];
  /** The same attachments, with the route tables that they are associated with. */
  readonly attachments: readonly TransitGatewayAttachment[];
  readonly transitRouteTables: readonly TransitGatewayRouteTable[];
  /** Private zones of the wanted name. */
  readonly zones: readonly ZoneDescription[];
}

export interface NetworkClients {
  readonly ec2: EC2Client;
  readonly iam: IAMClient;
  readonly route53: Route53Client;
}

/** Lists everything by reading calls; what the settings do not want is not asked for. */
export async function takeInventory(
  { ec2, route53 }: NetworkClients,
  ask: Questions,
  wanted: WantedNetwork,
): Promise<NetworkInventory> {
  const client = { client: ec2 };
  const running = { Filters: [{ Name: "instance-state-name", Values: ["pending", "running", "stopping", "stopped"] }] };
  const none = Promise.resolve([]);
  const transit = <T>(list: () => Promise<T[]>): Promise<T[]> => (wanted.transitGateway ? list() : none);
  const lists = await Promise.all([
    ask.all("ec2:DescribeVpcs", paginateDescribeVpcs(client, {}), (page) => page.Vpcs),
    ask.all("ec2:DescribeSubnets", paginateDescribeSubnets(client, {}), (page) => page.Subnets),
    ask.all("ec2:DescribeRouteTables", paginateDescribeRouteTables(client, {}), (page) => page.RouteTables),
    ask.all("ec2:DescribeSecurityGroups", paginateDescribeSecurityGroups(client, {}), (page) => page.SecurityGroups),
    ask.all("ec2:DescribeNetworkAcls", paginateDescribeNetworkAcls(client, {}), (page) => page.NetworkAcls),
    ask.all(
      "ec2:DescribeInternetGateways",
      paginateDescribeInternetGateways(client, {}),
      (page) => page.InternetGateways,
    ),
    ask.all("ec2:DescribeNatGateways", paginateDescribeNatGateways(client, {}), (page) => page.NatGateways),
    ask.answer("ec2:DescribeAddresses", () => ec2.send(new DescribeAddressesCommand({}))),
    ask.all("ec2:DescribeVpcEndpoints", paginateDescribeVpcEndpoints(client, {}), (page) => page.VpcEndpoints),
    ask.all("ec2:DescribeFlowLogs", paginateDescribeFlowLogs(client, {}), (page) => page.FlowLogs),
    ask.all(
      "ec2:DescribeManagedPrefixLists",
      paginateDescribeManagedPrefixLists(client, {}),
      (page) => page.PrefixLists,
    ),
    wanted.bastion
      ? ask.all("ec2:DescribeInstances", paginateDescribeInstances(client, running), (page) =>
          page.Reservations?.flatMap((reservation) => reservation.Instances ?? []),
        )
      : none,
    transit(() =>
      ask.all(
        "ec2:DescribeTransitGateways",
        paginateDescribeTransitGateways(client, {}),
        (page) => page.TransitGateways,
      ),
    ),
    transit(() =>
      ask.all(
        "ec2:DescribeTransitGatewayVpcAttachments",
        paginateDescribeTransitGatewayVpcAttachments(client, {}),
        (page) => page.TransitGatewayVpcAttachments,
      ),
    ),
    transit(() =>
      ask.all(
        "ec2:DescribeTransitGatewayAttachments",
        paginateDescribeTransitGatewayAttachments(client, {}),
        (page) => page.TransitGatewayAttachments,
      ),
    ),
    transit(() =>
      ask.all(
        "ec2:DescribeTransitGatewayRouteTables",
        paginateDescribeTransitGatewayRouteTables(client, {}),
        (page) => page.TransitGatewayRouteTables,
      ),
    ),
    wanted.privateZone === undefined ? none : describeZones(route53, ask, wanted.privateZone),
  ]);
  return {
    vpcs: lists[0],
    subnets: lists[1],
    routeTables: lists[2],
    securityGroups: lists[3],
    networkAcls: lists[4],
    internetGateways: lists[5],
    natGateways: lists[6].filter(({ State }) => State === "available"),
    addresses: lists[7]?.Addresses ?? [],
    endpoints: lists[8].filter(({ State }) => State?.toLowerCase() === "available"),
    flowLogs: lists[9],
    prefixLists: lists[10],
    instances: lists[11],
    transitGateways: lists[12].filter(({ State }) => State === "available"),
    vpcAttachments: lists[13].filter(({ State }) => State === "available"),
    attachments: lists[14],
    transitRouteTables: lists[15],
    zones: lists[16],
  };
}

async function describeZones(client: Route53Client, ask: Questions, name: string): Promise<ZoneDescription[]> {
  const zones = await ask.all("route53:ListHostedZones", paginateListHostedZones({ client }, {}), (page) =>
    page.HostedZones?.filter((zone) => zone.Config?.PrivateZone === true && zoneNameOf(zone) === name),
  );
  return Promise.all(
    zones.map(async (zone) => {
      const answer = await ask.answer("route53:GetHostedZone", () =>
        client.send(new GetHostedZoneCommand({ Id: zone.Id })),
      );
      return { zone, vpcs: answer?.VPCs ?? [] };
    }),
  );
}
