import { isUnknown, type Network, type Route, type TransitGatewayRoute, type Unknown } from "@throughline/graph/model";
import { type Addresses, everywhere, intervals, PacketSet, prefixLength } from "@throughline/graph/packets";

/** A route for one block of addresses. */
export interface Prefix<R> {
  readonly route: R;
  readonly addresses: Addresses;
  readonly length: number;
  /** Of equal prefixes the lowest rank wins; packets are shared among those of equal rank. */
  readonly rank: number;
  /** Whether the route is for these addresses is not known, for this reason. */
  readonly uncertain?: Unknown;
}

/** Packets that take the same route; undefined is none. */
export interface Taken<R> {
  readonly packets: PacketSet;
  readonly route: R | undefined;
  readonly uncertain: readonly Unknown[];
}

/**
 * Which packets take which route. Packets that a route may or may not be for are among those of that route and among
 * those of the route that they take otherwise, each time with what is uncertain.
 */
export function longestPrefix<R>(packets: PacketSet, prefixes: readonly Prefix<R>[]): Taken<R>[] {
  const ordered = [...prefixes].sort(
    (a, b) => b.length - a.length || a.rank - b.rank || compare(a.addresses, b.addresses),
  );
  const taken: Taken<R>[] = [];
  let rest: Taken<R>[] = [{ packets, route: undefined, uncertain: [] }];
  for (const { equals, addresses, uncertain } of together(ordered)) {
    const destination = PacketSet.of({ family: addresses.family, destination: addresses.intervals });
    const left: Taken<R>[] = [];
    for (const each of rest) {
      const here = each.packets.intersect(destination);
      if (here.isEmpty) {
        left.push(each);
        continue;
      }
      const doubts = uncertain === undefined ? each.uncertain : [...each.uncertain, uncertain];
      taken.push(...equals.map((route) => ({ packets: here, route, uncertain: doubts })));
      if (uncertain !== undefined) left.push({ packets: here, route: undefined, uncertain: doubts });
      const others = each.packets.subtract(here);
      if (!others.isEmpty) left.push({ ...each, packets: others });
    }
    rest = left;
  }
  return [...taken, ...rest];
}

/** By where they begin, so that equal blocks follow each other. */
function compare({ intervals: [a = 0] }: Addresses, { intervals: [b = 0] }: Addresses): number {
  return a < b ? -1 : Number(a > b);
}

/** Routes that share packets as one; of those that may be for any addresses each by itself. */
function together<R>(ordered: readonly Prefix<R>[]) {
  const groups: (Omit<Prefix<R>, "route"> & { readonly equals: R[] })[] = [];
  for (const { route, ...prefix } of ordered) {
    const last = groups.at(-1);
    const shares =
      last !== undefined &&
      [last.uncertain, prefix.uncertain].every((uncertain) => uncertain === undefined) &&
      last.rank === prefix.rank &&
      last.addresses.family === prefix.addresses.family &&
      intervals.equal(last.addresses.intervals, prefix.addresses.intervals);
    if (shares) last.equals.push(route);
    else groups.push({ ...prefix, equals: [route] });
  }
  return groups;
}

/** The routes of a VPC's table, those to prefix lists as one for each entry. */
export function prefixesOf(network: Network, routes: readonly Route[]): Prefix<Route>[] {
  return routes.flatMap((route): Prefix<Route>[] => {
    const { destination } = route;
    if (isUnknown(destination)) {
      return anywhere(route, destination);
    }
    if (destination.kind === "addresses") {
      return [prefix(route, destination.addresses, 0)];
    }
    const list = network.prefixLists.get(destination.prefixListId);
    if (list === undefined || isUnknown(list.entries)) {
      const unknown = { unknown: `the entries of prefix list ${destination.prefixListId} are in no source` };
      return anywhere(route, list !== undefined && isUnknown(list.entries) ? list.entries : unknown);
    }
    return list.entries.map((addresses) => prefix(route, addresses, 1));
  });
}

export function transitPrefixesOf(routes: readonly TransitGatewayRoute[]): Prefix<TransitGatewayRoute>[] {
  return routes.flatMap((route): Prefix<TransitGatewayRoute>[] => {
    const { destination, propagated } = route;
    return isUnknown(destination) ? anywhere(route, destination) : [prefix(route, destination, Number(propagated))];
  });
}

function prefix<R>(route: R, addresses: Addresses, rank: number): Prefix<R> {
  return { route, addresses, length: prefixLength(addresses), rank };
}

/** A route that may be for any addresses, more specific than all others. */
function anywhere<R>(route: R, uncertain: Unknown): Prefix<R>[] {
  return Object.values(everywhere).map((addresses) => ({ route, addresses, length: 129, rank: 0, uncertain }));
}
