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
import type { BlockerCode } from "../blockers";
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
  const { subnetId, privateAddress } = gateway;
  if (isUnknown(subnetId)) {
    return [stop(flow, subnetId)];
  }
  return inSubnet(walk, flow, subnetId, (here, subnet) => {
    if (isUnknown(subnet.vpcId)) {
      return [stop(here, subnet.vpcId)];
    }
    // Where in its subnet the gateway is matters little: without the address, its subnet stands for it.
    const places = isUnknown(privateAddress) ? subnet.addresses : [privateAddress];
    if (isUnknown(places)) {
      return [stop(here, places)];
    }
    const addresses = places.find(({ family }) => family === "ipv4")?.intervals ?? [];
    const end = natEnd(gateway, subnet.vpcId, subnet.id, addresses);
    const arrived = at.subnet.id === subnet.id ? [here] : networkAcl(walk.network, here, subnet, "ingress");
    return arrived.flatMap((each) => throughNat(walk, each, gateway, end));
  });
}

const withPorts = intervals.union(exactly(protocolNumbers.tcp), exactly(protocolNumbers.udp));
const translated = intervals.union(withPorts, exactly(protocolNumbers.icmp));

/** What begins a connection of IPv4 that the gateway can translate; it refuses the rest. */
function throughNat(walk: Walk, flow: Flow, { id, evidence }: NatGateway, end: InterfaceEnd): Ended[] {
  const refuse = (packets: PacketSet, code: BlockerCode, text: string): Ended[] =>
    packets.isEmpty ? [] : blockedOnTheWay(walk, { ...flow, packets }, { code, evidence: [evidence], text });
  if (walk.reply) {
    return refuse(flow.packets, "nat-no-connection", `${id} did not see the request`);
  }
  const ipv4 = flow.packets.intersect(PacketSet.of({ family: "ipv4" }));
  const taken = flow.packets.intersect(PacketSet.of({ family: "ipv4", protocol: translated }));
  const hop = { kind: "NAT gateway", evidence: [evidence], text: "the source becomes that of the gateway" };
  return [
    ...refuse(flow.packets.subtract(ipv4), "nat-ipv4-only", `${id} translates IPv4 only`),
    ...refuse(ipv4.subtract(taken), "nat-protocol", `${id} translates TCP, UDP and ICMP only`),
    ...byProtocol({ ...flow, packets: taken })
      .flatMap(({ flow: part, ports }) =>
        translate(withoutReferences(pass(part, hop)), end, {
          source: end.addresses,
          ...(ports && { sourcePort: ephemeralPorts }),
        }),
      )
      .flatMap((each) => leaveInterface(walk, each, end)),
  ];
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
