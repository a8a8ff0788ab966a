import type { Addresses } from "../packets";
import type { Evidence, Value } from "./value";

/** What an interface belongs to. */
export type InterfaceKind =
  | "instance"
  | "networkInterface"
  | "natGateway"
  | "loadBalancer"
  | "database"
  | "cache"
  | "function"
  | "cluster"
  | "clusterNode"
  | "vpcEndpoint"
  | "transitGatewayAttachment"
  | "other";

/**
 * An end of connections in a VPC: one network interface, or all those of a thing that AWS places in one of several
 * subnets (a database, the nodes of a group).
 */
export interface NetworkInterface {
  readonly evidence: Evidence;
  /** Id of the interface, or of what it belongs to. */
  readonly id: string;
  /** Other ids by which a question or route may name it: that of the instance, an ARN. */
  readonly aliases: readonly string[];
  readonly kind: InterfaceKind;
  /** Where it is, or may be. A promise about it must hold in each. */
  readonly placements: readonly Placement[];
  readonly securityGroupIds: Value<readonly string[]>;
  /** Whether it drops what is neither from nor to its own addresses. */
  readonly sourceDestinationCheck: Value<boolean>;
}

export interface Placement {
  readonly subnetId: Value<string>;
  /** One address, or the block of the subnet of which it has some address. */
  readonly addresses: Value<readonly Addresses[]>;
  /** Undefined without one. Unknown before it exists, then with `some` address of the internet. */
  readonly publicAddress: Value<Addresses | undefined>;
}
