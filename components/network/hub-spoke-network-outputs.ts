import type * as pulumi from "@pulumi/pulumi";

import type { VpcTier } from "./vpc-tier";

/** A VPC of a network as it was made. */
export interface NetworkVpc {
  /** Id of the VPC. */
  vpcId: pulumi.Output<string>;
  /** CIDR block of the VPC. */
  cidrBlock: string;
  /** The tiers by name. */
  tiers: Record<string, NetworkTier>;
  /** Ids of the security groups of workloads by name: the given ones, `bastion`, `endpoints`. */
  groups: Record<string, pulumi.Output<string>>;
  /** Ids of the gateway endpoints by service. */
  gatewayEndpointIds: Record<string, pulumi.Output<string>>;
  /** Ids of the interface endpoints by service. */
  interfaceEndpointIds: Record<string, pulumi.Output<string>>;
  /** Name of the log group with the flow logs, if there is one. */
  flowLogGroupName?: pulumi.Output<string>;
}

export interface NetworkTier extends VpcTier {
  /** Id of the tier's security group; an attachment tier has none. */
  securityGroupId?: pulumi.Output<string>;
  /** Id of the tier's network ACL, unless it has the VPC's default one. */
  networkAclId?: pulumi.Output<string>;
}

export interface NetworkTransitGateway {
  /** Id of the transit gateway. */
  transitGatewayId: pulumi.Output<string>;
  /** Ids of its route tables by routing domain. */
  routeTableIds: Record<string, pulumi.Output<string>>;
  /** Ids of its attachments by VPC. */
  attachmentIds: Record<string, pulumi.Output<string>>;
}

export interface NetworkBastion {
  /** Id of the instance: the target of `aws ssm start-session`. */
  instanceId: pulumi.Output<string>;
  /** Private address of the instance. */
  privateIp: pulumi.Output<string>;
  /** Id of its security group. */
  securityGroupId: pulumi.Output<string>;
}

export interface NetworkPrivateZone {
  /** Id of the zone. */
  zoneId: pulumi.Output<string>;
  /** Domain name of the zone. */
  name: string;
}
