import type { NatGateway, NetworkInterface, RouteTarget } from "@throughline/graph/model";
import type { Packet } from "@throughline/graph/packets";
import { aclDenies, groupsAllow, has, subnetOf, vpcOf } from "./filters";
import { leaveByEgressOnlyGateway, leaveByInternetGateway } from "./internet";
import { inBlock, known, named } from "./known";
import { nat, natHas } from "./nat";
import { lookUp } from "./routes";
import { intoTransitGateway } from "./transit";
import { answerTo, type Connection, drop, type Landing, type Place, remember, type Travelling } from "./travel";

/** In a subnet, out of an interface or a transit gateway: what is for the subnet itself stays in it. */
export function inSubnet(connection: Connection, travelling: Travelling, at: Place): Landing {
  const { network, seen } = connection;
  const { packet } = travelling;
  const step = [at.subnet.id, at.sender, packet.source, packet.destination].join(" ");
  const tableId = known(at.subnet.routeTableId);
  if (seen.has(step)) return drop(travelling, "routing-loop", tableId);
  seen.add(step);
  const neighbour = ownerIn(connection, travelling, ({ subnetId }) => subnetId === at.subnet.id);
  if (neighbour !== undefined) return neighbour();
  if (aclDenies(network, at.subnet, packet, "egress")) {
    return drop(travelling, "network-acl-egress", known(at.subnet.networkAclId));
  }
  const target = lookUp(network, named(network.routeTables, tableId), packet);
  return target === undefined ? drop(travelling, "no-route", tableId) : toTarget(connection, travelling, target, at);
}

function toTarget(connection: Connection, travelling: Travelling, target: RouteTarget, at: Place): Landing {
  switch (target.kind) {
    case "local":
      return intoVpc(connection, travelling, at.vpcId, () => drop(travelling, "nobody-there", at.vpcId));
    case "internetGateway":
      return leaveByInternetGateway(connection, travelling, target.id, at);
    case "egressOnlyInternetGateway":
      return leaveByEgressOnlyGateway(connection, travelling, target.id, at);
    case "natGateway": {
      const gateway = named(connection.network.natGateways, target.id);
      if (known(gateway.subnetId) !== at.subnet.id) {
        const refused = aclAtDoor(connection, travelling, known(gateway.subnetId));
        if (refused !== undefined) return refused;
      }
      return nat(connection, travelling, gateway);
    }
    case "transitGateway":
      return intoTransitGateway(connection, travelling, target.id, at);
    case "vpcPeering":
      return overPeering(connection, travelling, target.id, at);
    case "vpcEndpoint":
      return byEndpoint(connection, travelling, target.id, at);
    case "networkInterface":
      if (known(named(connection.network.interfaces, target.id).sourceDestinationCheck)) {
        return drop(travelling, "source-destination-check", target.id);
      }
      throw new TypeError("the concrete walker knows no forwarding interfaces");
    case "other":
      throw new TypeError(`${target.type} is not known to the concrete walker`);
  }
}

/**
 * By a gateway endpoint, for the addresses of its VPC only, and for TCP and ICMP's echo.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
 */
function byEndpoint(connection: Connection, travelling: Travelling, id: string, at: Place): Landing {
  const { packet } = travelling;
  const answer = answerTo(packet);
  if (!isOwnAddress(connection, at.vpcId, packet)) return drop(travelling, "endpoint-outside-vpc", id);
  const protocols = packet.family === "ipv4" ? [1, 6] : [58, 6];
  if (answer === undefined || !protocols.includes(packet.protocol)) return drop(travelling, "endpoint-protocol", id);
  connection.remembered.add(remember(id, answer));
  return { kind: "internet", packet };
}

function isOwnAddress({ network }: Connection, vpcId: string, { family, source }: Packet): boolean {
  return known(named(network.vpcs, vpcId).addresses).some((block) => inBlock(block, family, source));
}

/** To whoever has the address in this VPC, past the ACL of the subnet. */
export function intoVpc(connection: Connection, travelling: Travelling, vpcId: string, nobody: () => Landing): Landing {
  const owner = ownerIn(connection, travelling, (place) => place.vpcId === vpcId);
  return owner === undefined ? nobody() : (aclAtOwner(connection, travelling, vpcId) ?? owner());
}

function overPeering(connection: Connection, travelling: Travelling, id: string, at: Place): Landing {
  const { network } = connection;
  const { requesterVpcId, accepterVpcId, active } = named(network.vpcPeerings, id);
  const other = known(at.vpcId === requesterVpcId ? accepterVpcId : requesterVpcId);
  if (!known(active)) return drop(travelling, "peering-inactive", id);
  if (!isOwnAddress(connection, at.vpcId, travelling.packet)) {
    return drop(travelling, "peering-not-transitive", id);
  }
  const path = travelling.path === "opaque" ? "opaque" : "peering";
  return intoVpc(connection, { ...travelling, path }, other, () => drop(travelling, "peering-not-transitive", id));
}

interface Position {
  readonly subnetId: string;
  readonly vpcId: string;
}

/** Hands the packet to the interface or NAT gateway that has its destination in some of the network's subnets. */
function ownerIn(
  connection: Connection,
  travelling: Travelling,
  isHere: (place: Position) => boolean,
): (() => Landing) | undefined {
  const { network } = connection;
  const { family, destination } = travelling.packet;
  for (const self of network.interfaces.values()) {
    if (has(self, family, destination) && isHere(positionOf(connection, self))) {
      return () => receive(connection, travelling, self);
    }
  }
  for (const gateway of network.natGateways.values()) {
    if (natHas(gateway, family, destination) && isHere(natPosition(connection, gateway))) {
      return () => nat(connection, travelling, gateway);
    }
  }
  return undefined;
}

/** What the ACL of the subnet says in which the destination is. */
function aclAtOwner(connection: Connection, travelling: Travelling, vpcId: string): Landing | undefined {
  const { family, destination } = travelling.packet;
  const subnet = [...connection.network.subnets.values()].find(
    (each) => each.vpcId === vpcId && known(each.addresses).some((block) => inBlock(block, family, destination)),
  );
  return subnet && aclAtDoor(connection, travelling, subnet.id);
}

function aclAtDoor({ network }: Connection, travelling: Travelling, subnetId: string): Landing | undefined {
  const subnet = named(network.subnets, subnetId);
  return aclDenies(network, subnet, travelling.packet, "ingress")
    ? drop(travelling, "network-acl-ingress", known(subnet.networkAclId))
    : undefined;
}

function positionOf({ network }: Connection, self: NetworkInterface): Position {
  return { subnetId: subnetOf(network, self).id, vpcId: vpcOf(network, self) };
}

function natPosition({ network }: Connection, gateway: NatGateway): Position {
  const subnet = named(network.subnets, known(gateway.subnetId));
  return { subnetId: subnet.id, vpcId: known(subnet.vpcId) };
}

/** At an interface: what its groups remember or allow comes in. */
function receive(connection: Connection, travelling: Travelling, self: NetworkInterface): Landing {
  const { packet } = travelling;
  if (
    !connection.remembered.has(remember(self.id, packet)) &&
    !groupsAllow(connection.network, self, travelling, "ingress")
  ) {
    return drop(travelling, "security-group-ingress", self.id);
  }
  const answer = answerTo(packet);
  if (answer !== undefined) connection.remembered.add(remember(self.id, answer));
  return { kind: "interface", id: self.id, packet };
}

/** Out of an interface: what its groups remember or allow. */
export function send(connection: Connection, travelling: Travelling, self: NetworkInterface): Landing {
  const { network, remembered } = connection;
  const { packet } = travelling;
  if (!remembered.has(remember(self.id, packet)) && !groupsAllow(network, self, travelling, "egress")) {
    return drop(travelling, "security-group-egress", self.id);
  }
  const answer = answerTo(packet);
  if (answer !== undefined) remembered.add(remember(self.id, answer));
  const subnet = subnetOf(network, self);
  return inSubnet(connection, travelling, { subnet, vpcId: vpcOf(network, self), sender: self.id });
}
