import type { Network, NetworkInterface, Peer, Placement, Subnet, Traffic } from "@throughline/graph/model";
import type { Packet } from "@throughline/graph/packets";
import { given, inBlock, known, named, within } from "./known";
import type { Travelling } from "./travel";

/** Whether one rule of one of the interface's groups lets the packet in or out. */
export function groupsAllow(
  network: Network,
  self: NetworkInterface,
  travelling: Travelling,
  direction: "ingress" | "egress",
): boolean {
  const groups = known(self.securityGroupIds).map((id) => named(network.securityGroups, id));
  return (
    groups.length === 0 ||
    groups.some((group) =>
      group[direction].some(
        (rule) => hasTraffic(rule, travelling.packet) && isPeer(network, known(rule.peer), self, travelling, direction),
      ),
    )
  );
}

/** Whether the entry with the lowest number of those that match denies, or none matches. */
export function aclDenies(network: Network, subnet: Subnet, packet: Packet, direction: "ingress" | "egress"): boolean {
  const acl = named(network.networkAcls, known(subnet.networkAclId));
  const other = direction === "ingress" ? packet.source : packet.destination;
  let first: (typeof acl.ingress)[number] | undefined;
  for (const entry of acl[direction]) {
    if (!hasTraffic(entry, packet) || !inBlock(known(entry.addresses), packet.family, other)) continue;
    if (first === undefined || known(entry.number) < known(first.number)) first = entry;
  }
  return first === undefined || first.action === "deny";
}

function hasTraffic({ protocols, ports }: Traffic, packet: Packet): boolean {
  return within(known(protocols), packet.protocol) && within(known(ports), packet.destinationPort);
}

function isPeer(
  network: Network,
  peer: Peer,
  self: NetworkInterface,
  travelling: Travelling,
  direction: "ingress" | "egress",
): boolean {
  const { family, source, destination } = travelling.packet;
  const other = direction === "ingress" ? source : destination;
  switch (peer.kind) {
    case "addresses":
      return peer.addresses.some((block) => inBlock(block, family, other));
    case "prefixList":
      return known(named(network.prefixLists, peer.prefixListId).entries).some((block) =>
        inBlock(block, family, other),
      );
    case "securityGroup":
      return [...network.interfaces.values()].some(
        (member) =>
          known(member.securityGroupIds).includes(peer.securityGroupId) &&
          has(member, family, other) &&
          (direction === "ingress"
            ? seesSender(network, self, member, travelling)
            : seesReceiver(network, self, member)),
      );
  }
}

/** Whether it has this private address. */
export function has(self: NetworkInterface, family: Packet["family"], address: number | bigint): boolean {
  return self.placements.some(({ addresses }) => known(addresses).some((block) => inBlock(block, family, address)));
}

function seesSender(network: Network, self: NetworkInterface, member: NetworkInterface, { path }: Travelling): boolean {
  return path === "vpc" ? vpcOf(network, self) === vpcOf(network, member) : path !== "opaque";
}

function seesReceiver(network: Network, self: NetworkInterface, member: NetworkInterface): boolean {
  const [own, other] = [vpcOf(network, self), vpcOf(network, member)];
  return (
    own === other ||
    [...network.vpcPeerings.values()].some(
      ({ active, requesterVpcId, accepterVpcId }) =>
        active === true &&
        [requesterVpcId, accepterVpcId].includes(own) &&
        [requesterVpcId, accepterVpcId].includes(other),
    )
  );
}

/** The concrete walker knows things with one interface only. */
export function placementOf({ placements }: NetworkInterface): Placement {
  return given(placements[0]);
}

export function subnetOf(network: Network, self: NetworkInterface): Subnet {
  return named(network.subnets, known(placementOf(self).subnetId));
}

export function vpcOf(network: Network, self: NetworkInterface): string {
  return known(subnetOf(network, self).vpcId);
}
