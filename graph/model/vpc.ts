import type { Addresses } from "../packets";
import type { Evidence, Value } from "./value";

export interface Vpc {
  readonly evidence: Evidence;
  readonly id: string;
  readonly account: Value<string>;
  readonly region: Value<string>;
  /** All blocks, of both families. */
  readonly addresses: Value<readonly Addresses[]>;
}

export interface Subnet {
  readonly evidence: Evidence;
  readonly id: string;
  readonly vpcId: Value<string>;
  readonly availabilityZone: Value<string>;
  /** Its block of each family. */
  readonly addresses: Value<readonly Addresses[]>;
  /** The one associated, or else the main one of the VPC. */
  readonly routeTableId: Value<string>;
  /** The one associated, or else the default one of the VPC. */
  readonly networkAclId: Value<string>;
}

/** Where a route sends packets. */
export type RouteTarget =
  | { readonly kind: "local" }
  | { readonly kind: "internetGateway"; readonly id: string }
  | { readonly kind: "egressOnlyInternetGateway"; readonly id: string }
  | { readonly kind: "natGateway"; readonly id: string }
  | { readonly kind: "transitGateway"; readonly id: string }
  | { readonly kind: "vpcPeering"; readonly id: string }
  /** A gateway endpoint, or an endpoint of a Gateway Load Balancer. */
  | { readonly kind: "vpcEndpoint"; readonly id: string }
  | { readonly kind: "networkInterface"; readonly id: string }
  /** Something that is not modelled: what takes this route is undecided. */
  | { readonly kind: "other"; readonly type: string; readonly id: string };

export interface Route {
  readonly evidence: Evidence;
  readonly destination: Value<RouteDestination>;
  readonly target: Value<RouteTarget>;
}

export type RouteDestination =
  | { readonly kind: "addresses"; readonly addresses: Addresses }
  /** One route for each of the list's entries. */
  | { readonly kind: "prefixList"; readonly prefixListId: string };

/**
 * The longest prefix wins; of equal ones a static route before a propagated one.
 * https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
 */
export interface RouteTable {
  readonly evidence: Evidence;
  readonly id: string;
  readonly vpcId: Value<string>;
  /** Routes to the VPC itself are among them. */
  readonly routes: readonly Route[];
}

export interface InternetGateway {
  readonly evidence: Evidence;
  readonly id: string;
  /** Undefined while it is attached to none. */
  readonly vpcId: Value<string | undefined>;
  /** IPv6 only, and only from inside. */
  readonly egressOnly: boolean;
}

export interface NatGateway {
  readonly evidence: Evidence;
  readonly id: string;
  readonly connectivity: Value<"public" | "private">;
  readonly subnetId: Value<string>;
  readonly privateAddress: Value<Addresses>;
  /** Absent of a private one. */
  readonly publicAddress?: Value<Addresses>;
}

export interface VpcPeering {
  readonly evidence: Evidence;
  readonly id: string;
  readonly requesterVpcId: Value<string>;
  readonly accepterVpcId: Value<string>;
  /** Whether the other side has accepted. */
  readonly active: Value<boolean>;
}

export interface VpcEndpoint {
  readonly evidence: Evidence;
  readonly id: string;
  readonly kind: Value<"gateway" | "interface" | "gatewayLoadBalancer">;
  /** `com.amazonaws.us-east-1.s3`. */
  readonly service: Value<string>;
  readonly vpcId: Value<string>;
  /** Of a gateway endpoint: what its routes name. */
  readonly prefixListId?: Value<string>;
  /** JSON text; undefined allows everything. */
  readonly policy: Value<string | undefined>;
  /** Of an interface endpoint: whether the service's own names lead here. */
  readonly privateDns: Value<boolean>;
}
