import type { Network, Subnet } from "@throughline/graph/model";
import type { Packet } from "@throughline/graph/packets";
import type { Choose } from "./every-choice";

/** Who may send and receive. */
export type Holder = { readonly kind: "interface"; readonly id: string } | { readonly kind: "internet" };

/** Why a packet goes no further. */
export type Reason =
  | "security-group-egress"
  | "security-group-ingress"
  | "network-acl-egress"
  | "network-acl-ingress"
  | "no-route"
  | "blackhole"
  | "routing-loop"
  | "nobody-there"
  | "internet-gateway-detached"
  | "no-internet-gateway"
  | "no-public-address"
  | "private-destination"
  | "egress-only"
  | "nat-ipv4-only"
  | "nat-no-connection"
  | "transit-gateway-zone"
  | "transit-gateway-no-attachment"
  | "transit-gateway-no-association"
  | "transit-gateway-no-route"
  | "peering-inactive"
  | "peering-not-transitive"
  | "endpoint-outside-vpc"
  | "endpoint-protocol"
  | "nat-protocol"
  | "source-destination-check";

export interface Dropped {
  readonly kind: "dropped";
  readonly reason: Reason;
  /** Id of what dropped it. */
  readonly at: string;
  readonly packet: Packet;
}

/** Where a packet's way ended. */
export type Landing = (Holder & { readonly packet: Packet }) | Dropped;

/** A packet on its way. */
export interface Travelling {
  readonly packet: Packet;
  /** Whether it opens a connection: stateful things tell by their memory, and TCP by its flags. */
  readonly opening: boolean;
  /** What rules that name groups may look through: everything passed so far lets them. */
  readonly path: "vpc" | "peering" | "transitGateway" | "opaque";
}

/** Where a packet is when a route table is asked: in a subnet, and whether one of its own interfaces sent it. */
export interface Place {
  readonly subnet: Subnet;
  readonly vpcId: string;
  /** The interface or NAT gateway that sent it; undefined of what a transit gateway let in. */
  readonly sender: string | undefined;
}

/** One connection: the network, what is chosen, and what stateful things remember. */
export interface Connection {
  readonly network: Network;
  readonly choose: Choose;
  /** Ports among which NAT gateways choose. */
  readonly natPorts: readonly number[];
  /** Packets that stateful things let pass without a question, by who remembers them. */
  readonly remembered: Set<string>;
  /** What a NAT gateway turns a reply into, by gateway and reply. */
  readonly translations: Map<string, Pick<Packet, "destination" | "destinationPort">>;
  /** Places and addresses seen in this direction: who comes by again goes in a circle. */
  readonly seen: Set<string>;
}

export function drop({ packet }: Travelling, reason: Reason, at: string): Dropped {
  return { kind: "dropped", reason, at, packet };
}

/** A packet as somebody remembers it. */
export function remember(who: string, packet: Packet): string {
  const { family, source, destination, protocol, sourcePort, destinationPort } = packet;
  return [who, family, source, destination, protocol, sourcePort, destinationPort].join(" ");
}

const echoes = new Map([
  ["1 2048", 0],
  ["58 32768", 33024],
]);

/** The packet that answers; undefined if nothing does: of ICMP only the echo is answered. */
export function answerTo(packet: Packet): Packet | undefined {
  const { source, destination, protocol, sourcePort, destinationPort } = packet;
  const back = { ...packet, source: destination, destination: source };
  if (protocol !== 1 && protocol !== 58) {
    return { ...back, sourcePort: destinationPort, destinationPort: sourcePort };
  }
  const message = echoes.get(`${protocol} ${destinationPort}`);
  return message === undefined ? undefined : { ...back, destinationPort: message };
}
