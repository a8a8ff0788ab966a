import { type ModelledThing, thingOf } from "../../aws/modelled-types";
import { graphOf, hidden, isMap, type Resource, type ResourceGraph, type StateValue } from "../../read";
import { idOf } from "./properties";

/** By property the kinds of things that it names by their ids. */
const referents: Readonly<Record<string, readonly ModelledThing[]>> = {
  vpcId: ["vpc"],
  peerVpcId: ["vpc"],
  subnetId: ["subnet"],
  subnetIds: ["subnet"],
  subnets: ["subnet"],
  vpcZoneIdentifiers: ["subnet"],
  vpcSubnetIds: ["subnet"],
  clientSubnets: ["subnet"],
  routeTableId: ["routeTable"],
  routeTableIds: ["routeTable"],
  networkAclId: ["networkAcl"],
  securityGroupId: ["securityGroup"],
  securityGroupIds: ["securityGroup"],
  securityGroups: ["securityGroup"],
  vpcSecurityGroupIds: ["securityGroup"],
  sourceSecurityGroupId: ["securityGroup"],
  referencedSecurityGroupId: ["securityGroup"],
  prefixListId: ["prefixList"],
  prefixListIds: ["prefixList"],
  destinationPrefixListId: ["prefixList"],
  internetGatewayId: ["internetGateway"],
  gatewayId: ["internetGateway"],
  egressOnlyGatewayId: ["egressOnlyInternetGateway"],
  natGatewayId: ["natGateway"],
  allocationId: ["elasticAddress"],
  vpcPeeringConnectionId: ["vpcPeering"],
  vpcEndpointId: ["vpcEndpoint"],
  transitGatewayId: ["transitGateway"],
  peerTransitGatewayId: ["transitGateway"],
  transitGatewayAttachmentId: ["transitVpcAttachment", "transitPeering", "transitConnect"],
  transitGatewayRouteTableId: ["transitRouteTable"],
  networkInterfaceId: ["networkInterface"],
  instanceId: ["instance"],
  loadBalancerArn: ["loadBalancer"],
  listenerArn: ["listener"],
  targetGroupArn: ["targetGroup"],
  targetGroupArns: ["targetGroup"],
  lbTargetGroupArn: ["targetGroup"],
  arn: ["targetGroup"],
  targetId: ["instance", "loadBalancer", "function"],
  autoscalingGroupName: ["autoScalingGroup", "eksNodeGroup"],
  clusterName: ["eksCluster"],
  dbSubnetGroupName: ["databaseSubnetGroup"],
  subnetGroupName: ["cacheSubnetGroup"],
  id: ["launchTemplate"],
};

/**
 * The graph with those hidden ids told that can be only one thing's: the property was made from exactly one resource of
 * the kind that it names. Before an update all ids are hidden.
 */
export function withReferences(graph: ResourceGraph): ResourceGraph {
  // What waits for its deletion has the URN of what takes its place.
  const urns = new Map(
    graph.resources.flatMap((each) => (each.doubt === undefined ? [[each.urn, each] as const] : [])),
  );
  const resources = graph.resources.map((resource) => {
    const told = Object.entries(resource.propertyDependencies ?? {}).flatMap(([name, dependencies]) =>
      dependencies.length === 0 ? [] : tell(resource, name, candidatesOf(dependencies, urns)),
    );
    if (told.length === 0) return resource;
    const values = Object.fromEntries(told);
    return { ...resource, inputs: { ...resource.inputs, ...values }, outputs: { ...resource.outputs, ...values } };
  });
  const same = resources.every((resource, index) => resource === graph.resources[index]);
  return same ? graph : graphOf(resources, graph.contradictions);
}

type Candidates = ReadonlyMap<ModelledThing, readonly string[]>;

function candidatesOf(dependencies: readonly string[], urns: ReadonlyMap<string, Resource>): () => Candidates {
  let made: Candidates | undefined;
  return () => (made ??= fittingThings(dependencies, urns));
}

function fittingThings(dependencies: readonly string[], urns: ReadonlyMap<string, Resource>): Candidates {
  const candidates = new Map<ModelledThing, string[]>();
  for (const urn of new Set(dependencies)) {
    const resource = urns.get(urn);
    const thing = resource && thingOf(resource.type);
    if (resource !== undefined && thing !== undefined) {
      candidates.set(thing, [...(candidates.get(thing) ?? []), idOf(resource)]);
    }
  }
  return candidates;
}

function tell({ inputs, outputs }: Resource, name: string, candidates: () => Candidates): [string, StateValue][] {
  const value = Object.hasOwn(inputs, name) ? inputs[name] : outputs[name];
  const saidAlready = outputs !== inputs && Object.hasOwn(outputs, name) && outputs[name] !== hidden;
  if (value === undefined || saidAlready) return [];
  const told = reveal(value, name, candidates);
  return told === value ? [] : [[name, told]];
}

/** The value with what can be told in it; the same object if nothing can. */
function reveal(value: StateValue, name: string, candidates: () => Candidates): StateValue {
  if (value === hidden) {
    const [only, ...others] = fitting(name, candidates);
    return only === undefined || others.length > 0 ? value : only;
  }
  if (Array.isArray(value)) return revealList(value as readonly StateValue[], name, candidates);
  if (!isMap(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, reveal(item, key, candidates)] as const);
  return entries.every(([key, item]) => item === value[key]) ? value : Object.fromEntries(entries);
}

/** As many hidden ids as there are things that are not named yet: these are they, in whatever order. */
function revealList(list: readonly StateValue[], name: string, candidates: () => Candidates): StateValue {
  const items = list.map((item) => (item === hidden ? item : reveal(item, name, candidates)));
  const rest = items.includes(hidden) ? fitting(name, candidates).filter((id) => !items.includes(id)) : [];
  if (rest.length > 0 && rest.length === items.filter((item) => item === hidden).length) {
    return items.map((item) => (item === hidden ? (rest.shift() ?? item) : item));
  }
  return items.every((item, index) => item === list[index]) ? list : items;
}

function fitting(name: string, candidates: () => Candidates): string[] {
  const things = Object.hasOwn(referents, name) ? (referents[name] ?? []) : [];
  return things.flatMap((thing) => candidates().get(thing) ?? []);
}
