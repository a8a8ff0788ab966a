/** Sets of packets, and the algebra on them. */
export { everywhere, formatAddress, parseAddresses, prefixLength } from "./addresses";
export type { Addresses, Family } from "./addresses";
export * as intervals from "./intervals";
export type { Bound, Intervals } from "./intervals";
export type { Packet } from "./packet";
export { PacketSet } from "./packet-set";
export { publicAddresses } from "./public-addresses";
export type { Cube, Match } from "./packet-set";
export { allPorts, allProtocols, ephemeralPorts, exactly, icmpMessages, protocolNumbers, range } from "./protocols";
