import { isUnknown, type Value } from "@throughline/graph/model";
import { type Family, PacketSet } from "@throughline/graph/packets";
import { block, type Ended, type Flow, pass, undecide } from "./flow";
import { addressedTo, blockedOnTheWay, enterDestination, type Standing, stop, type Walk } from "./walk";

/**
 * Over a VPC peering, which joins the addresses of two VPCs and nothing behind them.
 * https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
 */
export function overPeering(walk: Walk, flow: Flow, id: string, at: Standing): Ended[] {
  const peering = walk.network.vpcPeerings.get(id);
  if (peering === undefined) {
    return [stop(flow, { unknown: `VPC peering ${id} is in no source` })];
  }
  const { requesterVpcId, accepterVpcId, active, evidence } = peering;
  const other = requesterVpcId === at.vpcId ? accepterVpcId : requesterVpcId;
  if (isUnknown(other)) {
    return [stop(flow, other)];
  }
  const own = vpcAddresses(walk, at.vpcId, "source", flow);
  if (isUnknown(own)) {
    return [stop(flow, own)];
  }
  const passed = settle(pass(flow, { kind: "VPC peering", evidence: [evidence], text: `to ${other}` }));

  function settle(crossed: Flow): Flow {
    const sender = crossed.sender && { ...crossed.sender, over: "peering" as const };
    const peered = { ...crossed, sender };
    if (isUnknown(active)) return undecide(peered, active);
    return active
      ? peered
      : block(peered, { code: "peering-inactive", evidence: [evidence], text: `${id} is not active` });
  }

  const { to } = walk;
  const here =
    to.kind === "interface" && to.vpcId === other ? addressedTo(passed.packets, to).intersect(own) : PacketSet.none;
  const beyond = passed.packets.subtract(here);
  const blocker = {
    code: "peering-not-transitive",
    evidence: [evidence],
    text: `${id} joins ${at.vpcId} and ${other} only`,
  } as const;
  return [
    ...(to.kind === "interface" && !here.isEmpty ? enterDestination(walk, { ...passed, packets: here }, to) : []),
    ...(beyond.isEmpty ? [] : blockedOnTheWay(walk, { ...passed, packets: beyond }, blocker)),
  ];
}

/** The packets among a flow's that come from a VPC's own addresses. */
function vpcAddresses(walk: Walk, vpcId: string, side: "source", flow: Flow): Value<PacketSet> {
  const addresses = walk.network.vpcs.get(vpcId)?.addresses ?? { unknown: `VPC ${vpcId} is in no source` };
  if (isUnknown(addresses)) return addresses;
  const blocks = addresses.map(({ family, intervals }) =>
    PacketSet.of({ family: family satisfies Family, [side]: intervals }),
  );
  return flow.packets.intersect(PacketSet.union(blocks));
}
