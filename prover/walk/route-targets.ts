import { isUnknown, type Route, type RouteTarget } from "@throughline/graph/model";
import { PacketSet } from "@throughline/graph/packets";
import { block, type Ended, type Flow, pass } from "./flow";
import { leaveToInternet } from "./internet";
import { translateByNat } from "./nat-gateway";
import { overPeering } from "./vpc-peering";
import { intoTransitGateway } from "./transit-gateway";
import { addressedTo, blockedOnTheWay, enterDestination, type Standing, stop, type Walk } from "./walk";

/** Goes on to what a route leads to. */
export function follow(walk: Walk, flow: Flow, route: Route, at: Standing): Ended[] {
  const { target } = route;
  return isUnknown(target) ? [stop(flow, target)] : toTarget(walk, flow, route, target, at);
}

function toTarget(walk: Walk, flow: Flow, route: Route, target: RouteTarget, at: Standing): Ended[] {
  const { network } = walk;
  switch (target.kind) {
    case "local":
      return withinVpc(walk, flow, route, at);
    case "internetGateway": {
      const gateway = network.internetGateways.get(target.id);
      if (gateway === undefined) {
        return [stop(flow, { unknown: `internet gateway ${target.id} is in no source` })];
      }
      const passed = pass(flow, {
        kind: "internet gateway",
        evidence: [gateway.evidence],
        text: "out to the internet",
      });
      if (isUnknown(gateway.vpcId)) {
        return [stop(passed, gateway.vpcId)];
      }
      const { evidence, vpcId } = gateway;
      const detached = {
        code: "internet-gateway-detached",
        evidence: [evidence, route.evidence],
        text: `${target.id} is attached to ${vpcId ?? "no VPC"}, not to ${at.vpcId}`,
      } as const;
      return leaveToInternet(walk, vpcId === at.vpcId ? passed : block(passed, detached), at.end);
    }
    case "egressOnlyInternetGateway": {
      const evidence = network.internetGateways.get(target.id)?.evidence ?? route.evidence;
      return leaveToInternet(
        walk,
        pass(flow, { kind: "egress-only internet gateway", evidence: [evidence], text: "out" }),
        at.end,
      );
    }
    case "natGateway":
      return translateByNat(walk, flow, target.id, at);
    case "transitGateway":
      return intoTransitGateway(walk, flow, target.id, at);
    case "vpcPeering":
      return overPeering(walk, flow, target.id, at);
    case "vpcEndpoint":
      return toEndpoint(walk, flow, target.id);
    case "networkInterface":
      return toInterface(walk, flow, target.id);
    case "other":
      return [stop(flow, { unknown: `${target.type} ${target.id} is not modelled`, evidence: route.evidence })];
  }
}

/** To an address in the VPC itself. */
function withinVpc(walk: Walk, flow: Flow, route: Route, at: Standing): Ended[] {
  const { to } = walk;
  const here = to.kind === "interface" && to.vpcId === at.vpcId ? addressedTo(flow.packets, to) : PacketSet.none;
  const elsewhere = flow.packets.subtract(here);
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

/** A gateway endpoint takes packets to its service, which is one of the internet's addresses. */
function toEndpoint(walk: Walk, flow: Flow, id: string): Ended[] {
  const endpoint = walk.network.vpcEndpoints.get(id);
  if (endpoint === undefined) {
    return [stop(flow, { unknown: `VPC endpoint ${id} is in no source` })];
  }
  if (isUnknown(endpoint.kind) || endpoint.kind !== "gateway") {
    return [stop(flow, { unknown: `what is behind VPC endpoint ${id} is not modelled`, evidence: endpoint.evidence })];
  }
  const hop = { kind: "VPC endpoint", evidence: [endpoint.evidence], text: `to ${service(endpoint.service)}` };
  return [{ flow: pass(flow, hop), arrived: walk.to.kind === "internet", byEndpoint: true }];
}

const service = (name: string | { unknown: string }): string => (typeof name === "string" ? name : "the service");

/** An instance or interface that is to forward what is not its own. */
function toInterface(walk: Walk, flow: Flow, id: string): Ended[] {
  const found = walk.network.interfaces.get(id);
  if (found === undefined) {
    return [stop(flow, { unknown: `network interface ${id} is in no source` })];
  }
  const { sourceDestinationCheck: check, evidence } = found;
  if (check === true) {
    const text = `${id} does not forward`;
    return blockedOnTheWay(walk, flow, { code: "source-destination-check", evidence: [evidence], text });
  }
  return [stop(flow, isUnknown(check) ? check : { unknown: `where ${id} forwards packets is not modelled`, evidence })];
}
