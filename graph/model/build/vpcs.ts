import type { Addresses } from "../../packets";
import type { Resource, ResourceGraph } from "../../read";
import { isUnknown, type Value } from "../value";
import type { InternetGateway, NatGateway, Subnet, Vpc, VpcEndpoint, VpcPeering } from "../vpc";
import { addressesOf, evidenceOf, flag, idOf, property, required, requiredText, text } from "./properties";

export function vpcs(graph: ResourceGraph): Vpc[] {
  const associations = graph.ofType("aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation");
  return graph.ofType("aws:ec2/vpc:Vpc", "aws:ec2/defaultVpc:DefaultVpc").map((vpc) => ({
    evidence: evidenceOf(vpc),
    id: idOf(vpc),
    account: requiredText(vpc, "ownerId"),
    region: requiredText(vpc, "region"),
    addresses: all([
      addressesOf(vpc, "cidrBlock", requiredText(vpc, "cidrBlock")),
      ...ipv6Of(vpc),
      ...associations
        .filter((association) => text(property(association, "vpcId")) === vpc.id)
        .map((association) => addressesOf(association, "cidrBlock", requiredText(association, "cidrBlock"))),
    ]),
  }));
}

/** What each VPC has without anybody asking for it. */
export interface VpcDefaults {
  readonly routeTableId: Value<string>;
  readonly networkAclId: Value<string>;
}

export function vpcDefaults(graph: ResourceGraph): ReadonlyMap<string, VpcDefaults> {
  const mainTables = new Map(
    graph
      .ofType("aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation")
      .map((association) => [text(property(association, "vpcId")), requiredText(association, "routeTableId")]),
  );
  return new Map(
    graph.ofType("aws:ec2/vpc:Vpc", "aws:ec2/defaultVpc:DefaultVpc").map((vpc) => [
      idOf(vpc),
      {
        routeTableId: mainTables.get(vpc.id) ?? requiredText(vpc, "mainRouteTableId"),
        networkAclId: requiredText(vpc, "defaultNetworkAclId"),
      },
    ]),
  );
}

export function subnets(graph: ResourceGraph): Subnet[] {
  const defaults = vpcDefaults(graph);
  const tables = associated(graph, "aws:ec2/routeTableAssociation:RouteTableAssociation", "routeTableId");
  const acls = new Map([
    ...associated(graph, "aws:ec2/networkAclAssociation:NetworkAclAssociation", "networkAclId"),
    ...listed(graph, ["aws:ec2/networkAcl:NetworkAcl", "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"]),
  ]);
  return graph.ofType("aws:ec2/subnet:Subnet", "aws:ec2/defaultSubnet:DefaultSubnet").map((subnet) => {
    const id = idOf(subnet);
    const vpcId = requiredText(subnet, "vpcId");
    const own = isUnknown(vpcId) ? undefined : defaults.get(vpcId);
    const noDefaults = { unknown: `the VPC of subnet ${id} is in no source`, evidence: evidenceOf(subnet) };
    return {
      evidence: evidenceOf(subnet),
      id,
      vpcId,
      availabilityZone: requiredText(subnet, "availabilityZone"),
      addresses: all([addressesOf(subnet, "cidrBlock", requiredText(subnet, "cidrBlock")), ...ipv6Of(subnet)]),
      routeTableId: tables.get(id) ?? own?.routeTableId ?? noDefaults,
      networkAclId: acls.get(id) ?? own?.networkAclId ?? noDefaults,
    };
  });
}

/** By subnet what associations of their own give it. */
function associated(graph: ResourceGraph, type: string, name: string): Map<string, Value<string>> {
  const pairs = graph.ofType(type).flatMap((association): [string, Value<string>][] => {
    const subnetId = text(property(association, "subnetId"));
    return typeof subnetId === "string" ? [[subnetId, requiredText(association, name)]] : [];
  });
  return new Map(pairs);
}

/** By subnet the network ACL that lists it. */
function listed(graph: ResourceGraph, types: readonly string[]): Map<string, string> {
  const pairs = graph.ofType(...types).flatMap((acl) => {
    const subnetIds = property(acl, "subnetIds");
    return Array.isArray(subnetIds) ? subnetIds.map((id): [string, string] => [String(id), idOf(acl)]) : [];
  });
  return new Map(pairs);
}

export function internetGateways(graph: ResourceGraph): InternetGateway[] {
  const attachments = new Map(
    graph
      .ofType("aws:ec2/internetGatewayAttachment:InternetGatewayAttachment")
      .map((attachment) => [text(property(attachment, "internetGatewayId")), text(property(attachment, "vpcId"))]),
  );
  return [
    ...graph.ofType("aws:ec2/internetGateway:InternetGateway").map((gateway) => ({
      evidence: evidenceOf(gateway),
      id: idOf(gateway),
      vpcId: text(property(gateway, "vpcId")) ?? attachments.get(gateway.id),
      egressOnly: false,
    })),
    ...graph.ofType("aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway").map((gateway) => ({
      evidence: evidenceOf(gateway),
      id: idOf(gateway),
      vpcId: text(property(gateway, "vpcId")),
      egressOnly: true,
    })),
  ];
}

export function natGateways(graph: ResourceGraph): NatGateway[] {
  const elasticAddresses = new Map(graph.ofType("aws:ec2/eip:Eip").map((eip) => [eip.id, eip]));
  return graph.ofType("aws:ec2/natGateway:NatGateway").map((gateway) => {
    const connectivity = text(property(gateway, "connectivityType")) ?? "public";
    const allocationId = text(property(gateway, "allocationId"));
    const eip = typeof allocationId === "string" ? elasticAddresses.get(allocationId) : undefined;
    const publicIp =
      text(property(gateway, "publicIp")) ?? (eip === undefined ? undefined : requiredText(eip, "publicIp"));
    return {
      evidence: evidenceOf(gateway),
      id: idOf(gateway),
      connectivity: connectivity as Value<"public" | "private">,
      subnetId: requiredText(gateway, "subnetId"),
      privateAddress: addressesOf(gateway, "privateIp", requiredText(gateway, "privateIp")),
      publicAddress:
        connectivity === "private"
          ? undefined
          : addressesOf(gateway, "publicIp", required(gateway, "publicIp", publicIp)),
    };
  });
}

/** A peering is one thing with one id; requester, accepter and their options speak of it in turn. */
export function vpcPeerings(graph: ResourceGraph): VpcPeering[] {
  const accepters = graph.ofType("aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter");
  const accepted = new Set(accepters.map((accepter) => text(property(accepter, "vpcPeeringConnectionId"))));
  return graph.ofType("aws:ec2/vpcPeeringConnection:VpcPeeringConnection").map((peering) => {
    const status = text(property(peering, "acceptStatus"));
    const active = accepted.has(peering.id) ? true : isUnknown(status) ? status : status === "active";
    return {
      evidence: evidenceOf(peering),
      id: idOf(peering),
      requesterVpcId: requiredText(peering, "vpcId"),
      accepterVpcId: requiredText(peering, "peerVpcId"),
      active: active || (flag(property(peering, "autoAccept")) ?? false),
    };
  });
}

const endpointKinds: Readonly<Record<string, "gateway" | "interface" | "gatewayLoadBalancer">> = {
  Gateway: "gateway",
  Interface: "interface",
  GatewayLoadBalancer: "gatewayLoadBalancer",
};

export function vpcEndpoints(graph: ResourceGraph): VpcEndpoint[] {
  return graph.ofType("aws:ec2/vpcEndpoint:VpcEndpoint").map((endpoint) => {
    const type = text(property(endpoint, "vpcEndpointType")) ?? "Gateway";
    const kind = isUnknown(type) ? type : endpointKinds[type];
    return {
      evidence: evidenceOf(endpoint),
      id: idOf(endpoint),
      kind: kind ?? {
        unknown: `endpoints of the kind "${isUnknown(type) ? "?" : type}" are not modelled`,
        evidence: evidenceOf(endpoint),
      },
      service: requiredText(endpoint, "serviceName"),
      vpcId: requiredText(endpoint, "vpcId"),
      prefixListId: kind === "gateway" ? requiredText(endpoint, "prefixListId") : undefined,
      policy: text(property(endpoint, "policy")),
      privateDns: flag(property(endpoint, "privateDnsEnabled")) ?? false,
    };
  });
}

function ipv6Of(resource: Resource): Value<Addresses>[] {
  const block = text(property(resource, "ipv6CidrBlock"));
  return block === undefined ? [] : [addressesOf(resource, "ipv6CidrBlock", block)];
}

/** All of them; unknown if one is. */
export function all<T>(values: readonly Value<T>[]): Value<readonly T[]> {
  const known: T[] = [];
  for (const value of values) {
    if (isUnknown(value)) return value;
    known.push(value);
  }
  return known;
}
