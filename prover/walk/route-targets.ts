import {
  type InternetGateway,
  isUnknown,
  type NetworkInterface,
  type Route,
  type RouteTarget,
} from "@throughline/graph/model";
import { PacketSet } from "@throughline/graph/packets";
import type { Blocker } from "../blockers";
import { block, type Ended, type Flow, pass } from "./flow";
import { leaveToInternet } from "./internet";
import { translateByNat } from "./nat-gateway";
import { asModelled } from "./unmodelled";
import { toGatewayEndpoint } from "./vpc-endpoints";
import { overPeering } from "./vpc-peering";
import { intoTransitGateway } from "./transit-gateway";
import { addressedTo, blockedOnTheWay, enterDestination, type Standing, stop, type Walk } from "./walk";

/** Goes on to what a route leads to. */
export function follow(walk: Walk, flow: Flow, route: Route, at: Standing): Ended[] {
  const { target } = route;
  return isUnknown(target) ? [stop(flow, target)] : toTarget(walk, flow, route, target, at);
}

function toTarget(walk: Walk, flow: Flow, route: Route, target: RouteTarget, at: Standing): Ended[] {
  switch (target.kind) {
    case "local":
      return withinVpc(walk, flow, route, at);
    case "internetGateway":
    case "egressOnlyInternetGateway":
      return toInternetGateway(walk, flow, route, target.id, at);
    case "natGateway":
      return translateByNat(walk, flow, target.id, at);
    case "transitGateway":
      return intoTransitGateway(walk, flow, target.id, at);
    case "vpcPeering":
      return overPeering(walk, flow, target.id, at);
    case "vpcEndpoint":
      return toGatewayEndpoint(walk, flow, target.id, at);
    case "networkInterface":
      return toInterface(walk, flow, target.id, at);
    case "other":
      return [stop(flow, { unknown: `${target.type} ${target.id} is not modelled`, evidence: route.evidence })];
  }
}

/** To an address in the VPC itself. */
function withinVpc(walk: Walk, flow: Flow, route: Route, at: Standing): Ended[] {
  const { to } = walk;
  const here = to.kind === "interface" && to.vpcId === at.vpcId ? addressedTo(flow.packets, to) : PacketSet.none;
  const elsewhere = flow.packets.subtract(here);
  const own = walk.network.vpcs.get(at.vpcId)?.addresses;
  if (to.kind === "internet" && own !== undefined && isUnknown(own)) {
    return [stop(flow, own)];
  }
  const blocker = {
    code: "wrong-vpc",
    evidence: [route.evidence],
    text: `the local route of ${at.vpcId} keeps packets for a destination that is not in it`,
  } as const;
  return [
    ...(to.kind === "interface" && !here.isEmpty ? enterDestination(walk, { ...flow, packets: here }, to) : []),
    ...(elsewhere.isEmpty ? [] : blockedOnTheWay(walk, { ...flow, packets: elsewhere }, blocker)),
  ];
}

/** Out of the VPC by an internet gateway; an egress-only one takes IPv6, and only what begins inside. */
function toInternetGateway(walk: Walk, flow: Flow, route: Route, id: string, at: Standing): Ended[] {
  const gateway = walk.network.internetGateways.get(id);
  if (gateway === undefined) {
    return [stop(flow, { unknown: `internet gateway ${id} is in no source` })];
  }
  const { evidence, vpcId, egressOnly } = gateway;
  const kind = egressOnly ? "egress-only internet gateway" : "internet gateway";
  const passed = pass(asModelled(walk, flow, id), { kind, evidence: [evidence], text: "out to the internet" });
  if (isUnknown(vpcId)) {
    return [stop(passed, vpcId)];
  }
  const detached: Blocker = {
    code: "internet-gateway-detached",
    evidence: [evidence, route.evidence],
    text: `${id} is attached to ${vpcId ?? "no VPC"}, not to ${at.vpcId}`,
  };
  const inside = vpcId === at.vpcId ? passed : block(passed, detached);
  return (egressOnly ? onlyEgress(walk, inside, gateway) : [inside]).flatMap((each) => leaveToInternet(walk, each, at));
}

function onlyEgress({ reply }: Walk, flow: Flow, { id, evidence }: InternetGateway): Flow[] {
  const blocker = (text: string): Blocker => ({ code: "egress-only", evidence: [evidence], text: `${id} ${text}` });
  const ipv6 = flow.packets.intersect(PacketSet.of({ family: "ipv6" }));
  const ipv4 = flow.packets.subtract(ipv6);
  return [
    // It lets nothing in: whatever is answered by this way came by another.
    reply
      ? block({ ...flow, packets: ipv6 }, blocker("takes no answers to what began outside"))
      : { ...flow, packets: ipv6 },
    block({ ...flow, packets: ipv4 }, blocker("takes IPv6 only")),
  ].filter(({ packets }) => !packets.isEmpty);
}

/** An instance or interface that is to forward what is not its own. */
function toInterface(walk: Walk, flow: Flow, id: string, at: Standing): Ended[] {
  const found = walk.wiring.networkInterface(id);
  if (found === undefined) {
    return [stop(flow, { unknown: `network interface ${id} is in no source` })];
  }
  const { to } = walk;
  const own =
    to.kind === "interface" && to.interface === found && to.vpcId === at.vpcId
      ? addressedTo(flow.packets, to)
      : PacketSet.none;
  const others = flow.packets.subtract(own);
  return [
    ...(to.kind === "interface" && !own.isEmpty ? enterDestination(walk, { ...flow, packets: own }, to) : []),
    ...(others.isEmpty ? [] : forward(walk, { ...flow, packets: others }, found)),
  ];
}

function forward(walk: Walk, flow: Flow, { sourceDestinationCheck: check, evidence, id }: NetworkInterface): Ended[] {
  if (check === true) {
    const text = `${id} does not forward`;
    return blockedOnTheWay(walk, flow, { code: "source-destination-check", evidence: [evidence], text });
  }
  return [stop(flow, isUnknown(check) ? check : { unknown: `where ${id} forwards packets is not modelled`, evidence })];
}
