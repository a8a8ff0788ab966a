import type { Intervals } from "./intervals";

/** https://www.iana.org/assignments/protocol-numbers */
export const protocolNumbers = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 } as const;

export const allProtocols: Intervals = [0, 256];
export const allPorts: Intervals = [0, 65536];

/** Ports from which clients of every system ask: Linux uses 32768–60999, NAT gateways 1024–65535. */
export const ephemeralPorts: Intervals = [1024, 65536];

export function exactly(value: number): Intervals {
  return [value, value + 1];
}

/** Both ends included, as AWS writes ranges. */
export function range(from: number, to: number): Intervals {
  return [from, to + 1];
}

/** Messages of ICMP as `destinationPort`: all codes of a type when the code is absent or -1, all types likewise. */
export function icmpMessages(type?: number, code?: number): Intervals {
  if (type === undefined || type === -1) return allPorts;
  return code === undefined || code === -1 ? [type * 256, type * 256 + 256] : exactly(type * 256 + code);
}
