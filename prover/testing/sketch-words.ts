import type { Evidence, Traffic } from "@throughline/graph/model";
import {
  type Addresses,
  allPorts,
  allProtocols,
  exactly,
  type Family,
  icmpMessages,
  type Intervals,
  parseAddresses,
  protocolNumbers,
  range,
} from "@throughline/graph/packets";
import { given } from "../concrete/known";

/** What is outside: addresses of the internet that nobody in the networks has, and some of a service behind endpoints. */
export const outside: Readonly<Record<Family, Intervals>> = {
  ipv4: block("203.0.112.0/22").intervals,
  ipv6: block("2a00::/32").intervals,
};
export const service = block("52.216.0.0/15");

/** Protocols and ports of a text as `tcp 443`, `udp 1024-65535`, `icmp echo`, `all`. */
export function trafficOf(text: string): Traffic & { readonly protocols: Intervals; readonly ports: Intervals } {
  const [protocol = "", ports] = text.split(" ");
  if (protocol === "all") return { protocols: allProtocols, ports: allPorts };
  const number = protocolNumbers[protocol as keyof typeof protocolNumbers];
  const [from, to = from] = ports?.split("-").map(Number) ?? [];
  return {
    protocols: exactly(number),
    ports:
      ports === "echo"
        ? icmpMessages(number === protocolNumbers.icmp ? 8 : 128, 0)
        : from === undefined || to === undefined
          ? allPorts
          : range(from, to),
  };
}

export function ipv6Block(vpc: number, subnet?: number, host?: number): string {
  if (subnet === undefined) return `2600:0:0:${vpc}00::/56`;
  const prefix = `2600:0:0:${vpc}0${subnet}::`;
  return host === undefined ? `${prefix}/64` : `${prefix}${host}`;
}

export function block(text: string): Addresses {
  return given(parseAddresses(text));
}

/** One of them, by any number. */
export function pick<T>(things: readonly T[], which: number): T {
  return given(things[which % things.length]);
}

export function evidence(id: string): Evidence {
  return { urn: `urn:test::${id}`, id };
}

export function byId<T extends { readonly id: string }>(things: readonly T[]): Map<string, T> {
  return new Map(things.map((thing) => [thing.id, thing]));
}

/** Of those with one block the first. */
export function distinct<T>(things: readonly T[], blockOf: (thing: T) => Addresses): T[] {
  const found = new Map<string, T>();
  for (const thing of things) {
    const { family, intervals } = blockOf(thing);
    const key = `${family} ${intervals.join()}`;
    if (!found.has(key)) found.set(key, thing);
  }
  return [...found.values()];
}
