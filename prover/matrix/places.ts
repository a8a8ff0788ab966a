import {
  isUnknown,
  type Network,
  type NetworkAclEntry,
  type Route,
  type Subnet,
  type Value,
} from "@throughline/graph/model";
import {
  type Addresses,
  allPorts,
  allProtocols,
  type Bound,
  everywhere,
  type Family,
  type Intervals,
  intervals,
} from "@throughline/graph/packets";
import type { InterfaceEnd } from "../ends";

/** A place of an interface, as far as routes and ACLs can tell places apart. Equal ones are one object. */
export interface Place {
  /** Equal for places between which no route or ACL makes a difference. */
  readonly key: string;
  /** Within its VPC, where only groups decide; undefined where routes or ACLs may. */
  readonly keyInVpc: string | undefined;
}

/** Numbers the blocks of the network's rules and routes, and finds those that hold addresses. */
export interface Blocks {
  readonly holding: (addresses: Addresses) => readonly number[];
  /** Equal where the same blocks hold the same parts. */
  readonly signature: (addresses: Addresses) => string;
  readonly number: (addresses: Addresses) => readonly number[];
}

/** Blocks by which routes and ACLs tell addresses apart. */
export function routedBlocks(network: Network): Blocks {
  const found: Addresses[] = [];
  const add = (more: Value<readonly Addresses[]>): void => {
    if (!isUnknown(more)) found.push(...more);
  };
  for (const { addresses } of network.vpcs.values()) add(addresses);
  for (const { entries } of network.prefixLists.values()) add(entries);
  for (const { routes } of network.routeTables.values()) {
    for (const { destination } of routes) {
      if (!isUnknown(destination) && destination.kind === "addresses") add([destination.addresses]);
    }
  }
  for (const { routes } of network.transitGatewayRouteTables.values()) {
    for (const { destination } of routes) if (!isUnknown(destination)) add([destination]);
  }
  for (const { ingress, egress } of network.networkAcls.values()) {
    for (const { addresses } of [...ingress, ...egress]) if (!isUnknown(addresses)) add([addresses]);
  }
  return blocksFrom(found);
}

/** Blocks that the rules of groups name. */
export function namedBlocks(network: Network): Blocks {
  const found: Addresses[] = [];
  for (const { entries } of network.prefixLists.values()) if (!isUnknown(entries)) found.push(...entries);
  for (const { ingress, egress } of network.securityGroups.values()) {
    for (const { peer } of [...ingress, ...egress]) {
      if (!isUnknown(peer) && peer.kind === "addresses") found.push(...peer.addresses);
    }
  }
  return blocksFrom(found);
}

function blocksFrom(found: readonly Addresses[]): Blocks {
  const families = { ipv4: familyBlocks("ipv4", found), ipv6: familyBlocks("ipv6", found) };
  return {
    holding: ({ family, intervals: own }) => families[family].holding(own),
    signature: ({ family, intervals: own }) => families[family].signature(own),
    number: ({ family, intervals: own }) => families[family].numbers(own),
  };
}

interface FamilyBlocks {
  readonly holding: (own: Intervals) => readonly number[];
  readonly signature: (own: Intervals) => string;
  readonly numbers: (own: Intervals) => readonly number[];
}

/** Numbers of IPv6 blocks begin here. */
const firstOf = { ipv4: 0, ipv6: 1_000_000_000 } as const;

function familyBlocks(family: Family, all: readonly Addresses[]): FamilyBlocks {
  const numbers = new Map<string, number>();
  const blocks: { from: Bound; to: Bound; number: number }[] = [];
  const numberOf = (from: Bound, to: Bound): number | undefined => numbers.get(`${from}-${to}`);
  for (const { family: own, intervals: bounds } of [...all, everywhere[family]]) {
    if (own !== family) continue;
    for (let i = 0; i + 1 < bounds.length; i += 2) {
      const [from, to] = [bounds[i] ?? 0, bounds[i + 1] ?? 0];
      if (numberOf(from, to) !== undefined) continue;
      const number = firstOf[family] + numbers.size;
      numbers.set(`${from}-${to}`, number);
      blocks.push({ from, to, number });
    }
  }
  const cells = cellsOf(blocks);
  const within = (own: Intervals): readonly (readonly number[])[] => {
    const found = new Set<readonly number[]>();
    for (let i = 0; i + 1 < own.length; i += 2) {
      const [from, to] = [own[i] ?? 0, own[i + 1] ?? 0];
      for (let at = cellAt(cells, from); at < cells.length && (cells[at]?.from ?? to) < to; at++) {
        found.add(cells[at]?.holders ?? []);
      }
    }
    return [...found];
  };
  return {
    holding: (own) => [...new Set(within(own).flat())],
    signature: (own) => [...new Set(within(own).map((holders) => holders.join()))].sort().join("/"),
    numbers: (own) => {
      const found: number[] = [];
      for (let i = 0; i + 1 < own.length; i += 2) {
        const number = numberOf(own[i] ?? 0, own[i + 1] ?? 0);
        if (number !== undefined) found.push(number);
      }
      return found;
    },
  };
}

/** Addresses between two neighbouring bounds, and the blocks that hold them. */
interface Cell {
  readonly from: Bound;
  readonly holders: readonly number[];
}

function cellsOf(blocks: readonly { from: Bound; to: Bound; number: number }[]): Cell[] {
  const events = blocks
    .flatMap(({ from, to, number }) => [
      { at: from, opens: true, number },
      { at: to, opens: false, number },
    ])
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const open = new Set<number>();
  const cells: Cell[] = [];
  events.forEach(({ at, opens, number }, index) => {
    if (opens) open.add(number);
    else open.delete(number);
    if (events[index + 1]?.at !== at) cells.push({ from: at, holders: [...open].sort((a, b) => a - b) });
  });
  return cells;
}

function cellAt(cells: readonly Cell[], address: Bound): number {
  let [low, high] = [0, cells.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((cells[middle]?.from ?? 0) <= address) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** Tells places apart. */
export function placesIn(network: Network): (end: InterfaceEnd) => Place {
  const blocks = routedBlocks(network);
  // What is not modelled acts on these and not on their equals.
  const acted = new Set(network.unmodelled.flatMap(({ actsOn }) => actsOn));
  const contents = remembering((id: string) => (acted.has(id) ? id : contentOf(network, id)));
  const plain = remembering((id: string) => {
    const subnet = network.subnets.get(id);
    return (
      subnet !== undefined && !acted.has(id) && !isUnknown(subnet.vpcId) && staysInVpc(network, subnet, subnet.vpcId)
    );
  });
  const surroundings = (subnet: Subnet): string => {
    const { id, routeTableId, networkAclId } = subnet;
    const table = isUnknown(routeTableId) ? id : contents(routeTableId);
    return `${table} ${isUnknown(networkAclId) ? id : networkAclId} ${plain(id) ? "" : id}`;
  };
  const zones = zonesIn(network, surroundings);
  const known = new Map<string, Place>();
  const once = (place: Place): Place => {
    const found = known.get(place.key) ?? place;
    known.set(place.key, found);
    return found;
  };
  return (end) => {
    const subnet = network.subnets.get(end.subnetId);
    const signature = `${end.family} ${blocks.signature({ family: end.family, intervals: end.addresses })} ${publicOf(end, blocks)}`;
    if (subnet === undefined) return once({ key: `${end.subnetId} ${signature}`, keyInVpc: undefined });
    const { id, availabilityZone } = subnet;
    const zone = isUnknown(availabilityZone) ? id : zones(availabilityZone);
    return once({
      key: `${end.vpcId} ${surroundings(subnet)} ${zone} ${signature}`,
      keyInVpc: plain(id) ? `${end.vpcId} ${end.family}` : undefined,
    });
  };
}

/**
 * Availability zones by what is different in them: transit gateways prefer the sender's. Zones in which all attachments
 * have subnets with equal routes and ACLs, or none have, are the same.
 */
function zonesIn(network: Network, surroundings: (subnet: Subnet) => string): (zone: string) => string {
  const attachments = [...network.transitGatewayAttachments.values()].filter((each) => each.kind === "vpc");
  const numbers = new Map<string, number>();
  return remembering((zone) => {
    const content = attachments
      .map(({ id, subnetIds }) => {
        if (isUnknown(subnetIds)) return `${id}: ${zone}`;
        const subnets = subnetIds.map((subnetId) => network.subnets.get(subnetId));
        const doubtful = subnets.some((subnet) => subnet === undefined || isUnknown(subnet.availabilityZone));
        const own = subnets.find((subnet) => subnet?.availabilityZone === zone);
        return `${id}: ${doubtful ? zone : own === undefined ? "none" : surroundings(own)}`;
      })
      .join();
    const number = numbers.get(content) ?? numbers.size;
    numbers.set(content, number);
    return `zone ${number}`;
  });
}

function remembering<T>(find: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const value = known.get(key) ?? find(key);
    known.set(key, value);
    return value;
  };
}

function publicOf({ placement: { publicAddress } }: InterfaceEnd, blocks: Blocks): string {
  if (publicAddress === undefined) return "private";
  return isUnknown(publicAddress) ? `public ${publicAddress.unknown}` : `public ${blocks.signature(publicAddress)}`;
}

/** What a route table says, without whose it is. */
function contentOf(network: Network, id: string): string {
  const routes = network.routeTables.get(id)?.routes;
  if (routes === undefined) return id;
  const texts = routes.map(({ destination, target }) => {
    const to = isUnknown(destination)
      ? `${id} ${destination.unknown}`
      : destination.kind === "prefixList"
        ? destination.prefixListId
        : destination.addresses.intervals.join("-");
    return `${to} ${isUnknown(target) ? `${id} ${target.unknown}` : `${target.kind} ${"id" in target ? target.id : ""}`}`;
  });
  return texts.sort().join(",");
}

/** Whether within its VPC nothing but groups decides: the ACL allows everything, and no route is more specific than the local one. */
function staysInVpc(network: Network, { routeTableId, networkAclId }: Subnet, vpcId: string): boolean {
  const acl = isUnknown(networkAclId) ? undefined : network.networkAcls.get(networkAclId);
  const routes = isUnknown(routeTableId) ? undefined : network.routeTables.get(routeTableId)?.routes;
  const own = network.vpcs.get(vpcId)?.addresses;
  if (acl === undefined || routes === undefined || own === undefined || isUnknown(own)) return false;
  const local = routes.filter(({ target }) => !isUnknown(target) && target.kind === "local");
  const isLocal = ({ family, intervals: block }: Addresses): boolean =>
    local.some(
      ({ destination: to }) =>
        !isUnknown(to) &&
        to.kind === "addresses" &&
        to.addresses.family === family &&
        intervals.equal(to.addresses.intervals, block),
    );
  const interferes = routes
    .filter((route) => !local.includes(route))
    .some(({ destination }) => mayBeInside(network, destination, own));
  return own.every(isLocal) && !interferes && [acl.ingress, acl.egress].every((entries) => allowsAll(entries, own));
}

function mayBeInside(network: Network, to: Route["destination"], own: readonly Addresses[]): boolean {
  if (isUnknown(to)) return true;
  const blocks = to.kind === "addresses" ? [to.addresses] : network.prefixLists.get(to.prefixListId)?.entries;
  if (blocks === undefined || isUnknown(blocks)) return true;
  return blocks.some((inner) => own.some((block) => isInside(inner, block)));
}

function isInside(inner: Addresses, outer: Addresses): boolean {
  return inner.family === outer.family && intervals.covers(outer.intervals, inner.intervals);
}

function allowsAll(entries: readonly NetworkAclEntry[], own: readonly Addresses[]): boolean {
  return own.every(({ family }) => {
    const asked = entries.filter(({ addresses }) => isUnknown(addresses) || addresses.family === family);
    // One whose number is not known may come first.
    const order = ({ number }: NetworkAclEntry): number => (isUnknown(number) ? -1 : number);
    const [first] = [...asked].sort((a, b) => order(a) - order(b));
    return (
      first !== undefined &&
      !isUnknown(first.number) &&
      first.action === "allow" &&
      !isUnknown(first.addresses) &&
      intervals.equal(first.addresses.intervals, everywhere[family].intervals) &&
      !isUnknown(first.protocols) &&
      intervals.equal(first.protocols, allProtocols) &&
      !isUnknown(first.ports) &&
      intervals.equal(first.ports, allPorts)
    );
  });
}
