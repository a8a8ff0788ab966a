import type { ResourceGraph } from "../../read";
import type { ById, Network } from "../network";
import { interfaces } from "./interfaces";
import { networkAcls } from "./network-acls";
import { routeTables } from "./route-tables";
import { prefixLists, securityGroups } from "./security-groups";
import { attachments, transitGateways, transitRouteTables } from "./transit";
import { internetGateways, natGateways, subnets, vpcEndpoints, vpcPeerings, vpcs } from "./vpcs";

/** The network that the resources of all sources make together. */
export function buildNetwork(graph: ResourceGraph): Network {
  const allVpcs = vpcs(graph);
  const allAttachments = attachments(graph);
  return {
    vpcs: byId(allVpcs),
    subnets: byId(subnets(graph)),
    routeTables: byId(routeTables(graph, allVpcs)),
    networkAcls: byId(networkAcls(graph)),
    securityGroups: byId(securityGroups(graph)),
    prefixLists: byId(prefixLists(graph)),
    internetGateways: byId(internetGateways(graph)),
    natGateways: byId(natGateways(graph)),
    vpcPeerings: byId(vpcPeerings(graph)),
    vpcEndpoints: byId(vpcEndpoints(graph)),
    transitGateways: byId(transitGateways(graph)),
    transitGatewayAttachments: byId(allAttachments),
    transitGatewayRouteTables: byId(transitRouteTables(graph, allAttachments, allVpcs)),
    interfaces: byId(interfaces(graph)),
    loadBalancers: new Map(),
    targetGroups: new Map(),
    unmodelled: [],
  };
}

function byId<T extends { readonly id: string }>(things: readonly T[]): ById<T> {
  return new Map(things.map((thing) => [thing.id, thing]));
}
