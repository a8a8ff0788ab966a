import type { Evidence } from "@throughline/graph/model";

/**
 * Everything that can stop packets: what is wrong and how it is mended. Each has a test in which a good network is
 * changed so that this code, and no other, appears.
 */
export const blockerCodes = {
  "security-group-egress": {
    cause: "No rule of the sender's security groups lets these packets out.",
    fix: "Add an egress rule for this destination, protocol and port to one of the groups.",
  },
  "security-group-ingress": {
    cause: "No rule of the receiver's security groups lets these packets in.",
    fix: "Add an ingress rule for this source, protocol and port to one of the groups.",
  },
  "network-acl-egress": {
    cause: "The subnet's network ACL denies these packets on their way out.",
    fix: "Allow them with a number below that of the denying entry; remember the ports of replies.",
  },
  "network-acl-ingress": {
    cause: "The subnet's network ACL denies these packets on their way in.",
    fix: "Allow them with a number below that of the denying entry; remember the ports of replies.",
  },
  "no-route": {
    cause: "The route table has no route to this destination.",
    fix: "Add a route, or associate the subnet with a table that has one.",
  },
  blackhole: {
    cause: "The route that matches drops packets: its target is gone or it is a blackhole.",
    fix: "Remove the route or give it a target that exists.",
  },
  "wrong-vpc": {
    cause: "The route stays in a VPC that does not hold the destination.",
    fix: "Route the destination's addresses to what connects the two VPCs.",
  },
  "internet-gateway-detached": {
    cause: "The internet gateway is not attached to the VPC of the route.",
    fix: "Attach it to this VPC.",
  },
  "no-internet-gateway": {
    cause: "The VPC has no internet gateway: nothing enters it from the internet.",
    fix: "Where it is meant: attach an internet gateway and route to it.",
  },
  "no-public-address": {
    cause: "Without a public address nothing passes an internet gateway.",
    fix: "Give it a public or Elastic IP address, or route through a NAT gateway.",
  },
  "private-destination": {
    cause: "An internet gateway passes on public destinations only.",
    fix: "Route private addresses to what connects the networks.",
  },
  "egress-only": {
    cause: "An egress-only internet gateway lets nothing in from outside.",
    fix: "Where it is meant to be reached: use an internet gateway.",
  },
  "nat-ipv4-only": {
    cause: "A NAT gateway translates IPv4 only.",
    fix: "Use an egress-only internet gateway for IPv6.",
  },
  "transit-gateway-zone": {
    cause: "The transit gateway's attachment has no subnet in the availability zone of the sender.",
    fix: "Add a subnet of this zone to the attachment.",
  },
  "transit-gateway-no-attachment": {
    cause: "The VPC has no attachment to this transit gateway.",
    fix: "Attach the VPC.",
  },
  "transit-gateway-no-association": {
    cause: "The attachment is associated with no route table of the transit gateway.",
    fix: "Associate it with one.",
  },
  "transit-gateway-no-route": {
    cause: "The route table of the transit gateway has no route to this destination.",
    fix: "Propagate the destination's attachment into it, or add a static route.",
  },
  "peering-inactive": {
    cause: "The peering has not been accepted by the other side.",
    fix: "Accept it.",
  },
  "peering-not-transitive": {
    cause: "A VPC peering hands on only what is addressed to the other VPC itself.",
    fix: "Peer the two VPCs directly, or use a transit gateway.",
  },
  "source-destination-check": {
    cause: "The interface drops packets that are neither from nor to its own addresses.",
    fix: "Switch its source/destination check off, if it is meant to forward.",
  },
  "routing-loop": {
    cause: "The routes lead in a circle.",
    fix: "Follow the hops, and take out the route that leads back.",
  },
} as const;

export type BlockerCode = keyof typeof blockerCodes;

/** What stops packets, and where. */
export interface Blocker {
  readonly code: BlockerCode;
  /** What decides: the resource, and the rule or route in it where there is one. */
  readonly evidence: readonly Evidence[];
  /** What happened, with the names and addresses at hand. */
  readonly text: string;
}
