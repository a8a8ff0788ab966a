import type { Properties, RuleContext } from "../../resource-type";
import { parseCidr, formatCidr } from "../cidr";
import { records, text } from "../values";

export const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
export const DEFAULT_ROUTE_TABLE = "aws:ec2/defaultRouteTable:DefaultRouteTable";
export const ROUTE = "aws:ec2/route:Route";
const VPC_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const VPC_ENDPOINT_ROUTE_TABLE_ASSOCIATION =
  "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation";

/** One route of a table, whichever resource it comes from. */
export interface RouteEntry {
  readonly destination: string;
  /** Id of the resource that made the route. */
  readonly owner: string;
}

/** Destination of a route: separate (`destinationCidrBlock`) and inline (`cidrBlock`) forms have different names. */
export function destinationOf(route: Properties): string | undefined {
  const block = text(route.destinationCidrBlock) ?? text(route.cidrBlock);
  const block6 = text(route.destinationIpv6CidrBlock) ?? text(route.ipv6CidrBlock);
  return canonical(block ?? block6) ?? text(route.destinationPrefixListId);
}

export const vpcOfRouteTable = (routeTableId: unknown, context: RuleContext): string | undefined =>
  text(context.get(ROUTE_TABLE, routeTableId)?.outputs.vpcId);

/** Routes of a table: separate, inline, and those that gateway endpoints put there. */
export function routesOf(routeTableId: unknown, context: RuleContext): readonly RouteEntry[] {
  const separate = context
    .where(ROUTE, "routeTableId", routeTableId)
    .map(({ id, outputs }) => ({ owner: id, destination: destinationOf(outputs) }));
  const inline = [context.get(ROUTE_TABLE, routeTableId), context.get(DEFAULT_ROUTE_TABLE, routeTableId)]
    .flatMap((table) => (table ? records(table.outputs.routes) : []))
    .map((route) => ({ owner: String(routeTableId), destination: destinationOf(route) }));
  return [...separate, ...inline, ...endpointRoutes(routeTableId, context)].filter(
    (route): route is RouteEntry => route.destination !== undefined,
  );
}

function endpointRoutes(routeTableId: unknown, context: RuleContext): readonly Partial<RouteEntry>[] {
  const associated = context
    .where(VPC_ENDPOINT_ROUTE_TABLE_ASSOCIATION, "routeTableId", routeTableId)
    .map(({ outputs }) => context.get(VPC_ENDPOINT, outputs.vpcEndpointId))
    .filter((endpoint) => endpoint !== undefined);
  return [...context.where(VPC_ENDPOINT, "routeTableIds[]", routeTableId), ...associated].map(({ id, outputs }) => ({
    owner: id,
    destination: text(outputs.prefixListId),
  }));
}

const canonical = (block: string | undefined): string | undefined => {
  const parsed = parseCidr(block);
  return parsed ? formatCidr(parsed) : block;
};
