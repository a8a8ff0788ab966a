import { isUnknown } from "@throughline/graph/model";
import { PacketSet, publicAddresses } from "@throughline/graph/packets";
import type { Blocker } from "../blockers";
import type { InterfaceEnd } from "../ends";
import { block, type Ended, type Flow, pass, rewrite, undecide } from "./flow";
import { enterDestination, type Walk } from "./walk";

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
  const { things, unknown } = walk.wiring.internetGateways(to.vpcId);
  const [gateway] = things;
  const hop = { kind: "internet gateway", evidence: gateway ? [gateway.evidence] : [], text: "in from the internet" };
  const entered =
    gateway !== undefined
      ? pass(flow, hop)
      : unknown === undefined
        ? block(flow, noGateway(walk, to))
        : undecide(flow, unknown);
  return toPrivate(entered, to).flatMap((each) => enterDestination(walk, each, to));
}

function toPrivate(flow: Flow, to: InterfaceEnd): Flow[] {
  const { publicAddress } = to.placement;
  if (flow.packets.cubes.every(({ family }) => family === "ipv6")) {
    return [flow];
  }
  const inside = rewrite(flow, { destination: to.addresses });
  if (publicAddress === undefined) {
    return inside.map((each) => block(each, withoutPublicAddress(to)));
  }
  return isUnknown(publicAddress) ? inside.map((each) => undecide(each, publicAddress)) : inside;
}

/** Out through an internet gateway: with the public address of the interface in IPv4, as it is in IPv6. */
export function leaveToInternet(walk: Walk, flow: Flow, end: InterfaceEnd | undefined): Ended[] {
  return (["ipv4", "ipv6"] as const).flatMap((family) => {
    const destination = publicAddresses[family];
    const packets = flow.packets.intersect(PacketSet.of({ family }));
    const outside = packets.intersect(PacketSet.of({ family, destination }));
    const inside = packets.subtract(outside);
    return [
      ...(outside.isEmpty
        ? []
        : toPublic({ ...flow, packets: outside }, end).flatMap((each) => crossInternet(walk, each))),
      ...(inside.isEmpty
        ? []
        : [{ flow: block({ ...flow, packets: inside }, privateDestination(flow)), arrived: false }]),
    ];
  });
}

function toPublic(flow: Flow, end: InterfaceEnd | undefined): Flow[] {
  const [cube] = flow.packets.cubes;
  if (cube?.family === "ipv6") {
    return [flow];
  }
  if (end === undefined) {
    return [block(flow, { code: "no-public-address", evidence: [], text: "the packets come from outside this VPC" })];
  }
  const { publicAddress } = end.placement;
  if (publicAddress === undefined) {
    return [block(flow, withoutPublicAddress(end))];
  }
  // Packets that carry an address which nobody knows yet still come from the internet's addresses.
  const source = isUnknown(publicAddress) ? publicAddresses.ipv4 : publicAddress.intervals;
  return rewrite({ ...flow, sender: undefined }, { source });
}

function noGateway(walk: Walk, to: InterfaceEnd): Blocker {
  const vpc = walk.network.vpcs.get(to.vpcId);
  return {
    code: "no-internet-gateway",
    evidence: vpc ? [vpc.evidence] : [],
    text: `${to.vpcId} has no internet gateway`,
  };
}

function withoutPublicAddress(end: InterfaceEnd): Blocker {
  const { evidence, id } = end.interface;
  return { code: "no-public-address", evidence: [evidence], text: `${id} has no public address` };
}

function privateDestination({ hops }: Flow): Blocker {
  const evidence = hops.at(-1)?.evidence ?? [];
  return { code: "private-destination", evidence, text: "an internet gateway does not pass on private addresses" };
}
