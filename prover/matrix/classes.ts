import { isUnknown, type InterfaceKind, type Network, type NetworkInterface } from "@throughline/graph/model";
import { type Addresses, everywhere } from "@throughline/graph/packets";
import { endsOf, type InterfaceEnd } from "../ends";
import { shortName } from "../names";
import type { Vocabulary } from "../resolve";
import { someMember, tierSubnets } from "../stand-ins";
import type { MatrixClass } from ".";
import { type Blocks, namedBlocks, type Place, placesIn } from "./places";
import { type NamedBy, type Rules, type RuleSet, rulesIn } from "./rules";

/** A place with groups: what is there is all the same. */
export interface Spot {
  readonly number: number;
  readonly place: Place;
  readonly namedBy: NamedBy;
  readonly ingress: RuleSet;
  readonly egress: RuleSet;
  /** Two of them at most: to ask whether one reaches another. */
  readonly ends: readonly InterfaceEnd[];
  /** Whether there is one only, at one address. */
  readonly single: boolean;
}

/** Interfaces that are in the same spots, and of one kind. */
export interface InterfaceClass {
  readonly row: MatrixClass;
  readonly spots: readonly Spot[];
  /** Whether nobody else is in it. */
  readonly single: boolean;
}

export interface Classes {
  readonly classes: readonly InterfaceClass[];
  readonly spots: readonly Spot[];
  readonly rules: Rules;
}

/** Of these each is a class of its own: what becomes of packets there depends on which it is. */
const ownClass: ReadonlySet<InterfaceKind> = new Set<InterfaceKind>([
  "loadBalancer",
  "vpcEndpoint",
  "natGateway",
  "transitGatewayAttachment",
]);

interface Draft extends Omit<Spot, "ends" | "single"> {
  readonly ends: InterfaceEnd[];
  single: boolean;
}

/** Interfaces that are not like others: routes lead to them, or something acts on them that is not modelled. */
function specialIds(network: Network): ReadonlySet<string> {
  const ids = new Set(network.unmodelled.flatMap(({ actsOn }) => actsOn));
  for (const { routes } of network.routeTables.values()) {
    for (const { target } of routes) {
      if (!isUnknown(target) && target.kind === "networkInterface") ids.add(target.id);
    }
  }
  return new Set(
    [...network.interfaces.values()]
      .filter(({ id, aliases }) => ids.has(id) || aliases.some((alias) => ids.has(alias)))
      .map(({ id }) => id),
  );
}

/** Divides all interfaces, and whoever may become a member of a tier, into classes. */
export function classesIn(network: Network, vocabulary: Vocabulary): Classes {
  const blocks = namedBlocks(network);
  const placeOf = placesIn(network);
  const rules = rulesIn(network, blocks, blocksOfNat(network, blocks));
  const spots = new Map<string, Draft>();
  const classes = new Map<string, { members: NetworkInterface[]; spots: Set<Draft>; unknown: string | undefined }>();

  const special = specialIds(network);
  const spotOf = (end: InterfaceEnd): Draft => {
    const { securityGroupIds, id, kind } = end.interface;
    const place = placeOf(end);
    const ingress = rules.setOf(securityGroupIds, "ingress");
    const namedBy = rules.namedBy({ family: end.family, intervals: end.addresses });
    const own = ownClass.has(kind) || special.has(id) ? id : "";
    const key = `${place.key} ${namedBy.number} ${ingress.number} ${own}`;
    const spot = spots.get(key) ?? {
      number: spots.size,
      place: own === "" ? place : { ...place, key: `${place.key} ${own}`, keyInVpc: undefined },
      namedBy,
      ingress,
      egress: rules.setOf(securityGroupIds, "egress"),
      ends: [],
      single: isOneAddress(end),
    };
    spots.set(key, spot);
    if (spot.ends.length > 0) spot.single = false;
    if (spot.ends.length < 2) spot.ends.push(end);
    return spot;
  };

  const nobodyYet = new Set(awaited(network, vocabulary));
  for (const each of [...network.interfaces.values(), ...nobodyYet]) {
    const ends = endsOf(network, each);
    const own = new Set(ends.filter((end): end is InterfaceEnd => !isUnknown(end)).map(spotOf));
    const unknown = ends.find((end) => isUnknown(end))?.unknown;
    const key = `${nobodyYet.has(each) ? "nobody" : each.kind} ${[...own].map(({ number }) => number).join()} ${unknown ?? ""}`;
    const found = classes.get(key) ?? { members: [], spots: own, unknown };
    found.members.push(each);
    classes.set(key, found);
  }
  const rows = [...classes.values()].map(({ members, spots: own, unknown }) => ({
    row: { ...rowOf(network, members, nobodyYet), ends: endsIn([...own]), ...(unknown !== undefined && { unknown }) },
    spots: [...own],
    single: members.length === 1 && [...own].every(({ single }) => single) && own.size < 2,
  }));
  return { classes: distinctIds(rows), spots: [...spots.values()], rules };
}

/** Blocks that hold the address of a NAT gateway, which senders behind it have. */
function blocksOfNat(network: Network, blocks: Blocks): ReadonlySet<number> {
  const places = [...network.natGateways.values()].flatMap(({ privateAddress, subnetId }): readonly Addresses[] => {
    if (!isUnknown(privateAddress)) return [privateAddress];
    const subnet = isUnknown(subnetId) ? undefined : network.subnets.get(subnetId)?.addresses;
    return subnet === undefined || isUnknown(subnet) ? [everywhere.ipv4] : subnet;
  });
  return new Set(places.flatMap(blocks.holding));
}

function isOneAddress({ addresses: [from = 0, to = 0, ...more] }: InterfaceEnd): boolean {
  return more.length === 0 && BigInt(to) - BigInt(from) === 1n;
}

/** Members of tiers that have none yet. */
function awaited(network: Network, { tiersOf }: Vocabulary): NetworkInterface[] {
  const taken = new Set(
    [...network.interfaces.values()].flatMap(({ securityGroupIds: ids }) => (isUnknown(ids) ? [] : ids)),
  );
  return [...network.securityGroups.values()]
    .filter(({ id }) => !taken.has(id))
    .flatMap((group) => {
      const name = shortName(group.evidence.urn);
      const tiers = tiersOf?.[name] ?? [name];
      return tiers.some((tier) => tierSubnets(network, tier).length > 0) ? [someMember(network, group, tiers)] : [];
    });
}

function endsIn(spots: readonly Spot[]): InterfaceEnd[] {
  return spots.flatMap(({ ends: [end] }) => end ?? []);
}

/** Names that are listed of many. */
const mostNamed = 3;

function rowOf(
  network: Network,
  members: readonly NetworkInterface[],
  nobodyYet: ReadonlySet<NetworkInterface>,
): Omit<MatrixClass, "ends"> {
  const [first] = members;
  if (first === undefined) throw new Error("a class has a member");
  const { securityGroupIds: ids, kind, evidence } = first;
  const groups = isUnknown(ids)
    ? ["?"]
    : ids.map((id) => shortName(network.securityGroups.get(id)?.evidence.urn ?? id)).sort();
  const subnetIds = members.flatMap(({ placements }) => placements.map(({ subnetId }) => subnetId));
  const subnets = [
    ...new Set(subnetIds.map((id) => (isUnknown(id) ? "?" : shortName(network.subnets.get(id)?.evidence.urn ?? id)))),
  ].sort();
  const awaitedOnly = nobodyYet.has(first);
  const names = [...new Set(members.map(({ evidence: { urn } }) => shortName(urn)))].sort();
  const listed = `${names.slice(0, mostNamed).join(", ")}${names.length > mostNamed ? ` and ${names.length - mostNamed} more` : ""}`;
  return {
    id: ownClass.has(kind) ? `${kind} ${shortName(evidence.urn)}` : `${kind} [${groups.join()}] in ${subnets.join()}`,
    label: awaitedOnly ? shortName(evidence.urn) : listed,
    kind: awaitedOnly ? "nobody yet" : kind,
    groups,
    subnets,
    members: awaitedOnly ? 0 : members.length,
  };
}

/** Equal names get numbers, so that an id means one class. */
function distinctIds(classes: readonly InterfaceClass[]): InterfaceClass[] {
  const counts = new Map<string, number>();
  return classes.map((each) => {
    const count = (counts.get(each.row.id) ?? 0) + 1;
    counts.set(each.row.id, count);
    return count === 1 ? each : { ...each, row: { ...each.row, id: `${each.row.id} (${count})` } };
  });
}
