import { isUnknown, type Network, type NetworkInterface, type Placement, type Value } from "@throughline/graph/model";
import { type Family, intervals as sets, type Intervals, publicAddresses } from "@throughline/graph/packets";

/** One of a thing's interfaces in one of its places: where packets come from and go to. */
export interface InterfaceEnd {
  readonly kind: "interface";
  readonly family: Family;
  readonly interface: NetworkInterface;
  readonly placement: Placement;
  readonly subnetId: string;
  readonly vpcId: string;
  /** Its private addresses: one, or all that it may have. */
  readonly addresses: Intervals;
}

/** Whoever is outside: addresses of the internet. */
export interface InternetEnd {
  readonly kind: "internet";
  readonly family: Family;
  readonly addresses: Intervals;
}

export type End = InterfaceEnd | InternetEnd;

/** All of the internet but what VPCs have of it: in IPv6 their addresses are public ones. */
export function internetEnd({ vpcs }: Network, family: Family): InternetEnd {
  const own = [...vpcs.values()].flatMap(({ addresses }) => (isUnknown(addresses) ? [] : addresses));
  const addresses = own
    .filter((block) => block.family === family)
    .reduce((left, { intervals }) => sets.subtract(left, intervals), publicAddresses[family]);
  return { kind: "internet", family, addresses };
}

/** The ends that an interface is: one for each of its places and families. */
export function endsOf(network: Network, networkInterface: NetworkInterface): Value<InterfaceEnd>[] {
  return networkInterface.placements.flatMap((placement): Value<InterfaceEnd>[] => {
    const { subnetId, addresses } = placement;
    if (isUnknown(subnetId)) return [subnetId];
    if (isUnknown(addresses)) return [addresses];
    const vpcId = network.subnets.get(subnetId)?.vpcId ?? { unknown: `subnet ${subnetId} is in no source` };
    if (isUnknown(vpcId)) return [vpcId];
    return addresses.map(({ family, intervals }) => ({
      kind: "interface" as const,
      family,
      interface: networkInterface,
      placement,
      subnetId,
      vpcId,
      addresses: intervals,
    }));
  });
}
