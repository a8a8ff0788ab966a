import { isUnknown, type Network, type RouteTable, type Subnet, type Unknown } from "@throughline/graph/model";
import { PacketSet } from "@throughline/graph/packets";
import type { Blocker } from "../blockers";
import type { End, InterfaceEnd } from "../ends";
import { begin, block, comeBy, doubt, type Ended, type Flow, type Hop, pass, type Sender, undecide } from "./flow";
import { enterFromInternet } from "./internet";
import { longestPrefix, prefixesOf } from "./longest-prefix";
import { networkAcl } from "./network-acls";
import { receive } from "./receivers";
import { allOf, sameRegion } from "./references";
import { follow } from "./route-targets";
import { type Membership, securityGroups } from "./security-groups";
import { anywhereModelled, asModelled } from "./unmodelled";
import type { Wiring } from "./wiring";

/** One direction of a connection between two ends. */
export interface Walk {
  readonly network: Network;
  readonly wiring: Wiring;
  readonly from: End;
  readonly to: End;
  /** Replies pass security groups unasked: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-connection-tracking.html */
  readonly reply: boolean;
  /** Of a reply, what was passed by the request: some things remember it. */
  readonly request?: readonly Hop[];
}

/** Where packets are when a route table decides. */
export interface Standing {
  readonly vpcId: string;
  readonly subnet: Subnet;
  /** The interface that they left last, if it is in this subnet. */
  readonly end: InterfaceEnd | undefined;
}

/** All ways that packets take from one end, and where each ends. */
export function walk(walk: Walk, packets: PacketSet): Ended[] {
  const { from } = walk;
  const flow = anywhereModelled(walk, begin(packets));
  if (from.kind === "internet") {
    return enterFromInternet(walk, flow);
  }
  if (walk.reply) {
    return leaveInterface(walk, flow, from);
  }
  return initiate(flow, from).flatMap((each) => send(walk, each, from));
}

/** What an interface sends of its own accord: with its own addresses, unless that is not checked. */
function initiate(flow: Flow, from: InterfaceEnd): Flow[] {
  const { evidence, id, kind, sourceDestinationCheck: check } = from.interface;
  const start =
    kind === "vpcEndpoint"
      ? block(flow, { code: "endpoint-initiates", evidence: [evidence], text: `${id} only answers` })
      : flow;
  const own = flow.packets.intersect(PacketSet.of({ family: from.family, source: from.addresses }));
  const spoofed: Flow = { ...start, packets: flow.packets.subtract(own) };
  const text = `${id} sends only what carries its own address`;
  return [
    { ...start, packets: own },
    isUnknown(check)
      ? undecide(spoofed, check)
      : check
        ? block(spoofed, { code: "source-destination-check", evidence: [evidence], text })
        : spoofed,
  ].filter(({ packets }) => !packets.isEmpty);
}

/** A new connection out of an interface, past its groups. */
export function send(walk: Walk, flow: Flow, from: InterfaceEnd): Ended[] {
  const sender: Sender = {
    vpcId: from.vpcId,
    securityGroupIds: from.interface.securityGroupIds,
    references: "withinVpc",
  };
  const { to } = walk;
  const members = to.kind === "interface" ? [{ family: to.family, intervals: to.addresses }] : [];
  return securityGroups(
    walk.network,
    { ...flow, sender },
    from,
    "egress",
    (id) => receiverIsMember(walk, from, id),
    members,
  ).flatMap((each) => leaveInterface(walk, each, from));
}

/** Out of an interface into its subnet. */
export function leaveInterface(walk: Walk, flow: Flow, end: InterfaceEnd): Ended[] {
  return inSubnet(walk, asModelled(walk, flow, end.interface.id), end.subnetId, (each, subnet) =>
    leaveSubnet(walk, each, { vpcId: end.vpcId, subnet, end }),
  );
}

/** Out of a subnet by its route table; what is for the subnet itself stays, past no network ACL. */
export function leaveSubnet(walk: Walk, flow: Flow, at: Standing): Ended[] {
  const { to } = walk;
  const stays =
    to.kind === "interface" && to.subnetId === at.subnet.id ? addressedTo(flow.packets, to) : PacketSet.none;
  const leaves = flow.packets.subtract(stays);
  return [
    ...(to.kind === "interface" && !stays.isEmpty ? arrive(walk, { ...flow, packets: stays }, to) : []),
    ...(leaves.isEmpty ? [] : networkAcl(walk.network, { ...flow, packets: leaves }, at.subnet, "egress")).flatMap(
      (passed) => route(walk, passed, at),
    ),
  ];
}

/** The packets that carry a private address of the interface. */
export function addressedTo(packets: PacketSet, { family, addresses }: InterfaceEnd): PacketSet {
  return packets.intersect(PacketSet.of({ family, destination: addresses }));
}

/** Into the subnet of the destination. */
export function enterDestination(walk: Walk, flow: Flow, to: InterfaceEnd): Ended[] {
  return inSubnet(walk, flow, to.subnetId, (each, subnet) =>
    networkAcl(walk.network, each, subnet, "ingress").flatMap((passed) => arrive(walk, passed, to)),
  );
}

function arrive(walk: Walk, flow: Flow, to: InterfaceEnd): Ended[] {
  const here = asModelled(walk, flow, to.interface.id);
  return walk.reply
    ? [{ flow: here, arrived: true, at: to }]
    : securityGroups(walk.network, here, to, "ingress", (id) => senderIsMember(here, to, id)).flatMap((each) =>
        receive(walk, each, to),
      );
}

function route(walk: Walk, flow: Flow, at: Standing): Ended[] {
  const { routeTableId: tableId } = at.subnet;
  if (isUnknown(tableId)) {
    return [stop(flow, tableId)];
  }
  const table = walk.network.routeTables.get(tableId);
  if (table === undefined) {
    return [stop(flow, { unknown: `route table ${tableId} is in no source` })];
  }
  const coming = comeBy(flow, at.subnet.id, at.end?.interface.id);
  if (coming === undefined) {
    return goInCircle(flow, table);
  }
  const decided = asModelled(walk, coming, tableId);
  return longestPrefix(flow.packets, prefixesOf(walk.network, table.routes)).flatMap(
    ({ packets, route, uncertain }) => {
      const here: Flow = doubt({ ...decided, packets }, ...uncertain);
      if (route === undefined) {
        return blockedOnTheWay(walk, here, noRoute(table));
      }
      const hop = { kind: "route table", evidence: [route.evidence], text: `route of ${table.id}` };
      return follow(walk, pass(here, hop), route, at);
    },
  );
}

/** Stops what comes by a table again, of a VPC or of a transit gateway. */
export function goInCircle(flow: Flow, { evidence }: Pick<RouteTable, "evidence">): Ended[] {
  const blocker: Blocker = { code: "routing-loop", evidence: [evidence], text: "the packets come by again" };
  return [{ flow: block(flow, blocker), arrived: false }];
}

function noRoute(table: RouteTable): Blocker {
  return { code: "no-route", evidence: [table.evidence], text: `${table.id} has no route to the destination` };
}

/** Blocks where no further way is known, and looks at the filters of the destination all the same. */
export function blockedOnTheWay(walk: Walk, flow: Flow, blocker: Blocker): Ended[] {
  const blocked = block(flow, blocker);
  return walk.to.kind === "interface" && flow.blockers.length === 0
    ? enterDestination(walk, blocked, walk.to)
    : [{ flow: blocked, arrived: false }];
}

/** Ends where the way on is not known. */
export function stop(flow: Flow, unknown: Unknown): Ended {
  return { flow: undecide(flow, unknown), arrived: false };
}

/** Goes on in a subnet, if a source has it. */
export function inSubnet(walk: Walk, flow: Flow, id: string, go: (flow: Flow, subnet: Subnet) => Ended[]): Ended[] {
  const subnet = walk.network.subnets.get(id);
  if (subnet === undefined) {
    return [stop(flow, { unknown: `subnet ${id} is in no source` })];
  }
  const { vpcId } = subnet;
  return go(asModelled(walk, flow, id, ...(isUnknown(vpcId) ? [] : [vpcId])), subnet);
}

/** Whether the destination is in a group that an egress rule names: in the same VPC, or peered with it. */
function receiverIsMember({ network, to, wiring }: Walk, from: InterfaceEnd, id: string): ReturnType<Membership> {
  if (to.kind === "internet") return false;
  const ids = to.interface.securityGroupIds;
  if (isUnknown(ids)) return ids;
  if (!ids.includes(id)) return false;
  if (to.vpcId === from.vpcId) return true;
  const { things, unknown } = wiring.peerings(from.vpcId);
  const peering = things.find(({ requesterVpcId, accepterVpcId }) =>
    [requesterVpcId, accepterVpcId].includes(to.vpcId),
  );
  if (peering === undefined) return unknown ?? "lost";
  const seen = allOf(peering.active, sameRegion(network, from.vpcId, to.vpcId));
  return seen === false ? "lost" : seen;
}

/** Whether the sender is in a group that an ingress rule names, seen from where the packets arrive. */
function senderIsMember({ sender }: Flow, to: InterfaceEnd, id: string): ReturnType<Membership> {
  if (sender === undefined) return false;
  const { references, securityGroupIds: ids, vpcId } = sender;
  const seen = references === "withinVpc" ? vpcId === to.vpcId : references;
  if (isUnknown(ids)) return seen === false ? false : ids;
  if (!ids.includes(id)) return false;
  return seen === false && references !== "withinVpc" ? "lost" : seen;
}
