import { parseAddresses } from "../../packets";
import { hidden, type Resource, type StateMap } from "../../read";
import type { Peer, SecurityGroupRule, Traffic } from "../filters";
import { isUnknown, type Unknown, type Value } from "../value";
import { inlineOf } from "./inline";
import {
  all,
  doubtOf,
  entry,
  evidenceOf,
  idOf,
  nameOf,
  notKnown,
  number,
  type Property,
  property,
  required,
  text,
} from "./properties";
import { trafficOf } from "./traffic";

export type Direction = "ingress" | "egress";

/** The other ends that a rule names, as it spells them. */
interface Named {
  readonly kind: "block" | "group" | "list";
  readonly name: Value<string>;
}

/** A rule before its names are read. */
interface Spelled {
  readonly traffic: Traffic;
  readonly peers: readonly Named[];
}

/** Rules within the group itself. */
export function inlineRules(group: Resource, direction: Direction, separate: readonly Resource[]): SecurityGroupRule[] {
  const read = (rule: StateMap, part: string): Spelled =>
    listed(group, (name) => entry(group, rule, name, part), part, idOf(group));
  const found = inlineOf(group, direction, {
    keysOf: (rule) => keysOf(read(rule, direction)),
    explained: () => separate.flatMap((rule) => keysOf(spelled(rule))),
  });
  if (isUnknown(found)) return [undecided(group, found, direction)];
  return found.flatMap(({ item, part, doubt }) =>
    isUnknown(item) ? [undecided(group, item, part)] : rulesOf(group, part, read(item, part), doubt),
  );
}

/** Rules that are resources of their own, in both forms. */
export function separateRules(rule: Resource): SecurityGroupRule[] {
  return rulesOf(rule, undefined, spelled(rule), doubtOf(rule));
}

/** Rules of which it is not known whether they are of this group, or of this direction. */
export function doubtfulRules(rule: Resource, unknown: Unknown): SecurityGroupRule[] {
  return rulesOf(rule, undefined, spelled(rule), unknown);
}

function undecided(resource: Resource, unknown: Unknown, part: string): SecurityGroupRule {
  return { evidence: evidenceOf(resource, part), protocols: unknown, ports: unknown, peer: unknown };
}

function spelled(rule: Resource): Spelled {
  return rule.type.startsWith("aws:vpc/") ? single(rule) : older(rule);
}

/** Of the type with one peer. */
function single(rule: Resource): Spelled {
  const peers: readonly (readonly [Named["kind"], string])[] = [
    ["block", "cidrIpv4"],
    ["block", "cidrIpv6"],
    ["group", "referencedSecurityGroupId"],
    ["list", "prefixListId"],
  ];
  return {
    traffic: readTraffic(rule, (name) => property(rule, name), "ipProtocol", nameOf(rule)),
    peers: peers.flatMap(([kind, key]) => {
      const name = text(property(rule, key));
      return name === undefined ? [] : [{ kind, name }];
    }),
  };
}

/** Of the older type: several peers. */
function older(rule: Resource): Spelled {
  const groupId = text(property(rule, "securityGroupId"));
  const named = text(property(rule, "sourceSecurityGroupId"));
  const { traffic, peers } = listed(rule, (name) => property(rule, name), nameOf(rule), groupId);
  return { traffic, peers: named === undefined ? peers : [...peers, { kind: "group", name: named }] };
}

/** Where a rule lists several peers of each kind. */
function listed(
  resource: Resource,
  read: (name: string) => Property,
  part: string,
  ownGroupId: Value<string | undefined>,
): Spelled {
  const list = (kind: Named["kind"], name: string): Named[] => {
    const value = read(name);
    if (isUnknown(value)) return [{ kind, name: value }];
    if (!Array.isArray(value)) return [];
    return value.map((item): Named => ({ kind, name: typeof item === "string" ? item : notKnown(resource, name) }));
  };
  const self = read("self");
  const own: Named = { kind: "group", name: ownGroupId ?? notKnown(resource, "securityGroupId") };
  return {
    traffic: readTraffic(resource, read, "protocol", part),
    peers: [
      ...list("block", "cidrBlocks"),
      ...list("block", "ipv6CidrBlocks"),
      ...list("group", "securityGroups"),
      ...list("list", "prefixListIds"),
      ...(isUnknown(self) ? [{ kind: "group" as const, name: self }] : self === true ? [own] : []),
    ],
  };
}

function readTraffic(resource: Resource, read: (name: string) => Property, protocol: string, part: string): Traffic {
  return trafficOf({
    protocol: required(resource, `the protocol of ${part}`, text(read(protocol))),
    from: number(read("fromPort")),
    to: number(read("toPort")),
  });
}

/** One rule for all blocks, and one for each other peer. A rule in doubt is from nobody known; without peers likewise. */
function rulesOf(
  resource: Resource,
  part: string | undefined,
  { traffic, peers }: Spelled,
  doubt: Unknown | undefined,
): SecurityGroupRule[] {
  const evidence = evidenceOf(resource, part);
  const noPeers = required<Peer>(resource, `whom ${part ?? nameOf(resource)} allows`, undefined);
  if (doubt !== undefined || peers.length === 0) return [{ evidence, ...traffic, peer: doubt ?? noPeers }];
  const blocks = peers.filter(({ kind }) => kind === "block").map(({ name }) => name);
  return [
    ...(blocks.length > 0 ? [blockPeer(resource, blocks)] : []),
    ...peers.flatMap(({ kind, name }): Value<Peer>[] => {
      if (kind === "block") return [];
      if (isUnknown(name)) return [name];
      return [
        kind === "group"
          ? { kind: "securityGroup", securityGroupId: groupId(name) }
          : { kind: "prefixList", prefixListId: name },
      ];
    }),
  ].map((peer) => ({ evidence, ...traffic, peer }));
}

function blockPeer(resource: Resource, blocks: readonly Value<string>[]): Value<Peer> {
  const addresses = all(
    blocks.map((block) =>
      isUnknown(block)
        ? block
        : (parseAddresses(block) ?? { unknown: `"${block}" is no CIDR block`, evidence: evidenceOf(resource) }),
    ),
  );
  return isUnknown(addresses) ? addresses : { kind: "addresses", addresses };
}

/** A group is named by its id, or with its account: `123456789012/sg-1`. */
function groupId(name: string): string {
  return name.split("/").at(-1) ?? name;
}

/** The same of the same rule, in whatever form: what it allows, for each of its peers. */
function keysOf({ traffic, peers }: Spelled): string[] {
  const allowed = JSON.stringify([traffic.protocols, traffic.ports]);
  return peers.map(
    ({ kind, name }) => `${allowed} ${isUnknown(name) ? String(hidden) : kind === "group" ? groupId(name) : name}`,
  );
}
