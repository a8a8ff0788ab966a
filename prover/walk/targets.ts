import {
  isUnknown,
  type Network,
  type Target,
  type TargetGroup,
  type Unknown,
  type Value,
} from "@throughline/graph/model";
import { type Addresses, intervals, parseAddresses } from "@throughline/graph/packets";
import { endsOf, type InterfaceEnd } from "../ends";
import type { BalancerNode } from "./load-balancer";
import type { Walk } from "./walk";

/** An interface of a target, and the port on which it gets requests. */
export interface Candidate {
  readonly target: Target;
  readonly end: InterfaceEnd;
  readonly port: number;
  /** `all` where zones do not count. */
  readonly zone: Value<string>;
  /** What would have to be known to say that it is this interface. */
  readonly uncertain: readonly Unknown[];
}

/** An interface that a target is, or may be. */
type Holder = Pick<Candidate, "end" | "uncertain">;

type Known = Pick<Walk, "network" | "wiring">;

/** What is registered with a group, by its interfaces. */
export function candidates(walk: Known, group: TargetGroup): Value<Candidate>[] {
  return group.targets.flatMap((target): Value<Candidate>[] => {
    const port = target.port ?? group.port ?? { unknown: `no source says the port of ${group.id}` };
    if (isUnknown(port)) return [port];
    return holdersOf(walk, group, target).map((holder) =>
      isUnknown(holder) ? holder : { ...holder, target, port, zone: zoneOf(walk, target, holder.end) },
    );
  });
}

function holdersOf(walk: Known, { targetType, vpcId }: TargetGroup, { id }: Target): Value<Holder>[] {
  if (isUnknown(id)) return [id];
  if (isUnknown(targetType)) return [targetType];
  return targetType === "ip" ? atAddress(walk, id, vpcId) : byName(walk, id);
}

/** By IPv4 where it has both: what target groups take unless told otherwise. */
function byName({ network, wiring }: Known, id: string): Value<Holder>[] {
  const found = wiring.networkInterface(id);
  if (found === undefined) return [{ unknown: `target ${id} is in no source` }];
  const ends = endsOf(network, found);
  const ipv4 = ends.filter((end) => isUnknown(end) || end.family === "ipv4");
  return (ipv4.length > 0 ? ipv4 : ends).map((end) => (isUnknown(end) ? end : { end, uncertain: [] }));
}

function atAddress({ network, wiring }: Known, address: string, vpcId: TargetGroup["vpcId"]): Value<Holder>[] {
  const addresses = parseAddresses(address);
  if (addresses === undefined) return [{ unknown: `target "${address}" is no address` }];
  const { sure, possible, open } = wiring.holders(addresses);
  const found = sure.length > 0 ? sure : possible;
  const inVpc = found.filter((end) => end.vpcId === vpcId);
  const holders = inVpc.length > 0 ? inVpc : found;
  // Whoever else may have it: things whose addresses nobody says, or things that are in no source. Outside the VPC
  // routes decide who it is, and the walk follows them.
  const settled = sure.some((end) => end.vpcId === vpcId || isOutside(network, addresses, vpcId));
  const others = [
    ...(settled ? [] : open.slice(0, 1)),
    ...(sure.length > 0 ? [] : [{ unknown: `no source says what has the address ${address}` }]),
    ...(holders.length > 1 ? [{ unknown: `no source says which has the address ${address}` }] : []),
    ...(isUnknown(vpcId) && found.length > 1 ? [vpcId] : []),
  ];
  return [
    ...holders.map((end) => ({ end: { ...end, addresses: addresses.intervals }, uncertain: others })),
    ...others.slice(0, 1),
  ];
}

function isOutside({ vpcs }: Network, { family, intervals: address }: Addresses, vpcId: TargetGroup["vpcId"]): boolean {
  const own = typeof vpcId === "string" ? vpcs.get(vpcId)?.addresses : undefined;
  return (
    own !== undefined &&
    !isUnknown(own) &&
    !own.some((block) => block.family === family && intervals.intersect(block.intervals, address).length > 0)
  );
}

function zoneOf({ network }: Known, { availabilityZone }: Target, end: InterfaceEnd): Value<string> {
  return availabilityZone ?? subnetZone(network, end);
}

function subnetZone({ subnets }: Walk["network"], { subnetId }: InterfaceEnd): Value<string> {
  return subnets.get(subnetId)?.availabilityZone ?? { unknown: `subnet ${subnetId} is in no source` };
}

/** Why a node sends nothing to a target. */
export type Unused = "zone-not-enabled" | "zone-not-served";

/**
 * Whether a node sends anything to targets of this zone: it must be one of the load balancer's, and without
 * cross-zone load balancing the node's own.
 */
export function use(
  { network }: Pick<Walk, "network">,
  { balancer, kind, end }: BalancerNode,
  group: TargetGroup,
  { zone }: Candidate,
): Value<"used" | Unused> {
  if (zone === "all") return "used";
  if (isUnknown(zone)) return zone;
  const enabled = end.interface.placements.map(({ subnetId }) =>
    isUnknown(subnetId)
      ? subnetId
      : (network.subnets.get(subnetId)?.availabilityZone ?? { unknown: `subnet ${subnetId} is in no source` }),
  );
  if (!enabled.includes(zone)) return enabled.find((each) => isUnknown(each)) ?? "zone-not-enabled";
  const crossZone = group.crossZone ?? (kind === "application" || balancer.crossZone);
  const own = subnetZone(network, end);
  if (crossZone === true || own === zone) return "used";
  if (isUnknown(crossZone)) return crossZone;
  return isUnknown(own) ? own : "zone-not-served";
}
