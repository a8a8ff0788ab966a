import { isUnknown, type Network, type SecurityGroupRule, type Value } from "@throughline/graph/model";
import { type Addresses, type Family, PacketSet } from "@throughline/graph/packets";
import { addressesOf } from "../walk/matches";
import type { Blocks } from "./places";
import { askable, type Traffic } from "./traffic";

/** What some rules allow at most; equal ones have one number. */
export interface Allowed {
  readonly number: number;
  readonly traffic: Readonly<Record<Family, Traffic>>;
}

/** Addresses as rules see them: equal ones have one number. */
export interface NamedBy {
  readonly number: number;
  /** Blocks that hold some of them. */
  readonly blocks: ReadonlySet<number>;
}

/** Rules of one direction of the groups of an interface. */
export interface RuleSet {
  readonly number: number;
  /** What is allowed to or from everybody, because nothing asks, or because nobody knows what the rules are. */
  readonly open: Allowed | undefined;
  readonly rules: readonly MatrixRule[];
  /** Whether there are rules of which nobody knows whom they name. */
  readonly namesUnknown: boolean;
}

export interface MatrixRule {
  /** Equal for rules that say the same, whichever group they name. */
  readonly content: string;
  /** Blocks that it names; undefined where it names a group, or nobody knows what. */
  readonly blocks: readonly number[] | undefined;
  readonly group: string | undefined;
  readonly traffic: Readonly<Record<Family, Traffic>>;
}

/** Addresses that packets may have got on their way besides those of the sender: none, a NAT gateway's, or any. */
export type Translated = "direct" | "translated" | "unknown";

export interface Rules {
  /** Blocks that hold the address of a NAT gateway. */
  readonly nat: ReadonlySet<number>;
  readonly setOf: (ids: Value<readonly string[]>, direction: "ingress" | "egress") => RuleSet;
  readonly namedBy: (addresses: Addresses) => NamedBy;
  /** What a set allows to or from an end. */
  readonly allowed: (set: RuleSet, end: NamedBy, groups: Value<readonly string[]>, how: Translated) => Allowed;
  /** What both sides allow. */
  readonly both: (a: Allowed, b: Allowed) => Allowed;
}

/** The rules of all groups, each read once, and what they allow, each found out once. */
export function rulesIn(network: Network, blocks: Blocks, nat: ReadonlySet<number>): Rules {
  const contents = new Map<string, Allowed>();
  const named = (content: string, traffic: () => Allowed["traffic"]): Allowed => {
    const found = contents.get(content) ?? { number: contents.size, traffic: traffic() };
    contents.set(content, found);
    return found;
  };
  const nothing = named("nothing", () => ({ ipv4: PacketSet.none, ipv6: PacketSet.none }));
  const everything = { ipv4: askable("ipv4"), ipv6: askable("ipv6") };
  const ofRules = (rules: readonly MatrixRule[]): Allowed => {
    if (rules.length === 0) return nothing;
    const unique = new Map(rules.map((rule) => [rule.content, rule]));
    const all = [...unique.values()];
    return named([...unique.keys()].sort().join(), () => ({
      ipv4: PacketSet.union(all.map(({ traffic }) => traffic.ipv4)).intersect(everything.ipv4),
      ipv6: PacketSet.union(all.map(({ traffic }) => traffic.ipv6)).intersect(everything.ipv6),
    }));
  };

  const sets = new Map<string, RuleSet>();
  const read = new Map<SecurityGroupRule, MatrixRule>();
  const ruleFrom = (rule: SecurityGroupRule): MatrixRule => {
    const found = read.get(rule) ?? ruleOf(network, blocks, rule);
    read.set(rule, found);
    return found;
  };
  const makeSet = (number: number, ids: Value<readonly string[]>, direction: "ingress" | "egress"): RuleSet => {
    const open = (why: string): RuleSet => ({
      number,
      open: named(`open ${why}`, () => everything),
      rules: [],
      namesUnknown: true,
    });
    if (isUnknown(ids)) return open(ids.unknown);
    if (ids.length === 0) return open("");
    const groups = ids.map((id) => network.securityGroups.get(id));
    if (groups.includes(undefined)) return open(ids.join());
    const rules = groups.flatMap((group) => group?.[direction] ?? []).map(ruleFrom);
    const namesUnknown = rules.some(({ blocks: own, group }) => own === undefined && group === undefined);
    return { number, open: undefined, rules, namesUnknown };
  };

  const places = new Map<string, NamedBy>();
  const byBlocks = new Map<number, Allowed>();
  const byGroup = new Map<string, Allowed>();
  const joined = new Map<number, Allowed>();
  const shared = new Map<number, Allowed>();
  return {
    nat,
    setOf: (ids, direction) => {
      const key = `${direction} ${isUnknown(ids) ? `? ${ids.unknown}` : [...ids].sort().join()}`;
      const found = sets.get(key) ?? makeSet(sets.size, ids, direction);
      sets.set(key, found);
      return found;
    },
    namedBy: (addresses) => {
      const key = `${addresses.family} ${blocks.signature(addresses)}`;
      const found = places.get(key) ?? { number: places.size, blocks: new Set(blocks.holding(addresses)) };
      places.set(key, found);
      return found;
    },
    allowed: (set, end, groups, how) => {
      if (set.open !== undefined) return set.open;
      const key = (set.number * 1e6 + end.number) * 3 + hows[how];
      const blocked =
        byBlocks.get(key) ??
        ofRules(set.rules.filter((rule) => rule.group === undefined && names(rule, end, how, nat)));
      byBlocks.set(key, blocked);
      const grouped = (isUnknown(groups) ? [undefined] : groups).map((group) => {
        const groupKey = `${set.number} ${group ?? "?"}`;
        const found =
          byGroup.get(groupKey) ??
          ofRules(
            set.rules.filter((rule) => rule.group !== undefined && (group === undefined || rule.group === group)),
          );
        byGroup.set(groupKey, found);
        return found;
      });
      return grouped.reduce((a, b) => together(joined, a, b, nothing, named), blocked);
    },
    both: (a, b) => {
      const key = a.number * 1e6 + b.number;
      const found =
        shared.get(key) ??
        named(`both ${a.number} ${b.number}`, () => ({
          ipv4: a.traffic.ipv4.intersect(b.traffic.ipv4),
          ipv6: a.traffic.ipv6.intersect(b.traffic.ipv6),
        }));
      shared.set(key, found);
      return found;
    },
  };
}

const hows: Readonly<Record<Translated, number>> = { direct: 0, translated: 1, unknown: 2 };

function names({ blocks }: MatrixRule, end: NamedBy, how: Translated, nat: ReadonlySet<number>): boolean {
  if (blocks === undefined || how === "unknown") return true;
  return blocks.some((block) => end.blocks.has(block) || (how === "translated" && nat.has(block)));
}

function together(
  known: Map<number, Allowed>,
  a: Allowed,
  b: Allowed,
  nothing: Allowed,
  named: (content: string, traffic: () => Allowed["traffic"]) => Allowed,
): Allowed {
  if (a === nothing) return b;
  if (b === nothing || a === b) return a;
  const key = a.number * 1e6 + b.number;
  const found =
    known.get(key) ??
    named(`either ${a.number} ${b.number}`, () => ({
      ipv4: a.traffic.ipv4.union(b.traffic.ipv4),
      ipv6: a.traffic.ipv6.union(b.traffic.ipv6),
    }));
  known.set(key, found);
  return found;
}

function ruleOf(network: Network, blocks: Blocks, rule: SecurityGroupRule): MatrixRule {
  const { peer, protocols, ports } = rule;
  const addresses: Value<readonly Addresses[]> | undefined = isUnknown(peer) ? peer : addressesOf(network, peer);
  const group = !isUnknown(peer) && peer.kind === "securityGroup" ? peer.securityGroupId : undefined;
  const numbers = addresses === undefined || isUnknown(addresses) ? undefined : addresses.flatMap(blocks.number);
  const who = numbers?.join() ?? (addresses !== undefined && isUnknown(addresses) ? `? ${addresses.unknown}` : "group");
  const of = (family: Family): Traffic =>
    PacketSet.of({
      family,
      ...(!isUnknown(protocols) && { protocol: protocols }),
      ...(!isUnknown(ports) && { destinationPort: ports }),
    });
  const text = (value: SecurityGroupRule["ports"]): string =>
    isUnknown(value) ? `? ${value.unknown}` : value.join("-");
  return {
    content: `${text(protocols)} ${text(ports)} ${who}`,
    blocks: numbers,
    group,
    traffic: { ipv4: of("ipv4"), ipv6: of("ipv6") },
  };
}
