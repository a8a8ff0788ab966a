import { allPorts, allProtocols, exactly, icmpMessages, type Intervals, protocolNumbers, range } from "../../packets";
import type { Traffic } from "../filters";
import { isUnknown, type Value } from "../value";

const withPorts: ReadonlySet<number> = new Set([protocolNumbers.tcp, protocolNumbers.udp]);
const icmp: ReadonlySet<number> = new Set([protocolNumbers.icmp, protocolNumbers.icmpv6]);

/** What a rule says of protocol and ports, as AWS spells it: names or numbers, `-1` or `all` for all. */
export interface SpelledTraffic {
  readonly protocol: Value<string>;
  /** Of ICMP the type. */
  readonly from: Value<number | undefined>;
  /** Of ICMP the code. */
  readonly to: Value<number | undefined>;
}

/**
 * Ports count for TCP and UDP, types and codes for ICMP; all other protocols have neither.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
 */
export function trafficOf({ protocol, from, to }: SpelledTraffic): Traffic {
  if (isUnknown(protocol)) {
    return { protocols: protocol, ports: allPorts };
  }
  const protocolNumber = numberOf(protocol);
  if (protocolNumber === undefined) {
    return { protocols: { unknown: `the protocol "${protocol}" is not known` }, ports: allPorts };
  }
  if (protocolNumber === -1) {
    return { protocols: allProtocols, ports: allPorts };
  }
  return { protocols: exactly(protocolNumber), ports: portsOf(protocolNumber, from, to) };
}

export function isIcmp(protocol: Value<string>): boolean {
  const protocolNumber = isUnknown(protocol) ? undefined : numberOf(protocol);
  return protocolNumber !== undefined && icmp.has(protocolNumber);
}

function portsOf(protocol: number, from: Value<number | undefined>, to: Value<number | undefined>): Value<Intervals> {
  if (!withPorts.has(protocol) && !icmp.has(protocol)) return allPorts;
  if (isUnknown(from)) return from;
  if (isUnknown(to)) return to;
  if (icmp.has(protocol)) return messagesOf(from, to);
  if (from === undefined || from === -1) return allPorts;
  const last = to ?? from;
  return isPort(from) && isPort(last) && from <= last
    ? range(from, last)
    : { unknown: `${from}–${last} is no range of ports` };
}

function messagesOf(type: number | undefined, code: number | undefined): Value<Intervals> {
  return [type, code].every((value) => value === undefined || (Number.isInteger(value) && value >= -1 && value < 256))
    ? icmpMessages(type, code)
    : { unknown: `${type ?? -1} and ${code ?? -1} are no ICMP type and code` };
}

function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < 65536;
}

function numberOf(protocol: string): number | undefined {
  const name = protocol.toLowerCase();
  if (name === "-1" || name === "all") return -1;
  if (Object.hasOwn(protocolNumbers, name)) return protocolNumbers[name as keyof typeof protocolNumbers];
  const value = Number(name);
  return name !== "" && Number.isInteger(value) && value >= 0 && value < 256 ? value : undefined;
}
