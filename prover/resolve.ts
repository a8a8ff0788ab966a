import { isUnknown, type Network, type NetworkInterface, type Subnet, type Value } from "@throughline/graph/model";
import { type Addresses, intervals, parseAddresses, publicAddresses } from "@throughline/graph/packets";
import { type End, endsOf, type InterfaceEnd } from "./ends";

/** Something that a question names, and where it is. */
export interface Named {
  readonly label: string;
  readonly ends: readonly Value<End>[];
}

/** A name that no source has. */
export class UnknownName extends Error {
  constructor(name: string, known: readonly string[]) {
    const some = known.slice(0, 10).join(", ");
    super(
      `"${name}" is in no source. Allowed: internet, an address or CIDR block, an id, an ARN, a URN, or a resource's name` +
        (some === "" ? "." : `; for example ${some}.`),
    );
    this.name = "UnknownName";
  }
}

/**
 * Finds what a question means: `internet`, an address or block, a physical id, an ARN, a URN, or the name that a
 * resource has in its program.
 *
 * @throws {UnknownName} if there is nothing of that name.
 */
export function resolve(network: Network, name: string): Named {
  if (name === "internet") {
    return {
      label: name,
      ends: (["ipv4", "ipv6"] as const).map((family) => internet({ family, intervals: publicAddresses[family] })),
    };
  }
  const addresses = parseAddresses(name);
  if (addresses !== undefined) {
    return { label: name, ends: atAddresses(network, addresses) };
  }
  const interfaces = [...network.interfaces.values()].filter((each) => answersTo(each, name));
  if (interfaces.length > 0) {
    return { label: name, ends: interfaces.flatMap((each) => endsOf(network, each)) };
  }
  const groups = [...network.securityGroups.values()].filter(
    ({ id, evidence }) => id === name || nameOf(evidence.urn) === name,
  );
  if (groups.length > 0) {
    return { label: name, ends: groups.flatMap(({ id }) => membersOf(network, id)) };
  }
  throw new UnknownName(
    name,
    [...network.interfaces.values()].map(({ evidence }) => nameOf(evidence.urn)),
  );
}

function answersTo({ id, aliases, evidence: { urn } }: NetworkInterface, name: string): boolean {
  return id === name || urn === name || aliases.includes(name) || nameOf(urn) === name;
}

/** The name in the program: the last part of a URN. */
export function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}

function internet({ family, intervals: addresses }: Addresses): End {
  return { kind: "internet", family, addresses };
}

/** Whatever has one of these addresses: interfaces, and the internet for what is no VPC's. */
function atAddresses(network: Network, { family, intervals: asked }: Addresses): Value<End>[] {
  const inVpcs = [...network.subnets.values()].filter((subnet) => overlaps(subnet, family, asked));
  if (inVpcs.length === 0) {
    return [internet({ family, intervals: asked })];
  }
  const ends = [...network.interfaces.values()]
    .flatMap((each) => endsOf(network, each))
    .filter((end): end is InterfaceEnd => !isUnknown(end) && end.family === family)
    .filter((end) => intervals.intersect(end.addresses, asked).length > 0);
  return ends.length > 0
    ? ends.map((end) => ({ ...end, addresses: intervals.intersect(end.addresses, asked) }))
    : [{ unknown: `no source says what has the address in ${inVpcs.map(({ id }) => id).join(", ")}` }];
}

function overlaps({ addresses }: Subnet, family: Addresses["family"], asked: intervals.Intervals): boolean {
  return (
    !isUnknown(addresses) &&
    addresses.some((block) => block.family === family && intervals.intersect(block.intervals, asked).length > 0)
  );
}

/** All members of a security group; without any, whoever may become one in any subnet of its VPC. */
function membersOf(network: Network, id: string): Value<End>[] {
  const members = [...network.interfaces.values()].filter(
    ({ securityGroupIds }) => !isUnknown(securityGroupIds) && securityGroupIds.includes(id),
  );
  return members.length > 0
    ? members.flatMap((each) => endsOf(network, each))
    : [{ unknown: `no source has a member of security group ${id}` }];
}
