import type { Addresses, Packet } from "@throughline/graph/packets";
import { placementOf } from "./filters";
import { given, inBlock, known, named } from "./known";
import { answerTo, type Connection, drop, type Landing, type Place, remember, type Travelling } from "./travel";
import { intoVpc } from "./vpc";

/** Out of a VPC: an IPv4 packet gets the public address of who sent it. */
export function leaveByInternetGateway(connection: Connection, travelling: Travelling, id: string, at: Place): Landing {
  const { packet } = travelling;
  const gateway = named(connection.network.internetGateways, id);
  if (gateway.vpcId !== at.vpcId) return drop(travelling, "internet-gateway-detached", id);
  if (!isPublic(packet)) return drop(travelling, "private-destination", id);
  if (at.sender === undefined) return drop(travelling, "no-public-address", at.vpcId);
  if (packet.family === "ipv6") return onInternet(connection, { ...travelling, path: "opaque" });
  const address = publicAddressOf(connection, at.sender);
  if (address === undefined) return drop(travelling, "no-public-address", at.sender);
  const source = given(address.intervals[0]);
  return onInternet(connection, { ...travelling, packet: { ...packet, source }, path: "opaque" });
}

/** Out of a VPC, IPv6 only, and replies back in; what somebody outside opened does not pass. */
export function leaveByEgressOnlyGateway(
  connection: Connection,
  travelling: Travelling,
  id: string,
  at: Place,
): Landing {
  const { packet, opening } = travelling;
  if (!isPublic(packet)) return drop(travelling, "private-destination", id);
  if (at.sender === undefined) return drop(travelling, "no-public-address", at.vpcId);
  if (!opening) return drop(travelling, "egress-only", id);
  const answer = answerTo(packet);
  if (answer !== undefined) connection.remembered.add(remember(id, answer));
  return onInternet(connection, { ...travelling, path: "opaque" });
}

/** To whoever has the address outside: a VPC's gateway knows the addresses inside. */
export function onInternet(connection: Connection, travelling: Travelling): Landing {
  const { network, remembered } = connection;
  const { packet } = travelling;
  for (const vpc of network.vpcs.values()) {
    const destination = insideOf(connection, packet, vpc.id);
    if (destination === undefined) continue;
    const passes = [...network.internetGateways.values()].some(
      (gateway) => gateway.vpcId === vpc.id && (!gateway.egressOnly || remembered.has(remember(gateway.id, packet))),
    );
    if (!passes)
      return drop(
        travelling,
        hasEgressOnly(connection, packet, vpc.id) ? "egress-only" : "no-internet-gateway",
        vpc.id,
      );
    const inside = { ...travelling, packet: { ...packet, destination }, path: "opaque" as const };
    return intoVpc(connection, inside, vpc.id, () => drop(inside, "nobody-there", vpc.id));
  }
  return { kind: "internet", packet };
}

function hasEgressOnly({ network }: Connection, { family }: Packet, vpcId: string): boolean {
  return (
    family === "ipv6" &&
    [...network.internetGateways.values()].some((gateway) => gateway.vpcId === vpcId && gateway.egressOnly)
  );
}

/** The address inside a VPC that a packet from outside is for. */
function insideOf({ network }: Connection, packet: Packet, vpcId: string): number | bigint | undefined {
  const { family, destination } = packet;
  const isHere = (subnetId: string): boolean => named(network.subnets, subnetId).vpcId === vpcId;
  if (family === "ipv6") {
    const own = known(named(network.vpcs, vpcId).addresses);
    return own.some((block) => inBlock(block, family, destination)) ? destination : undefined;
  }
  const is = (address: Addresses | undefined): boolean =>
    address !== undefined && inBlock(address, family, destination);
  for (const { placements } of network.interfaces.values()) {
    for (const { publicAddress, addresses, subnetId } of placements) {
      if (is(known(publicAddress)) && isHere(known(subnetId))) {
        return known(addresses).find((block) => block.family === family)?.intervals[0];
      }
    }
  }
  for (const { publicAddress, privateAddress, subnetId } of network.natGateways.values()) {
    if (publicAddress !== undefined && is(known(publicAddress)) && isHere(known(subnetId))) {
      return known(privateAddress).intervals[0];
    }
  }
  return undefined;
}

function publicAddressOf({ network }: Connection, id: string): Addresses | undefined {
  const gateway = network.natGateways.get(id);
  if (gateway !== undefined) {
    return gateway.connectivity === "public" && gateway.publicAddress ? known(gateway.publicAddress) : undefined;
  }
  return known(placementOf(named(network.interfaces, id)).publicAddress);
}

/** First bytes and lengths of what the internet does not route, as people know them. */
const privateBlocks: readonly (readonly [number, number, number])[] = [
  [0, 0, 8],
  [10, 0, 8],
  [100, 64, 10],
  [127, 0, 8],
  [169, 254, 16],
  [172, 16, 12],
  [192, 0, 24],
  [192, 168, 16],
  [224, 0, 4],
  [240, 0, 4],
];

function isPublic({ family, destination }: Packet): boolean {
  if (family === "ipv6") return BigInt(destination) >> 125n === 1n;
  const bits = Number(destination);
  return !privateBlocks.some(
    ([first, second, length]) => bits >>> (32 - length) === (first * 2 ** 24 + second * 2 ** 16) >>> (32 - length),
  );
}
