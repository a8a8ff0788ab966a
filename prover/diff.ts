import { type Evidence, isUnknown, type Network, type Value } from "@throughline/graph/model";
import { PacketSet } from "@throughline/graph/packets";
import { type Answer, prover } from "./ask";
import { type Matrix, matrix, type MatrixClass, type MatrixOptions } from "./matrix";
import { formatTraffic, packetsBetween, type Traffic } from "./matrix/traffic";
import { seenFromOutside } from "./query";

/** What becomes reachable or unreachable from one class to another. */
export interface Change {
  /** Ids of classes. */
  readonly from: string;
  readonly to: string;
  readonly opened: readonly string[];
  readonly closed: readonly string[];
  /** Undecided after, and not before. */
  readonly undecided: readonly string[];
  readonly because: readonly Reason[];
}

/** A rule, route or entry that only one of the graphs has; or, where both have all, one that decides. */
export interface Reason {
  readonly change: "added" | "removed" | "decides";
  readonly evidence: Evidence;
}

export interface Diff {
  readonly changes: readonly Change[];
  /** Labels of classes that only one of the graphs has. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** What became reachable or unreachable between two graphs: classes meet by their names. */
export function diff(before: Network, after: Network, options?: MatrixOptions): Diff {
  const [old, now] = [sideOf(before, options), sideOf(after, options)];
  const pairs = new Map([...old.cells, ...now.cells].map(([key, { from, to }]) => [key, { from, to }]));
  const onlyIn = (side: Side, other: Side): string[] =>
    side.matrix.classes.filter(({ id }) => !other.classes.has(id)).map(({ label }) => label);
  return {
    changes: [...pairs].flatMap(([key, pair]) => changeOf(old, now, key, pair) ?? []),
    added: onlyIn(now, old),
    removed: onlyIn(old, now),
  };
}

interface Side {
  readonly matrix: Matrix;
  readonly cells: ReadonlyMap<string, Matrix["cells"][number]>;
  readonly classes: ReadonlyMap<string, MatrixClass>;
  readonly ask: ReturnType<typeof prover>;
  /** Everything that decides, without ids, which differ between graphs of the same program. */
  readonly facts: ReadonlySet<string>;
  readonly factOf: (evidence: Evidence) => string | undefined;
}

function sideOf(network: Network, options?: MatrixOptions): Side {
  const all = matrix(network, options);
  const facts = factsOf(network);
  return {
    matrix: all,
    cells: new Map(all.cells.map((cell) => [`${cell.from} → ${cell.to}`, cell])),
    classes: new Map(all.classes.map((each) => [each.id, each])),
    ask: prover(network),
    facts: new Set(facts.values()),
    factOf: ({ urn, part }) => facts.get(`${urn} ${part ?? ""}`),
  };
}

const nothing = { proven: PacketSet.none, partial: PacketSet.none, undecided: PacketSet.none };

function changeOf(old: Side, now: Side, key: string, { from, to }: Pick<Change, "from" | "to">): Change | undefined {
  const [was, is] = [old.cells.get(key)?.traffic ?? nothing, now.cells.get(key)?.traffic ?? nothing];
  const opened = passing(is).subtract(passing(was));
  const closed = passing(was).subtract(passing(is)).subtract(is.undecided);
  const undecided = is.undecided.subtract(was.undecided);
  if (opened.isEmpty && closed.isEmpty && undecided.isEmpty) return undefined;
  return {
    from,
    to,
    opened: formatTraffic(opened),
    closed: formatTraffic(closed),
    undecided: formatTraffic(undecided),
    because: distinct([
      ...(opened.isEmpty ? [] : reasons(old, now, from, to, opened, "added")),
      ...(closed.isEmpty ? [] : reasons(now, old, from, to, closed, "removed")),
    ]),
  };
}

function passing({ proven, partial }: { proven: Traffic; partial: Traffic }): Traffic {
  return proven.union(partial);
}

/**
 * Why packets pass in one graph and not in the other: what is on their way in the one and not in the other; else what
 * stops them in the other and is not in the one; else what stops them.
 */
function reasons(
  closed: Side,
  open: Side,
  from: string,
  to: string,
  traffic: Traffic,
  change: "added" | "removed",
): Reason[] {
  const [passed, stopped] = [answerIn(open, from, to, traffic), answerIn(closed, from, to, traffic)];
  const onTheWay = passed.flatMap(({ ways }) =>
    ways.flatMap(({ request, reply }) => [...request, ...reply].flatMap(({ evidence }) => evidence)),
  );
  const only = (evidence: readonly Evidence[], side: Side, other: Side): Evidence[] =>
    evidence.filter((each) => {
      const fact = side.factOf(each);
      return fact !== undefined && !other.facts.has(fact);
    });
  const more = only(onTheWay, open, closed);
  if (more.length > 0) return more.map((evidence) => ({ change, evidence }));
  const blocking = stopped.flatMap(({ blockers }) => blockers.flatMap(({ evidence }) => evidence));
  const less = only(blocking, closed, open);
  if (less.length > 0) {
    return less.map((evidence) => ({ change: change === "added" ? "removed" : "added", evidence }));
  }
  return blocking.map((evidence) => ({ change: "decides", evidence }));
}

function answerIn(side: Side, from: string, to: string, traffic: Traffic): Answer[] {
  const [sources, destinations] = [side.classes.get(from)?.ends ?? [], side.classes.get(to)?.ends ?? []];
  return sources.flatMap((source) =>
    destinations.flatMap((destination) => {
      if (source.family !== destination.family) return [];
      const own = traffic.intersect(PacketSet.of({ family: source.family }));
      const addresses =
        source.kind === "internet" && destination.kind === "interface"
          ? seenFromOutside(destination)
          : destination.addresses;
      if (own.isEmpty) return [];
      return [side.ask({ from: source, to: destination, packets: packetsBetween(own, source.addresses, addresses) })];
    }),
  );
}

function distinct(all: readonly Reason[]): Reason[] {
  return [
    ...new Map(all.map((each) => [`${each.change} ${each.evidence.urn} ${each.evidence.part ?? ""}`, each])).values(),
  ];
}

/** What each rule, route and entry says, by where it stands. */
function factsOf(network: Network): Map<string, string> {
  const facts = new Map<string, string>();
  const add = ({ urn, part = "" }: Evidence, ...says: readonly unknown[]): void => {
    facts.set(`${urn} ${part}`, `${urn} ${says.map(textOf).join(" ")}`);
  };
  for (const { ingress, egress } of network.securityGroups.values()) {
    for (const { evidence, peer, protocols, ports } of [...ingress, ...egress]) {
      add(evidence, protocols, ports, isUnknown(peer) || peer.kind !== "addresses" ? "others" : peer.addresses);
    }
  }
  for (const { ingress, egress } of network.networkAcls.values()) {
    for (const { evidence, number, action, addresses, protocols, ports } of [...ingress, ...egress]) {
      add(evidence, number, action, addresses, protocols, ports);
    }
  }
  for (const { routes } of network.routeTables.values()) {
    for (const { evidence, destination, target } of routes) {
      const to = isUnknown(destination) || destination.kind !== "addresses" ? "others" : destination.addresses;
      add(evidence, to, isUnknown(target) ? target : target.kind);
    }
  }
  for (const { routes } of network.transitGatewayRouteTables.values()) {
    for (const { evidence, destination, attachmentId } of routes) {
      add(evidence, destination, attachmentId === undefined ? "blackhole" : "attachment");
    }
  }
  return facts;
}

function textOf(value: Value<unknown>): string {
  if (isUnknown(value)) return "?";
  return JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? String(each) : each));
}
