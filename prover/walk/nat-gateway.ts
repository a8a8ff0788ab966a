import { isUnknown, type NatGateway } from "@throughline/graph/model";
import {
  type Addresses,
  ephemeralPorts,
  exactly,
  intervals,
  PacketSet,
  protocolNumbers,
  publicAddresses,
} from "@throughline/graph/packets";
import type { InterfaceEnd } from "../ends";
import { type Ended, type Flow, pass, translate, withoutReferences } from "./flow";
import { asModelled } from "./unmodelled";
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
  return byNat(walk, asModelled(walk, flow, id), gateway, at);
}

function byNat(walk: Walk, flow: Flow, gateway: NatGateway, at: Standing): Ended[] {
  const { id, evidence } = gateway;
  const ipv6 = flow.packets.intersect(PacketSet.of({ family: "ipv6" }));
  const ipv4 = flow.packets.subtract(ipv6);
  const others = ipv4.subtract(PacketSet.of({ family: "ipv4", protocol: translated }));
  const refused = { code: "nat-ipv4-only", evidence: [evidence], text: `${id} translates IPv4 only` } as const;
  const unable = {
    code: "nat-protocol",
    evidence: [evidence],
    text: `${id} translates TCP, UDP and ICMP only`,
  } as const;
  return [
    ...(ipv6.isEmpty ? [] : blockedOnTheWay(walk, { ...flow, packets: ipv6 }, refused)),
    ...(others.isEmpty ? [] : blockedOnTheWay(walk, { ...flow, packets: others }, unable)),
    ...throughNat(walk, { ...flow, packets: ipv4.subtract(others) }, gateway, at),
  ];
}

const withPorts = intervals.union(exactly(protocolNumbers.tcp), exactly(protocolNumbers.udp));
const translated = intervals.union(withPorts, exactly(protocolNumbers.icmp));

function throughNat(walk: Walk, flow: Flow, gateway: NatGateway, at: Standing): Ended[] {
  const { subnetId, privateAddress } = gateway;
  if (flow.packets.isEmpty) {
    return [];
  }
  if (isUnknown(subnetId)) {
    return [stop(flow, subnetId)];
  }
  return inSubnet(walk, flow, subnetId, (here, subnet) => {
    if (isUnknown(subnet.vpcId)) {
      return [stop(here, subnet.vpcId)];
    }
    const { vpcId } = subnet;
    // Where in its subnet the gateway is matters little: without the address, its subnet stands for it.
    const places = isUnknown(privateAddress) ? subnet.addresses : [privateAddress];
    if (isUnknown(places)) {
      return [stop(here, places)];
    }
    const addresses = places.find(({ family }) => family === "ipv4")?.intervals ?? [];
    const end = natEnd(gateway, vpcId, subnet.id, addresses);
    const arrived = at.subnet.id === subnet.id ? [here] : networkAcl(walk.network, here, subnet, "ingress");
    if (walk.reply) {
      const text = `${gateway.id} did not see the request`;
      const blocker = { code: "nat-no-connection", evidence: [gateway.evidence], text } as const;
      return arrived.flatMap((each) => blockedOnTheWay(walk, each, blocker));
    }
    const hop = { kind: "NAT gateway", evidence: [gateway.evidence], text: "the source becomes that of the gateway" };
    return arrived
      .flatMap(byProtocol)
      .flatMap(({ flow: part, ports }) =>
        translate(withoutReferences(pass(part, hop)), end, {
          source: addresses,
          ...(ports && { sourcePort: ephemeralPorts }),
        }),
      )
      .flatMap((each) => leaveInterface(walk, each, end));
  });
}

/** Ports are changed where the protocol has any. */
function byProtocol(flow: Flow): { flow: Flow; ports: boolean }[] {
  const some = flow.packets.intersect(PacketSet.of({ family: "ipv4", protocol: withPorts }));
  return [
    { flow: { ...flow, packets: some }, ports: true },
    { flow: { ...flow, packets: flow.packets.subtract(some) }, ports: false },
  ].filter(({ flow: { packets } }) => !packets.isEmpty);
}

const somePublicAddress: Addresses = { family: "ipv4", intervals: publicAddresses.ipv4 };

/** The gateway as an end: no security group, and its own public address if it is public. */
function natEnd(
  { evidence, id, connectivity, publicAddress = { unknown: `no source says the public address of ${id}` } }: NatGateway,
  vpcId: string,
  subnetId: string,
  addresses: InterfaceEnd["addresses"],
): InterfaceEnd {
  const placement = {
    subnetId,
    addresses: [{ family: "ipv4" as const, intervals: addresses }],
    publicAddress: isUnknown(connectivity)
      ? connectivity
      : connectivity === "private"
        ? undefined
        : // A public one has an address, whichever it is.
          isUnknown(publicAddress)
          ? somePublicAddress
          : publicAddress,
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
