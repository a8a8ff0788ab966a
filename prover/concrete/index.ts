/** Walks one packet at a time through a network whose values are all known: naive, to check the prover's algebra. */
import type { Network } from "@throughline/graph/model";
import type { Packet } from "@throughline/graph/packets";
import { everyChoice } from "./every-choice";
import { onInternet } from "./internet";
import { known, named, within } from "./known";
import {
  answerTo,
  type Connection,
  drop,
  type Dropped,
  type Holder,
  type Landing,
  type Reason,
  remember,
  type Travelling,
} from "./travel";
import { intoVpc, send } from "./vpc";

export type { Holder } from "./travel";

/** What became of a packet and its answer. */
export type Outcome =
  | { readonly kind: "delivered" }
  | {
      readonly kind: "blocked";
      readonly direction: "request" | "reply";
      /** Why; somebody else may have got the packet, or the answer may not be the one that is waited for. */
      readonly reason: Reason | "wrong-receiver" | "wrong-reply";
      /** Id of what stopped it, or who got it. */
      readonly at: string;
    };

/** All that may become of one packet, whatever NAT gateways and transit gateways choose. */
export function walkPacket(network: Network, from: Holder, to: Holder, packet: Packet): Outcome[] {
  const natPorts = portsToTry(network);
  return everyChoice((choose) => {
    const connection = { network, choose, natPorts, remembered: new Set<string>(), translations: new Map() };
    return exchange({ ...connection, seen: new Set() }, from, to, packet);
  });
}

function exchange(connection: Connection, from: Holder, to: Holder, packet: Packet): Outcome {
  const request = start(connection, from, packet, true);
  if (request.kind === "dropped") return blocked("request", request);
  if (!isSame(request, to))
    return { kind: "blocked", direction: "request", reason: "wrong-receiver", at: idOf(request) };
  const answer = answerTo(request.packet);
  if (answer === undefined) return { kind: "delivered" };
  const reply = start({ ...connection, seen: new Set() }, request, answer, false);
  if (reply.kind === "dropped") return blocked("reply", reply);
  const expected = answerTo(packet);
  return isSame(reply, from) && expected !== undefined && remember("", expected) === remember("", reply.packet)
    ? { kind: "delivered" }
    : { kind: "blocked", direction: "reply", reason: "wrong-reply", at: idOf(reply) };
}

function start(connection: Connection, from: Holder, packet: Packet, opening: boolean): Landing {
  const { network, remembered } = connection;
  if (from.kind === "interface") {
    return send(connection, { packet, opening, path: "vpc" }, named(network.interfaces, from.id));
  }
  const endpoint = [...network.vpcEndpoints.values()].find(({ id }) => remembered.has(remember(id, packet)));
  const travelling: Travelling = { packet, opening, path: "opaque" };
  if (endpoint === undefined) return onInternet(connection, travelling);
  // What answers behind an endpoint comes out of it in its VPC, by no route.
  return intoVpc(connection, travelling, known(endpoint.vpcId), () => drop(travelling, "nobody-there", endpoint.id));
}

/** Ports where some rule changes its mind, among those that a NAT gateway may choose. */
function portsToTry({ networkAcls, securityGroups }: Network): number[] {
  const rules = [...networkAcls.values(), ...securityGroups.values()].flatMap(({ ingress, egress }) => [
    ...ingress,
    ...egress,
  ]);
  const bounds = rules.flatMap(({ ports }) => known(ports).map(Number));
  const corners = [1024, 65535, ...bounds, ...bounds.map((bound) => bound - 1)];
  return [...new Set(corners)].filter((port) => within([1024, 65536], port)).sort((a, b) => a - b);
}

const blocked = (direction: "request" | "reply", { reason, at }: Dropped): Outcome => ({
  kind: "blocked",
  direction,
  reason,
  at,
});

const idOf = (holder: Holder): string => (holder.kind === "interface" ? holder.id : "internet");
const isSame = (one: Holder, other: Holder): boolean => idOf(one) === idOf(other);
