import type { ModelledThing } from "../../../aws/modelled-types";
import type { Resource } from "../../../read";
import type { InterfaceKind, Placement } from "../../interfaces";
import { isUnknown, type Value } from "../../value";
import { all, computed, doubtOf, flag, idOf, inside, property, requiredText, requiredTexts, text } from "../properties";
import { endpointKind } from "../vpc-endpoints";
import {
  balancerGroups,
  clusterGroups,
  endpointGroups,
  instanceGroups,
  nodeGroups,
  scalingGroups,
  withAttached,
} from "./groups";
import type { Lookup } from "./lookup";
import {
  atAddresses,
  balancerPlaces,
  endpointPlaces,
  insideHas,
  insideTexts,
  instancePublicAddress,
  interfacePublicAddress,
  launched,
  ofSubnetGroup,
  somewhereIn,
} from "./placements";

/** How one kind of resource is an end of connections. */
export interface Row {
  readonly thing: ModelledThing;
  readonly kind: InterfaceKind;
  readonly groups: (resource: Resource, lookup: Lookup) => Value<readonly string[]>;
  readonly places: (resource: Resource, lookup: Lookup) => Value<readonly Placement[]>;
  /** Where it has no interface at all: a function outside a VPC. @default always one */
  readonly exists?: (resource: Resource) => boolean;
  /** Properties that are other ids of it. @default only its ARN */
  readonly names?: readonly string[];
  readonly aliases?: (resource: Resource, lookup: Lookup) => readonly string[];
  /** @default true: it drops what is not its own */
  readonly check?: (resource: Resource) => Value<boolean>;
}

export const rows: readonly Row[] = [
  {
    thing: "instance",
    kind: "instance",
    groups: instanceGroups,
    places: (instance, lookup) =>
      atAddresses(
        instance,
        { first: "privateIp", others: ["secondaryPrivateIps", "ipv6Addresses"] },
        instancePublicAddress(instance, lookup),
      ),
    names: ["primaryNetworkInterfaceId"],
    check: (instance) => flag(property(instance, "sourceDestCheck")) ?? true,
  },
  {
    thing: "networkInterface",
    kind: "networkInterface",
    groups: (each, { attachedGroups }) =>
      withAttached([idOf(each)], requiredTexts(each, "securityGroups"), attachedGroups),
    places: (each, lookup) =>
      atAddresses(
        each,
        { first: "privateIp", others: ["privateIps", "ipv6Addresses"] },
        interfacePublicAddress(each, lookup),
      ),
    aliases: secondaryOf,
    check: (each) => flag(property(each, "sourceDestCheck")) ?? true,
  },
  {
    thing: "instanceConnectEndpoint",
    kind: "other",
    groups: (each) => requiredTexts(each, "securityGroupIds"),
    places: (each, lookup) => somewhereIn(all([requiredText(each, "subnetId")]), lookup),
  },
  {
    thing: "database",
    kind: "database",
    groups: (database) => requiredTexts(database, "vpcSecurityGroupIds"),
    places: (database, lookup) =>
      somewhereIn(ofSubnetGroup("databaseSubnetGroup", "dbSubnetGroupName", database, lookup), lookup, {
        isPublic: () => flag(property(database, "publiclyAccessible")) ?? false,
        dualStack: () => isDual(database),
      }),
    names: ["identifier"],
  },
  {
    thing: "databaseCluster",
    kind: "database",
    groups: (cluster) => requiredTexts(cluster, "vpcSecurityGroupIds"),
    places: (cluster, lookup) =>
      somewhereIn(ofSubnetGroup("databaseSubnetGroup", "dbSubnetGroupName", cluster, lookup), lookup, {
        isPublic: () => anyPublic(cluster, lookup),
        dualStack: () => isDual(cluster),
      }),
    names: ["clusterIdentifier"],
    aliases: (cluster, lookup) => instancesOf(cluster, lookup).map(idOf),
  },
  {
    thing: "databaseProxy",
    kind: "database",
    groups: (proxy) => requiredTexts(proxy, "vpcSecurityGroupIds"),
    places: (proxy, lookup) => somewhereIn(requiredTexts(proxy, "vpcSubnetIds"), lookup),
    names: ["name"],
  },
  {
    thing: "cacheReplicationGroup",
    kind: "cache",
    groups: (cache) => requiredTexts(cache, "securityGroupIds"),
    places: (cache, lookup) =>
      somewhereIn(ofSubnetGroup("cacheSubnetGroup", "subnetGroupName", cache, lookup), lookup, {
        dualStack: () => isDual(cache),
      }),
  },
  {
    thing: "cacheCluster",
    kind: "cache",
    exists: (cache) => property(cache, "replicationGroupId") === undefined,
    groups: (cache) => requiredTexts(cache, "securityGroupIds"),
    places: (cache, lookup) =>
      somewhereIn(ofSubnetGroup("cacheSubnetGroup", "subnetGroupName", cache, lookup), lookup, {
        dualStack: () => isDual(cache),
      }),
  },
  {
    thing: "serverlessCache",
    kind: "cache",
    groups: (cache) => requiredTexts(cache, "securityGroupIds"),
    places: (cache, lookup) => somewhereIn(requiredTexts(cache, "subnetIds"), lookup),
    names: ["name"],
  },
  {
    thing: "function",
    kind: "function",
    exists: (each) => insideHas(each, "vpcConfig", "subnetIds"),
    groups: (each) => insideTexts(each, "vpcConfig", "securityGroupIds"),
    places: (each, lookup) =>
      somewhereIn(insideTexts(each, "vpcConfig", "subnetIds"), lookup, {
        dualStack: () => flag(inside(each, "vpcConfig", "ipv6AllowedForDualStack")) ?? false,
      }),
  },
  {
    thing: "eksCluster",
    kind: "cluster",
    groups: clusterGroups,
    places: (cluster, lookup) => somewhereIn(insideTexts(cluster, "vpcConfig", "subnetIds"), lookup),
    names: ["name"],
  },
  {
    thing: "eksNodeGroup",
    kind: "clusterNode",
    groups: nodeGroups,
    places: (group, lookup) => somewhereIn(requiredTexts(group, "subnetIds"), lookup, launched(group, lookup)),
    names: ["nodeGroupName"],
  },
  {
    thing: "autoScalingGroup",
    kind: "instance",
    groups: scalingGroups,
    places: (group, lookup) => somewhereIn(requiredTexts(group, "vpcZoneIdentifiers"), lookup, launched(group, lookup)),
    names: ["name"],
  },
  {
    thing: "ecsService",
    kind: "other",
    exists: (service) => insideHas(service, "networkConfiguration", "subnets"),
    groups: (service) => insideTexts(service, "networkConfiguration", "securityGroups"),
    places: (service, lookup) =>
      somewhereIn(insideTexts(service, "networkConfiguration", "subnets"), lookup, {
        isPublic: () => flag(inside(service, "networkConfiguration", "assignPublicIp")) ?? false,
        dualStack: ({ assignsIpv6 }) => assignsIpv6,
      }),
    names: ["name"],
  },
  {
    thing: "fileSystemMountTarget",
    kind: "other",
    groups: (target) => requiredTexts(target, "securityGroups"),
    places: (target) => atAddresses(target, { first: "ipAddress" }, undefined),
    names: ["fileSystemId", "networkInterfaceId"],
  },
  {
    thing: "searchDomain",
    kind: "other",
    exists: (domain) => insideHas(domain, "vpcOptions", "subnetIds"),
    groups: (domain) => insideTexts(domain, "vpcOptions", "securityGroupIds"),
    places: (domain, lookup) => somewhereIn(insideTexts(domain, "vpcOptions", "subnetIds"), lookup),
    names: ["domainName"],
  },
  {
    thing: "kafkaCluster",
    kind: "other",
    groups: (cluster) => insideTexts(cluster, "brokerNodeGroupInfo", "securityGroups"),
    places: (cluster, lookup) => somewhereIn(insideTexts(cluster, "brokerNodeGroupInfo", "clientSubnets"), lookup),
    names: ["clusterName"],
  },
  {
    thing: "vpcEndpoint",
    kind: "vpcEndpoint",
    exists: (endpoint) => {
      const kind = endpointKind(endpoint);
      return isUnknown(kind) || kind === "interface";
    },
    groups: endpointGroups,
    places: endpointPlaces,
  },
  {
    thing: "loadBalancer",
    kind: "loadBalancer",
    groups: balancerGroups,
    places: balancerPlaces,
    names: ["name", "dnsName"],
  },
];

function isDual(resource: Resource): Value<boolean> {
  const type = text(property(resource, "networkType")) ?? "ipv4";
  return isUnknown(type) ? type : type.toLowerCase() !== "ipv4";
}

/** The cluster's instances, which say whether it is public. */
function instancesOf(cluster: Resource, { clusterInstances }: Lookup): readonly Resource[] {
  const name = text(property(cluster, "clusterIdentifier"));
  const ids = new Set([idOf(cluster), ...(typeof name === "string" ? [name] : [])]);
  return [...ids].flatMap((id) => clusterInstances.of(id));
}

function anyPublic(cluster: Resource, lookup: Lookup): Value<boolean> {
  const instances = instancesOf(cluster, lookup).map(
    (instance) => doubtOf(instance) ?? flag(property(instance, "publiclyAccessible")) ?? false,
  );
  if (instances.includes(true)) return true;
  return instances.find((each) => isUnknown(each)) ?? lookup.clusterInstances.adrift[0]?.unknown ?? false;
}

/** The instance that an interface is added to: a question about the instance is one about it too. */
function secondaryOf(networkInterface: Resource, { interfaceAttachments }: Lookup): readonly string[] {
  const separate = interfaceAttachments.of(idOf(networkInterface)).map((each) => text(property(each, "instanceId")));
  const list = computed(networkInterface, "attachments");
  const own = Array.isArray(list) ? list : [];
  const inline = own.flatMap((each: unknown) => {
    const { instance, deviceIndex } = (each ?? {}) as { instance?: unknown; deviceIndex?: unknown };
    return Number(deviceIndex) > 0 && typeof instance === "string" ? [instance] : [];
  });
  return [...new Set([...separate.filter((id) => typeof id === "string"), ...inline])];
}
