import {
  isUnknown,
  type Network,
  type RouteTable,
  type Subnet,
  type Unknown,
  type Value,
} from "@throughline/graph/model";
import { PacketSet } from "@throughline/graph/packets";
import type { Blocker } from "../blockers";
import type { End, InterfaceEnd } from "../ends";
import { begin, block, type Ended, type Flow, pass, undecide } from "./flow";
import { enterFromInternet } from "./internet";
import { longestPrefix, prefixesOf } from "./longest-prefix";
import { networkAcl } from "./network-acls";
import { follow } from "./route-targets";
import { type Membership, securityGroups } from "./security-groups";
import type { Wiring } from "./wiring";

/** One direction of a connection between two ends. */
export interface Walk {
  readonly network: Network;
  readonly wiring: Wiring;
  readonly from: End;
  readonly to: End;
  /** Replies pass security groups unasked: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-connection-tracking.html */
  readonly reply: boolean;
}

/** Where packets are when a route table decides. */
export interface Standing {
  readonly vpcId: string;
  readonly subnet: Subnet;
  /** The interface that they left last, if it is in this subnet. */
  readonly end: InterfaceEnd | undefined;
}

/** Longest way that is followed, in hops: real ones have a dozen. */
const patience = 100;

/** All ways that packets take from one end, and where each ends. */
export function walk(walk: Walk, packets: PacketSet): Ended[] {
  const { from } = walk;
  const flow = begin(packets);
  if (from.kind === "internet") {
    return enterFromInternet(walk, flow);
  }
  const { vpcId } = from;
  const sent: Flow = { ...flow, sender: { vpcId, securityGroupIds: from.interface.securityGroupIds, over: "vpc" } };
  const out = walk.reply
    ? [sent]
    : securityGroups(walk.network, sent, from, "egress", (id) => receiverIsMember(walk, from, id));
  return out.flatMap((each) => leaveInterface(walk, each, from));
}

/** Out of an interface into its subnet. */
export function leaveInterface(walk: Walk, flow: Flow, end: InterfaceEnd): Ended[] {
  return inSubnet(walk, flow, end.subnetId, (subnet) => leaveSubnet(walk, flow, { vpcId: end.vpcId, subnet, end }));
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
      (passed) => route(walk, passed, at.subnet.routeTableId, at),
    ),
  ];
}

/** The packets that carry a private address of the interface. */
export function addressedTo(packets: PacketSet, { family, addresses }: InterfaceEnd): PacketSet {
  return packets.intersect(PacketSet.of({ family, destination: addresses }));
}

/** Into the subnet of the destination. */
export function enterDestination(walk: Walk, flow: Flow, to: InterfaceEnd): Ended[] {
  return inSubnet(walk, flow, to.subnetId, (subnet) =>
    networkAcl(walk.network, flow, subnet, "ingress").flatMap((passed) => arrive(walk, passed, to)),
  );
}

function arrive(walk: Walk, flow: Flow, to: InterfaceEnd): Ended[] {
  const arrived = walk.reply
    ? [flow]
    : securityGroups(walk.network, flow, to, "ingress", (id) => senderIsMember(flow, to, id));
  return arrived.map((each) => ({ flow: each, arrived: true }));
}

function route(walk: Walk, flow: Flow, tableId: Value<string>, at: Standing): Ended[] {
  if (isUnknown(tableId)) {
    return [stop(flow, tableId)];
  }
  const table = walk.network.routeTables.get(tableId);
  if (table === undefined) {
    return [stop(flow, { unknown: `route table ${tableId} is in no source` })];
  }
  if (flow.hops.length > patience) {
    const blocker: Blocker = { code: "routing-loop", evidence: [table.evidence], text: "the packets come by again" };
    return [{ flow: block(flow, blocker), arrived: false }];
  }
  return longestPrefix(flow.packets, prefixesOf(walk.network, table.routes)).flatMap(
    ({ packets, route, uncertain }) => {
      const here: Flow = { ...flow, packets, uncertain: [...flow.uncertain, ...uncertain] };
      if (route === undefined) {
        return blockedOnTheWay(walk, here, noRoute(table));
      }
      const hop = { kind: "route table", evidence: [route.evidence], text: `route of ${table.id}` };
      return follow(walk, pass(here, hop), route, at);
    },
  );
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
export function inSubnet(walk: Walk, flow: Flow, id: string, go: (subnet: Subnet) => Ended[]): Ended[] {
  const subnet = walk.network.subnets.get(id);
  return subnet === undefined ? [stop(flow, { unknown: `subnet ${id} is in no source` })] : go(subnet);
}

/** Whether the destination is in a group that an egress rule names: in the same VPC, or peered with it. */
function receiverIsMember({ to, wiring }: Walk, from: InterfaceEnd, id: string): ReturnType<Membership> {
  if (to.kind === "internet") return false;
  const ids = to.interface.securityGroupIds;
  if (isUnknown(ids)) return ids;
  if (!ids.includes(id)) return false;
  if (to.vpcId === from.vpcId) return true;
  const { things, unknown } = wiring.peerings(from.vpcId);
  const peering = things.find(({ requesterVpcId, accepterVpcId }) =>
    [requesterVpcId, accepterVpcId].includes(to.vpcId),
  );
  return peering?.active ?? unknown ?? false;
}

/** Whether the sender is in a group that an ingress rule names, seen from where the packets arrive. */
function senderIsMember({ sender }: Flow, to: InterfaceEnd, id: string): ReturnType<Membership> {
  if (sender === undefined) return false;
  const ids = sender.securityGroupIds;
  if (isUnknown(ids)) return ids;
  if (!ids.includes(id)) return false;
  if (typeof sender.over === "object") return sender.over.transitGateway;
  return sender.over === "peering" || sender.vpcId === to.vpcId;
}
