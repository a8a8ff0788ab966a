import { modelledTypes } from "../../aws/modelled-types";
import type { Resource, ResourceGraph } from "../../read";
import { isUnknown, type Unknown, type Value } from "../value";
import type { Route, RouteTable, Vpc } from "../vpc";
import { anchored } from "./anchors";
import { addTo } from "./multimap";
import { doubtOf, evidenceOf, idOf, property, requiredText, text, texts } from "./properties";
import { type EndOf, inlineRoutes, separateRoute } from "./routes";

/** Tables with their routes in all forms: inline, separate, of gateway endpoints, propagated, and the local ones. */
export function routeTables(graph: ResourceGraph, vpcs: readonly Vpc[], endOf: EndOf): RouteTable[] {
  const blocks = new Map(vpcs.map((vpc) => [vpc.id, vpc]));
  const routes = anchored(graph.ofType(...modelledTypes.route), (route) => requiredText(route, "routeTableId"));
  const ofEndpoints = endpointRoutes(graph);
  const propagations = anchored(graph.ofType(...modelledTypes.routePropagation), (each) =>
    requiredText(each, "routeTableId"),
  );
  const everywhere = [
    ...routes.adrift.map(({ resource, unknown }) => doubtful(resource, unknown)),
    ...propagations.adrift.map(({ resource, unknown }) => doubtful(resource, unknown)),
    ...ofEndpoints.adrift,
  ];
  const separate = (id: string): Route[] => [
    ...routes.of(id).map((route) => separateRoute(route, endOf)),
    ...propagations.of(id).map(propagated),
    ...ofEndpoints.of(id),
    ...everywhere,
  ];

  const tables = graph.ofType(...modelledTypes.routeTable).map((table): RouteTable => {
    const id = idOf(table);
    const vpcId = requiredText(table, "vpcId");
    return {
      evidence: evidenceOf(table),
      id,
      vpcId,
      routes: [
        ...localRoutes(table, vpcId, blocks),
        ...inlineRoutes(table, routes.of(id), endOf),
        ...separate(id),
        ...propagatingGateways(table),
      ],
    };
  });
  const known = new Set(tables.map(({ id }) => id));
  // Main tables that nobody manages are as AWS makes them, with what is routed by resources of their own.
  const mains = graph.ofType(...modelledTypes.vpc).flatMap((vpc): RouteTable[] => {
    const id = text(property(vpc, "mainRouteTableId")) ?? text(property(vpc, "defaultRouteTableId"));
    if (typeof id !== "string" || known.has(id)) return [];
    return [
      {
        evidence: evidenceOf(vpc, "mainRouteTableId"),
        id,
        vpcId: idOf(vpc),
        routes: [...localRoutes(vpc, idOf(vpc), blocks), ...separate(id)],
      },
    ];
  });
  return [...tables, ...mains];
}

function localRoutes(table: Resource, vpcId: Value<string>, vpcs: ReadonlyMap<string, Vpc>): Route[] {
  const vpc = isUnknown(vpcId) ? undefined : vpcs.get(vpcId);
  const absent = isUnknown(vpcId) ? vpcId : { unknown: `VPC ${vpcId} is in no source` };
  const addresses = vpc?.addresses ?? absent;
  const rest = { evidence: evidenceOf(table, "local"), target: { kind: "local" } } as const;
  return isUnknown(addresses)
    ? [{ ...rest, destination: addresses }]
    : addresses.map((block) => ({ ...rest, destination: { kind: "addresses", addresses: block } }));
}

/** A route that may be in this table, and lead anywhere. */
function doubtful(resource: Resource, unknown: Unknown): Route {
  return { evidence: evidenceOf(resource), destination: unknown, target: unknown };
}

/** What a VPN gateway or route server announces is in no source. */
function propagated(propagation: Resource): Route {
  const id = text(property(propagation, "vpnGatewayId")) ?? requiredText(propagation, "routeServerId");
  return announcedBy(propagation, id);
}

function propagatingGateways(table: Resource): Route[] {
  const gateways = texts(table, "propagatingVgws");
  if (isUnknown(gateways)) return [announcedBy(table, gateways)];
  return gateways.map((id) => announcedBy(table, id));
}

function announcedBy(resource: Resource, id: Value<string>): Route {
  const destination = isUnknown(id) ? id : { unknown: `what ${id} announces is in no source` };
  return {
    evidence: evidenceOf(resource),
    destination: { ...destination, evidence: evidenceOf(resource) },
    target: isUnknown(id) ? id : { kind: "other", type: "vpnGatewayId", id },
  };
}

/** Gateway endpoints put a route to their service's prefix list into each of their tables. */
function endpointRoutes(graph: ResourceGraph): { of: (tableId: string) => readonly Route[]; adrift: Route[] } {
  const routes = new Map<string, Route[]>();
  const adrift: Route[] = [];
  const add = (tableId: Value<string>, route: Route): void => {
    if (isUnknown(tableId)) adrift.push({ ...route, destination: tableId, target: tableId });
    else addTo(routes, tableId, route);
  };
  const endpoints = new Map(graph.ofType(...modelledTypes.vpcEndpoint).map((endpoint) => [idOf(endpoint), endpoint]));
  for (const endpoint of endpoints.values()) {
    const tables = texts(endpoint, "routeTableIds");
    for (const id of isUnknown(tables) ? [tables] : tables) add(id, routeTo(endpoint));
  }
  for (const association of graph.ofType(...modelledTypes.vpcEndpointRouteTable)) {
    const endpointId = requiredText(association, "vpcEndpointId");
    const endpoint = isUnknown(endpointId) ? undefined : endpoints.get(endpointId);
    const id = requiredText(association, "routeTableId");
    const doubt = doubtOf(association);
    if (endpoint !== undefined) add(id, { ...routeTo(endpoint), ...(doubt && { target: doubt }) });
    else add(id, absentEndpoint(association, endpointId));
  }
  return { of: (tableId) => routes.get(tableId) ?? [], adrift };
}

function routeTo(endpoint: Resource): Route {
  const list = requiredText(endpoint, "prefixListId");
  const doubt = doubtOf(endpoint);
  return {
    evidence: evidenceOf(endpoint),
    destination: isUnknown(list) ? list : { kind: "prefixList", prefixListId: list },
    target: doubt ?? { kind: "vpcEndpoint", id: idOf(endpoint) },
  };
}

function absentEndpoint(association: Resource, id: Value<string>): Route {
  const unknown = isUnknown(id) ? id : { unknown: `VPC endpoint ${id} is in no source` };
  return { evidence: evidenceOf(association), destination: unknown, target: unknown };
}
