import type { ResourceGraph } from "../../read";
import type { Evidence } from "../value";
import type { ById, Network } from "../network";
import { internetGateways, natGateways } from "./gateways";
import { endsByAlias, interfaces } from "./interfaces";
import { loadBalancers, targetGroups } from "./load-balancing";
import { networkAcls } from "./network-acls";
import { vpcPeerings } from "./peerings";
import { prefixLists } from "./prefix-lists";
import { withReferences } from "./references";
import { routeTables } from "./route-tables";
import { securityGroups } from "./security-groups";
import { subnets } from "./subnets";
import { attachments, transitGateways, transitRouteTables } from "./transit";
import { unmodelled } from "./unmodelled";
import { vpcEndpoints } from "./vpc-endpoints";
import { vpcs } from "./vpcs";

/** The network that the resources of all sources make together. */
export function buildNetwork(resources: ResourceGraph): Network {
  const graph = withReferences(resources);
  const allVpcs = vpcs(graph);
  const ends = interfaces(graph);
  const lists = prefixLists(graph);
  const allAttachments = attachments(graph);
  const around = { attachments: allAttachments, vpcs: allVpcs, prefixLists: lists };
  return {
    vpcs: byId(allVpcs),
    subnets: byId(subnets(graph)),
    routeTables: byId(routeTables(graph, allVpcs, endsByAlias(ends))),
    networkAcls: byId(networkAcls(graph)),
    securityGroups: byId(securityGroups(graph)),
    prefixLists: byId(lists),
    internetGateways: byId(internetGateways(graph)),
    natGateways: byId(natGateways(graph)),
    vpcPeerings: byId(vpcPeerings(graph)),
    vpcEndpoints: byId(vpcEndpoints(graph)),
    transitGateways: byId(transitGateways(graph)),
    transitGatewayAttachments: byId(allAttachments),
    transitGatewayRouteTables: byId(transitRouteTables(graph, around)),
    interfaces: byId(ends),
    loadBalancers: byId(loadBalancers(graph)),
    targetGroups: byId(targetGroups(graph)),
    unmodelled: unmodelled(graph),
  };
}

/** Where things of two accounts or regions have one name for an id, the second goes by its URN. */
function byId<T extends { readonly id: string; readonly evidence: Evidence }>(things: readonly T[]): ById<T> {
  const all = new Map<string, T>();
  for (const thing of things) {
    const { urn } = thing.evidence;
    if (!all.has(thing.id)) all.set(thing.id, thing);
    else if (!all.has(urn)) all.set(urn, { ...thing, id: urn });
  }
  return all;
}
