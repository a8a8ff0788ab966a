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

/** Length of the prefix of a CIDR block; of an address 32 or 128. */
export function prefixLength(text: string): number | undefined {
  if (Address4.isValid(text)) return new Address4(text).subnetMask;
  return Address6.isValid(text) ? new Address6(text).subnetMask : undefined;
}

export function formatAddress(family: Family, address: number | bigint): string {
  return family === "ipv4"
    ? Address4.fromBigInt(BigInt(address)).correctForm()
    : Address6.fromBigInt(BigInt(address)).correctForm();
}
