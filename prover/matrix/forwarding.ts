import {
  isUnknown,
  type Network,
  type RouteTarget,
  type TransitGatewayAttachment,
  type Value,
} from "@throughline/graph/model";
import {
  type Bound,
  everywhere,
  type Family,
  type Intervals,
  intervals,
  publicAddresses,
} from "@throughline/graph/packets";
import { prefixesOf, transitPrefixesOf } from "../walk/longest-prefix";

/** Where packets may be delivered at most, by their destination addresses. Filters and the way back are not asked. */
export interface Deliveries {
  /** By VPC, with the sender's own address, and with that of a NAT gateway. */
  readonly vpcs: ReadonlyMap<string, { readonly direct: Intervals; readonly translated: Intervals }>;
  /** Where the routes are not known, or not modelled: in any VPC. */
  readonly anywhere: Intervals;
}

/** Looks up where what a route table sends on may be delivered. */
export type Forwarding = (routeTableId: Value<string>, vpcId: string, family: Family) => Deliveries;

/**
 * Follows routes for all destinations at once, so that most pairs of a large network need no walk: what is not delivered
 * here is not delivered by a walk either.
 */
export function forwardingIn(network: Network): Forwarding {
  const tables = tablesOf(network);
  const known = new Map<string, Deliveries>();
  return (routeTableId, vpcId, family) => {
    if (isUnknown(routeTableId)) return { vpcs: new Map(), anywhere: everywhere[family].intervals };
    const key = `${family} ${vpcId} ${routeTableId}`;
    const deliveries = known.get(key) ?? explore(network, tables, { kind: "vpc", id: routeTableId, vpcId }, family);
    known.set(key, deliveries);
    return deliveries;
  };
}

/** A table that decides, and where it stands. */
type Standing =
  | { readonly kind: "vpc"; readonly id: string; readonly vpcId: string }
  | { readonly kind: "transit"; readonly id: string; readonly vpcId?: undefined };

interface Step {
  readonly at: Standing;
  readonly destinations: Intervals;
  readonly translated: boolean;
}

function explore(network: Network, tables: Tables, start: Standing, family: Family): Deliveries {
  const vpcs = new Map<string, { direct: Intervals; translated: Intervals }>();
  let anywhere: Intervals = [];
  const seen = new Map<string, Intervals>();
  const work: Step[] = [{ at: start, destinations: everywhere[family].intervals, translated: false }];
  const deliver = (vpcId: string, destinations: Intervals, translated: boolean): void => {
    const had = vpcs.get(vpcId) ?? { direct: [], translated: [] };
    const how = translated ? "translated" : "direct";
    vpcs.set(vpcId, { ...had, [how]: intervals.union(had[how], destinations) });
  };
  for (let step = work.pop(); step !== undefined; step = work.pop()) {
    const { at, translated } = step;
    const key = `${at.kind} ${at.id} ${at.vpcId ?? ""} ${translated}`;
    const before = seen.get(key) ?? [];
    const fresh = intervals.subtract(step.destinations, before);
    if (fresh.length === 0) continue;
    seen.set(key, intervals.union(before, fresh));
    for (const { target, destinations } of lookUp(tables(at, family), fresh)) {
      for (const next of leadsTo(network, at, target)) {
        if (next.kind === "anywhere") anywhere = intervals.union(anywhere, destinations);
        else if (next.kind === "internet") {
          anywhere = intervals.union(anywhere, intervals.intersect(destinations, publicAddresses[family]));
        } else if (next.kind === "delivery") deliver(next.vpcId, destinations, translated);
        else work.push({ at: next, destinations, translated: translated || next.translated === true });
      }
    }
  }
  return { vpcs, anywhere };
}

type Next =
  | { readonly kind: "anywhere" }
  /** From where public addresses only are passed on, to whoever has them. */
  | { readonly kind: "internet" }
  | { readonly kind: "delivery"; readonly vpcId: string }
  | (Standing & { readonly translated?: boolean });

const anywhere: Next[] = [{ kind: "anywhere" }];

function leadsTo(network: Network, at: Standing, target: Target): Next[] {
  if (target === undefined) return [];
  if (typeof target === "string") return intoAttachment(network, target);
  if (isUnknown(target)) return anywhere;
  return at.kind === "vpc" ? routed(network, at.vpcId, target) : anywhere;
}

function routed(network: Network, vpcId: string, target: RouteTarget): Next[] {
  switch (target.kind) {
    case "local":
      return [{ kind: "delivery", vpcId }];
    case "internetGateway":
    case "egressOnlyInternetGateway":
      return [{ kind: "internet" }];
    case "natGateway":
      return behindNat(network, target.id);
    case "transitGateway":
      return onTransitGateway(network, target.id, vpcId);
    case "vpcPeering": {
      const peering = network.vpcPeerings.get(target.id);
      const ends = peering === undefined ? [] : [peering.requesterVpcId, peering.accepterVpcId];
      const known = ends.filter((end): end is string => !isUnknown(end));
      return known.length < 2 ? anywhere : known.map((id) => ({ kind: "delivery", vpcId: id }));
    }
    case "vpcEndpoint":
      return network.vpcEndpoints.get(target.id)?.kind === "gateway" ? [] : anywhere;
    default:
      return anywhere;
  }
}

function behindNat(network: Network, id: string): Next[] {
  const subnetId = network.natGateways.get(id)?.subnetId;
  return subnetId === undefined || isUnknown(subnetId)
    ? anywhere
    : inSubnet(network, subnetId).map((next) => ({ ...next, translated: true }));
}

function inSubnet(network: Network, id: string): Next[] {
  const subnet = network.subnets.get(id);
  return subnet === undefined || isUnknown(subnet.vpcId) || isUnknown(subnet.routeTableId)
    ? anywhere
    : [
        { kind: "vpc", id: subnet.routeTableId, vpcId: subnet.vpcId },
        { kind: "delivery", vpcId: subnet.vpcId },
      ];
}

function onTransitGateway(network: Network, id: string, vpcId: string): Next[] {
  const attachments = [...network.transitGatewayAttachments.values()].filter(
    (each) =>
      each.kind === "vpc" &&
      (isUnknown(each.transitGatewayId) || each.transitGatewayId === id) &&
      (isUnknown(each.vpcId) || each.vpcId === vpcId),
  );
  if (!network.transitGateways.has(id)) return anywhere;
  return attachments.flatMap(({ routeTableId }) => associated(routeTableId));
}

function associated(routeTableId: TransitGatewayAttachment["routeTableId"]): Next[] {
  if (routeTableId === undefined) return [];
  return isUnknown(routeTableId) ? anywhere : [{ kind: "transit", id: routeTableId }];
}

function intoAttachment(network: Network, id: string): Next[] {
  const attachment = network.transitGatewayAttachments.get(id);
  switch (attachment?.kind) {
    case "vpc":
      return isUnknown(attachment.subnetIds)
        ? anywhere
        : attachment.subnetIds.flatMap((subnetId) => inSubnet(network, subnetId));
    case "peering":
      return [attachment.routeTableId, attachment.peerRouteTableId].flatMap(associated);
    default:
      return anywhere;
  }
}

/** Of a transit gateway's table the id of an attachment; undefined drops. */
type Target = Value<RouteTarget> | Value<string> | undefined;

/** Destinations between two neighbouring bounds, and the targets of their longest prefix. */
interface Segment {
  readonly from: Bound;
  readonly to: Bound;
  readonly targets: readonly Target[];
}

interface Table {
  readonly segments: readonly Segment[];
  /** Of routes whose destination is not known. */
  readonly uncertain: readonly Target[];
}

type Tables = (at: Standing, family: Family) => Table;

function tablesOf(network: Network): Tables {
  const known = new Map<string, Table>();
  return (at, family) => {
    const key = `${family} ${at.kind} ${at.id}`;
    const table = known.get(key) ?? tableOf(targetsOf(network, at), family);
    known.set(key, table);
    return table;
  };
}

interface TargetPrefix {
  readonly target: Target;
  readonly addresses: { readonly family: Family; readonly intervals: Intervals };
  readonly uncertain?: unknown;
}

function targetsOf(network: Network, { kind, id }: Standing): TargetPrefix[] | undefined {
  if (kind === "vpc") {
    const table = network.routeTables.get(id);
    return (
      table && prefixesOf(network, table.routes).map(({ route, ...prefix }) => ({ ...prefix, target: route.target }))
    );
  }
  const table = network.transitGatewayRouteTables.get(id);
  return (
    table && transitPrefixesOf(table.routes).map(({ route, ...prefix }) => ({ ...prefix, target: route.attachmentId }))
  );
}

function tableOf(prefixes: TargetPrefix[] | undefined, family: Family): Table {
  if (prefixes === undefined) return { segments: [], uncertain: [{ unknown: "the table is in no source" }] };
  const own = prefixes.filter(({ addresses }) => addresses.family === family);
  return {
    segments: segmentsOf(own.filter(({ uncertain }) => uncertain === undefined)),
    uncertain: own.filter(({ uncertain }) => uncertain !== undefined).map(({ target }) => target),
  };
}

/** CIDR blocks are within each other or apart: one pass over them in order gives the longest prefix everywhere. */
function segmentsOf(prefixes: readonly TargetPrefix[]): Segment[] {
  const blocks = prefixes
    .map(({ target, addresses }) => ({ from: addresses.intervals[0] ?? 0, to: addresses.intervals[1] ?? 0, target }))
    .sort((a, b) => (a.from === b.from ? (a.to > b.to ? -1 : a.to < b.to ? 1 : 0) : a.from < b.from ? -1 : 1));
  const segments: Segment[] = [];
  const open: { from: Bound; to: Bound; targets: Target[] }[] = [];
  let at: Bound = 0;
  const upTo = (to: Bound): void => {
    const top = open.at(-1);
    if (top !== undefined && at < to) segments.push({ from: at, to, targets: top.targets });
    at = to;
  };
  const closeBefore = (from: Bound | undefined): void => {
    for (let top = open.at(-1); top !== undefined && (from === undefined || top.to <= from); top = open.at(-1)) {
      upTo(top.to);
      open.pop();
    }
  };
  for (const { from, to, target } of blocks) {
    closeBefore(from);
    upTo(from);
    const top = open.at(-1);
    if (top?.from === from && top.to === to) top.targets.push(target);
    else open.push({ from, to, targets: [target] });
  }
  closeBefore(undefined);
  return segments;
}

/** What becomes of these destinations, by target. */
function lookUp(
  { segments, uncertain }: Table,
  destinations: Intervals,
): { target: Target; destinations: Intervals }[] {
  const found = new Map<readonly Target[], Bound[]>();
  for (let i = 0; i + 1 < destinations.length; i += 2) {
    const [from, to] = [destinations[i] ?? 0, destinations[i + 1] ?? 0];
    for (let index = firstAfter(segments, from); index < segments.length; index++) {
      const segment = segments[index];
      if (segment === undefined || segment.from >= to) break;
      const bounds = found.get(segment.targets) ?? [];
      bounds.push(segment.from > from ? segment.from : from, segment.to < to ? segment.to : to);
      found.set(segment.targets, bounds);
    }
  }
  return [
    ...[...found].flatMap(([targets, bounds]) => targets.map((target) => ({ target, destinations: joined(bounds) }))),
    ...uncertain.map((target) => ({ target, destinations })),
  ];
}

/** Of segments in order, the first that ends after a bound. */
function firstAfter(segments: readonly Segment[], bound: Bound): number {
  let [low, high] = [0, segments.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((segments[middle]?.to ?? 0) <= bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Neighbours become one. */
function joined(bounds: readonly Bound[]): Intervals {
  const result: Bound[] = [];
  for (const bound of bounds) {
    if (result.length % 2 === 0 && result.length > 0 && result.at(-1) === bound) result.pop();
    else result.push(bound);
  }
  return result;
}
