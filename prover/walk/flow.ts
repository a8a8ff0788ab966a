import type { Evidence, Unknown, Value } from "@throughline/graph/model";
import { type Cube, PacketSet } from "@throughline/graph/packets";
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
  /** What has been passed: rules may name groups within a VPC, over a peering, and over a transit gateway if enabled. */
  readonly over: "vpc" | "peering" | { readonly transitGateway: Value<boolean> };
}

/** An interface that changed fields on the way: the reply comes here to be changed back. */
export interface Translation {
  readonly end: InterfaceEnd;
  /** Fields of the reply and what they become again. */
  readonly back: Partial<Cube>;
}

/** Packets that take the same way. */
export interface Flow {
  /** As they look here. */
  readonly packets: PacketSet;
  /** Fields as they were at the beginning, of those that were changed on the way. */
  readonly originals: Partial<Cube>;
  /** Undefined where groups see nobody: from the internet, behind NAT. */
  readonly sender: Sender | undefined;
  readonly translations: readonly Translation[];
  readonly hops: readonly Hop[];
  /** What stops them. A flow that is stopped goes on as if it were not, so that whatever else stops it is found too. */
  readonly blockers: readonly Blocker[];
  /** What would have to be known to say that they pass. */
  readonly unknowns: readonly Unknown[];
  /** What would have to be known to say that they come this way at all. */
  readonly uncertain: readonly Unknown[];
}

/** How a flow ended: at its destination, or on the way. */
export interface Ended {
  readonly flow: Flow;
  readonly arrived: boolean;
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
  };
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
    originals: { ...pick(cube, Object.keys(fields) as (keyof Cube)[]), ...flow.originals },
  }));
}

/** The flow with its source changed at an interface, which changes the reply back. */
export function translateSource(
  flow: Flow,
  end: InterfaceEnd,
  fields: Pick<Cube, "source"> & Partial<Pick<Cube, "sourcePort">>,
): Flow[] {
  return flow.packets.cubes.flatMap((cube) =>
    rewrite({ ...flow, packets: PacketSet.of(cube) }, fields).map((changed) => ({
      ...changed,
      sender: undefined,
      translations: [
        ...flow.translations,
        { end, back: { destination: cube.source, ...(fields.sourcePort && { destinationPort: cube.sourcePort }) } },
      ],
    })),
  );
}

function pick(cube: Cube, names: readonly (keyof Cube)[]): Partial<Cube> {
  return Object.fromEntries(names.map((name) => [name, cube[name]]));
}
