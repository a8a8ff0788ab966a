import type { Evidence, Target, Unknown, Value } from "@throughline/graph/model";
import { type Cube, PacketSet } from "@throughline/graph/packets";
import type { Question } from "../ask";
import type { Blocker } from "../blockers";
import type { InterfaceEnd } from "../ends";

/** A place on the way, with what decided there. */
export interface Hop {
  /** What is passed, in AWS's words: `security group`, `route table`. */
  readonly kind: string;
  readonly evidence: readonly Evidence[];
  /** What happened there, for people. */
  readonly text: string;
}

/** Who sends, as groups on the other side see it. */
export interface Sender {
  readonly vpcId: string;
  readonly securityGroupIds: Value<readonly string[]>;
  /** Whether rules may still name its groups: within the VPC, over what carries them on, or no longer. */
  readonly references: "withinVpc" | Value<boolean>;
}

/** An interface that changed fields on the way: the reply comes here to be changed back. */
export interface Translation {
  readonly end: InterfaceEnd;
  /** Fields of the reply and what they become again. */
  readonly back: Partial<Cube>;
  /** Whether the reply comes here by no route, because it was the client's address that was answered. */
  readonly straight: boolean;
}

/** A health check on which it depends whether a target gets anything. */
export interface HealthCheckOf {
  readonly target: Target;
  readonly question: Question;
}

/** Packets that take the same way. */
export interface Flow {
  /** As they look here. */
  readonly packets: PacketSet;
  /** Fields as they were at the beginning, of those that were changed on the way. */
  readonly originals: Partial<Cube>;
  /** Undefined of what comes from the internet. */
  readonly sender: Sender | undefined;
  readonly translations: readonly Translation[];
  readonly hops: readonly Hop[];
  /** What stops them. A flow that is stopped goes on as if it were not, so that whatever else stops it is found too. */
  readonly blockers: readonly Blocker[];
  /** What would have to be known to say that they pass. */
  readonly unknowns: readonly Unknown[];
  /** What would have to be known to say that they come this way at all. */
  readonly uncertain: readonly Unknown[];
  /** Where route tables were asked: who comes by again goes in a circle. */
  readonly passed: readonly string[];
  /** Of the targets by which they were taken. */
  readonly healthChecks: readonly HealthCheckOf[];
}

/** How a flow ended: at its destination, or on the way. */
export interface Ended {
  readonly flow: Flow;
  readonly arrived: boolean;
  /** Who received them. @default whom the question is about; behind a load balancer one of its targets */
  readonly at?: InterfaceEnd;
  /** Behind a VPC endpoint: replies come out of it in the VPC, by no route. */
  readonly byEndpoint?: boolean;
}

/** Packets at the beginning of their way. */
export function begin(packets: PacketSet): Flow {
  return {
    packets,
    originals: {},
    sender: undefined,
    translations: [],
    hops: [],
    blockers: [],
    unknowns: [],
    uncertain: [],
    passed: [],
    healthChecks: [],
  };
}

/**
 * The flow with a place noted at which a route table is asked; undefined if it was there before. A loop is found when
 * it closes: where packets also have a choice, following it further would try all choices of all rounds.
 */
export function comeBy(flow: Flow, ...place: readonly (string | undefined)[]): Flow | undefined {
  const here = [...place, flow.translations.at(-1)?.end.interface.id].join(" ");
  return flow.passed.includes(here) ? undefined : { ...flow, passed: [...flow.passed, here] };
}

/** The packets of a flow as they were when they were sent. */
export function asSent({ packets, originals }: Flow): PacketSet {
  return packets.rewrite(originals);
}

export function pass(flow: Flow, hop: Hop, packets = flow.packets): Flow {
  return { ...flow, packets, hops: [...flow.hops, hop] };
}

export function block(flow: Flow, blocker: Blocker, packets = flow.packets): Flow {
  return { ...flow, packets, blockers: [...flow.blockers, blocker] };
}

export function undecide(flow: Flow, unknown: Unknown, packets = flow.packets): Flow {
  return { ...flow, packets, unknowns: [...flow.unknowns, unknown] };
}

/** The flow with fields of its packets changed; a flow for each shape that these fields had. */
export function rewrite(flow: Flow, fields: Partial<Cube>): Flow[] {
  return flow.packets.cubes.map((cube) => ({
    ...flow,
    packets: PacketSet.of({ ...cube, ...fields }),
    originals: { ...pick(cube, namesOf(fields)), ...flow.originals },
  }));
}

/** The flow where it goes on only if this is so, which is not known. */
export function doubt(flow: Flow, ...unknowns: readonly Unknown[]): Flow {
  return unknowns.length === 0 ? flow : { ...flow, uncertain: [...flow.uncertain, ...unknowns] };
}

/** The flow with fields changed at an interface, which changes the reply back. */
export function translate(flow: Flow, end: InterfaceEnd, fields: Partial<Cube>, straight = false): Flow[] {
  return flow.packets.cubes.flatMap((cube) =>
    rewrite({ ...flow, packets: PacketSet.of(cube) }, fields).map((changed) => ({
      ...changed,
      translations: [...flow.translations, { end, back: answered(pick(cube, namesOf(fields))), straight }],
    })),
  );
}

/** The flow where groups are no longer seen: behind NAT, over the internet. */
export function withoutReferences(flow: Flow): Flow {
  return flow.sender === undefined ? flow : { ...flow, sender: { ...flow.sender, references: false } };
}

/** The fields of a request as those of its reply. */
function answered({ family, source, sourcePort, destination, destinationPort }: Partial<Cube>): Partial<Cube> {
  return {
    ...(family && { family }),
    ...(source && { destination: source }),
    ...(sourcePort && { destinationPort: sourcePort }),
    ...(destination && { source: destination }),
    ...(destinationPort && { sourcePort: destinationPort }),
  };
}

function namesOf(fields: Partial<Cube>): (keyof Cube)[] {
  return Object.keys(fields) as (keyof Cube)[];
}

function pick(cube: Cube, names: readonly (keyof Cube)[]): Partial<Cube> {
  return Object.fromEntries(names.map((name) => [name, cube[name]]));
}
