import { type Evidence, type InternetGateway, isUnknown } from "@throughline/graph/model";
import { PacketSet, publicAddresses } from "@throughline/graph/packets";
import type { Blocker } from "../blockers";
import type { InterfaceEnd } from "../ends";
import { block, type Ended, type Flow, pass, rewrite, undecide, withoutReferences } from "./flow";
import { asModelled } from "./unmodelled";
import type { Hung } from "./wiring";
import { blockedOnTheWay, enterDestination, type Standing, type Walk } from "./walk";

/** On the internet, on the way to the destination. */
export function crossInternet(walk: Walk, flow: Flow): Ended[] {
  if (walk.to.kind === "interface") {
    return enterFromInternet(walk, flow);
  }
  return [{ flow: pass(flow, { kind: "internet", evidence: [], text: "on the internet" }), arrived: true }];
}

/** From the internet through the internet gateway of the destination's VPC, which knows its public addresses. */
export function enterFromInternet(walk: Walk, flow: Flow): Ended[] {
  const { to } = walk;
  if (to.kind === "internet") {
    return [{ flow, arrived: true }];
  }
  const { things, unknown } = gatewaysInto(walk, flow, to);
  const [gateway] = things;
  const entered =
    gateway !== undefined
      ? pass(asModelled(walk, flow, gateway.id), {
          kind: gateway.egressOnly ? "egress-only internet gateway" : "internet gateway",
          evidence: [gateway.evidence],
          text: "in from the internet",
        })
      : unknown === undefined
        ? block(flow, noGateway(walk, flow, to))
        : undecide(flow, unknown);
  return fromPublic(walk, entered, gateway)
    .flatMap((each) => toPrivate(each, to))
    .flatMap((each) => enterDestination(walk, each, to));
}

/** Replies come in by whichever gateway let the request out. */
function gatewaysInto({ wiring, reply, request = [] }: Walk, flow: Flow, to: InterfaceEnd): Hung<InternetGateway> {
  const gateways = wiring.internetGateways(to.vpcId);
  if (!reply || !isIpv6(flow) || gateways.things.length > 0) {
    return gateways;
  }
  const { things, unknown } = wiring.egressOnlyGateways(to.vpcId);
  const seen = things.filter(({ evidence }) => request.some((hop) => hop.evidence.includes(evidence)));
  return { things: seen, unknown: gateways.unknown ?? unknown };
}

/** Of what begins outside: an internet gateway takes nothing from addresses that are not public. */
function fromPublic({ from }: Walk, flow: Flow, gateway: InternetGateway | undefined): Flow[] {
  const family = isIpv6(flow) ? "ipv6" : "ipv4";
  const sure = flow.packets.intersect(PacketSet.of({ family, source: publicAddresses[family] }));
  if (from.kind !== "internet" || gateway === undefined || sure === flow.packets) {
    return [flow];
  }
  const others = flow.packets.subtract(sure);
  const text = `${gateway.id} takes nothing from private addresses`;
  return [
    { ...flow, packets: sure },
    block({ ...flow, packets: others }, { code: "private-source", evidence: [gateway.evidence], text }),
  ].filter(({ packets }) => !packets.isEmpty);
}

function toPrivate(flow: Flow, to: InterfaceEnd): Flow[] {
  const { publicAddress } = to.placement;
  if (isIpv6(flow)) {
    return [flow];
  }
  const inside = (packets: PacketSet): Flow[] => rewrite({ ...flow, packets }, { destination: to.addresses });
  if (isUnknown(publicAddress)) {
    return inside(flow.packets).map((each) => undecide(each, publicAddress));
  }
  const own =
    publicAddress === undefined
      ? PacketSet.none
      : flow.packets.intersect(PacketSet.of({ family: "ipv4", destination: publicAddress.intervals }));
  return [...inside(own), ...inside(flow.packets.subtract(own)).map((each) => block(each, withoutPublicAddress(to)))];
}

function isIpv6({ packets }: Flow): boolean {
  return packets.cubes.every(({ family }) => family === "ipv6");
}

/** Out through an internet gateway: with the public address of the interface in IPv4, as it is in IPv6. */
export function leaveToInternet(walk: Walk, flow: Flow, at: Standing): Ended[] {
  return (["ipv4", "ipv6"] as const).flatMap((family) => {
    const destination = publicAddresses[family];
    const packets = flow.packets.intersect(PacketSet.of({ family }));
    const outside = packets.intersect(PacketSet.of({ family, destination }));
    const inside = packets.subtract(outside);
    return [
      ...(outside.isEmpty
        ? []
        : toPublic(walk, { ...flow, packets: outside }, at).flatMap((each) => crossInternet(walk, each))),
      ...(inside.isEmpty ? [] : blockedOnTheWay(walk, { ...flow, packets: inside }, privateDestination(flow))),
    ];
  });
}

function toPublic(walk: Walk, flow: Flow, at: Standing): Flow[] {
  const { end } = at;
  if (end === undefined) {
    const text = `the packets come from outside ${at.vpcId}, and an internet gateway serves its VPC only`;
    return [block(flow, { code: "no-public-address", evidence: vpcEvidence(walk, at.vpcId), text })];
  }
  if (isIpv6(flow)) {
    return [withoutReferences(flow)];
  }
  const { publicAddress } = end.placement;
  if (publicAddress === undefined) {
    return [block(flow, withoutPublicAddress(end))];
  }
  return isUnknown(publicAddress)
    ? rewrite(undecide(withoutReferences(flow), publicAddress), { source: publicAddresses.ipv4 })
    : rewrite(withoutReferences(flow), { source: publicAddress.intervals });
}

function noGateway(walk: Walk, flow: Flow, to: InterfaceEnd): Blocker {
  const [egressOnly] = isIpv6(flow) ? walk.wiring.egressOnlyGateways(to.vpcId).things : [];
  return egressOnly === undefined
    ? {
        code: "no-internet-gateway",
        evidence: vpcEvidence(walk, to.vpcId),
        text: `${to.vpcId} has no internet gateway`,
      }
    : { code: "egress-only", evidence: [egressOnly.evidence], text: `${egressOnly.id} lets nothing in` };
}

function vpcEvidence({ network }: Walk, id: string): readonly Evidence[] {
  const vpc = network.vpcs.get(id);
  return vpc === undefined ? [] : [vpc.evidence];
}

function withoutPublicAddress(end: InterfaceEnd): Blocker {
  const { evidence, id } = end.interface;
  return { code: "no-public-address", evidence: [evidence], text: `${id} has no public address` };
}

function privateDestination({ hops }: Flow): Blocker {
  const evidence = hops.at(-1)?.evidence ?? [];
  return { code: "private-destination", evidence, text: "an internet gateway does not pass on private addresses" };
}
