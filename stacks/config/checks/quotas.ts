import { NatGatewayStrategy } from "@throughline/components/network/nat-gateways";
import { at, type Finding, warning } from "../finding";
import type { Path } from "../place";
import type { Sections } from "../sections";
import { vpcsOf } from "../../network/names";

type Read = Pick<Sections, "network" | "compute" | "edge" | "apps">;

/** A quota that an account begins with. More can be asked for, so one that is exceeded is a warning. */
interface Quota {
  readonly what: string;
  readonly limit: number;
  readonly page: string;
  readonly path: Path;
  readonly count: (sections: Read) => number;
}

const vpcPage = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";

/** Rules of security groups and entries of network ACLs are counted where they are compiled. */
const all: readonly Quota[] = [
  {
    what: "VPCs in the region",
    limit: 5,
    page: vpcPage,
    path: at("network", "spokes"),
    count: ({ network }) => vpcsOf(network).length,
  },
  {
    what: "Elastic IP addresses in the region",
    limit: 5,
    page: vpcPage,
    path: at("network", "hub", "natGateways"),
    count: ({ network }) =>
      network.hub.natGateways === NatGatewayStrategy.perAz ? network.availabilityZones.length : 1,
  },
  {
    // To each spoke, to the VPC itself, to the internet, and to the services of gateway endpoints.
    what: "routes in a route table of the hub",
    limit: 500,
    page: vpcPage,
    path: at("network", "spokes"),
    count: ({ network }) => (network.spokes?.length ?? 0) + 2 + (network.hub.gatewayEndpoints?.length ?? 0),
  },
  {
    what: "route tables of the transit gateway",
    limit: 20,
    page: "https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html",
    path: at("network", "spokes"),
    count: ({ network: { spokes = [] } }) =>
      spokes.length === 0 ? 0 : 1 + new Set(spokes.map(({ name, routingDomain }) => routingDomain ?? name)).size,
  },
  {
    what: "subnets in a VPC",
    limit: 200,
    page: vpcPage,
    path: at("network", "availabilityZones"),
    count: ({ network }) =>
      Math.max(...vpcsOf(network).map(({ tiers }) => tiers.length * network.availabilityZones.length)),
  },
  {
    what: "managed node groups of a cluster",
    limit: 30,
    page: "https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html",
    path: at("compute", "nodeGroups"),
    count: ({ compute }) => Object.keys(compute?.nodeGroups ?? {}).length,
  },
  {
    // One for each pattern, and the default.
    what: "cache behaviours of a distribution",
    limit: 75,
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html",
    path: at("edge", "cdn", "apiPaths"),
    count: ({ edge }) => 1 + (edge?.cdn?.apiPaths?.length ?? 1) + (edge?.cdn?.signedUrls?.paths.length ?? 0),
  },
  {
    what: "rules of the load balancer",
    limit: 100,
    page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html",
    path: at("edge", "alb", "paths"),
    count: ({ edge }) => edge?.alb?.paths?.length ?? 0,
  },
];

export function quotas(sections: Read): Finding[] {
  return all.flatMap(({ what, limit, page, path, count }) => {
    const used = count(sections);
    return used > limit
      ? [
          warning(
            path,
            `${used} ${what}: an account begins with a quota of ${limit}. Ask for more before this is deployed. (${page})`,
          ),
        ]
      : [];
  });
}
