/**
 * Whether packets of nodes find their way to the internet and back, by route tables alone: a node must reach the
 * registry and the cluster's API before it can join.
 */
import type { Properties, RuleContext, WorldResource } from "../../resource-type";
import { contains, parseCidr } from "../cidr";
import type { Cidr } from "../cidr";
import { attachedVpc } from "../ec2/internet-gateway";
import { NAT_GATEWAY } from "../ec2/nat-gateway";
import { DEFAULT_ROUTE_TABLE, destinationOf, ROUTE, ROUTE_TABLE } from "../ec2/routes";
import { SUBNET } from "../ec2/subnet";
import { VPC } from "../ec2/vpc";
import {
  TRANSIT_GATEWAY_ASSOCIATION,
  TRANSIT_GATEWAY_PROPAGATION,
  TRANSIT_GATEWAY_ROUTE,
} from "../ec2-transit-gateway/route-table-types";
import { VPC_ATTACHMENT } from "../ec2-transit-gateway/vpc-attachment";
import { records, text, texts } from "../values";

/** A way to the internet, or why there is none. */
export type WayOut =
  /** By the address of a NAT gateway, or by the node's own address when `address` is absent. */
  { readonly open: true; readonly address?: string } | { readonly open: false; readonly reason: string };

const closed = (reason: string): WayOut => ({ open: false, reason });

/** The way from a subnet to any address of the internet. */
export function wayOut(subnetId: string, context: RuleContext): WayOut {
  const subnet = context.get(SUBNET, subnetId);
  const table = routeTableOf(subnet, context);
  const route = routeTo(INTERNET, routesOf(table, context));
  if (!subnet || !table || !route) {
    return closed(`the route table of ${subnetId} (${table ?? "none"}) has no default route`);
  }
  if (text(route.natGatewayId)) {
    return throughNat(String(route.natGatewayId), subnet, context);
  }
  if (text(route.transitGatewayId)) {
    return throughTransitGateway(subnet, String(route.transitGatewayId), context);
  }
  return attachedVpc(route.gatewayId, context) === subnet.outputs.vpcId
    ? { open: true }
    : closed(`the default route of ${table} leads to no internet gateway, NAT gateway or transit gateway`);
}

/** Any address of the internet stands for all of them. */
const INTERNET = parseCidr("198.51.100.1/32");

function throughNat(natGatewayId: string, from: WorldResource, context: RuleContext): WayOut {
  const nat = context.get(NAT_GATEWAY, natGatewayId);
  if (nat?.outputs.connectivityType !== "public") {
    return closed(`the NAT gateway ${natGatewayId} has no public address`);
  }
  const home = context.get(SUBNET, nat.outputs.subnetId);
  const table = routeTableOf(home, context);
  const routes = routesOf(table, context);
  const out = routeTo(INTERNET, routes);
  if (home && (!out || attachedVpc(out.gatewayId, context) !== home.outputs.vpcId)) {
    return closed(`the subnet ${home.id} of the NAT gateway ${natGatewayId} has no route to an internet gateway`);
  }
  if (home && home.outputs.vpcId !== from.outputs.vpcId && !routeTo(blockOf(from), routes)?.transitGatewayId) {
    return closed(
      `the route table ${String(table)} of the NAT gateway ${natGatewayId} has no route back to ${blockText(from)}`,
    );
  }
  return { open: true, address: text(nat.outputs.publicIp) };
}

/** Into the gateway by the VPC's attachment, out of it by the one that its table names, and on from there. */
function throughTransitGateway(from: WorldResource, gatewayId: string, context: RuleContext): WayOut {
  const entrance = attachmentOf(from.outputs.vpcId, gatewayId, context);
  const next = exitFor(INTERNET, entrance, context);
  if (!entrance || !next) {
    return closed(`the transit gateway ${gatewayId} has no default route for ${String(from.outputs.vpcId)}`);
  }
  if (exitFor(blockOf(from), next, context)?.id !== entrance.id) {
    return closed(`the transit gateway ${gatewayId} has no route back to ${blockText(from)} for ${next.id}`);
  }
  const ways = texts(next.outputs.subnetIds).map((subnetId) => {
    const landing = context.get(SUBNET, subnetId);
    const nat = text(routeTo(INTERNET, routesOf(routeTableOf(landing, context), context))?.natGatewayId);
    return nat
      ? throughNat(nat, from, context)
      : closed(`the attachment's subnet ${subnetId} has no default route to a NAT gateway`);
  });
  return ways.find(({ open }) => !open) ?? ways[0] ?? closed(`${next.id} has no subnets`);
}

const attachmentOf = (vpcId: unknown, gatewayId: string, context: RuleContext): WorldResource | undefined =>
  context.where(VPC_ATTACHMENT, "vpcId", vpcId).find(({ outputs }) => outputs.transitGatewayId === gatewayId);

/** The attachment that a transit gateway sends packets to which came in by another one. */
function exitFor(
  destination: Cidr | undefined,
  entrance: WorldResource | undefined,
  context: RuleContext,
): WorldResource | undefined {
  const [association] = context.where(TRANSIT_GATEWAY_ASSOCIATION, "transitGatewayAttachmentId", entrance?.id);
  const table = association?.outputs.transitGatewayRouteTableId;
  const entries = [
    ...context.where(TRANSIT_GATEWAY_ROUTE, "transitGatewayRouteTableId", table).map(({ outputs }) => ({
      attachment: outputs.transitGatewayAttachmentId,
      block: outputs.destinationCidrBlock,
    })),
    ...context.where(TRANSIT_GATEWAY_PROPAGATION, "transitGatewayRouteTableId", table).map(({ outputs }) => ({
      attachment: outputs.transitGatewayAttachmentId,
      block: context.get(VPC, context.get(VPC_ATTACHMENT, outputs.transitGatewayAttachmentId)?.outputs.vpcId)?.outputs
        .cidrBlock,
    })),
  ];
  return context.get(VPC_ATTACHMENT, longest(destination, entries, ({ block }) => block)?.attachment);
}

const blockText = (subnet: WorldResource): string => String(subnet.outputs.cidrBlock);
const blockOf = (subnet: WorldResource): Cidr | undefined => parseCidr(subnet.outputs.cidrBlock);

const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const MAIN_ASSOCIATION = "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation";

/** Id of the route table that a subnet uses: its own, or the VPC's main one. */
export function routeTableOf(subnet: WorldResource | undefined, context: RuleContext): string | undefined {
  const own = subnet && context.where(ASSOCIATION, "subnetId", subnet.id)[0]?.outputs.routeTableId;
  const vpcId = subnet?.outputs.vpcId;
  const main = context.where(MAIN_ASSOCIATION, "vpcId", vpcId)[0]?.outputs.routeTableId;
  return text(own) ?? text(main) ?? text(context.get(VPC, vpcId)?.outputs.mainRouteTableId);
}

/** Separate and inline routes of a table. */
const routesOf = (tableId: string | undefined, context: RuleContext): readonly Properties[] => [
  ...context.where(ROUTE, "routeTableId", tableId).map(({ outputs }) => outputs),
  ...[ROUTE_TABLE, DEFAULT_ROUTE_TABLE].flatMap((type) => records(context.get(type, tableId)?.outputs.routes)),
];

const routeTo = (destination: Cidr | undefined, routes: readonly Properties[]): Properties | undefined =>
  longest(destination, routes, destinationOf);

/** The entry with the longest prefix around the destination. */
function longest<Entry>(
  destination: Cidr | undefined,
  entries: readonly Entry[],
  block: (entry: Entry) => unknown,
): Entry | undefined {
  return entries
    .map((entry) => ({ entry, cidr: parseCidr(block(entry)) }))
    .filter(({ cidr }) => cidr !== undefined && destination !== undefined && contains(cidr, destination))
    .sort((one, other) => (other.cidr?.prefix ?? 0) - (one.cidr?.prefix ?? 0))[0]?.entry;
}
