import { isUnknown, type Network, type Peer, type Traffic, type Unknown, type Value } from "@throughline/graph/model";
import { type Addresses, type Cube, everywhere, PacketSet } from "@throughline/graph/packets";

/** What a rule matches: for sure, and at most, with what would have to be known to say which. */
export interface Matched {
  readonly surely: PacketSet;
  readonly possibly: PacketSet;
  readonly unknown?: Unknown;
  /** What it would match if the groups of the other end were seen. */
  readonly lost?: PacketSet;
}

export const nothing: Matched = { surely: PacketSet.none, possibly: PacketSet.none };

/** Which end of a packet a rule speaks of. */
export type Side = "source" | "destination";

/** The packets of a rule's protocols and ports to or from addresses; whatever is unknown may be anything. */
export function matchAddresses(traffic: Traffic, side: Side, addresses: Value<readonly Addresses[]>): Matched {
  const unknown = [traffic.protocols, traffic.ports, addresses].find((value) => isUnknown(value));
  const known = isUnknown(addresses) ? Object.values(everywhere) : addresses;
  const fields: Partial<Cube> = {
    ...(isUnknown(traffic.protocols) ? {} : { protocol: traffic.protocols }),
    ...(isUnknown(traffic.ports) ? {} : { destinationPort: traffic.ports }),
  };
  const possibly = PacketSet.union(
    known.map(({ family, intervals }) => PacketSet.of({ family, ...fields, [side]: intervals })),
  );
  return unknown === undefined ? { surely: possibly, possibly } : { surely: PacketSet.none, possibly, unknown };
}

/** Addresses that a peer names outright; undefined of groups, whose members are not known by address. */
export function addressesOf(network: Network, peer: Peer): Value<readonly Addresses[]> | undefined {
  switch (peer.kind) {
    case "addresses":
      return peer.addresses;
    case "prefixList":
      return (
        network.prefixLists.get(peer.prefixListId)?.entries ?? {
          unknown: `prefix list ${peer.prefixListId} is in no source`,
        }
      );
    case "securityGroup":
      return undefined;
  }
}
