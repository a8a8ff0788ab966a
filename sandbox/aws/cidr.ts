import { Address4, Address6 } from "ip-address";

/** A block of addresses as an inclusive range, so that containment and overlap are comparisons. */
export interface Cidr {
  readonly version: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
  readonly prefix: number;
}

/** Reads `10.0.0.0/16` or `2001:db8::/56`; undefined when it is no block or has bits set behind its prefix. */
export function parseCidr(value: unknown): Cidr | undefined {
  const read = readCidr(value);
  return read?.address === read?.network.first ? read?.network : undefined;
}

/** The block that an address with a prefix lies in; undefined when the text is no address with a prefix. */
export const networkOf = (value: unknown): Cidr | undefined => readCidr(value)?.network;

function readCidr(value: unknown): { readonly address: bigint; readonly network: Cidr } | undefined {
  const parsed = typeof value === "string" && value.includes("/") ? parseAddress(value) : undefined;
  if (parsed === undefined) {
    return undefined;
  }
  const [version, bits] = parsed instanceof Address4 ? [4 as const, 32] : [6 as const, 128];
  const [address, prefix] = [parsed.bigInt(), parsed.subnetMask];
  const size = 1n << BigInt(bits - prefix);
  const first = address - (address % size);
  return { address, network: { version, first, last: first + size - 1n, prefix } };
}

function parseAddress(text: string): Address4 | Address6 | undefined {
  if (Address4.isValid(text)) {
    return new Address4(text);
  }
  return Address6.isValid(text) ? new Address6(text) : undefined;
}

export const contains = (outer: Cidr, inner: Cidr): boolean =>
  outer.version === inner.version && outer.first <= inner.first && inner.last <= outer.last;

export const overlaps = (one: Cidr, other: Cidr): boolean =>
  one.version === other.version && one.first <= other.last && other.first <= one.last;

export const size = (cidr: Cidr): bigint => cidr.last - cidr.first + 1n;

/** The address at `offset` in the block, in its usual notation. */
export function addressAt(cidr: Cidr, offset: bigint): string {
  const address = cidr.version === 4 ? Address4 : Address6;
  return address.fromBigInt(cidr.first + offset).correctForm();
}

export const formatCidr = (cidr: Cidr): string => `${addressAt(cidr, 0n)}/${cidr.prefix}`;
