import { parseAddresses } from "../../packets";
import { isMap, type Resource, type ResourceGraph } from "../../read";
import { isUnknown, type Unknown, type Value } from "../value";
import type { Route, RouteDestination, RouteTable, RouteTarget, Vpc } from "../vpc";
import { entry, evidenceOf, idOf, nameOf, property, requiredText, text, texts } from "./properties";

/** Properties that name a route's target: `kind` in the model, and how inline routes spell it where it is otherwise. */
const targets: readonly { readonly property: string; readonly kind: RouteTarget["kind"] }[] = [
  { property: "gatewayId", kind: "internetGateway" },
  { property: "egressOnlyGatewayId", kind: "egressOnlyInternetGateway" },
  { property: "natGatewayId", kind: "natGateway" },
  { property: "transitGatewayId", kind: "transitGateway" },
  { property: "vpcPeeringConnectionId", kind: "vpcPeering" },
  { property: "vpcEndpointId", kind: "vpcEndpoint" },
  { property: "networkInterfaceId", kind: "networkInterface" },
  { property: "instanceId", kind: "networkInterface" },
  { property: "carrierGatewayId", kind: "other" },
  { property: "localGatewayId", kind: "other" },
  { property: "coreNetworkArn", kind: "other" },
];

const destinations = ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"];
const inlineDestinations = ["cidrBlock", "ipv6CidrBlock", "destinationPrefixListId"];

/** Tables with their routes in all forms: inline, separate, of gateway endpoints, and the local ones. */
export function routeTables(graph: ResourceGraph, vpcs: readonly Vpc[]): RouteTable[] {
  const blocks = new Map(vpcs.map((vpc) => [vpc.id, vpc]));
  const separate = groupBy(graph.ofType("aws:ec2/route:Route"), (route) => text(property(route, "routeTableId")));
  const ofEndpoints = endpointRoutes(graph);
  const declared = graph.ofType("aws:ec2/routeTable:RouteTable", "aws:ec2/defaultRouteTable:DefaultRouteTable");
  const tables = declared.map((table): RouteTable => {
    const id = idOf(table);
    const vpcId = requiredText(table, "vpcId");
    return {
      evidence: evidenceOf(table),
      id,
      vpcId,
      routes: [
        ...localRoutes(table, vpcId, blocks),
        ...inlineRoutes(table),
        ...(separate.get(id) ?? []).map(separateRoute),
        ...(ofEndpoints.get(id) ?? []),
      ],
    };
  });
  const known = new Set(tables.map(({ id }) => id));
  return [...tables, ...mainTables(graph, blocks).filter(({ id }) => !known.has(id))];

  /** Main tables that nobody manages: as AWS makes them, with what is routed by resources of their own. */
  function mainTables(of: ResourceGraph, all: ReadonlyMap<string, Vpc>): RouteTable[] {
    return of.ofType("aws:ec2/vpc:Vpc", "aws:ec2/defaultVpc:DefaultVpc").flatMap((vpc) => {
      const id = text(property(vpc, "mainRouteTableId")) ?? text(property(vpc, "defaultRouteTableId"));
      if (typeof id !== "string") return [];
      const routes = [
        ...localRoutes(vpc, idOf(vpc), all),
        ...(separate.get(id) ?? []).map(separateRoute),
        ...(ofEndpoints.get(id) ?? []),
      ];
      return [{ evidence: evidenceOf(vpc, "mainRouteTableId"), id, vpcId: idOf(vpc), routes }];
    });
  }
}

function localRoutes(table: Resource, vpcId: Value<string>, vpcs: ReadonlyMap<string, Vpc>): Route[] {
  const vpc = isUnknown(vpcId) ? undefined : vpcs.get(vpcId);
  const addresses = vpc?.addresses ?? { unknown: `the VPC of ${nameOf(table)} is in no source` };
  if (isUnknown(addresses)) {
    return [{ evidence: evidenceOf(table, "local"), destination: addresses, target: { kind: "local" } }];
  }
  return addresses.map((block) => ({
    evidence: evidenceOf(table, "local"),
    destination: { kind: "addresses", addresses: block },
    target: { kind: "local" },
  }));
}

/** Inline routes are all routes of their table; without any, what the provider read last is left to the separate ones. */
function inlineRoutes(table: Resource): Route[] {
  const routes = table.external ? table.outputs.routes : table.inputs.routes;
  if (!Array.isArray(routes)) return [];
  return routes.filter(isMap).map((route, index) => {
    const part = `routes[${index}]`;
    const read = (name: string) => text(entry(table, route, name, part));
    return {
      evidence: evidenceOf(table, part),
      destination: destinationOf(inlineDestinations.map(read), part, table),
      target: targetOf((name) => read(name), part, table),
    };
  });
}

function separateRoute(route: Resource): Route {
  const read = (name: string) => text(property(route, name));
  return {
    evidence: evidenceOf(route),
    destination: destinationOf(destinations.map(read), nameOf(route), route),
    target: targetOf(read, nameOf(route), route),
  };
}

function destinationOf(
  values: readonly Value<string | undefined>[],
  part: string,
  resource: Resource,
): Value<RouteDestination> {
  const value = values.find((given) => given !== undefined);
  if (isUnknown(value)) return value;
  if (value === undefined) return { unknown: `no source says where ${part} leads`, evidence: evidenceOf(resource) };
  const addresses = parseAddresses(value);
  return addresses === undefined ? { kind: "prefixList", prefixListId: value } : { kind: "addresses", addresses };
}

function targetOf(
  read: (name: string) => Value<string | undefined>,
  part: string,
  resource: Resource,
): Value<RouteTarget> {
  let unknown: Unknown | undefined;
  for (const { property: name, kind } of targets) {
    const id = read(name);
    if (isUnknown(id)) {
      unknown ??= id;
    } else if (id !== undefined) {
      return target(kind, name, id);
    }
  }
  return unknown ?? { unknown: `no source says the target of ${part}`, evidence: evidenceOf(resource) };
}

function target(kind: RouteTarget["kind"], name: string, id: string): RouteTarget {
  if (id === "local") return { kind: "local" };
  if (kind === "internetGateway" && !id.startsWith("igw-") && !id.startsWith("urn:")) {
    return { kind: "other", type: name, id };
  }
  return kind === "other" ? { kind, type: name, id } : { kind, id };
}

/** Gateway endpoints put a route to their service's prefix list into each of their tables. */
function endpointRoutes(graph: ResourceGraph): Map<string, Route[]> {
  const routes = new Map<string, Route[]>();
  const add = (tableId: string, endpoint: Resource): void => {
    const list = requiredText(endpoint, "prefixListId");
    const route: Route = {
      evidence: evidenceOf(endpoint),
      destination: isUnknown(list) ? list : { kind: "prefixList", prefixListId: list },
      target: { kind: "vpcEndpoint", id: idOf(endpoint) },
    };
    routes.set(tableId, [...(routes.get(tableId) ?? []), route]);
  };
  const endpoints = graph.ofType("aws:ec2/vpcEndpoint:VpcEndpoint");
  for (const endpoint of endpoints) {
    const tables = texts(endpoint, "routeTableIds");
    if (!isUnknown(tables))
      tables.forEach((id) => {
        add(id, endpoint);
      });
  }
  for (const association of graph.ofType("aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation")) {
    const tableId = text(property(association, "routeTableId"));
    const endpointId = text(property(association, "vpcEndpointId"));
    const endpoint = endpoints.find((each) => idOf(each) === endpointId);
    if (typeof tableId === "string" && endpoint !== undefined) add(tableId, endpoint);
  }
  return routes;
}

export function groupBy(
  resources: readonly Resource[],
  keyOf: (resource: Resource) => Value<string | undefined>,
): Map<string, Resource[]> {
  const groups = new Map<string, Resource[]>();
  for (const resource of resources) {
    const key = keyOf(resource);
    if (key === undefined || isUnknown(key)) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [resource]);
    else group.push(resource);
  }
  return groups;
}
