import {
  isUnknown,
  type Listener,
  type ListenerAction,
  type ListenerRule,
  type TargetGroup,
  type Unknown,
  type Value,
} from "@throughline/graph/model";
import { ephemeralPorts, exactly, PacketSet } from "@throughline/graph/packets";
import type { Blocker } from "../blockers";
import type { InterfaceEnd } from "../ends";
import { block, doubt, type Ended, type Flow, type HealthCheckOf, pass, translate, undecide } from "./flow";
import { healthCheck, nodeOfFamily } from "./health-checks";
import type { BalancerNode } from "./load-balancer";
import { type Candidate, candidates, type Unused, use } from "./targets";
import { asModelled } from "./unmodelled";
import { send, stop, type Walk } from "./walk";

type Forward = ListenerAction & { readonly kind: "forward" };

/** To each target of each group that has any weight. */
export function forward(
  walk: Walk,
  flow: Flow,
  node: BalancerNode,
  listener: Listener,
  { evidence }: ListenerRule,
  { targetGroups }: Forward,
): Ended[] {
  const chosen = targetGroups.filter(({ weight }) => weight > 0);
  if (chosen.length === 0) {
    return [
      nowhere(flow, { code: "target-group-empty", evidence: [evidence], text: "no target group has any weight" }),
    ];
  }
  return chosen.flatMap(({ arn }) => {
    const group = walk.network.targetGroups.get(arn);
    return group === undefined
      ? [stop(flow, { unknown: `target group ${arn} is in no source` })]
      : toGroup(walk, ofProtocol(asModelled(walk, flow, arn), listener, group), node, group);
  });
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html */
const accepted: Readonly<Record<Exclude<Listener["protocol"], Unknown>, readonly string[]>> = {
  HTTP: ["HTTP", "HTTPS"],
  HTTPS: ["HTTP", "HTTPS"],
  TCP: ["TCP", "TCP_UDP"],
  TLS: ["TCP", "TLS"],
  UDP: ["UDP", "TCP_UDP"],
  TCP_UDP: ["TCP_UDP"],
};

/** A function's group has no protocol. */
function ofProtocol(flow: Flow, { protocol: asked }: Listener, { evidence, id, protocol }: TargetGroup): Flow {
  if (isUnknown(protocol)) return undecide(flow, protocol);
  if (isUnknown(asked) || protocol === undefined || accepted[asked].includes(protocol)) return flow;
  const text = `${id} takes ${protocol}, and the listener hands on ${asked}`;
  return block(flow, { code: "target-group-protocol", evidence: [evidence], text });
}

function nowhere(flow: Flow, blocker: Blocker): Ended {
  return { flow: block(flow, blocker), arrived: false };
}

function toGroup(walk: Walk, flow: Flow, node: BalancerNode, group: TargetGroup): Ended[] {
  const { evidence, id, targets, targetType } = group;
  if (targets.length === 0) {
    return [nowhere(flow, { code: "target-group-empty", evidence: [evidence], text: `${id} has no targets` })];
  }
  if (targetType === "lambda") {
    const hop = { kind: "target group", evidence: [evidence], text: "invokes a function" };
    return [{ flow: pass(flow, hop), arrived: true, at: node.end }];
  }
  const all = candidates(walk, group);
  const known = all.flatMap((candidate) =>
    isUnknown(candidate) ? [] : [{ candidate, used: use(walk, node, group, candidate) }],
  );
  const open = [...all, ...known.map(({ used }) => used)].filter((value) => isUnknown(value));
  const ways = known.flatMap(({ candidate, used }) =>
    used === "used" || isUnknown(used)
      ? toTarget(walk, doubt(flow, ...candidate.uncertain, ...(isUnknown(used) ? [used] : [])), node, group, candidate)
      : [],
  );
  return [
    ...all.flatMap((candidate) => (isUnknown(candidate) ? [stop(flow, candidate)] : [])),
    ...ways,
    ...(known.some(({ used }) => used === "used")
      ? []
      : unused(
          doubt(flow, ...open),
          node,
          group,
          known.map(({ used }) => used),
        )),
  ];
}

/** What becomes of packets if none of the targets is used. */
function unused(flow: Flow, node: BalancerNode, group: TargetGroup, uses: readonly Value<"used" | Unused>[]): Ended[] {
  const open = uses.find((use) => isUnknown(use));
  const why = uses.find((use): use is Unused => !isUnknown(use) && use !== "used");
  if (why !== undefined) return [nowhere(flow, withoutTargets(node, group, why))];
  return open === undefined ? [] : [stop(flow, open)];
}

function withoutTargets({ balancer, end }: BalancerNode, { id }: TargetGroup, why: Unused): Blocker {
  const evidence = [balancer.evidence];
  return why === "zone-not-enabled"
    ? { code: "target-zone-not-enabled", evidence, text: `no target of ${id} is in a zone of ${balancer.id}` }
    : { code: "no-target-in-zone", evidence, text: `${id} has no target in the zone of ${end.subnetId}` };
}

/** To one target: by a connection of the load balancer's own, or with the client's address kept. */
function toTarget(walk: Walk, flow: Flow, node: BalancerNode, group: TargetGroup, target: Candidate): Ended[] {
  const { end, port } = target;
  const from = nodeOfFamily(node.end, end.family);
  if (isUnknown(from)) {
    return [stop(flow, from)];
  }
  const hop = {
    kind: "target group",
    evidence: [group.evidence, target.target.evidence],
    text: `to ${end.interface.id} on port ${port}`,
  };
  const chosen = inVpc(pass(flow, hop), node, group, target);
  const destination = { destination: end.addresses, destinationPort: exactly(port) };
  const own = { family: end.family, source: from.addresses, sourcePort: ephemeralPorts };
  const question = healthCheck(from, group, target);
  const check = question === undefined || isUnknown(question) ? question : { target: target.target, question };
  return preserves(node, group, target).flatMap(({ preserved, uncertain }) => {
    const doubted = doubt(chosen, ...uncertain);
    const connections = preserved
      ? keepClient(walk, doubted, node, group, target).flatMap((each) => translate(each, from, destination, true))
      : translate(doubted, from, { ...own, ...destination });
    return connections
      .map((each) => withHealthCheck(each, check))
      .flatMap((each) => send({ ...walk, from, to: end }, each, from));
  });
}

function inVpc(flow: Flow, node: BalancerNode, { targetType, id }: TargetGroup, { end, target }: Candidate): Flow {
  const text = `${end.interface.id} is in ${end.vpcId}, and ${id} takes instances of ${node.end.vpcId}`;
  return targetType === "instance" && end.vpcId !== node.end.vpcId
    ? block(flow, { code: "target-outside-vpc", evidence: [target.evidence], text })
    : flow;
}

interface Preserved {
  readonly preserved: boolean;
  readonly uncertain: readonly Unknown[];
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation */
function preserves({ kind, end }: BalancerNode, group: TargetGroup, target: Candidate): Preserved[] {
  const { preserveClientAddress: preserved } = group;
  if (kind === "application" || target.end.family !== end.family) {
    return [{ preserved: false, uncertain: [] }];
  }
  return isUnknown(preserved)
    ? [true, false].map((each) => ({ preserved: each, uncertain: [preserved] }))
    : [{ preserved, uncertain: [] }];
}

/** A client's address is kept within the VPC, and never towards the client itself. */
function keepClient(
  walk: Walk,
  flow: Flow,
  { end: node }: BalancerNode,
  group: TargetGroup,
  { end }: Candidate,
): Flow[] {
  const { evidence, id } = group;
  if (end.vpcId !== node.vpcId) {
    const { things, unknown } = walk.wiring.peerings(node.vpcId);
    const joins = things.some(({ requesterVpcId, accepterVpcId }) =>
      [requesterVpcId, accepterVpcId].includes(end.vpcId),
    );
    const open = { unknown: `whether ${id} keeps client addresses over a peering is not modelled`, evidence };
    const text = `${id} keeps client addresses, and ${end.interface.id} is in another VPC`;
    return [
      joins || unknown !== undefined
        ? undecide(flow, unknown ?? open)
        : block(flow, { code: "preserved-address", evidence: [evidence], text }),
    ];
  }
  return hairpin(walk, flow, group, end);
}

/** A target that reaches itself sees its own address as that of the client, and drops the packets. */
function hairpin({ from }: Walk, flow: Flow, { evidence, id }: TargetGroup, end: InterfaceEnd): Flow[] {
  const itself = flow.packets.intersect(PacketSet.of({ family: end.family, source: end.addresses }));
  if (from.kind === "internet" || from.interface.id !== end.interface.id || itself.isEmpty) {
    return [flow];
  }
  const text = `${id} keeps client addresses, and ${end.interface.id} would answer itself`;
  const looped = block({ ...flow, packets: itself }, { code: "target-hairpin", evidence: [evidence], text });
  const others = flow.packets.subtract(itself);
  return isSingle(end)
    ? [looped, { ...flow, packets: others }].filter(({ packets }) => !packets.isEmpty)
    : [flow, looped];
}

function isSingle({ addresses: [from = 0, to = 0] }: InterfaceEnd): boolean {
  return BigInt(to) - BigInt(from) === 1n;
}

/** Asks for the target's health, unless the packets themselves show it. */
function withHealthCheck(flow: Flow, check: Value<HealthCheckOf | undefined>): Flow {
  if (isUnknown(check)) {
    return undecide(flow, check);
  }
  return check === undefined || flow.packets.covers(check.question.packets)
    ? flow
    : { ...flow, healthChecks: [...flow.healthChecks, check] };
}
