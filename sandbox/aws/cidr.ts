import * as ip from "ipaddr.js";

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
  if (typeof value !== "string" || !ip.isValidCIDR(value)) {
    return undefined;
  }
  const [parsed, prefix] = ip.parseCIDR(value);
  const version = parsed.kind() === "ipv4" ? 4 : 6;
  const address = toNumber(parsed);
  const size = 1n << BigInt((version === 4 ? 32 : 128) - prefix);
  const first = address - (address % size);
  return { address, network: { version, first, last: first + size - 1n, prefix } };
}

export const contains = (outer: Cidr, inner: Cidr): boolean =>
  outer.version === inner.version && outer.first <= inner.first && inner.last <= outer.last;

export const overlaps = (one: Cidr, other: Cidr): boolean =>
  one.version === other.version && one.first <= other.last && other.first <= one.last;

export const size = (cidr: Cidr): bigint => cidr.last - cidr.first + 1n;

/** The address at `offset` in the block, in its usual notation. */
export function addressAt(cidr: Cidr, offset: bigint): string {
  const length = cidr.version === 4 ? 4 : 16;
  const bytes = Buffer.from((cidr.first + offset).toString(16).padStart(length * 2, "0"), "hex");
  return ip.fromByteArray([...bytes]).toString();
}

export const formatCidr = (cidr: Cidr): string => `${addressAt(cidr, 0n)}/${cidr.prefix}`;

const toNumber = (address: ip.IPv4 | ip.IPv6): bigint =>
  BigInt(`0x${Buffer.from(address.toByteArray()).toString("hex")}`);
