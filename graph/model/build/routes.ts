import { parseAddresses } from "../../packets";
import { hidden, type Resource, type StateMap } from "../../read";
import { isUnknown, type Unknown, type Value } from "../value";
import type { Route, RouteDestination, RouteTarget } from "../vpc";
import { inlineOf } from "./inline";
import { doubtOf, entry, evidenceOf, nameOf, type Property, property, text } from "./properties";

/** The end that has an id as its own or as one of its others: an instance, by the id of its network interface. */
export type EndOf = (id: string) => string;

/** Properties that name a route's target, and its kind in the model. */
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
  { property: "odbNetworkArn", kind: "other" },
];

const destinations = ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"];
const inlineDestinations = ["cidrBlock", "ipv6CidrBlock", "destinationPrefixListId"];

/** Routes within the table itself, with those in doubt that only one side of the state has. */
export function inlineRoutes(table: Resource, separate: readonly Resource[], endOf: EndOf): Route[] {
  const found = inlineOf(table, "routes", {
    keysOf: (route) => keysOf(route, inlineDestinations),
    explained: () => separate.flatMap((route) => keysOf({ ...route.inputs, ...route.outputs }, destinations)),
  });
  if (isUnknown(found)) return [{ evidence: evidenceOf(table, "routes"), destination: found, target: found }];
  return found.flatMap(({ item, part, doubt }): Route[] => {
    if (isUnknown(item)) return [{ evidence: evidenceOf(table, part), destination: item, target: item }];
    const read = (name: string): Property => entry(table, item, name, part);
    return [{ ...routeOf(table, part, inlineDestinations, read, doubt, endOf), evidence: evidenceOf(table, part) }];
  });
}

export function separateRoute(route: Resource, endOf: EndOf): Route {
  const read = (name: string): Property => property(route, name);
  return routeOf(route, nameOf(route), destinations, read, doubtOf(route), endOf);
}

function routeOf(
  resource: Resource,
  part: string,
  names: readonly string[],
  read: (name: string) => Property,
  doubt: Unknown | undefined,
  endOf: EndOf,
): Route {
  return {
    evidence: evidenceOf(resource),
    destination: destinationOf(
      names.map((name) => text(read(name))),
      part,
      resource,
    ),
    target: doubt ?? targetOf((name) => text(read(name)), part, resource, endOf),
  };
}

/** The same of the same route, in whatever form; local ones are everybody's. */
function keysOf(route: StateMap, names: readonly string[]): string[] {
  const say = (name: string): string => {
    const value = route[name];
    return typeof value === "string" ? value : value === hidden ? "?" : "";
  };
  if (say("gatewayId") === "local") return [];
  const target = targets.find(({ property: name }) => say(name) !== "");
  return [`${names.map(say).join("")} ${target === undefined ? "" : say(target.property)}`];
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
  if (addresses !== undefined) return { kind: "addresses", addresses };
  return value.includes("/")
    ? { unknown: `"${value}" is no CIDR block`, evidence: evidenceOf(resource) }
    : { kind: "prefixList", prefixListId: value };
}

function targetOf(
  read: (name: string) => Value<string | undefined>,
  part: string,
  resource: Resource,
  endOf: EndOf,
): Value<RouteTarget> {
  let unknown: Unknown | undefined;
  for (const { property: name, kind } of targets) {
    const id = read(name);
    if (isUnknown(id)) unknown ??= id;
    else if (id !== undefined) return target(kind, name, id, endOf);
  }
  return unknown ?? { unknown: `no source says the target of ${part}`, evidence: evidenceOf(resource) };
}

function target(kind: RouteTarget["kind"], name: string, id: string, endOf: EndOf): RouteTarget {
  if (id === "local") return { kind: "local" };
  if (kind === "internetGateway") return gateway(name, id);
  if (kind === "networkInterface") return { kind, id: endOf(id) };
  return kind === "other" ? { kind, type: name, id } : { kind, id };
}

/** Several kinds of gateways go by this name; the id tells which. */
function gateway(name: string, id: string): RouteTarget {
  if (id.startsWith("vpce-")) return { kind: "vpcEndpoint", id };
  return id.startsWith("igw-") || id.includes("internetGateway:InternetGateway")
    ? { kind: "internetGateway", id }
    : { kind: "other", type: name, id };
}
