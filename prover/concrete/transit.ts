import type { Subnet, VpcAttachment } from "@throughline/graph/model";
import { aclDenies } from "./filters";
import { known, named } from "./known";
import { lookUpTransit } from "./routes";
import { type Connection, drop, type Landing, type Place, type Travelling } from "./travel";
import { inSubnet } from "./vpc";

/** Into a transit gateway by the attachment's subnet in the zone where the packet is. */
export function intoTransitGateway(connection: Connection, travelling: Travelling, id: string, at: Place): Landing {
  const { network } = connection;
  const attachment = [...network.transitGatewayAttachments.values()].find(
    (each): each is VpcAttachment => each.kind === "vpc" && each.transitGatewayId === id && each.vpcId === at.vpcId,
  );
  if (attachment === undefined) return drop(travelling, "transit-gateway-no-attachment", id);
  const zone = known(at.subnet.availabilityZone);
  const door = subnetsOf(connection, attachment).find(({ availabilityZone }) => availabilityZone === zone);
  if (door === undefined) return drop(travelling, "transit-gateway-zone", attachment.id);
  if (aclDenies(network, door, travelling.packet, "ingress")) {
    return drop(travelling, "network-acl-ingress", known(door.networkAclId));
  }
  const entered = seenThrough(connection, travelling, attachment);
  return forward(connection, entered, known(attachment.routeTableId), { id: attachment.id, gateway: id, zone });
}

/** The attachment by which a packet came into a transit gateway. */
interface Entrance {
  readonly id: string;
  readonly gateway: string;
  /** Undefined of what comes from another transit gateway. */
  readonly zone: string | undefined;
}

function forward(
  connection: Connection,
  travelling: Travelling,
  tableId: string | undefined,
  entrance: Entrance,
): Landing {
  const { network, seen } = connection;
  if (tableId === undefined) return drop(travelling, "transit-gateway-no-association", entrance.id);
  const { packet } = travelling;
  const step = [tableId, entrance.id, entrance.zone, packet.source, packet.destination].join(" ");
  if (seen.has(step)) return drop(travelling, "routing-loop", tableId);
  seen.add(step);
  const route = lookUpTransit(named(network.transitGatewayRouteTables, tableId), packet);
  if (route === undefined) return drop(travelling, "transit-gateway-no-route", tableId);
  const attachmentId = known(route.attachmentId);
  if (attachmentId === undefined) return drop(travelling, "blackhole", tableId);
  const attachment = named(network.transitGatewayAttachments, attachmentId);
  switch (attachment.kind) {
    case "vpc":
      return intoVpc(connection, travelling, attachment, entrance.zone);
    case "peering": {
      if (!known(attachment.active)) return drop(travelling, "peering-inactive", attachmentId);
      const own = attachment.transitGatewayId === entrance.gateway;
      return forward(
        connection,
        { ...travelling, path: "opaque" },
        known(own ? attachment.peerRouteTableId : attachment.routeTableId),
        {
          id: attachmentId,
          gateway: known(own ? attachment.peerTransitGatewayId : attachment.transitGatewayId),
          zone: undefined,
        },
      );
    }
    case "other":
      throw new TypeError(`${attachment.type} is not known to the concrete walker`);
  }
}

/** Into the VPC in the zone that the packet comes from; where that is not there or not wanted, in any. */
function intoVpc(
  connection: Connection,
  travelling: Travelling,
  attachment: VpcAttachment,
  zone: string | undefined,
): Landing {
  const doors = subnetsOf(connection, attachment);
  const same = doors.find(({ availabilityZone }) => availabilityZone === zone);
  const subnet = same === undefined || known(attachment.applianceMode) ? connection.choose(doors) : same;
  const place = { subnet, vpcId: known(attachment.vpcId), sender: undefined };
  return inSubnet(connection, seenThrough(connection, travelling, attachment), place);
}

function subnetsOf({ network }: Connection, { subnetIds }: VpcAttachment): Subnet[] {
  return known(subnetIds).map((id) => named(network.subnets, id));
}

function seenThrough({ network }: Connection, travelling: Travelling, attachment: VpcAttachment): Travelling {
  const gateway = named(network.transitGateways, known(attachment.transitGatewayId));
  const enabled = known(gateway.securityGroupReferencing) && known(attachment.securityGroupReferencing);
  return { ...travelling, path: enabled && travelling.path !== "opaque" ? "transitGateway" : "opaque" };
}
