import { isUnknown, type Value, type VpcPeering } from "@throughline/graph/model";
import { PacketSet } from "@throughline/graph/packets";
import { block, type Ended, type Flow, pass, undecide } from "./flow";
import { carryReferences, sameRegion } from "./references";
import { asModelled } from "./unmodelled";
import { addressedTo, blockedOnTheWay, enterDestination, type Standing, stop, type Walk } from "./walk";

/**
 * Over a VPC peering, which joins the addresses of two VPCs and nothing behind them: no gateway, no NAT, no third VPC.
 * https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
 */
export function overPeering(walk: Walk, flow: Flow, id: string, at: Standing): Ended[] {
  const { network, to } = walk;
  const peering = network.vpcPeerings.get(id);
  if (peering === undefined) {
    return [stop(flow, { unknown: `VPC peering ${id} is in no source` })];
  }
  const other = otherSide(peering, at.vpcId);
  const own = network.vpcs.get(at.vpcId)?.addresses ?? { unknown: `VPC ${at.vpcId} is in no source` };
  if (isUnknown(other)) {
    return [stop(flow, other)];
  }
  if (isUnknown(own)) {
    return [stop(flow, own)];
  }
  const { evidence, active } = peering;
  const text =
    other === undefined ? `${id} does not belong to ${at.vpcId}` : `${id} joins ${at.vpcId} and ${other} only`;
  const between =
    to.kind === "interface" && to.vpcId === other
      ? addressedTo(flow.packets, to).intersect(
          PacketSet.union(own.map(({ family, intervals }) => PacketSet.of({ family, source: intervals }))),
        )
      : PacketSet.none;
  const beyond = flow.packets.subtract(between);
  const hop = { kind: "VPC peering", evidence: [evidence], text: `to ${other ?? "another VPC"}` };
  const crossed = carryReferences(
    ifActive(pass(asModelled(walk, flow, id), hop), peering, active),
    other === undefined ? false : sameRegion(network, at.vpcId, other),
  );
  return [
    ...(to.kind === "interface" && !between.isEmpty
      ? enterDestination(walk, { ...crossed, packets: between }, to)
      : []),
    ...(beyond.isEmpty
      ? []
      : blockedOnTheWay(
          walk,
          { ...crossed, packets: beyond },
          { code: "peering-not-transitive", evidence: [evidence], text },
        )),
  ];
}

/** Undefined if neither side is this VPC. */
function otherSide({ requesterVpcId, accepterVpcId }: VpcPeering, vpcId: string): Value<string> | undefined {
  if (requesterVpcId === vpcId) return accepterVpcId;
  if (accepterVpcId === vpcId) return requesterVpcId;
  return [requesterVpcId, accepterVpcId].find((side) => isUnknown(side));
}

function ifActive(flow: Flow, { id, evidence }: VpcPeering, active: Value<boolean>): Flow {
  if (isUnknown(active)) return undecide(flow, active);
  return active ? flow : block(flow, { code: "peering-inactive", evidence: [evidence], text: `${id} is not active` });
}
