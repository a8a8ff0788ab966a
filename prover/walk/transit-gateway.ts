import {
  isUnknown,
  type PeeringAttachment,
  type TransitGatewayAttachment,
  type Value,
  type VpcAttachment,
} from "@throughline/graph/model";
import { block, comeBy, doubt, type Ended, type Flow, pass, withoutReferences } from "./flow";
import { longestPrefix, transitPrefixesOf } from "./longest-prefix";
import { networkAcl } from "./network-acls";
import { allOf, carryReferences } from "./references";
import { asModelled } from "./unmodelled";
import { blockedOnTheWay, goInCircle, inSubnet, leaveSubnet, type Standing, stop, type Walk } from "./walk";

/**
 * From a VPC into a transit gateway, by the attachment's subnet in the sender's availability zone.
 * https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
 */
export function intoTransitGateway(walk: Walk, flow: Flow, id: string, at: Standing): Ended[] {
  const { network, wiring } = walk;
  const gateway = network.transitGateways.get(id);
  if (gateway === undefined) {
    return [stop(flow, { unknown: `transit gateway ${id} is in no source` })];
  }
  const { things, unknown: maybe } = wiring.vpcAttachments(id, at.vpcId);
  const [attachment] = things;
  if (attachment === undefined && maybe !== undefined) {
    return [stop(flow, maybe)];
  }
  if (attachment === undefined) {
    const text = `${at.vpcId} is not attached to ${id}`;
    return blockedOnTheWay(walk, flow, { code: "transit-gateway-no-attachment", evidence: [gateway.evidence], text });
  }
  const zone = at.subnet.availabilityZone;
  const subnets = subnetsOf(walk, attachment);
  const unknown = [zone, subnets].find((value) => isUnknown(value));
  if (isUnknown(zone) || isUnknown(subnets)) {
    return [stop(flow, unknown as typeof zone & { unknown: string })];
  }
  const hop = { kind: "transit gateway attachment", evidence: [attachment.evidence], text: `of ${at.vpcId}` };
  const entered = carryReferences(pass(asModelled(walk, flow, id, attachment.id), hop), both(gateway, attachment));
  const subnet = subnets.find(({ availabilityZone }) => availabilityZone === zone);
  const elsewhere = subnets.map(({ availabilityZone }) => availabilityZone).find((each) => isUnknown(each));
  if (subnet === undefined && elsewhere !== undefined) {
    return [stop(entered, elsewhere)];
  }
  const inside =
    subnet === undefined
      ? [
          block(entered, {
            code: "transit-gateway-zone",
            evidence: [attachment.evidence],
            text: `${attachment.id} has no subnet in ${zone}`,
          }),
        ]
      : networkAcl(network, entered, subnet, "ingress");
  return inside.flatMap((each) => switchPackets(walk, each, { ...attachment, gatewayId: id, zone }));
}

/** In a transit gateway: what came in, and by which attachment. */
interface Inside extends Pick<TransitGatewayAttachment, "id" | "evidence" | "routeTableId"> {
  readonly gatewayId: string;
  /** Undefined for what comes from another transit gateway. */
  readonly zone: string | undefined;
}

/** By the route table with which the attachment is associated. */
function switchPackets(walk: Walk, flow: Flow, inside: Inside): Ended[] {
  const { id: attachmentId, evidence, routeTableId, zone } = inside;
  if (isUnknown(routeTableId)) {
    return [stop(flow, routeTableId)];
  }
  if (routeTableId === undefined) {
    const text = `${attachmentId} is associated with no route table`;
    return blockedOnTheWay(walk, flow, { code: "transit-gateway-no-association", evidence: [evidence], text });
  }
  const table = walk.network.transitGatewayRouteTables.get(routeTableId);
  if (table === undefined) {
    return [stop(flow, { unknown: `transit gateway route table ${routeTableId} is in no source` })];
  }
  // A circle through a VPC is found there.
  const coming = zone === undefined ? comeBy(flow, routeTableId, attachmentId) : flow;
  if (coming === undefined) {
    return goInCircle(flow, table);
  }
  const decided = asModelled(walk, coming, routeTableId);
  return longestPrefix(flow.packets, transitPrefixesOf(table.routes)).flatMap(({ packets, route, uncertain }) => {
    const here = doubt({ ...decided, packets }, ...uncertain);
    if (route === undefined) {
      const text = `${routeTableId} has no route to the destination`;
      return blockedOnTheWay(walk, here, { code: "transit-gateway-no-route", evidence: [table.evidence], text });
    }
    if (route.attachmentId === undefined) {
      const text = `a route of ${routeTableId} drops the packets`;
      return blockedOnTheWay(walk, here, { code: "blackhole", evidence: [route.evidence], text });
    }
    const hop = { kind: "transit gateway route table", evidence: [route.evidence], text: `route of ${routeTableId}` };
    return leave(walk, pass(here, hop), route.attachmentId, inside);
  });
}

/** Out by the attachment that a route names. */
function leave(walk: Walk, flow: Flow, id: Value<string>, { gatewayId, zone }: Inside): Ended[] {
  if (isUnknown(id)) {
    return [stop(flow, id)];
  }
  const attachment = walk.network.transitGatewayAttachments.get(id);
  switch (attachment?.kind) {
    case undefined:
      return [stop(flow, { unknown: `transit gateway attachment ${id} is in no source` })];
    case "vpc":
      return intoVpc(walk, flow, attachment, zone);
    case "peering":
      return overPeering(walk, flow, attachment, gatewayId);
    case "other":
      return [stop(flow, { unknown: `${attachment.type} ${id} is not modelled`, evidence: attachment.evidence })];
  }
}

/** In the sender's zone if the attachment is there and no appliance wants one zone for both directions; else in any. */
function intoVpc(walk: Walk, flow: Flow, attachment: VpcAttachment, zone: string | undefined): Ended[] {
  const { vpcId, applianceMode, transitGatewayId } = attachment;
  const subnets = subnetsOf(walk, attachment);
  const gateway = isUnknown(transitGatewayId)
    ? transitGatewayId
    : (walk.network.transitGateways.get(transitGatewayId) ?? {
        unknown: `transit gateway ${transitGatewayId} is in no source`,
      });
  for (const value of [vpcId, applianceMode, subnets]) {
    if (isUnknown(value)) return [stop(flow, value)];
  }
  if (isUnknown(vpcId) || isUnknown(subnets)) {
    return [];
  }
  const same = applianceMode === true ? undefined : subnets.find(({ availabilityZone }) => availabilityZone === zone);
  const hop = { kind: "transit gateway attachment", evidence: [attachment.evidence], text: `into ${vpcId}` };
  const doubts = subnets.map(({ availabilityZone }) => availabilityZone).filter((each) => isUnknown(each));
  const referencing = isUnknown(gateway) ? gateway : both(gateway, attachment);
  const entered = doubt(
    carryReferences(pass(asModelled(walk, flow, attachment.id), hop), referencing),
    ...(same === undefined ? doubts : []),
  );
  return (same === undefined ? subnets : [same]).flatMap(({ id }) =>
    inSubnet(walk, entered, id, (each, subnet) => leaveSubnet(walk, each, { vpcId, subnet, end: undefined })),
  );
}

/** To the transit gateway on the other side, which goes on by its own table for this attachment. */
function overPeering(walk: Walk, flow: Flow, attachment: PeeringAttachment, gatewayId: string): Ended[] {
  const { active, evidence, id, peerTransitGatewayId, transitGatewayId, routeTableId, peerRouteTableId } = attachment;
  const [other, table] =
    gatewayId === transitGatewayId ? [peerTransitGatewayId, peerRouteTableId] : [transitGatewayId, routeTableId];
  if (isUnknown(active)) {
    return [stop(flow, active)];
  }
  if (isUnknown(other)) {
    return [stop(flow, other)];
  }
  const crossed = pass(flow, { kind: "transit gateway peering", evidence: [evidence], text: `to ${other}` });
  const passed = withoutReferences(asModelled(walk, crossed, id));
  return active
    ? switchPackets(walk, passed, { id, evidence, routeTableId: table, gatewayId: other, zone: undefined })
    : blockedOnTheWay(walk, passed, { code: "peering-inactive", evidence: [evidence], text: `${id} is not active` });
}

function subnetsOf({ network }: Walk, { subnetIds }: VpcAttachment) {
  if (isUnknown(subnetIds)) return subnetIds;
  const subnets = subnetIds.flatMap((id) => network.subnets.get(id) ?? []);
  const absent = subnetIds.find((id) => !network.subnets.has(id));
  return absent === undefined ? subnets : { unknown: `subnet ${absent} is in no source` };
}

interface Referencing {
  readonly securityGroupReferencing: Value<boolean>;
}

const both = (gateway: Referencing, attachment: Referencing): Value<boolean> =>
  allOf(gateway.securityGroupReferencing, attachment.securityGroupReferencing);
