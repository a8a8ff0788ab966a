import { Address4 } from "ip-address";

/** A block of IPv4 addresses. `start` need not lie on a boundary of the block's size: see {@link range}. */
export interface Block {
  readonly start: number;
  readonly prefix: number;
}

/** Throws when the text is no IPv4 block. */
export function parseBlock(text: string): Block {
  if (!text.includes("/") || !Address4.isValid(text)) {
    throw new Error(`"${text}" is not a valid IPv4 CIDR block`);
  }
  const address = new Address4(text);
  return { start: Number(address.bigInt()), prefix: address.subnetMask };
}

export const formatBlock = ({ start, prefix }: Block): string => `${formatAddress(start)}/${prefix}`;

export const formatAddress = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");

export const sizeOf = (prefix: number): number => 2 ** (32 - prefix);

/** The addresses of a block: its prefix decides, whatever bits are set behind it. */
export function range({ start, prefix }: Block): { readonly first: number; readonly last: number } {
  const first = Math.floor(start / sizeOf(prefix)) * sizeOf(prefix);
  return { first, last: first + sizeOf(prefix) - 1 };
}

export const overlap = (one: Block, other: Block): boolean =>
  range(one).first <= range(other).last && range(other).first <= range(one).last;

/** The block of a size that contains an address. */
export const blockAt = (address: number, prefix: number): Block => ({
  start: range({ start: address, prefix }).first,
  prefix,
});

/** The first block of a size that begins behind another block. */
export const blockAfter = (block: Block, prefix: number): Block => {
  const { last } = range(blockAt(range(block).last, prefix));
  return { start: last + 1, prefix };
};

/** The nth block of a size, counted from an address. */
export const nthBlock = (start: number, prefix: number, n: number): Block => ({
  start: start + sizeOf(prefix) * n,
  prefix,
});

/** Bits that tell `count` things apart. */
export const bitsFor = (count: number): number => (count === 0 ? 0 : Math.ceil(Math.log2(count)));
