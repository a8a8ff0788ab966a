import { isUnknown, type NatGateway } from "@throughline/graph/model";
import { ephemeralPorts, intervals, PacketSet, protocolNumbers } from "@throughline/graph/packets";
import type { InterfaceEnd } from "../ends";
import { type Ended, type Flow, pass, translateSource } from "./flow";
import { networkAcl } from "./network-acls";
import { blockedOnTheWay, inSubnet, leaveInterface, type Standing, stop, type Walk } from "./walk";

/**
 * Through a NAT gateway: packets leave it with its own address and ports of its choice.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
 */
export function translateByNat(walk: Walk, flow: Flow, id: string, at: Standing): Ended[] {
  const gateway = walk.network.natGateways.get(id);
  if (gateway === undefined) {
    return [stop(flow, { unknown: `NAT gateway ${id} is in no source` })];
  }
  const ipv6 = flow.packets.intersect(PacketSet.of({ family: "ipv6" }));
  const ipv4 = flow.packets.subtract(ipv6);
  const refused = { code: "nat-ipv4-only", evidence: [gateway.evidence], text: `${id} translates IPv4 only` } as const;
  return [
    ...(ipv6.isEmpty ? [] : blockedOnTheWay(walk, { ...flow, packets: ipv6 }, refused)),
    ...(ipv4.isEmpty ? [] : translated(walk, { ...flow, packets: ipv4 }, gateway, at)),
  ];
}

function translated(walk: Walk, flow: Flow, gateway: NatGateway, at: Standing): Ended[] {
  const { subnetId, privateAddress } = gateway;
  if (isUnknown(subnetId)) {
    return [stop(flow, subnetId)];
  }
  return inSubnet(walk, flow, subnetId, (subnet) => {
    if (isUnknown(subnet.vpcId)) {
      return [stop(flow, subnet.vpcId)];
    }
    const { vpcId } = subnet;
    // Where in its subnet the gateway is matters little: without the address, its subnet stands for it.
    const places = isUnknown(privateAddress) ? subnet.addresses : [privateAddress];
    if (isUnknown(places)) {
      return [stop(flow, places)];
    }
    const addresses = places.find(({ family }) => family === "ipv4")?.intervals ?? [];
    const end = natEnd(gateway, vpcId, subnet.id, addresses);
    const arrived = at.subnet.id === subnet.id ? [flow] : networkAcl(walk.network, flow, subnet, "ingress");
    const hop = { kind: "NAT gateway", evidence: [gateway.evidence], text: "the source becomes that of the gateway" };
    return arrived
      .flatMap(byProtocol)
      .flatMap(({ flow: part, ports }) =>
        translateSource(pass(part, hop), end, { source: addresses, ...(ports && { sourcePort: ephemeralPorts }) }),
      )
      .flatMap((each) => leaveInterface(walk, each, end));
  });
}

/** Ports are changed where the protocol has any. */
function byProtocol(flow: Flow): { flow: Flow; ports: boolean }[] {
  const protocol = intervals.union(
    [protocolNumbers.tcp, protocolNumbers.tcp + 1],
    [protocolNumbers.udp, protocolNumbers.udp + 1],
  );
  const withPorts = flow.packets.intersect(PacketSet.of({ family: "ipv4", protocol }));
  return [
    { flow: { ...flow, packets: withPorts }, ports: true },
    { flow: { ...flow, packets: flow.packets.subtract(withPorts) }, ports: false },
  ].filter(({ flow: { packets } }) => !packets.isEmpty);
}

/** The gateway as an end: no security group, and its own public address if it is public. */
function natEnd(
  { evidence, id, connectivity, publicAddress }: NatGateway,
  vpcId: string,
  subnetId: string,
  addresses: InterfaceEnd["addresses"],
): InterfaceEnd {
  const placement = {
    subnetId,
    addresses: [{ family: "ipv4" as const, intervals: addresses }],
    publicAddress: isUnknown(connectivity) ? connectivity : connectivity === "public" ? publicAddress : undefined,
  };
  return {
    kind: "interface",
    family: "ipv4",
    interface: {
      evidence,
      id,
      aliases: [],
      kind: "natGateway",
      placements: [placement],
      securityGroupIds: [],
      sourceDestinationCheck: false,
    },
    placement,
    subnetId,
    vpcId,
    addresses,
  };
}
