import type { Mistake } from "./mistake";

const network = "throughline:network";
const flows = "throughline:flows";

/** The network, and flows. */
export const networkMistakes: readonly Mistake[] = [
  {
    mistake: "a zone of another region",
    change: { [`${network}.availabilityZones[1]`]: "us-east-2b" },
    problems: [
      'throughline:network.availabilityZones[1]: "us-east-2b" is not in the account\'s region us-east-1. Its zones are named us-east-1a, us-east-1b, …',
      "throughline:network.availabilityZones[1]: us-east-2b is not in us-east-1, where the list begins. A VPC is in one region.",
    ],
  },
  {
    mistake: "overlapping VPCs",
    change: { [`${network}.spokes[0].cidrBlock`]: "10.0.128.0/17" },
    problems: [
      "throughline:network.spokes[0].cidrBlock: 10.0.128.0/17 of apps overlaps 10.0.0.0/16 of hub (hub.cidrBlock). Networks that reach each other need blocks of their own: change one of them.",
    ],
  },
  {
    mistake: "a flow to a tier that does not exist",
    change: { [`${flows}[3].to`]: "apps.dat" },
    problems: [
      'throughline:flows[3].to: "apps.dat" is no end of a flow. Did you mean apps.data? There are hub, hub.public, hub.private, hub.transit, hub.load-balancer, hub.bastion, apps, apps.nodes, apps.data, apps.transit, apps.ingress, internet; besides those a CIDR block, a prefix list (pl-…, com.amazonaws.…) or a security group (sg-…).',
    ],
    warnings: [
      'throughline:apps.services.account.database: no flow leads from apps.nodes to apps.data on port 5432, where "accounts" listens. Add one to throughline:flows.',
      'throughline:apps.services.account.cache: no flow leads from apps.nodes to apps.data on port 6379, where "sessions" listens. Add one to throughline:flows.',
    ],
  },
  {
    mistake: "a flow without a reason",
    change: { [`${flows}[3].reason`]: undefined },
    problems: ["throughline:flows[3].reason: required: a string"],
  },
  {
    mistake: "SSH from everywhere",
    change: { [`${network}.bastion.sshFrom`]: ["0.0.0.0/0"] },
    problems: [
      "throughline:network.bastion.sshFrom: 0.0.0.0/0 opens SSH on the bastion to strangers. Name the blocks that need it, or none and use Session Manager; if it must be, give sshFromAnywhere with a reason.",
    ],
    warnings: [
      "throughline:network.bastion.sshFrom[0]: No route leads from the internet to hub.private. Only a load balancer that keeps client addresses makes use of this flow; otherwise name the load balancer's tier.",
    ],
  },
  {
    mistake: "more rules than a security group has",
    change: {
      [`${flows}[5]`]: {
        from: "com.amazonaws.global.cloudfront.origin-facing",
        to: "hub.load-balancer",
        ports: ["80", "443"],
        reason: "CloudFront",
      },
    },
    problems: [
      "throughline:flows: The security group of hub.load-balancer would have 110 ingress rules for IPv4; AWS allows 60. Most are of flows[5] (com.amazonaws.global.cloudfront.origin-facing to hub.load-balancer): 110. Join ports into ranges, name a whole VPC instead of its tiers, or set quotas.rulesPerSecurityGroup if the account has more.",
    ],
  },
  {
    mistake: "more entries than a network ACL has",
    change: {
      [`${flows}[5]`]: {
        from: "hub.bastion",
        to: "apps.data",
        ports: Array.from({ length: 22 }, (_, i) => String(7000 + 2 * i)),
        reason: "Many",
      },
    },
    problems: [
      "throughline:flows: The network ACL of apps.data would have 24 ingress entries for IPv4; AWS allows 20 with its own deny rule. Most are of flows[5] (hub.bastion to apps.data): 22, flows[3] (apps.nodes to apps.data): 2. Join ports into ranges, name a whole VPC instead of its tiers, or set quotas.rulesPerNetworkAcl if the account has more (at most 40).",
    ],
  },
];
