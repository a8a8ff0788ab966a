import type * as pulumi from "@pulumi/pulumi";
import { cloudFrontRegion } from "@throughline/components/edge/managed-policies";
import { defaultNatGateways } from "@throughline/components/network/nat-gateways";
import type { WatchedArgs, WatchedLoadBalancerArgs } from "@throughline/components/observability/watched-args";
import type { Sections } from "../config/sections";
import { named } from "../contracts/named";
import type { ContractOutputs } from "../contracts/read";

type Settings = Pick<Sections, "account" | "network" | "compute" | "data" | "mesh" | "edge">;

/** The contracts of the layers that the environment has. */
export interface Layers {
  network: ContractOutputs<"network">;
  compute?: ContractOutputs<"compute">;
  data?: ContractOutputs<"data">;
  edge?: ContractOutputs<"edge">;
}

/** What there is to watch: the settings say what there is, before it is there, and the contracts what it is called. */
export function watchedBy({ account, network, mesh, ...settings }: Settings, layers: Layers): WatchedArgs {
  const { hub, spokes } = network;
  // Container Insights comes by an add-on of EKS.
  const insights = mesh?.addOns?.cloudWatch?.metrics === true && settings.compute?.engine === "eks";
  const cluster = insights ? layers.compute?.cluster : undefined;
  return {
    region: account.region,
    ...(settings.edge &&
      isOpen(settings.edge) &&
      layers.edge &&
      watchedEdge(settings.edge, account.region, layers.edge)),
    autoScalingGroupNames: mapNames(settings.compute?.nodeGroups, (group) =>
      ofLayer(layers.compute, ({ nodeGroups }) => named(nodeGroups, group).autoScalingGroupName),
    ),
    ...(cluster && { clusterName: cluster.apply((present) => present?.name ?? "") }),
    databases: mapNames(settings.data?.databases, (database) =>
      ofLayer(layers.data, ({ databases }) => named(databases, database).arn.apply(lastPart)),
    ),
    cacheNodes: mapNames(settings.data?.caches, (cache) =>
      ofLayer(layers.data, ({ caches }) => named(caches, cache).arn.apply((arn) => `${lastPart(arn)}-001`)),
    ),
    natGateways: (hub.natGateways ?? defaultNatGateways(hub.tiers)) !== "none",
    ...(spokes && {
      transitGatewayId: layers.network.transitGateway.apply((gateway) => gateway?.transitGatewayId ?? ""),
    }),
  };
}

type Edge = NonNullable<Settings["edge"]>;

/** Before its zone is delegated, an edge is nothing but the zone. */
export function isOpen({ domain }: Edge): boolean {
  return domain?.delegated !== false || domain.zone !== undefined;
}

function watchedEdge({ domain, cdn, waf, alb, nlb = {} }: Edge, region: string, edge: ContractOutputs<"edge">) {
  const loadBalancer = (name: string, type: WatchedLoadBalancerArgs["type"]): WatchedLoadBalancerArgs => ({
    type,
    arnSuffix: named(edge.loadBalancers, name).arnSuffix,
  });
  const certified = domain === undefined ? [] : [...(cdn ? [cloudFrontRegion] : []), ...(alb ? [region] : [])];
  return {
    loadBalancers: {
      ...(alb && { alb: loadBalancer("alb", "application") }),
      ...mapNames(nlb, (name) => loadBalancer(name, "network")),
    },
    ...(cdn && { distributionId: edge.distribution.apply((present) => present?.distributionId ?? "") }),
    ...(waf && {
      webAcl: {
        metricName: edge.webAclMetricName.apply((metric) => metric ?? ""),
        global: (waf.attachTo ?? (cdn ? "cdn" : "alb")) === "cdn",
      },
    }),
    certificateArns: Object.fromEntries(
      certified.map((place) => [place, edge.certificateArns.apply((arns) => inRegion(Object.values(arns), place))]),
    ),
  };
}

/** Certificates in a region: `arn:aws:acm:us-east-1:111122223333:certificate/…`. */
function inRegion(arns: string[], region: string): string[] {
  return arns.filter((arn) => arn.split(":")[3] === region);
}

/** `dev-accounts` in `arn:aws:rds:us-east-1:111122223333:db:dev-accounts`. */
function lastPart(arn: string): string {
  return arn.split(":").at(-1) ?? "";
}

/** What has settings has a layer. */
function ofLayer<Layer>(layer: Layer | undefined, read: (layer: Layer) => pulumi.Output<string>): pulumi.Input<string> {
  return layer === undefined ? "" : read(layer);
}

function mapNames<T>(things: Readonly<Record<string, unknown>> = {}, make: (name: string) => T): Record<string, T> {
  return Object.fromEntries(Object.keys(things).map((name) => [name, make(name)]));
}
