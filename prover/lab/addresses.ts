import type { Network } from "@throughline/graph/model";
import { type Addresses, formatAddress, prefixLength } from "@throughline/graph/packets";
import { placementOf } from "../concrete/filters";
import { given, known, named } from "../concrete/known";

/** Where an interface or a NAT gateway is, as text. IPv4 only. */
export interface Entry {
  readonly id: string;
  readonly address: string;
  /** Its public address. */
  readonly outside: string | undefined;
  readonly subnetId: string;
  readonly vpcId: string;
}

/** The addresses of every interface and NAT gateway. */
export function addressBook(network: Network): Entry[] {
  const entry = (
    id: string,
    subnetId: string,
    addresses: readonly Addresses[],
    outside: Addresses | undefined,
  ): Entry => ({
    id,
    subnetId,
    address: first(addresses),
    outside: outside && first([outside]),
    vpcId: known(named(network.subnets, subnetId).vpcId),
  });
  return [
    ...[...network.interfaces.values()].map((each) => {
      const { subnetId, addresses, publicAddress } = placementOf(each);
      return entry(each.id, known(subnetId), known(addresses), known(publicAddress));
    }),
    ...[...network.natGateways.values()].map(({ id, subnetId, privateAddress, publicAddress }) =>
      entry(id, known(subnetId), [known(privateAddress)], publicAddress && known(publicAddress)),
    ),
  ];
}

export function addressOf(network: Network, id: string): Entry {
  return given(addressBook(network).find((entry) => entry.id === id));
}

/** CIDR blocks of IPv4. */
export function blocksOf(blocks: readonly Addresses[]): string[] {
  return blocks
    .filter(({ family }) => family === "ipv4")
    .map((block) => `${formatAddress("ipv4", given(block.intervals[0]))}/${prefixLength(block)}`);
}

function first(addresses: readonly Addresses[]): string {
  const block = given(addresses.find(({ family }) => family === "ipv4"));
  return formatAddress("ipv4", given(block.intervals[0]));
}
