import type { NetworkAcl, PrefixList, SecurityGroup } from "./filters";
import type { NetworkInterface } from "./interfaces";
import type { LoadBalancer, TargetGroup } from "./load-balancing";
import type { TransitGateway, TransitGatewayAttachment, TransitGatewayRouteTable } from "./transit";
import type { Evidence } from "./value";
import type { InternetGateway, NatGateway, RouteTable, Subnet, Vpc, VpcEndpoint, VpcPeering } from "./vpc";

/** Things by their ids. */
export type ById<T> = ReadonlyMap<string, T>;

/**
 * The networks of all sources as one, with inline and separate forms, defaults and adopted resources already settled.
 * What a route or rule names and no map has is in no source: a question that depends on it is undecided.
 */
export interface Network {
  readonly vpcs: ById<Vpc>;
  readonly subnets: ById<Subnet>;
  readonly routeTables: ById<RouteTable>;
  readonly networkAcls: ById<NetworkAcl>;
  readonly securityGroups: ById<SecurityGroup>;
  readonly prefixLists: ById<PrefixList>;
  readonly internetGateways: ById<InternetGateway>;
  readonly natGateways: ById<NatGateway>;
  readonly vpcPeerings: ById<VpcPeering>;
  readonly vpcEndpoints: ById<VpcEndpoint>;
  readonly transitGateways: ById<TransitGateway>;
  readonly transitGatewayAttachments: ById<TransitGatewayAttachment>;
  readonly transitGatewayRouteTables: ById<TransitGatewayRouteTable>;
  readonly interfaces: ById<NetworkInterface>;
  readonly loadBalancers: ById<LoadBalancer>;
  readonly targetGroups: ById<TargetGroup>;
  /** Resources of types that decide about packets and are not modelled, with the ids of what they act on. */
  readonly unmodelled: readonly Unmodelled[];
}

export interface Unmodelled {
  readonly evidence: Evidence;
  readonly type: string;
  /** Empty where it is not known, or where it acts on a whole account and region. */
  readonly actsOn: readonly string[];
}
