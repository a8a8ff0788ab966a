import { modelledTypes, type ModelledThing } from "../../../aws/modelled-types";
import type { Addresses } from "../../../packets";
import { isMap, type Resource, type ResourceGraph } from "../../../read";
import { isUnknown, type Value } from "../../value";
import { type Anchored, anchored } from "../anchors";
import { all, evidenceOf, flag, idOf, nameOf, only, property, requiredText, text } from "../properties";
import { blocksOf } from "../subnets";

/** What ends of connections hang on, by its id or name: looked up for each of them. */
export interface Lookup {
  readonly subnet: (id: string) => Value<SubnetOf>;
  /** A subnet group, template or cluster, by its id or name. */
  readonly named: (thing: ModelledThing, name: string) => Resource | undefined;
  readonly elasticAddresses: ElasticAddresses;
  /** Groups that are attached to an interface one by one. */
  readonly attachedGroups: Anchored;
  readonly endpointGroups: Anchored;
  readonly endpointSubnets: Anchored;
  /** Attachments of interfaces to instances. */
  readonly interfaceAttachments: Anchored;
  readonly clusterInstances: Anchored;
}

export interface SubnetOf {
  readonly addresses: Value<readonly Addresses[]>;
  /** Whether what is started in it gets a public address. */
  readonly mapsPublicAddresses: Value<boolean>;
  readonly assignsIpv6: Value<boolean>;
}

export interface ElasticAddresses {
  readonly byId: ReadonlyMap<string, Resource>;
  readonly ofInstance: Anchored;
  readonly ofInterface: Anchored;
  readonly associations: { readonly ofInstance: Anchored; readonly ofInterface: Anchored };
}

export function lookupOf(graph: ResourceGraph): Lookup {
  const subnets = new Map(graph.ofType(...modelledTypes.subnet).map((subnet) => [idOf(subnet), subnet]));
  const names = new Map<ModelledThing, ReadonlyMap<string, Resource>>();
  const grouped = (thing: ModelledThing, name: string): Anchored =>
    anchored(graph.ofType(...modelledTypes[thing]), (resource) => requiredText(resource, name));
  return {
    subnet: (id) => {
      const subnet = subnets.get(id);
      return subnet === undefined ? { unknown: `subnet ${id} is in no source` } : subnetOf(subnet);
    },
    named: (thing, name) => {
      const known = names.get(thing) ?? byNameAndId(graph.ofType(...modelledTypes[thing]));
      names.set(thing, known);
      return known.get(name);
    },
    elasticAddresses: elasticAddressesOf(graph),
    attachedGroups: grouped("networkInterfaceSecurityGroup", "networkInterfaceId"),
    endpointGroups: grouped("vpcEndpointSecurityGroup", "vpcEndpointId"),
    endpointSubnets: grouped("vpcEndpointSubnet", "vpcEndpointId"),
    interfaceAttachments: grouped("networkInterfaceAttachment", "networkInterfaceId"),
    clusterInstances: grouped("databaseClusterInstance", "clusterIdentifier"),
  };
}

function subnetOf(subnet: Resource): SubnetOf {
  return {
    addresses: all(blocksOf(subnet)),
    mapsPublicAddresses: flag(property(subnet, "mapPublicIpOnLaunch")) ?? false,
    assignsIpv6: flag(property(subnet, "assignIpv6AddressOnCreation")) ?? false,
  };
}

function byNameAndId(resources: readonly Resource[]): ReadonlyMap<string, Resource> {
  return new Map(
    resources.flatMap((resource) => {
      const name = text(property(resource, "name"));
      const keys = typeof name === "string" ? [name, idOf(resource)] : [idOf(resource)];
      return keys.map((key) => [key, resource] as const);
    }),
  );
}

function elasticAddressesOf(graph: ResourceGraph): ElasticAddresses {
  const addresses = graph.ofType(...modelledTypes.elasticAddress);
  const associations = graph.ofType(...modelledTypes.elasticAddressAssociation);
  const by =
    (name: string, otherwise: string) =>
    (association: Resource): Value<string | undefined> =>
      text(property(association, name)) ??
      (property(association, otherwise) === undefined ? requiredText(association, name) : undefined);
  return {
    byId: new Map(addresses.map((address) => [idOf(address), address])),
    ofInstance: anchored(addresses, (address) => text(property(address, "instance"))),
    ofInterface: anchored(addresses, (address) => text(property(address, "networkInterface"))),
    associations: {
      ofInstance: anchored(associations, by("instanceId", "networkInterfaceId")),
      ofInterface: anchored(associations, by("networkInterfaceId", "instanceId")),
    },
  };
}

/** The launch template that a group names, and as it is in the version that the group takes. */
export function templateOf(group: Resource, { named }: Lookup): Value<Resource | undefined> {
  const policy = only(property(group, "mixedInstancesPolicy"));
  const ofPolicy = isMap(policy) && !isUnknown(policy) ? only(policy.launchTemplate as typeof policy) : undefined;
  const specification = isMap(ofPolicy) ? only(ofPolicy.launchTemplateSpecification as typeof policy) : undefined;
  const given = only(property(group, "launchTemplate")) ?? specification;
  if (given === undefined || isUnknown(given) || !isMap(given)) return isUnknown(given) ? given : undefined;
  const keys = [given.id, given.launchTemplateId, given.name, given.launchTemplateName];
  const key = keys.find((each): each is string => typeof each === "string" && each !== "");
  const template = key === undefined ? undefined : named("launchTemplate", key);
  if (template === undefined) {
    return { unknown: `the launch template of ${nameOf(group)} is in no source`, evidence: evidenceOf(group) };
  }
  const { version } = given;
  const latest = text(property(template, "latestVersion"));
  return typeof version === "string" && /^\d+$/.test(version) && typeof latest === "string" && version !== latest
    ? {
        unknown: `${nameOf(group)} takes version ${version} of ${nameOf(template)}, and sources have ${latest}`,
        evidence: evidenceOf(group),
      }
    : template;
}
