import type { Evidence } from "@throughline/graph/model";
import type { ExplanationCode } from "./reachability-analyzer";

/** What is wrong and how it is mended. */
export interface Explanation {
  readonly cause: string;
  readonly fix: string;
  /** How AWS Reachability Analyzer explains the same. */
  readonly aws: readonly ExplanationCode[];
}

/**
 * Everything that can stop packets. Each has a test in which a good network is changed so that this code, and no
 * other, appears.
 */
export const blockerCodes = {
  "security-group-egress": {
    cause: "No rule of the sender's security groups lets these packets out.",
    fix: "Add an egress rule for this destination, protocol and port to one of the groups.",
    aws: ["ENI_SG_RULES_MISMATCH", "SG_HAS_NO_RULES"],
  },
  "security-group-ingress": {
    cause: "No rule of the receiver's security groups lets these packets in.",
    fix: "Add an ingress rule for this source, protocol and port to one of the groups.",
    aws: ["ENI_SG_RULES_MISMATCH", "SG_HAS_NO_RULES"],
  },
  "security-group-reference": {
    cause: "The rule names a group of the other end, and the way there does not carry groups on.",
    fix: "Name addresses instead; over a transit gateway enable security group referencing on it and on both attachments, for ingress rules.",
    aws: ["SG_REFERENCES_NOT_PRESERVED", "SG_REFERENCING_SUPPORT"],
  },
  "network-acl-egress": {
    cause: "The subnet's network ACL denies these packets on their way out.",
    fix: "Allow them with a number below that of the denying entry; remember the ports of replies.",
    aws: ["SUBNET_ACL_RESTRICTION"],
  },
  "network-acl-ingress": {
    cause: "The subnet's network ACL denies these packets on their way in.",
    fix: "Allow them with a number below that of the denying entry; remember the ports of replies.",
    aws: ["SUBNET_ACL_RESTRICTION"],
  },
  "no-route": {
    cause: "The route table has no route to this destination.",
    fix: "Add a route, or associate the subnet with a table that has one.",
    aws: ["NO_ROUTE_TO_DESTINATION", "CANNOT_ROUTE"],
  },
  blackhole: {
    cause: "The route that matches drops packets: its target is gone or it is a blackhole.",
    fix: "Remove the route or give it a target that exists.",
    aws: ["BAD_STATE_ROUTE", "TGW_RTB_BAD_STATE_ROUTE"],
  },
  "wrong-vpc": {
    cause: "The route stays in a VPC that does not hold the destination.",
    fix: "Route the destination's addresses to what connects the two VPCs.",
    aws: ["VPC_LOCAL_ROUTE_CIDR_RESTRICTION", "DISCONNECTED_VPCS"],
  },
  "internet-gateway-detached": {
    cause: "The internet gateway is not attached to the VPC of the route.",
    fix: "Attach it to this VPC.",
    aws: ["BAD_STATE_ATTACHMENT"],
  },
  "no-internet-gateway": {
    cause: "The VPC has no internet gateway: nothing enters it from the internet.",
    fix: "Where it is meant: attach an internet gateway and route to it.",
    aws: [],
  },
  "no-public-address": {
    cause: "Without a public address nothing passes an internet gateway.",
    fix: "Give it a public or Elastic IP address, or route through a NAT gateway.",
    aws: [
      "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
      "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS",
      "IGW_DESTINATION_ADDRESS_IN_VPC_CIDRS",
    ],
  },
  "private-destination": {
    cause: "An internet gateway passes on public destinations only.",
    fix: "Route private addresses to what connects the networks.",
    aws: ["IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS", "IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS"],
  },
  "private-source": {
    cause: "An internet gateway takes nothing from private addresses.",
    fix: "Connect the networks by peering, transit gateway or VPN.",
    aws: ["IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS", "IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS"],
  },
  "egress-only": {
    cause: "An egress-only internet gateway takes IPv6 only, and only connections that begin inside.",
    fix: "Where it is meant to be reached: route to an internet gateway.",
    aws: [],
  },
  "nat-ipv4-only": {
    cause: "A NAT gateway translates IPv4 only.",
    fix: "Use an egress-only internet gateway for IPv6.",
    aws: ["PROTOCOL_RESTRICTION"],
  },
  "nat-no-connection": {
    cause: "Replies come by a NAT gateway that did not see the request: it knows no connection to which they belong.",
    fix: "Route replies the way that requests come: to the internet gateway, transit gateway or peering.",
    aws: [],
  },
  "nat-protocol": {
    cause: "A NAT gateway translates TCP, UDP and ICMP only.",
    fix: "Give the sender a public address, or use one of these protocols.",
    aws: ["PROTOCOL_RESTRICTION"],
  },
  "transit-gateway-zone": {
    cause: "The transit gateway's attachment has no subnet in the availability zone of the sender.",
    fix: "Add a subnet of this zone to the attachment.",
    aws: ["TGW_ROUTE_AZ_RESTRICTION"],
  },
  "transit-gateway-no-attachment": {
    cause: "The VPC has no attachment to this transit gateway.",
    fix: "Attach the VPC.",
    aws: ["DISCONNECTED_VPCS"],
  },
  "transit-gateway-no-association": {
    cause: "The attachment is associated with no route table of the transit gateway.",
    fix: "Associate it with one.",
    aws: ["TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION"],
  },
  "transit-gateway-no-route": {
    cause: "The route table of the transit gateway has no route to this destination.",
    fix: "Propagate the destination's attachment into it, or add a static route.",
    aws: ["TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT", "TGW_RTB_CANNOT_ROUTE"],
  },
  "peering-inactive": {
    cause: "The peering has not been accepted by the other side.",
    fix: "Accept it.",
    aws: ["BAD_STATE"],
  },
  "peering-not-transitive": {
    cause:
      "A VPC peering carries only what goes from one of its VPCs to the other: nothing from or to what is behind them.",
    fix: "Peer the two VPCs directly, or use a transit gateway.",
    aws: ["PCX_REQUIRES_ADDRESS_IN_VPC_CIDR", "NGW_REQUIRES_SOURCE_IN_VPC"],
  },
  "source-destination-check": {
    cause: "The interface drops packets that are neither from nor to its own addresses.",
    fix: "Switch its source/destination check off, if it is meant to forward.",
    aws: ["ENI_SOURCE_DEST_CHECK_RESTRICTION", "ENI_ADDRESS_RESTRICTION", "GATEWAY_REJECTS_SPOOFED_TRAFFIC"],
  },
  "listener-mismatch": {
    cause: "The load balancer has no listener for this protocol and port.",
    fix: "Add a listener, or ask for the port of one.",
    aws: ["ELBV2_LISTENERS_MISMATCH", "ELBV2_LISTENER_PORT_RESTRICTION"],
  },
  "target-group-protocol": {
    cause: "The target group does not take the protocol of the listener.",
    fix: "Forward to a group of the listener's protocol.",
    aws: ["ELBV2_LISTENER_REQUIRES_TG_ACCEPT"],
  },
  "target-group-empty": {
    cause: "There is no target to forward to.",
    fix: "Register targets, or attach the group to what scales them.",
    aws: ["ELBV2_LISTENER_HAS_NO_TG"],
  },
  "target-zone-not-enabled": {
    cause: "All targets are in availability zones that are not enabled for the load balancer.",
    fix: "Give the load balancer a subnet in a zone of its targets.",
    aws: ["ELB_INSTALLED_AZ_RESTRICTION"],
  },
  "no-target-in-zone": {
    cause: "Without cross-zone load balancing a node sends to targets of its own zone, and there are none.",
    fix: "Enable cross-zone load balancing, or register targets in each zone.",
    aws: ["ELB_NOT_CROSSZONE", "ELBV2_NO_TARGETS_IN_AZ"],
  },
  "target-outside-vpc": {
    cause: "The target group takes instances of the load balancer's VPC only.",
    fix: "Register the instance's address in a group of target type ip.",
    aws: ["TARGET_ADDRESS_RESTRICTION"],
  },
  "target-unhealthy": {
    cause: "The load balancer's health checks do not reach this target: it gets nothing as long as another is healthy.",
    fix: "Let the load balancer's addresses reach the port of the health check.",
    aws: [],
  },
  "preserved-address": {
    cause:
      "The target group keeps client addresses, and the target is not in the load balancer's VPC: its replies miss the load balancer.",
    fix: "Switch client IP preservation off.",
    aws: ["ELBV2_SOURCE_ADDRESS_PRESERVATION"],
  },
  "target-hairpin": {
    cause: "The target group keeps client addresses, and the client is its own target.",
    fix: "Switch client IP preservation off, or do not call yourself through the load balancer.",
    aws: ["ELBV2_SOURCE_ADDRESS_PRESERVATION"],
  },
  "endpoint-policy": {
    cause: "The endpoint's policy allows nobody.",
    fix: "Allow the principals, actions and resources that are meant.",
    aws: [],
  },
  "endpoint-protocol": {
    cause: "A gateway endpoint takes TCP and ICMP echo only.",
    fix: "Ask its service by HTTPS.",
    aws: ["VPCE_GATEWAY_PROTOCOL_RESTRICTION"],
  },
  "endpoint-outside-vpc": {
    cause: "A gateway endpoint serves its own VPC only.",
    fix: "Use an interface endpoint, or a gateway endpoint in the sender's VPC.",
    aws: [],
  },
  "endpoint-initiates": {
    cause: "A VPC endpoint answers, and opens no connections.",
    fix: "Ask about the other direction.",
    aws: ["VPCE_INTRA_VPC_TRAFFIC"],
  },
  "takes-no-connections": {
    cause: "A function in a VPC opens connections from its interfaces, and takes none.",
    fix: "Invoke it by the Lambda API, a load balancer or an event.",
    aws: [],
  },
  "routing-loop": {
    cause: "The routes lead in a circle.",
    fix: "Follow the hops, and take out the route that leads back.",
    aws: [],
  },
} as const satisfies Readonly<Record<string, Explanation>>;

export type BlockerCode = keyof typeof blockerCodes;

/** What stops packets, and where. */
export interface Blocker {
  readonly code: BlockerCode;
  /** What decides: the resource, and the rule or route in it where there is one. */
  readonly evidence: readonly Evidence[];
  /** What happened, with the names and addresses at hand. */
  readonly text: string;
}
