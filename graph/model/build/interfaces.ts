import { type Addresses, publicAddresses } from "../../packets";
import { isMap, type Resource, type ResourceGraph } from "../../read";
import type { InterfaceKind, NetworkInterface, Placement } from "../interfaces";
import { isUnknown, type Value } from "../value";
import {
  addressesOf,
  evidenceOf,
  flag,
  idOf,
  inside,
  nameOf,
  property,
  requiredText,
  text,
  texts,
  textsOf,
} from "./properties";

/** How one resource type is an end of connections. */
interface Row {
  readonly type: string;
  readonly kind: InterfaceKind;
  readonly groups: (resource: Resource, graph: ResourceGraph) => Value<readonly string[]>;
  readonly places: (resource: Resource, graph: ResourceGraph) => Value<readonly Placement[]>;
  /** Where it has no interface at all: a function outside a VPC. @default always one */
  readonly exists?: (resource: Resource) => boolean;
  readonly aliases?: (resource: Resource) => readonly Value<string | undefined>[];
  readonly check?: (resource: Resource) => Value<boolean>;
}

const rows: readonly Row[] = [
  {
    type: "aws:ec2/instance:Instance",
    kind: "instance",
    groups: (instance) => texts(instance, "vpcSecurityGroupIds"),
    places: (instance, graph) => atAddress(instance, "privateIp", instancePublicAddress(instance, graph)),
    aliases: (instance) => [text(property(instance, "primaryNetworkInterfaceId")), text(property(instance, "arn"))],
    check: (instance) => flag(property(instance, "sourceDestCheck")) ?? true,
  },
  {
    type: "aws:ec2/networkInterface:NetworkInterface",
    kind: "networkInterface",
    groups: (each) => texts(each, "securityGroups"),
    places: (each, graph) => atAddress(each, "privateIp", elasticAddress(each, "networkInterface", graph)),
    check: (each) => flag(property(each, "sourceDestCheck")) ?? true,
  },
  {
    type: "aws:rds/instance:Instance",
    kind: "database",
    groups: (database) => texts(database, "vpcSecurityGroupIds"),
    places: (database, graph) =>
      somewhereIn(
        ofGroup(graph, "aws:rds/subnetGroup:SubnetGroup", text(property(database, "dbSubnetGroupName")), database),
        graph,
        flag(property(database, "publiclyAccessible")) ?? false,
      ),
    aliases: (database) => [text(property(database, "identifier")), text(property(database, "arn"))],
  },
  {
    type: "aws:rds/cluster:Cluster",
    kind: "database",
    groups: (cluster) => texts(cluster, "vpcSecurityGroupIds"),
    places: (cluster, graph) =>
      somewhereIn(
        ofGroup(graph, "aws:rds/subnetGroup:SubnetGroup", text(property(cluster, "dbSubnetGroupName")), cluster),
        graph,
        false,
      ),
    aliases: (cluster) => [text(property(cluster, "clusterIdentifier")), text(property(cluster, "arn"))],
  },
  {
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    kind: "cache",
    groups: (cache) => texts(cache, "securityGroupIds"),
    places: (cache, graph) =>
      somewhereIn(
        ofGroup(graph, "aws:elasticache/subnetGroup:SubnetGroup", text(property(cache, "subnetGroupName")), cache),
        graph,
        false,
      ),
    aliases: (cache) => [text(property(cache, "arn"))],
  },
  {
    type: "aws:lambda/function:Function",
    kind: "function",
    exists: (each) => isMap(each.outputs.vpcConfig),
    groups: (each) => textsOf(each, inside(each, "vpcConfig", "securityGroupIds"), "vpcConfig.securityGroupIds"),
    places: (each, graph) =>
      somewhereIn(textsOf(each, inside(each, "vpcConfig", "subnetIds"), "vpcConfig.subnetIds"), graph, false),
    aliases: (each) => [text(property(each, "arn"))],
  },
  {
    type: "aws:eks/cluster:Cluster",
    kind: "cluster",
    groups: (cluster) => clusterGroups(cluster),
    places: (cluster, graph) =>
      somewhereIn(textsOf(cluster, inside(cluster, "vpcConfig", "subnetIds"), "vpcConfig.subnetIds"), graph, false),
    aliases: (cluster) => [text(property(cluster, "arn"))],
  },
  {
    type: "aws:eks/nodeGroup:NodeGroup",
    kind: "clusterNode",
    groups: nodeGroups,
    places: (group, graph) => somewhereIn(texts(group, "subnetIds"), graph, false),
    aliases: (group) => [text(property(group, "nodeGroupName")), text(property(group, "arn"))],
  },
  {
    type: "aws:autoscaling/group:Group",
    kind: "instance",
    groups: (group, graph) => templateGroups(group, graph) ?? noGroups(group),
    places: (group, graph) => somewhereIn(texts(group, "vpcZoneIdentifiers"), graph, false),
    aliases: (group) => [text(property(group, "name")), text(property(group, "arn"))],
  },
  {
    type: "aws:ec2/vpcEndpoint:VpcEndpoint",
    kind: "vpcEndpoint",
    exists: (endpoint) => endpoint.outputs.vpcEndpointType === "Interface",
    groups: (endpoint) => texts(endpoint, "securityGroupIds"),
    places: (endpoint, graph) => somewhereIn(texts(endpoint, "subnetIds"), graph, false),
  },
  ...["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"].map((type): Row => ({
    type,
    kind: "loadBalancer",
    groups: (balancer) => texts(balancer, "securityGroups"),
    places: balancerPlaces,
    aliases: (balancer) => [text(property(balancer, "name")), text(property(balancer, "dnsName"))],
  })),
];

/** All ends of connections. Where a thing is placed may be unknown: it then has one place that is. */
export function interfaces(graph: ResourceGraph): NetworkInterface[] {
  return rows.flatMap((row) =>
    graph
      .ofType(row.type)
      .filter((resource) => row.exists?.(resource) ?? true)
      .map((resource) => {
        const places = row.places(resource, graph);
        return {
          evidence: evidenceOf(resource),
          id: idOf(resource),
          aliases: (row.aliases?.(resource) ?? []).filter((alias) => typeof alias === "string"),
          kind: row.kind,
          placements: isUnknown(places) ? [{ subnetId: places, addresses: places, publicAddress: places }] : places,
          securityGroupIds: row.groups(resource, graph),
          sourceDestinationCheck: row.check?.(resource) ?? true,
        };
      }),
  );
}

/** In one subnet, at one address. */
function atAddress(
  resource: Resource,
  name: string,
  publicAddress: Value<Addresses | undefined>,
): readonly Placement[] {
  const address = addressesOf(resource, name, requiredText(resource, name));
  return [
    {
      subnetId: requiredText(resource, "subnetId"),
      addresses: isUnknown(address) ? address : [address],
      publicAddress,
    },
  ];
}

/** In one of these subnets, at an address that AWS chooses. */
function somewhereIn(
  subnetIds: Value<readonly string[]>,
  graph: ResourceGraph,
  isPublic: Value<boolean>,
): Value<readonly Placement[]> {
  if (isUnknown(subnetIds)) return subnetIds;
  const publicAddress = isUnknown(isPublic) ? isPublic : isPublic ? somePublicAddress : undefined;
  return subnetIds.map((subnetId) => ({ subnetId, addresses: blockOf(subnetId, graph), publicAddress }));
}

/** It has one, and which is not said: any of the internet's. */
const somePublicAddress: Addresses = { family: "ipv4", intervals: publicAddresses.ipv4 };

function blockOf(subnetId: string, graph: ResourceGraph): Value<readonly Addresses[]> {
  const subnet = graph
    .ofType("aws:ec2/subnet:Subnet", "aws:ec2/defaultSubnet:DefaultSubnet")
    .find((each) => idOf(each) === subnetId);
  if (subnet === undefined) return { unknown: `subnet ${subnetId} is in no source` };
  const block = addressesOf(subnet, "cidrBlock", requiredText(subnet, "cidrBlock"));
  return isUnknown(block) ? block : [block];
}

/** Subnets of the group that a database or cache names. */
function ofGroup(
  graph: ResourceGraph,
  type: string,
  name: Value<string | undefined>,
  owner: Resource,
): Value<readonly string[]> {
  if (isUnknown(name)) return name;
  const group = graph.ofType(type).find((each) => each.id === name || text(property(each, "name")) === name);
  return group === undefined
    ? { unknown: `subnet group ${name ?? "default"} of ${nameOf(owner)} is in no source`, evidence: evidenceOf(owner) }
    : texts(group, "subnetIds");
}

/** Fixed addresses where the mapping says them, else some address of each subnet. */
function balancerPlaces(balancer: Resource, graph: ResourceGraph): Value<readonly Placement[]> {
  const internal = flag(property(balancer, "internal")) ?? false;
  const isPublic = isUnknown(internal) ? internal : !internal;
  const mappings = property(balancer, "subnetMappings");
  if (!Array.isArray(mappings) || mappings.length === 0) {
    return somewhereIn(texts(balancer, "subnets"), graph, isPublic);
  }
  return mappings.filter(isMap).map((mapping) => {
    const { subnetId, privateIpv4Address } = mapping;
    const id = typeof subnetId === "string" ? subnetId : undefined;
    const fixed = typeof privateIpv4Address === "string" && privateIpv4Address !== "" ? privateIpv4Address : undefined;
    const address = fixed === undefined ? undefined : addressesOf(balancer, "privateIpv4Address", fixed);
    return {
      subnetId: id ?? { unknown: `a subnet of ${nameOf(balancer)} is not known`, evidence: evidenceOf(balancer) },
      addresses: address === undefined ? blockOf(id ?? "", graph) : isUnknown(address) ? address : [address],
      publicAddress: isUnknown(isPublic) ? isPublic : isPublic ? somePublicAddress : undefined,
    };
  });
}

function clusterGroups(cluster: Resource): Value<readonly string[]> {
  const own = inside(cluster, "vpcConfig", "clusterSecurityGroupId");
  const given = textsOf(cluster, inside(cluster, "vpcConfig", "securityGroupIds"), "vpcConfig.securityGroupIds");
  const made = text(own);
  if (isUnknown(given)) return given;
  return isUnknown(made) ? made : [...given, ...(made === undefined ? [] : [made])];
}

/** Groups of the launch template; without one or without groups in it, that of the cluster. */
function nodeGroups(group: Resource, graph: ResourceGraph): Value<readonly string[]> {
  const ofTemplate = templateGroups(group, graph);
  if (ofTemplate !== undefined) return ofTemplate;
  const name = text(property(group, "clusterName"));
  const cluster = graph.ofType("aws:eks/cluster:Cluster").find((each) => text(property(each, "name")) === name);
  return cluster === undefined ? noGroups(group) : clusterGroups(cluster);
}

function templateGroups(group: Resource, graph: ResourceGraph): Value<readonly string[]> | undefined {
  const given = property(group, "launchTemplate");
  if (!isMap(given)) return undefined;
  const template = graph
    .ofType("aws:ec2/launchTemplate:LaunchTemplate")
    .find((each) => each.id === given.id || text(property(each, "name")) === given.name);
  if (template === undefined) {
    return { unknown: `the launch template of ${nameOf(group)} is in no source`, evidence: evidenceOf(group) };
  }
  const own = texts(template, "vpcSecurityGroupIds");
  if (isUnknown(own) || own.length > 0) return own;
  const [first] = (template.outputs.networkInterfaces as readonly unknown[] | undefined) ?? [];
  return isMap(first) && Array.isArray(first.securityGroups)
    ? textsOf(template, first.securityGroups, "networkInterfaces")
    : undefined;
}

function noGroups(resource: Resource): Value<readonly string[]> {
  return { unknown: `no source says the security groups of ${nameOf(resource)}`, evidence: evidenceOf(resource) };
}

function instancePublicAddress(instance: Resource, graph: ResourceGraph): Value<Addresses | undefined> {
  const elastic = elasticAddress(instance, "instance", graph);
  if (elastic !== undefined) return elastic;
  const address = text(property(instance, "publicIp"));
  return address === undefined || isUnknown(address) ? address : addressesOf(instance, "publicIp", address);
}

/** By the address itself, or by an association of its own. */
function elasticAddress(resource: Resource, name: string, graph: ResourceGraph): Value<Addresses | undefined> {
  const addresses = graph.ofType("aws:ec2/eip:Eip");
  const associations = graph.ofType("aws:ec2/eipAssociation:EipAssociation");
  const association = associations.find((each) => text(property(each, `${name}Id`)) === resource.id);
  const allocationId = association && text(property(association, "allocationId"));
  const eip = addresses.find(
    (each) => text(property(each, name)) === resource.id || (allocationId !== undefined && each.id === allocationId),
  );
  return eip && addressesOf(eip, "publicIp", requiredText(eip, "publicIp"));
}
