import { isUnknown, type Network, type NetworkInterface, type Subnet, type Value } from "@throughline/graph/model";
import { type Addresses, intervals, parseAddresses, publicAddresses } from "@throughline/graph/packets";
import { type End, endsOf, type InterfaceEnd } from "./ends";
import { isNamed, nameOf, shortName, stackOf } from "./names";
import { someMember, somethingIn } from "./stand-ins";

/** Something that a question names, and where it is. */
export interface Named {
  readonly label: string;
  readonly ends: readonly Value<End>[];
}

/** What the sources do not say about names. */
export interface Vocabulary {
  /** Other words for something: `deployer: "hub.bastion"`. */
  readonly aliases?: Readonly<Record<string, string>>;
  /**
   * Tiers in which the members of a group are, by the group's name: `hub.load-balancer: ["hub.private"]`.
   *
   * @default the tier of the same name, else the whole VPC
   */
  readonly tiersOf?: Readonly<Record<string, readonly string[]>>;
}

/** A name that no source has. */
export class UnknownName extends Error {
  override readonly name = "UnknownName";

  constructor(
    /** The name that was asked for. */
    readonly asked: string,
    /** All names that there are. */
    readonly known: readonly string[],
  ) {
    super(
      `"${asked}" is in no source. Allowed: internet, an address or CIDR block, an id, an ARN, a URN, the name of a ` +
        "resource in its program, a tier or group (apps.nodes), database:<name>, cache:<name>, clusterApi.",
    );
  }
}

/**
 * Finds what a question means: `internet`, an address or block, a physical id, an ARN, a URN, a name in the program, or
 * a word of declared paths.
 *
 * A security group stands for its members; while it has none, for whatever may become one. A VPC or subnet stands for
 * anything in it, of which no groups are known.
 *
 * @throws {UnknownName} if there is nothing of that name.
 */
export function resolve(network: Network, asked: string, vocabulary: Vocabulary = {}): Named {
  const name = vocabulary.aliases?.[asked] ?? asked;
  const addresses = parseAddresses(name);
  const ends =
    name === "internet"
      ? [internet("ipv4"), internet("ipv6")]
      : addresses !== undefined
        ? atAddresses(network, addresses)
        : meant(network, name, vocabulary);
  if (ends.length === 0) throw new UnknownName(asked, namesIn(network));
  return { label: asked, ends };
}

type Find = (network: Network, name: string, vocabulary: Vocabulary) => Value<End>[];

function meant(network: Network, name: string, vocabulary: Vocabulary): Value<End>[] {
  for (const find of kinds) {
    const ends = find(network, name, vocabulary);
    if (ends.length > 0) return ends;
  }
  return [];
}

/** In this order: the first that has the name means it. */
const kinds: readonly Find[] = [
  interfacesOf((network, name) => directoryOf(network).get(name) ?? []),
  (network, name, { tiersOf }) => {
    const groups = [...network.securityGroups.values()].filter(
      ({ id, evidence: { urn } }) => id === name || urn === name || isNamed(urn, name),
    );
    return groups.flatMap((group) => interfaceEnds(network, membersOf(network, group.id, tiersOf?.[name])));
  },
  interfacesOf((network, name) => {
    const { kind, own } = /^(?<kind>database|cache):(?<own>.+)$/.exec(name)?.groups ?? {};
    const wanted = own ?? "";
    return (directoryOf(network).get(wanted) ?? []).filter((each) => each.kind === kind);
  }),
  interfacesOf((network, name) =>
    name === "clusterApi" ? [...network.interfaces.values()].filter(({ kind }) => kind === "cluster") : [],
  ),
  (network, name) => {
    const vpcs = [...network.vpcs.values()].filter(
      ({ id, evidence: { urn } }) => id === name || urn === name || isNamed(urn, name),
    );
    const subnets = [...network.subnets.values()].filter(
      ({ id, vpcId, evidence: { urn } }) =>
        id === name || urn === name || isNamed(urn, name) || vpcs.some((vpc) => vpc.id === vpcId),
    );
    return subnets.flatMap((subnet) => endsOf(network, somethingIn(network, subnet)));
  },
];

function interfacesOf(find: (network: Network, name: string) => readonly NetworkInterface[]): Find {
  return (network, name) => interfaceEnds(network, find(network, name));
}

function interfaceEnds(network: Network, interfaces: readonly NetworkInterface[]): Value<End>[] {
  return interfaces.flatMap((each) => endsOf(network, each));
}

/** Interfaces by everything that they are called. */
type Directory = ReadonlyMap<string, readonly NetworkInterface[]>;

const directories = new WeakMap<Network, Directory>();

function directoryOf(network: Network): Directory {
  const known = directories.get(network);
  if (known !== undefined) return known;
  const directory = new Map<string, NetworkInterface[]>();
  for (const each of network.interfaces.values()) {
    for (const name of callsOf(each)) {
      const same = directory.get(name);
      if (same === undefined) directory.set(name, [each]);
      else same.push(each);
    }
  }
  directories.set(network, directory);
  return directory;
}

/** Ids, the URN, and names with and without that of the stack. */
function callsOf({ id, aliases, evidence: { urn } }: NetworkInterface): Set<string> {
  const prefix = `${stackOf(urn) ?? ""}-`;
  const names = [nameOf(urn), ...aliases];
  const short = names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  return new Set([id, urn, ...names, ...short]);
}

/** All members of a security group, and whatever may be one; without any, whoever may become one. */
function membersOf(network: Network, id: string, tiers?: readonly string[]): NetworkInterface[] {
  const group = network.securityGroups.get(id);
  const all = [...network.interfaces.values()];
  const members = all.filter(({ securityGroupIds }) => !isUnknown(securityGroupIds) && securityGroupIds.includes(id));
  const others = all.filter((each) => isUnknown(each.securityGroupIds) && mayBeIn(network, each, group?.vpcId));
  return members.length > 0 || group === undefined
    ? [...members, ...others]
    : [someMember(network, group, tiers), ...others];
}

function mayBeIn(network: Network, { placements }: NetworkInterface, vpcId: Value<string> | undefined): boolean {
  return placements.some(({ subnetId }) => {
    const own = isUnknown(subnetId) ? undefined : network.subnets.get(subnetId)?.vpcId;
    return own === undefined || vpcId === undefined || isUnknown(own) || isUnknown(vpcId) || own === vpcId;
  });
}

function internet(family: Addresses["family"], addresses = publicAddresses[family]): End {
  return { kind: "internet", family, addresses };
}

/** Whatever has one of these addresses: interfaces, whatever else may have them, and the internet. */
function atAddresses(network: Network, { family, intervals: asked }: Addresses): Value<End>[] {
  const known = interfaceEnds(network, [...network.interfaces.values()])
    .filter((end): end is InterfaceEnd => !isUnknown(end) && end.kind === "interface" && end.family === family)
    .flatMap((end) => within(end, asked));
  if (known.some(({ addresses }) => intervals.equal(addresses, asked))) return known;
  const subnets = [...network.subnets.values()].filter((subnet) => overlaps(subnet, family, asked));
  const inVpcs = subnets
    .flatMap((subnet) => endsOf(network, somethingIn(network, subnet)))
    .flatMap((end): Value<End>[] => (isUnknown(end) ? [end] : within(end, asked)));
  const outside = intervals.intersect(publicAddresses[family], asked);
  if (subnets.length > 0) return [...known, ...inVpcs];
  return [
    outside.length > 0
      ? internet(family, outside)
      : { unknown: "these private addresses are in no VPC of any source, and how they are connected is not known" },
  ];
}

function within(end: InterfaceEnd, asked: intervals.Intervals): InterfaceEnd[] {
  const addresses = intervals.intersect(end.addresses, asked);
  return addresses.length === 0 ? [] : [{ ...end, addresses }];
}

function overlaps({ addresses }: Subnet, family: Addresses["family"], asked: intervals.Intervals): boolean {
  return (
    !isUnknown(addresses) &&
    addresses.some((block) => block.family === family && intervals.intersect(block.intervals, asked).length > 0)
  );
}

/** Names that a question may use, the short ones of what has one. */
function namesIn(network: Network): string[] {
  const things = [network.interfaces, network.securityGroups, network.vpcs, network.subnets].flatMap((map) => [
    ...(map as ReadonlyMap<string, { readonly evidence: { readonly urn: string } }>).values(),
  ]);
  const names = things.map(({ evidence: { urn } }) => shortName(urn));
  const clusters = [...network.interfaces.values()].some(({ kind }) => kind === "cluster") ? ["clusterApi"] : [];
  return [...new Set(["internet", ...clusters, ...names])];
}
