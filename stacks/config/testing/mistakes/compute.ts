import type { Changes } from "../folder";
import type { Mistake } from "./mistake";

const compute = "throughline:compute";
const edge = "throughline:edge";
const network = "throughline:network";
const flows = "throughline:flows";
const mesh = "throughline:mesh";
const versions = "throughline:versions";

/** The cluster on K3s instead. */
const k3s = (changes: Changes = {}): Changes => ({
  [compute]: {
    engine: "k3s",
    tier: "apps.nodes",
    api: { access: "tunnel" },
    servers: { one: { privateIp: "10.1.0.10" } },
  },
  [versions]: {
    k3s: "v1.35.4+k3s1",
    istio: "1.30.4",
    charts: { "external-secrets": "2.7.0", "metrics-server": "3.14.0" },
  },
  ...changes,
});

/** The cluster. */
export const computeMistakes: readonly Mistake[] = [
  {
    mistake: "nodes in a tier that does not exist",
    change: { [`${compute}.tier`]: "apps.node" },
    problems: [
      'throughline:compute.tier: there is no tier "apps.node". Did you mean "apps.nodes"? There are: hub.private, apps.nodes.',
    ],
  },
  {
    mistake: "nodes in a public tier",
    change: { [`${compute}.tier`]: "hub.public", [`${compute}.ingress`]: undefined },
    problems: [
      'throughline:compute.tier: "hub.public" is public; this stands in a tier that is private. There are: hub.private, apps.nodes.',
    ],
    warnings: [
      'throughline:apps.services.account.database: no flow leads from hub.public to apps.data on port 5432, where "accounts" listens. Add one to throughline:flows.',
      'throughline:apps.services.account.cache: no flow leads from hub.public to apps.data on port 6379, where "sessions" listens. Add one to throughline:flows.',
    ],
  },
  {
    mistake: "EKS without node groups",
    change: { [`${compute}.nodeGroups`]: undefined },
    problems: ["throughline:compute.nodeGroups: the engine eks needs at least one."],
  },
  {
    mistake: "servers of K3s on EKS",
    change: { [`${compute}.servers`]: { one: { privateIp: "10.1.0.10" } } },
    problems: ["throughline:compute.servers: belongs to the engine k3s, and the engine is eks. Remove one of the two."],
  },
  {
    mistake: "a public API for nobody",
    change: { [`${compute}.api`]: { access: "public" } },
    problems: [
      'throughline:compute.api.access: "public" needs publicAccessCidrBlocks: who may reach the API from the internet.',
    ],
  },
  {
    mistake: "a public API for everybody",
    change: { [`${compute}.api`]: { access: "public", publicAccessCidrBlocks: ["0.0.0.0/0"] } },
    problems: [
      'throughline:compute.api.publicAccessCidrBlocks[0]: 0.0.0.0/0 opens the cluster\'s API to strangers. Name the blocks that need it, or take access "tunnel".',
    ],
  },
  {
    mistake: "blocks for an API that is not public",
    change: { [`${compute}.api.publicAccessCidrBlocks`]: ["203.0.113.0/24"] },
    problems: [
      'throughline:compute.api.publicAccessCidrBlocks: belongs to access "public", and it is "tunnel". Remove it.',
    ],
  },
  {
    mistake: "a direct way for nobody",
    change: { [`${compute}.api`]: { access: "direct" } },
    problems: [
      'throughline:compute.api.access: "direct" needs directAccessCidrBlocks: who may reach the API through the VPC.',
    ],
  },
  {
    mistake: "blocks for a direct way that is not taken",
    change: { [`${compute}.api.directAccessCidrBlocks`]: ["10.9.0.0/16"] },
    problems: [
      'throughline:compute.api.directAccessCidrBlocks: belongs to access "direct", and it is "tunnel". Remove it.',
    ],
  },
  {
    mistake: "a tunnel without a bastion",
    change: { [`${network}.bastion`]: undefined, [`${flows}[4]`]: undefined },
    problems: [
      'throughline:compute.api.access: "tunnel" goes through the bastion, and the network has none. Add throughline:network.bastion.',
    ],
  },
  {
    mistake: "fewest nodes above most",
    change: { [`${compute}.nodeGroups.general.minSize`]: 5 },
    problems: ["throughline:compute.nodeGroups.general.minSize: 5 is more than maxSize, which is 4."],
  },
  {
    mistake: "a size that is not between",
    change: { [`${compute}.nodeGroups.general.desiredSize`]: 9 },
    problems: ["throughline:compute.nodeGroups.general.desiredSize: 9 is not between minSize and maxSize: 2 to 4."],
  },
  {
    mistake: "two processor architectures",
    change: { [`${compute}.nodeGroups.general.instanceTypes`]: ["m7i.large", "m7g.large"] },
    problems: [
      "throughline:compute.nodeGroups.general.instanceTypes: m7i.large, m7g.large are of both architectures, arm64 and x86_64. One image runs on one: make two node groups.",
    ],
  },
  {
    mistake: "a security group of another tier",
    change: { [`${compute}.ingress.securityGroup`]: "hub.load-balancer" },
    problems: [
      'throughline:compute.ingress.securityGroup: there is no security group in apps.nodes "hub.load-balancer". There are: apps.nodes, apps.ingress.',
    ],
  },
  {
    mistake: "a host number outside the subnets",
    change: { [`${compute}.ingress.hostNumber`]: 5000 },
    problems: [
      "throughline:compute.ingress.hostNumber: 5000 is not in 10.1.0.0/20, whose last usable host number is 4094.",
    ],
  },
  {
    mistake: "a load balancer before nodes that are in its own VPC",
    change: {
      [`${network}.spokes[0].tiers[3]`]: { name: "entrance", type: "private" },
      [`${edge}.alb`]: { tier: "apps.entrance" },
    },
    problems: [
      "throughline:compute.ingress: the load balancer of throughline:edge is in the nodes' own VPC and reaches them itself. Remove this.",
    ],
  },
  {
    mistake: "EKS in one zone",
    change: { [`${network}.availabilityZones`]: ["us-east-1a"] },
    problems: [
      "throughline:network.availabilityZones: EKS wants subnets in two availability zones or more. Append one.",
      "throughline:network.availabilityZones: RDS wants subnets in two availability zones or more. Append one.",
      "throughline:network.availabilityZones: an application load balancer wants subnets in two availability zones or more. Append one.",
    ],
  },
  {
    mistake: "nodes that nothing scales",
    change: { [`${mesh}.addOns`]: { clusterAutoscaler: false } },
    warnings: [
      "throughline:compute.nodeGroups.general.maxSize: nothing scales the nodes: throughline:mesh.addOns.clusterAutoscaler is false.",
    ],
  },
  {
    mistake: "services where the VPC is",
    change: { [`${compute}.serviceCidrBlock`]: "10.1.0.0/16" },
    problems: [
      "throughline:compute.serviceCidrBlock: 10.1.0.0/16, the addresses of services, overlaps 10.1.0.0/16 of VPC apps, which pods could not reach. Choose another block.",
    ],
  },
  {
    mistake: "services with public addresses",
    change: { [`${compute}.serviceCidrBlock`]: "203.0.113.0/24" },
    problems: [
      "throughline:compute.serviceCidrBlock: 203.0.113.0/24 is not private. Take a block from 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16.",
    ],
  },
  {
    mistake: "a VPC where K3s has its pods",
    change: k3s({
      [`${network}.spokes[1]`]: {
        name: "pods",
        cidrBlock: "10.42.0.0/16",
        tiers: [{ name: "transit", type: "attachment" }],
      },
    }),
    problems: [
      "throughline:compute.podCidrBlock: 10.42.0.0/16, the addresses of pods, overlaps 10.42.0.0/16 of VPC pods, which pods could not reach. Choose another block.",
    ],
  },
  {
    mistake: "an even number of servers",
    change: k3s({ [`${compute}.servers.two`]: { privateIp: "10.1.0.11" } }),
    problems: [
      "throughline:compute.servers: 2 servers survive no more losses than 1: etcd needs a majority. Take 1 or 3.",
    ],
  },
  {
    mistake: "a server outside its tier",
    change: k3s({ [`${compute}.servers.one.privateIp`]: "10.9.0.10" }),
    problems: [
      "throughline:compute.servers.one.privateIp: 10.9.0.10 is in no subnet of apps.nodes. Its subnets are 10.1.0.0/20, 10.1.16.0/20.",
    ],
  },
  {
    mistake: "a server with an address that AWS keeps",
    change: k3s({ [`${compute}.servers.one.privateIp`]: "10.1.0.2" }),
    problems: [
      "throughline:compute.servers.one.privateIp: 10.1.0.2 is kept by AWS: the first four addresses of a subnet, and its last.",
    ],
  },
  {
    mistake: "two servers with one address",
    change: k3s({ [`${compute}.agents`]: { two: { privateIp: "10.1.0.10" } } }),
    problems: ["throughline:compute.agents.two.privateIp: 10.1.0.10 is the address of one as well. Give two another."],
  },
  {
    mistake: "a load balancer controller on K3s",
    change: k3s({ [`${mesh}.addOns`]: { loadBalancerController: true } }),
    problems: ["throughline:mesh.addOns.loadBalancerController: works on EKS only, and the engine is k3s. Remove it."],
  },
  {
    mistake: "a public API of K3s",
    change: k3s({ [`${compute}.api`]: { access: "public", publicAccessCidrBlocks: ["203.0.113.0/24"] } }),
    problems: [
      'throughline:compute.api.access: K3s stands in a private tier: its API has no public way. Take "tunnel" or "direct".',
    ],
  },
  {
    mistake: "an API for what is no block",
    change: { [`${compute}.api`]: { access: "public", publicAccessCidrBlocks: ["203.0.113.7"] } },
    problems: [
      'throughline:compute.api.publicAccessCidrBlocks[0]: "203.0.113.7" is not an IPv4 CIDR block. Write it as 203.0.113.0/24.',
    ],
  },
  {
    mistake: "services in a block that EKS does not take",
    change: { [`${compute}.serviceCidrBlock`]: "10.200.0.0/25" },
    problems: ["throughline:compute.serviceCidrBlock: EKS takes a block from /12 to /24, and 10.200.0.0/25 is not."],
  },
  {
    mistake: "services in what is no block",
    change: { [`${compute}.serviceCidrBlock`]: "10.200.0.0" },
    problems: [
      'throughline:compute.serviceCidrBlock: "10.200.0.0" is not an IPv4 CIDR block. Write it as 10.43.0.0/16.',
    ],
  },
  {
    mistake: "pods where services are",
    change: k3s({ [`${compute}.podCidrBlock`]: "10.43.0.0/16" }),
    problems: [
      "throughline:compute.serviceCidrBlock: 10.43.0.0/16, the addresses of services, overlaps 10.43.0.0/16 of pods, which pods could not reach. Choose another block.",
    ],
  },
];
