import { isUnknown, type Network, type Value } from "../model";
import { type Addresses, formatAddress, type Intervals } from "../packets";

/**
 * What a network means, without who says it: rules by peer, routes by destination, all in order. Two ways to write the
 * same network down give the same.
 */
export function meaningOf(network: Network): unknown {
  return Object.fromEntries(
    Object.entries(network).map(([name, things]) => [
      name,
      things instanceof Map
        ? sorted([...(things as ReadonlyMap<string, unknown>).values()].map(meaning))
        : meaning(things),
    ]),
  );
}

/** Rules of a group: `tcp 443 from 10.0.0.0/8`, one for each peer. */
export function rulesOf(network: Network, id: string, direction: "ingress" | "egress"): string[] {
  const rules = network.securityGroups.get(id)?.[direction] ?? [];
  return rules
    .flatMap(({ protocols, ports, peer }) => {
      const traffic = `${say(protocols)} ${say(ports)}`;
      if (isUnknown(peer)) return [`${traffic} unknown`];
      if (peer.kind === "addresses") return peer.addresses.map((block) => `${traffic} ${blockText(block)}`);
      return [`${traffic} ${peer.kind === "securityGroup" ? peer.securityGroupId : peer.prefixListId}`];
    })
    .sort();
}

/** Routes of a table: `10.0.0.0-10.0.255.255 natGateway nat-1`. */
export function routesOf(network: Network, id: string): string[] {
  return (network.routeTables.get(id)?.routes ?? [])
    .map(({ destination, target }) => {
      const to = isUnknown(destination)
        ? "unknown"
        : destination.kind === "addresses"
          ? blockText(destination.addresses)
          : destination.prefixListId;
      return `${to} ${isUnknown(target) ? "unknown" : [target.kind, "id" in target ? target.id : ""].join(" ").trim()}`;
    })
    .sort();
}

/** Entries of an ACL: `100 allow 6 443 10.0.0.0/8`. */
export function entriesOf(network: Network, id: string, direction: "ingress" | "egress"): string[] {
  return (network.networkAcls.get(id)?.[direction] ?? [])
    .map(({ number, action, protocols, ports, addresses }) =>
      [
        say(number),
        say(action),
        say(protocols),
        say(ports),
        isUnknown(addresses) ? "unknown" : blockText(addresses),
      ].join(" "),
    )
    .sort();
}

export function blockText({ family, intervals: [from = 0, to = 1] }: Addresses): string {
  const last = typeof to === "bigint" ? to - 1n : to - 1;
  return `${formatAddress(family, from)}-${formatAddress(family, last)}`;
}

function say(value: Value<unknown>): string {
  if (isUnknown(value)) return "unknown";
  return Array.isArray(value) ? `[${value.map(String).join(",")}]` : String(value);
}

/** Without evidence, and with rules taken apart. */
function meaning(thing: unknown): unknown {
  if (typeof thing === "bigint") return `${thing}n`;
  if (Array.isArray(thing)) return sorted((thing as readonly unknown[]).flatMap((item) => apart(item)).map(meaning));
  if (typeof thing !== "object" || thing === null) return thing;
  if ("unknown" in thing) return "unknown";
  return Object.fromEntries(
    Object.entries(thing)
      .filter(([name]) => name !== "evidence" && name !== "aliases")
      .map(([name, value]) => [name, name === "intervals" ? String(value as Intervals) : meaning(value)]),
  );
}

function apart(item: unknown): unknown[] {
  const { peer } = item as { peer?: { addresses?: readonly unknown[] } };
  return Array.isArray(peer?.addresses) && typeof item === "object"
    ? peer.addresses.map((address) => ({ ...item, peer: { kind: "addresses", addresses: [address] } }))
    : [item];
}

function sorted(items: readonly unknown[]): unknown[] {
  return [...items].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}
