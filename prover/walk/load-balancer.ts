import {
  isUnknown,
  type Listener,
  type ListenerAction,
  type ListenerRule,
  type LoadBalancer,
  type Unknown,
} from "@throughline/graph/model";
import { allPorts, allProtocols, exactly, intervals, PacketSet, protocolNumbers } from "@throughline/graph/packets";
import type { InterfaceEnd } from "../ends";
import { block, doubt, type Ended, type Flow, pass } from "./flow";
import { forward } from "./target-group";
import { asModelled } from "./unmodelled";
import { stop, type Walk } from "./walk";

/** A load balancer, and that of its nodes which received the packets. */
export interface BalancerNode {
  readonly balancer: LoadBalancer;
  readonly kind: "application" | "network";
  readonly end: InterfaceEnd;
}

/** On by the listener that packets are for, and its rules, to every target that may get them. */
export function throughLoadBalancer(walk: Walk, flow: Flow, end: InterfaceEnd): Ended[] {
  const { id, evidence } = end.interface;
  const balancer = walk.network.loadBalancers.get(id);
  if (balancer === undefined) {
    return [stop(flow, { unknown: `the listeners of ${id} are in no source`, evidence })];
  }
  const { kind } = balancer;
  if (isUnknown(kind)) {
    return [stop(flow, kind)];
  }
  if (kind === "gateway") {
    return [stop(flow, { unknown: `Gateway Load Balancer ${id} is not modelled`, evidence })];
  }
  if (flow.translations.some((translation) => translation.end.interface.id === id)) {
    const text = `${id} is a target of itself`;
    return [{ flow: block(flow, { code: "routing-loop", evidence: [evidence], text }), arrived: false }];
  }
  return listeners({ balancer, kind, end }, flow).flatMap(({ listener, packets, uncertain }): Ended[] => {
    const here = doubt({ ...flow, packets }, ...uncertain);
    if (listener === undefined) {
      const text = `${id} has no listener for these packets`;
      const code = "listener-mismatch";
      return [{ flow: block(here, { code, evidence: [balancer.evidence], text }), arrived: false }];
    }
    const hop = {
      kind: `${kind} load balancer`,
      evidence: [balancer.evidence, listener.evidence],
      text: `listener ${text(listener.protocol)} ${text(listener.port)}`,
    };
    return listen(
      walk,
      pass(asModelled(walk, here, listener.evidence.id ?? id), hop),
      { balancer, kind, end },
      listener,
    );
  });
}

function text(value: Listener["protocol"] | Listener["port"]): string {
  return isUnknown(value) ? "?" : String(value);
}

interface Accepted {
  readonly listener: Listener | undefined;
  readonly packets: PacketSet;
  readonly uncertain: readonly Unknown[];
}

const { tcp, udp } = protocolNumbers;
const transports: Readonly<Record<Exclude<Listener["protocol"], Unknown>, intervals.Intervals>> = {
  HTTP: exactly(tcp),
  HTTPS: exactly(tcp),
  TCP: exactly(tcp),
  TLS: exactly(tcp),
  UDP: exactly(udp),
  TCP_UDP: intervals.union(exactly(tcp), exactly(udp)),
};

/** Which listener takes which packets; undefined takes what is left. */
function listeners({ balancer }: BalancerNode, { packets }: Flow): Accepted[] {
  const accepted: Accepted[] = [];
  let rest = packets;
  const doubts: Unknown[] = [];
  const open = ({ port, protocol }: Listener): Unknown[] => [port, protocol].filter((value) => isUnknown(value));
  const known = (listener: Listener): boolean => open(listener).length === 0;
  for (const listener of balancer.listeners.filter(known)) {
    const part = rest.intersect(packetsOf(listener));
    if (part.isEmpty) continue;
    accepted.push({ listener, packets: part, uncertain: [] });
    rest = rest.subtract(part);
  }
  for (const listener of balancer.listeners.filter((each) => !known(each))) {
    const part = rest.intersect(packetsOf(listener));
    if (part.isEmpty) continue;
    accepted.push({ listener, packets: part, uncertain: open(listener) });
    doubts.push(...open(listener));
  }
  return rest.isEmpty ? accepted : [...accepted, { listener: undefined, packets: rest, uncertain: doubts }];
}

/** At most, of one that is not known. */
function packetsOf({ port, protocol }: Listener): PacketSet {
  const match = {
    protocol: isUnknown(protocol) ? allProtocols : transports[protocol],
    destinationPort: isUnknown(port) ? allPorts : exactly(port),
  };
  return PacketSet.of({ family: "ipv4", ...match }).union(PacketSet.of({ family: "ipv6", ...match }));
}

/**
 * By each rule that may apply. Packets show the sender's address and nothing of the request: a rule that asks for
 * more may apply to any of them, and leaves all of them to the rules after it.
 */
function listen(walk: Walk, flow: Flow, node: BalancerNode, listener: Listener): Ended[] {
  const order = listener.rules.map(({ priority, conditions }) =>
    [priority, conditions].find((value) => isUnknown(value)),
  );
  const uncertain = order.filter((value) => isUnknown(value));
  const ended: Ended[] = [];
  let rest = flow.packets;
  for (const rule of listener.rules) {
    const { packets, final } = applies(rule, rest);
    if (packets.isEmpty) continue;
    ended.push(...act(walk, doubt({ ...flow, packets }, ...uncertain), node, listener, rule));
    if (final && uncertain.length === 0) rest = rest.subtract(packets);
  }
  if (!rest.isEmpty && uncertain.length === 0) {
    const unknown = { unknown: "no source says what the listener does by default", evidence: listener.evidence };
    ended.push(stop({ ...flow, packets: rest }, unknown));
  }
  return ended;
}

/** To which packets a rule may apply, and whether it surely does. */
function applies({ conditions }: ListenerRule, packets: PacketSet): { packets: PacketSet; final: boolean } {
  if (isUnknown(conditions)) {
    return { packets, final: false };
  }
  const sources = conditions.flatMap((condition) => (condition.kind === "source" ? [condition.addresses] : []));
  const from = sources.map((addresses) =>
    PacketSet.union(addresses.map(({ family, intervals: source }) => PacketSet.of({ family, source }))),
  );
  return {
    packets: from.reduce((left, each) => left.intersect(each), packets),
    final: sources.length === conditions.length,
  };
}

function act(walk: Walk, flow: Flow, node: BalancerNode, listener: Listener, rule: ListenerRule): Ended[] {
  const { action, evidence } = rule;
  if (isUnknown(action)) {
    return [stop(flow, action)];
  }
  const hop = { kind: "listener rule", evidence: [evidence], text: describe(action) };
  const decided = node.kind === "application" ? pass(flow, hop) : flow;
  return action.kind === "forward"
    ? forward(walk, decided, node, listener, rule, action)
    : [{ flow: decided, arrived: true, at: node.end }];
}

function describe(action: ListenerAction): string {
  switch (action.kind) {
    case "forward":
      return "forwards";
    case "redirect":
      return `redirects to ${action.protocol ?? "the same protocol"} ${action.port ?? "and port"} (${action.statusCode})`;
    case "fixedResponse":
      return `answers ${action.statusCode}`;
  }
}
