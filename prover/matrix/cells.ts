import { isUnknown, type Network, type Value } from "@throughline/graph/model";
import { type Family, type Intervals, intervals, PacketSet, publicAddresses } from "@throughline/graph/packets";
import { type Answer, prover, type Question } from "../ask";
import type { End, InterfaceEnd } from "../ends";
import { seenFromOutside } from "../query";
import type { Classes, Spot } from "./classes";
import { type Deliveries, type Forwarding, forwardingIn } from "./forwarding";
import type { Place } from "./places";
import type { Allowed, Rules, RuleSet, Translated } from "./rules";
import { packetsBetween, parts, type Traffic } from "./traffic";

/** What gets from one spot to another. */
export interface SpotCell {
  readonly proven: Traffic;
  readonly partial: Traffic;
  readonly undecided: Traffic;
  readonly because: readonly string[];
}

/** Cells by spots, in rows; what is blocked has none. */
export type SpotCells = ReadonlyMap<number | "internet", ReadonlyMap<number | "internet", SpotCell>>;

/**
 * What gets from where to where. A pair is asked about only if a rule of the receiver lets something of the sender in,
 * one of the sender lets it out, and routes may lead there; and pairs among which nothing makes a difference are asked
 * about once.
 */
export function spotCells(network: Network, { spots, rules }: Classes, withInternet: boolean): SpotCells {
  const ask = asker(network, spots);
  const forwarding = forwardingIn(network);
  const candidates = candidatesAmong(spots, rules);
  const cells = new Map<number | "internet", Map<number | "internet", SpotCell>>();
  const put = (from: number | "internet", to: number | "internet", cell: SpotCell | undefined): void => {
    if (cell === undefined) return;
    const row = cells.get(from) ?? new Map<number | "internet", SpotCell>();
    row.set(to, cell);
    cells.set(from, row);
  };
  for (const from of spots) {
    const [end] = from.ends;
    if (end === undefined) continue;
    for (const [to, allowed] of candidates(from, deliveriesFrom(network, forwarding, end))) {
      if (from === to && from.single) continue;
      put(from.number, to.number, ask.between(from, to, allowed));
    }
  }
  if (withInternet) {
    for (const spot of spots) {
      put("internet", spot.number, ask.fromInternet(spot, outside(rules, spot.ingress)));
      put(spot.number, "internet", ask.toInternet(spot, outside(rules, spot.egress)));
    }
  }
  return cells;
}

/** What rules allow from or to the internet: those that name no group. */
function outside(rules: Rules, set: RuleSet): Allowed {
  return rules.allowed(set, { number: -1, blocks: new Set() }, [], "unknown");
}

function deliveriesFrom(network: Network, forwarding: Forwarding, end: InterfaceEnd): Deliveries {
  const { subnetId, vpcId, family } = end;
  const subnet = network.subnets.get(subnetId);
  return forwarding(subnet?.routeTableId ?? { unknown: `subnet ${subnetId} is in no source` }, vpcId, family);
}

/** For a sender, all receivers that may let it in, and what the rules of both allow. */
type Candidates = (from: Spot, deliveries: Deliveries) => Generator<[Spot, Allowed]>;

function candidatesAmong(spots: readonly Spot[], rules: Rules): Candidates {
  const byBlock = new Map<number, Set<Spot>>();
  const byGroup = new Map<string, Set<Spot>>();
  const anyGroup = new Set<Spot>();
  const always = new Set<Spot>();
  const byVpc = new Map<string, Set<Spot>>();
  const add = <K>(index: Map<K, Set<Spot>>, key: K, spot: Spot): void => {
    const found = index.get(key);
    if (found === undefined) index.set(key, new Set([spot]));
    else found.add(spot);
  };
  for (const spot of spots) {
    const [end] = spot.ends;
    if (end !== undefined) add(byVpc, end.vpcId, spot);
    if (spot.ingress.namesUnknown) always.add(spot);
    for (const { blocks, group } of spot.ingress.rules) {
      if (group !== undefined) {
        add(byGroup, group, spot);
        anyGroup.add(spot);
      }
      for (const block of blocks ?? []) add(byBlock, block, spot);
    }
  }
  const none: ReadonlySet<Spot> = new Set();
  const everywhere = { ipv4: addressesOf(spots, "ipv4"), ipv6: addressesOf(spots, "ipv6") };
  const routes = new WeakMap<Deliveries, Map<Place, Translated | undefined>>();
  const routed = (
    deliveries: Deliveries,
    from: InterfaceEnd,
    to: Spot,
    target: InterfaceEnd,
  ): Translated | undefined => {
    const known = routes.get(deliveries) ?? new Map<Place, Translated | undefined>();
    routes.set(deliveries, known);
    if (!known.has(to.place)) known.set(to.place, deliveredTo(deliveries, from, target));
    return known.get(to.place);
  };
  return function* (from, deliveries) {
    const [end] = from.ends;
    if (end === undefined) return;
    const ids = end.interface.securityGroupIds;
    const named = [
      always,
      ...[...from.namedBy.blocks, ...rules.nat].map((block) => byBlock.get(block) ?? none),
      ...(isUnknown(ids) ? [anyGroup] : ids.map((id) => byGroup.get(id) ?? none)),
    ];
    const reached = [...new Set([end.vpcId, ...deliveries.vpcs.keys()])].map((vpcId) => byVpc.get(vpcId) ?? none);
    const fewest = sizeOf(reached) < sizeOf(named) ? reached : named;
    // By ways that are not known anything may come with any address.
    for (const to of overlap(deliveries.anywhere, everywhere[end.family]) ? spots : merged(fewest)) {
      const [target] = to.ends;
      if (target?.family !== end.family) continue;
      const how = routed(deliveries, end, to, target);
      if (how === undefined) continue;
      const allowed = rules.both(
        rules.allowed(to.ingress, from.namedBy, ids, how),
        rules.allowed(from.egress, to.namedBy, target.interface.securityGroupIds, "direct"),
      );
      if (!allowed.traffic[end.family].isEmpty) yield [to, allowed];
    }
  };
}

/** The addresses of all spots together. */
function addressesOf(spots: readonly Spot[], family: Family): Intervals {
  const bounds = spots
    .flatMap(({ ends }) => ends)
    .filter((end) => end.family === family)
    .map(({ addresses }) => addresses);
  // By halves, so that each is joined with few others.
  let level = bounds;
  while (level.length > 1) {
    level = level.flatMap((each, index) => (index % 2 === 1 ? [] : [intervals.union(each, level[index + 1] ?? [])]));
  }
  return level[0] ?? [];
}

function sizeOf(sets: readonly ReadonlySet<Spot>[]): number {
  return sets.reduce((sum, { size }) => sum + size, 0);
}

function merged(sets: readonly ReadonlySet<Spot>[]): ReadonlySet<Spot> {
  const all = new Set<Spot>();
  for (const set of sets) for (const spot of set) all.add(spot);
  return all;
}

/** Whether routes may lead there, and whose address packets may have then. */
function deliveredTo(deliveries: Deliveries, from: InterfaceEnd, to: InterfaceEnd): Translated | undefined {
  const { direct = [], translated = [] } = deliveries.vpcs.get(to.vpcId) ?? {};
  if (overlap(deliveries.anywhere, to.addresses)) return "unknown";
  if (overlap(translated, to.addresses)) return "translated";
  return from.vpcId === to.vpcId || overlap(direct, to.addresses) ? "direct" : undefined;
}

function overlap(a: Intervals, b: Intervals): boolean {
  return a.length > 0 && intervals.intersect(a, b).length > 0;
}

interface SpotAsker {
  readonly between: (from: Spot, to: Spot, allowed: Allowed) => SpotCell | undefined;
  readonly fromInternet: (to: Spot, allowed: Allowed) => SpotCell | undefined;
  readonly toInternet: (from: Spot, allowed: Allowed) => SpotCell | undefined;
}

/** Asks about spots, and remembers by what decides. */
function asker(network: Network, spots: readonly Spot[]): SpotAsker {
  const ask = prover(network);
  const bounds = portBounds(network);
  const numbers = new Map<string, number>();
  const numberOf = (key: string): number => {
    const number = numbers.get(key) ?? numbers.size + 1;
    numbers.set(key, number);
    return number;
  };
  const placeNumbers = spots.map(({ place }) => [
    numberOf(place.key),
    place.keyInVpc === undefined ? undefined : numberOf(`within ${place.keyInVpc}`),
  ]);
  const known = new Map<string, SpotCell | undefined>();
  const remembered = (key: string, find: () => SpotCell | undefined): SpotCell | undefined => {
    const found = known.get(key);
    if (found !== undefined || known.has(key)) return found;
    const cell = find();
    known.set(key, cell);
    return cell;
  };
  const cell = (from: End, to: End, { traffic }: Allowed, destination: Intervals): SpotCell | undefined => {
    const question = (part: Traffic): Question => ({
      from,
      to,
      packets: packetsBetween(part, from.addresses, destination),
    });
    return settle((part) => ask(question(part)), traffic[from.family], bounds);
  };
  const internet = (family: Family): End => ({ kind: "internet", family, addresses: publicAddresses[family] });
  return {
    between: (from, to, allowed) => {
      const [a, other] = from.ends;
      const b = from === to ? (other ?? a) : to.ends[0];
      if (a === undefined || b === undefined) return undefined;
      const [[one, oneInVpc] = [], [two, twoInVpc] = []] = [placeNumbers[from.number], placeNumbers[to.number]];
      const within = oneInVpc !== undefined && oneInVpc === twoInVpc;
      const key = `${within ? oneInVpc : (one ?? "")} ${within ? "" : (two ?? "")} ${allowed.number}`;
      return remembered(key, () => cell(a, b, allowed, b.addresses));
    },
    fromInternet: (to, allowed) => {
      const [end] = to.ends;
      if (end === undefined || (end.family === "ipv4" && end.placement.publicAddress === undefined)) return undefined;
      return remembered(`internet → ${to.place.key} ${allowed.number}`, () =>
        cell(internet(end.family), end, allowed, seenFromOutside(end)),
      );
    },
    toInternet: (from, allowed) => {
      const [end] = from.ends;
      if (end === undefined) return undefined;
      return remembered(`${from.place.key} → internet ${allowed.number}`, () =>
        cell(end, internet(end.family), allowed, publicAddresses[end.family]),
      );
    },
  };
}

/** Asks about all at once; where the answer is not the same for all of it, about halves of its parts. */
function settle(ask: (part: Traffic) => Answer, traffic: Traffic, bounds: readonly number[]): SpotCell | undefined {
  const found = { proven: PacketSet.none, partial: PacketSet.none, undecided: PacketSet.none };
  const because = new Set<string>();
  const look = (some: readonly Traffic[], together: Traffic): void => {
    const { verdict, unknowns } = ask(together);
    if (verdict === "blocked") return;
    if (verdict === "proven" || some.length === 1) {
      found[verdict] = found[verdict].union(together);
      if (verdict === "undecided") unknowns.forEach(({ unknown }) => because.add(unknown));
      return;
    }
    const middle = some.length >>> 1;
    for (const half of [some.slice(0, middle), some.slice(middle)]) look(half, PacketSet.union(half));
  };
  if (!traffic.isEmpty) look(parts(traffic, bounds), traffic);
  const { proven, partial, undecided } = found;
  return proven.isEmpty && partial.isEmpty && undecided.isEmpty ? undefined : { ...found, because: [...because] };
}

/** Ports at which the verdict may change: those of all rules and entries. */
function portBounds(network: Network): number[] {
  const bounds = new Set<number>([0]);
  const add = (ports: Value<Intervals>): void => {
    if (!isUnknown(ports)) ports.forEach((bound) => bounds.add(Number(bound)));
  };
  for (const { ingress, egress } of [...network.networkAcls.values(), ...network.securityGroups.values()]) {
    for (const { ports } of [...ingress, ...egress]) add(ports);
  }
  for (const { listeners } of network.loadBalancers.values()) {
    for (const { port } of listeners) {
      if (!isUnknown(port)) [port, port + 1].forEach((bound) => bounds.add(bound));
    }
  }
  return [...bounds].filter((bound) => bound < 65536).sort((a, b) => a - b);
}
