import { type Family, parseAddresses } from "./addresses";
import * as intervals from "./intervals";
import type { Intervals } from "./intervals";

/**
 * Addresses that the internet does not route: https://www.iana.org/assignments/iana-ipv4-special-registry and
 * https://www.iana.org/assignments/iana-ipv6-special-registry. The blocks for documentation are not among them, because examples
 * use them as addresses of the internet.
 */
const notRouted: Readonly<Record<Family, readonly string[]>> = {
  ipv4: [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.168.0.0/16",
    "224.0.0.0/4",
    "240.0.0.0/4",
  ],
  ipv6: ["::/3", "4000::/2", "8000::/1"],
};

function routed(family: Family, everything: Intervals): Intervals {
  return notRouted[family].reduce(
    (rest, block) => intervals.subtract(rest, parseAddresses(block)?.intervals ?? intervals.none),
    everything,
  );
}

/** Addresses that the internet routes. */
export const publicAddresses: Readonly<Record<Family, Intervals>> = {
  ipv4: routed("ipv4", [0, 2 ** 32]),
  ipv6: routed("ipv6", [0n, 2n ** 128n]),
};
