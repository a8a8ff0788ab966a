import { type Addresses, publicAddresses } from "../../../packets";
import { isMap, type Resource, type StateMap } from "../../../read";
import type { Placement } from "../../interfaces";
import { isUnknown, type Value } from "../../value";
import { type Anchored } from "../anchors";
import {
  addressesOf,
  all,
  computed,
  doubtOf,
  entry,
  flag,
  idOf,
  inside,
  maps,
  only,
  property,
  required,
  requiredText,
  requiredTexts,
  text,
  texts,
} from "../properties";
import { type Lookup, type SubnetOf, templateOf } from "./lookup";

/** It has one, and which is not said: any of the internet's. */
const somePublicAddress: Addresses = { family: "ipv4", intervals: publicAddresses.ipv4 };

/** What decides about the addresses of a thing that AWS places itself. */
export interface Manner {
  /** @default false */
  readonly isPublic?: (subnet: SubnetOf) => Value<boolean>;
  /** Whether it has addresses of both families where the subnet has. @default false */
  readonly dualStack?: (subnet: SubnetOf) => Value<boolean>;
}

/** In one subnet, at addresses that the resource says. */
export function atAddresses(
  resource: Resource,
  names: { readonly first: string; readonly others?: readonly string[] },
  publicAddress: Value<Addresses | undefined>,
): readonly Placement[] {
  const ipv6Only = property(resource, names.first) === undefined && isSaid(property(resource, "ipv6Addresses"));
  const first = ipv6Only ? [] : [requiredText(resource, names.first)];
  const others = (names.others ?? []).map((name) => texts(resource, name));
  const unknown = others.find((list) => isUnknown(list));
  const known = others.flatMap((list) => (isUnknown(list) ? [] : list));
  const addresses = [...new Set([...first, ...known])].map((each) => addressesOf(resource, names.first, each));
  return [{ subnetId: requiredText(resource, "subnetId"), addresses: unknown ?? all(addresses), publicAddress }];
}

function isSaid(value: ReturnType<typeof property>): boolean {
  return Array.isArray(value) && value.length > 0;
}

/** In one of these subnets, at an address that AWS chooses. */
export function somewhereIn(
  subnetIds: Value<readonly string[]>,
  { subnet }: Lookup,
  manner: Manner = {},
): Value<readonly Placement[]> {
  return isUnknown(subnetIds)
    ? subnetIds
    : subnetIds.map((subnetId) => ({ subnetId, ...placed(subnet(subnetId), manner) }));
}

function placed(subnet: Value<SubnetOf>, { isPublic, dualStack }: Manner): Omit<Placement, "subnetId"> {
  if (isUnknown(subnet)) return { addresses: subnet, publicAddress: isPublic === undefined ? undefined : subnet };
  const both = dualStack?.(subnet) ?? false;
  const { addresses } = subnet;
  const families = isUnknown(addresses) || both === true ? addresses : ofIpv4(addresses);
  return {
    addresses: isUnknown(both) ? both : families,
    publicAddress: publicly(isPublic?.(subnet) ?? false),
  };
}

/** Of a subnet that has nothing else, IPv6 is not left out. */
function ofIpv4(addresses: readonly Addresses[]): readonly Addresses[] {
  const ipv4 = addresses.filter(({ family }) => family === "ipv4");
  return ipv4.length > 0 ? ipv4 : addresses;
}

function publicly(isPublic: Value<boolean>): Value<Addresses | undefined> {
  if (isUnknown(isPublic)) return isPublic;
  return isPublic ? somePublicAddress : undefined;
}

/** Subnets of the group that a database or cache names. */
export function ofSubnetGroup(
  thing: "databaseSubnetGroup" | "cacheSubnetGroup",
  name: string,
  owner: Resource,
  { named }: Lookup,
): Value<readonly string[]> {
  const groupName = requiredText(owner, name);
  if (isUnknown(groupName)) return groupName;
  const group = named(thing, groupName);
  return group === undefined
    ? { unknown: `subnet group ${groupName} is in no source` }
    : requiredTexts(group, "subnetIds");
}

/** What an Auto Scaling group or the nodes of a cluster are started with: the template says, or else the subnet. */
export function launched(group: Resource, lookup: Lookup): Manner {
  const template = templateOf(group, lookup);
  const configuration = text(property(group, "launchConfiguration"));
  const launcher =
    template ??
    (typeof configuration === "string" ? lookup.named("launchConfiguration", configuration) : configuration);
  const wanted = isUnknown(launcher) ? launcher : launcher && associates(launcher);
  return {
    isPublic: ({ mapsPublicAddresses }) => wanted ?? mapsPublicAddresses,
    dualStack: ({ assignsIpv6 }) => assignsIpv6,
  };
}

function associates(launcher: Resource): Value<boolean | undefined> {
  const interfaces = only(property(launcher, "networkInterfaces"));
  if (isUnknown(interfaces)) return interfaces;
  const own = flag(property(launcher, "associatePublicIpAddress"));
  return isMap(interfaces) ? flag(entry(launcher, interfaces, "associatePublicIpAddress", "networkInterfaces")) : own;
}

/** Fixed addresses where the mapping says them, else some address of each subnet. */
export function balancerPlaces(balancer: Resource, lookup: Lookup): Value<readonly Placement[]> {
  const internal = flag(property(balancer, "internal")) ?? false;
  const isPublic = isUnknown(internal) ? internal : !internal;
  const addressType = text(property(balancer, "ipAddressType")) ?? "ipv4";
  const dualStack = isUnknown(addressType) ? addressType : addressType.startsWith("dualstack");
  const manner: Manner = { isPublic: () => isPublic, dualStack: () => dualStack };
  const mappings = maps(balancer, property(balancer, "subnetMappings"), "subnetMappings");
  if (mappings.length === 0) return somewhereIn(requiredTexts(balancer, "subnets"), lookup, manner);
  return mappings.map((mapping): Placement => {
    if (isUnknown(mapping)) return { subnetId: mapping, addresses: mapping, publicAddress: mapping };
    return mapped(balancer, mapping, { isPublic, dualStack }, lookup);
  });
}

function mapped(
  balancer: Resource,
  mapping: StateMap,
  { isPublic, dualStack }: { readonly isPublic: Value<boolean>; readonly dualStack: Value<boolean> },
  lookup: Lookup,
): Placement {
  const read = (name: string): Value<string | undefined> => text(entry(balancer, mapping, name, "subnetMappings"));
  const subnetId = required(balancer, "a subnet", read("subnetId"));
  const some = isUnknown(subnetId)
    ? { addresses: subnetId, publicAddress: subnetId }
    : placed(lookup.subnet(subnetId), { isPublic: () => isPublic, dualStack: () => dualStack });
  const fixed = [read("privateIpv4Address"), read("ipv6Address")].filter((address) => address !== undefined);
  const known = all(fixed.map((address) => addressesOf(balancer, "subnetMappings", address)));
  const allocation = read("allocationId");
  const elastic = typeof allocation === "string" ? lookup.elasticAddresses.byId.get(allocation) : undefined;
  return {
    subnetId,
    addresses: isUnknown(known) ? known : withOtherFamilies(known, dualStack, some.addresses),
    publicAddress: isPublic === true && elastic !== undefined ? publicIpOf(elastic) : publicly(isPublic),
  };
}

/** Fixed addresses, and those that AWS chooses in families that have no fixed one. */
function withOtherFamilies(
  fixed: readonly Addresses[],
  dualStack: Value<boolean>,
  some: Value<readonly Addresses[]>,
): Value<readonly Addresses[]> {
  if (fixed.length > 0 && dualStack === false) return fixed;
  if (isUnknown(some)) return some;
  const families = new Set(fixed.map(({ family }) => family));
  return [...fixed, ...some.filter(({ family }) => !families.has(family))];
}

/** Subnets of an interface endpoint, with those that are associated one by one; addresses where it says them. */
export function endpointPlaces(endpoint: Resource, lookup: Lookup): Value<readonly Placement[]> {
  const own = texts(endpoint, "subnetIds");
  const [adrift] = lookup.endpointSubnets.adrift;
  const associated = lookup.endpointSubnets
    .of(idOf(endpoint))
    .map((each) => doubtOf(each) ?? requiredText(each, "subnetId"));
  const others = all(associated);
  if (isUnknown(own) || isUnknown(others) || adrift !== undefined) {
    return isUnknown(own) ? own : isUnknown(others) ? others : (adrift?.unknown ?? []);
  }
  const ids = [...new Set([...own, ...others])];
  const type = text(property(endpoint, "ipAddressType")) ?? "ipv4";
  const dualStack = isUnknown(type) ? type : type !== "ipv4";
  const subnetIds = ids.length > 0 ? ids : requiredTexts(endpoint, "subnetIds");
  return somewhereIn(subnetIds, lookup, { dualStack: () => dualStack });
}

/** By the address itself, or by an association of its own; else what the instance says. */
export function instancePublicAddress(instance: Resource, lookup: Lookup): Value<Addresses | undefined> {
  const primary = text(property(instance, "primaryNetworkInterfaceId"));
  const elastic =
    elasticAddress(idOf(instance), "ofInstance", lookup) ??
    (typeof primary === "string" ? elasticAddress(primary, "ofInterface", lookup) : undefined);
  if (elastic !== undefined) return elastic;
  const wantsPublic = flag(property(instance, "associatePublicIpAddress"));
  const address = text(wantsPublic === false ? property(instance, "publicIp") : computed(instance, "publicIp"));
  return address === undefined ? undefined : addressesOf(instance, "publicIp", address);
}

export function interfacePublicAddress(networkInterface: Resource, lookup: Lookup): Value<Addresses | undefined> {
  return elasticAddress(idOf(networkInterface), "ofInterface", lookup);
}

function elasticAddress(
  id: string,
  by: "ofInstance" | "ofInterface",
  { elasticAddresses }: Lookup,
): Value<Addresses | undefined> {
  const [own] = elasticAddresses[by].of(id);
  if (own !== undefined) return doubtOf(own) ?? publicIpOf(own);
  const associations: Anchored = elasticAddresses.associations[by];
  const [association] = associations.of(id);
  if (association === undefined) return (elasticAddresses[by].adrift[0] ?? associations.adrift[0])?.unknown;
  const allocationId = text(property(association, "allocationId"));
  const address = typeof allocationId === "string" ? elasticAddresses.byId.get(allocationId) : undefined;
  if (address !== undefined) return doubtOf(association) ?? publicIpOf(address);
  return addressesOf(association, "publicIp", requiredText(association, "publicIp"));
}

function publicIpOf(address: Resource): Value<Addresses> {
  return addressesOf(address, "publicIp", requiredText(address, "publicIp"));
}

/** A text of a list within a nested map, as `inside` reads it. */
export function insideTexts(resource: Resource, outer: string, name: string): Value<readonly string[]> {
  return requiredTexts(resource, `${outer}.${name}`, inside(resource, outer, name));
}

/** Whether a nested list has something in it, or may have. */
export function insideHas(resource: Resource, outer: string, name: string): boolean {
  const value = inside(resource, outer, name);
  return isUnknown(value) || (Array.isArray(value) && value.length > 0);
}
