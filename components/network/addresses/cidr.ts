import { Address4, Address6 } from "ip-address";

/** An IPv4 block: its first address as an unsigned number, and its prefix length. */
export interface CidrBlock {
  start: number;
  prefix: number;
}

/** Reads `10.0.0.0/16`. Bits beyond the prefix are dropped. Undefined if it is not an IPv4 block. */
export function parseCidr(text: string): CidrBlock | undefined {
  if (!text.includes("/") || !Address4.isValid(text)) return undefined;
  const address = new Address4(text);
  return { start: Number(address.startAddress().bigInt()), prefix: address.subnetMask };
}

/** Writes `10.0.0.0/16`. */
export function formatCidr(block: CidrBlock): string {
  return `${Address4.fromBigInt(BigInt(block.start)).correctForm()}/${block.prefix}`;
}

/** Reads an IPv4 or IPv6 block and writes it in its one canonical form. Undefined if it is neither. */
export function canonicalCidr(text: string): { cidrBlock: string; version: 4 | 6 } | undefined {
  const v4 = parseCidr(text);
  if (v4) return { cidrBlock: formatCidr(v4), version: 4 };
  if (!text.includes("/") || !Address6.isValid(text)) return undefined;
  const address = new Address6(text);
  return { cidrBlock: `${address.startAddress().correctForm()}/${address.subnetMask}`, version: 6 };
}

/** How many addresses a block of this prefix length has. */
export function sizeOf(prefix: number): number {
  return 2 ** (32 - prefix);
}

function endOf(block: CidrBlock): number {
  return block.start + sizeOf(block.prefix);
}

export function contains(outer: CidrBlock, inner: CidrBlock): boolean {
  return outer.start <= inner.start && endOf(inner) <= endOf(outer);
}

/** Two aligned blocks share an address only if one contains the other. */
export function overlaps(a: CidrBlock, b: CidrBlock): boolean {
  return contains(a, b) || contains(b, a);
}

/** The smallest aligned block that contains all of the given ones, of which there is at least one. */
export function covering(blocks: CidrBlock[]): CidrBlock {
  const first = Math.min(...blocks.map((block) => block.start));
  const last = Math.max(...blocks.map(endOf)) - 1;
  const prefix = Math.clz32(first ^ last);
  return { start: Math.floor(first / sizeOf(prefix)) * sizeOf(prefix), prefix };
}

/** The block's nth part when it is cut into blocks of this prefix length, counted from 0. */
export function part(block: CidrBlock, prefix: number, n: number): CidrBlock {
  return { start: block.start + n * sizeOf(prefix), prefix };
}

/** The lowest aligned block of this prefix length inside `within` that overlaps none of `taken`. */
export function lowestFree(within: CidrBlock, prefix: number, taken: CidrBlock[]): CidrBlock | undefined {
  for (let start = within.start; start + sizeOf(prefix) <= endOf(within); start += sizeOf(prefix)) {
    const candidate = { start, prefix };
    if (!taken.some((block) => overlaps(block, candidate))) return candidate;
  }
  return undefined;
}
