import type { Addresses } from "../packets";
import type { Evidence, Value } from "./value";

/** https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html */
export interface TransitGateway {
  readonly evidence: Evidence;
  readonly id: string;
  /** Whether rules may name groups on the other side; on the attachments as well. */
  readonly securityGroupReferencing: Value<boolean>;
}

interface Attachment {
  readonly evidence: Evidence;
  readonly id: string;
  readonly transitGatewayId: Value<string>;
  /** The table that routes what comes in by this attachment; undefined drops it. */
  readonly routeTableId: Value<string | undefined>;
}

export interface VpcAttachment extends Attachment {
  readonly kind: "vpc";
  readonly vpcId: Value<string>;
  /** One for each availability zone from which it is reached. */
  readonly subnetIds: Value<readonly string[]>;
  readonly applianceMode: Value<boolean>;
  readonly securityGroupReferencing: Value<boolean>;
}

/** One attachment with one id, which both transit gateways have. */
export interface PeeringAttachment extends Attachment {
  readonly kind: "peering";
  readonly peerTransitGatewayId: Value<string>;
  /** The table on the peer's side for what comes in by this attachment. */
  readonly peerRouteTableId: Value<string | undefined>;
  /** Whether the peer has accepted. */
  readonly active: Value<boolean>;
}

/** VPN, Direct Connect, Connect: what goes there is undecided. */
export interface OtherAttachment extends Attachment {
  readonly kind: "other";
  readonly type: string;
}

export type TransitGatewayAttachment = VpcAttachment | PeeringAttachment | OtherAttachment;

export interface TransitGatewayRoute {
  readonly evidence: Evidence;
  readonly destination: Value<Addresses>;
  /** Undefined is a blackhole. */
  readonly attachmentId: Value<string | undefined>;
  /** Of equal prefixes a static route wins over a propagated one. */
  readonly propagated: boolean;
}

export interface TransitGatewayRouteTable {
  readonly evidence: Evidence;
  readonly id: string;
  readonly transitGatewayId: Value<string>;
  readonly routes: readonly TransitGatewayRoute[];
}
