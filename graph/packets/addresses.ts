import { Address4, Address6 } from "ip-address";
import type { Intervals } from "./intervals";

export type Family = "ipv4" | "ipv6";

/** Addresses of one family: those of `intervals`. */
export interface Addresses {
  readonly family: Family;
  readonly intervals: Intervals;
}

export const everywhere: Readonly<Record<Family, Addresses>> = {
  ipv4: { family: "ipv4", intervals: [0, 2 ** 32] },
  ipv6: { family: "ipv6", intervals: [0n, 2n ** 128n] },
};

/**
 * The addresses of a CIDR block, or one address: `10.0.0.0/8`, `10.0.0.1`, `2001:db8::/32`. Bits after the prefix are
 * ignored, as by AWS in a route's lookup.
 *
 * @returns undefined if the text is neither.
 */
export function parseAddresses(text: string): Addresses | undefined {
  if (Address4.isValid(text)) {
    const block = new Address4(text);
    return {
      family: "ipv4",
      intervals: [Number(block.startAddress().bigInt()), Number(block.endAddress().bigInt()) + 1],
    };
  }
  if (Address6.isValid(text)) {
    const block = new Address6(text);
    return { family: "ipv6", intervals: [block.startAddress().bigInt(), block.endAddress().bigInt() + 1n] };
  }
  return undefined;
}

/** Length of the prefix of a block: 8 of 10.0.0.0/8, 32 of one IPv4 address. */
export function prefixLength({ family, intervals: [from = 0, to = 1] }: Addresses): number {
  const bits = family === "ipv4" ? 32 : 128;
  return bits + 1 - (BigInt(to) - BigInt(from)).toString(2).length;
}

export function formatAddress(family: Family, address: number | bigint): string {
  return family === "ipv4"
    ? Address4.fromBigInt(BigInt(address)).correctForm()
    : Address6.fromBigInt(BigInt(address)).correctForm();
}
