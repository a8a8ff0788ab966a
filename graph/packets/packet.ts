import type { Family } from "./addresses";

/** One packet, as far as networks look at it. */
export interface Packet {
  readonly family: Family;
  readonly source: number | bigint;
  readonly destination: number | bigint;
  /** As IANA numbers them: 6 TCP, 17 UDP. */
  readonly protocol: number;
  readonly sourcePort: number;
  /** Of ICMP: type × 256 + code. */
  readonly destinationPort: number;
}
