import type { NatGateway } from "@throughline/graph/model";
import type { Packet } from "@throughline/graph/packets";
import { given, inBlock, known, named } from "./known";
import { answerTo, type Connection, drop, type Landing, remember, type Travelling } from "./travel";
import { inSubnet } from "./vpc";

/** At a NAT gateway: replies to what it sent are changed back, what opens a connection gets its address and a port. */
export function nat(connection: Connection, travelling: Travelling, gateway: NatGateway): Landing {
  const { network, translations, choose, natPorts } = connection;
  const { packet } = travelling;
  const { id } = gateway;
  const subnet = named(network.subnets, known(gateway.subnetId));
  const at = { subnet, vpcId: known(subnet.vpcId), sender: id };
  const back = translations.get(remember(id, packet));
  if (back !== undefined) {
    return inSubnet(connection, { ...travelling, packet: { ...packet, ...back }, path: "opaque" }, at);
  }
  if (!travelling.opening || natHas(gateway, packet.family, packet.destination)) {
    return drop(travelling, "nat-no-connection", id);
  }
  if (packet.family === "ipv6") return drop(travelling, "nat-ipv4-only", id);
  if (![1, 6, 17].includes(packet.protocol)) return drop(travelling, "nat-protocol", id);
  const hasPorts = packet.protocol === 6 || packet.protocol === 17;
  const source = given(known(gateway.privateAddress).intervals[0]);
  const changed = { ...packet, source, sourcePort: hasPorts ? choose(natPorts) : packet.sourcePort };
  const reply = answerTo(changed);
  if (reply !== undefined) {
    translations.set(remember(id, reply), {
      destination: packet.source,
      destinationPort: hasPorts ? packet.sourcePort : reply.destinationPort,
    });
  }
  return inSubnet(connection, { ...travelling, packet: changed, path: "opaque" }, at);
}

export function natHas(gateway: NatGateway, family: Packet["family"], address: number | bigint): boolean {
  return inBlock(known(gateway.privateAddress), family, address);
}
