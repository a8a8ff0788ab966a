import type { Mistake } from "./mistake";

const compute = "throughline:compute";
const network = "throughline:network";
const edge = "throughline:edge";

/** Quotas of an account. */
export const quotasMistakes: readonly Mistake[] = [
  {
    mistake: "more VPCs than an account begins with",
    change: Object.fromEntries(
      [2, 3, 4, 5, 6].map((n) => [
        `${network}.spokes[${n - 1}]`,
        { name: `spoke-${n}`, cidrBlock: `10.${n}.0.0/16`, tiers: [{ name: "transit", type: "attachment" }] },
      ]),
    ),
    warnings: [
      "throughline:network.spokes: 7 VPCs in the region: an account begins with a quota of 5. Ask for more before this is deployed. (https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html)",
    ],
  },
  {
    mistake: "more path patterns than a distribution has",
    change: { [`${edge}.cdn.apiPaths`]: Array.from({ length: 80 }, (_, i) => `/api${i}/*`) },
    warnings: [
      "throughline:edge.cdn.apiPaths: 81 cache behaviours of a distribution: an account begins with a quota of 75. Ask for more before this is deployed. (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html)",
    ],
  },
  {
    mistake: "more addresses than an account begins with",
    change: {
      [`${network}.hub.natGateways`]: "perAz",
      [`${network}.availabilityZones`]: ["a", "b", "c", "d", "e", "f"].map((zone) => `us-east-1${zone}`),
      [`${network}.hub.tiers`]: [
        { name: "public", type: "public", maxAvailabilityZones: 8 },
        { name: "private", type: "private", maxAvailabilityZones: 8, subnetMask: 22 },
        { name: "transit", type: "attachment", maxAvailabilityZones: 8 },
      ],
      [`${network}.spokes[0].tiers`]: [
        { name: "nodes", type: "private", maxAvailabilityZones: 8, subnetMask: 22 },
        { name: "data", type: "isolated", maxAvailabilityZones: 8 },
        { name: "transit", type: "attachment", maxAvailabilityZones: 8 },
      ],
    },
    warnings: [
      "throughline:network.hub.natGateways: 6 Elastic IP addresses in the region: an account begins with a quota of 5. Ask for more before this is deployed. (https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html)",
    ],
  },
  {
    mistake: "more node groups than a cluster has",
    change: {
      [`${compute}.nodeGroups`]: Object.fromEntries(
        Array.from({ length: 31 }, (_, i) => [`group-${i}`, { instanceTypes: ["m7i.large"], minSize: 1, maxSize: 2 }]),
      ),
    },
    warnings: [
      "throughline:compute.nodeGroups: 31 managed node groups of a cluster: an account begins with a quota of 30. Ask for more before this is deployed. (https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html)",
    ],
  },
  {
    mistake: "more rules than a load balancer has",
    change: { [`${edge}.alb.paths`]: Array.from({ length: 101 }, (_, i) => `/api/${i}/*`) },
    warnings: [
      "throughline:edge.alb.paths: 101 rules of the load balancer: an account begins with a quota of 100. Ask for more before this is deployed. (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html)",
    ],
  },
];
