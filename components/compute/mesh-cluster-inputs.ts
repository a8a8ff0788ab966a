import type * as pulumi from "@pulumi/pulumi";

import type { GatewayNodePortsArgs } from "../mesh/istio-mesh-args";
import type { AddOnRole } from "./add-on-roles";
import type { ClusterBastionArgs } from "./eks-cluster-args";
import type { ClusterSettingsArgs, ClusterVersionsArgs } from "./mesh-cluster-args";

/** Which kind of load balancer takes the target groups of a cluster. */
export const EntranceType = {
  /** Speaks HTTP and HTTPS to nodes. */
  application: "application",
  /** Passes TCP on. */
  network: "network",
} as const;
export type EntranceType = (typeof EntranceType)[keyof typeof EntranceType];

export interface MeshClusterArgs extends ClusterSettingsArgs {
  /** Versions of what runs in it. */
  versions: ClusterVersionsArgs;
  /** VPC of the cluster. */
  vpcId: pulumi.Input<string>;
  /** Private subnets of the nodes, one in each availability zone. */
  subnetIds: pulumi.Input<string>[];
  /** CIDR blocks that these subnets are in. */
  cidrBlocks: string[];
  /** Security group of the nodes, in their VPC; see `EksCluster`. */
  nodeSecurityGroupId: pulumi.Input<string>;
  /** The bastion through which sessions reach the API. Required with access `tunnel`. */
  bastion?: pulumi.Input<ClusterBastionArgs>;
  /** NodePorts of the mesh's ingress gateway: where traffic enters. */
  nodePorts?: GatewayNodePortsArgs;
  /**
   * An internal load balancer before the nodes, for an entrance in another VPC.
   *
   * @default none: target groups, for an entrance in the nodes' own VPC
   */
  ingress?: MeshClusterIngressArgs;
  /**
   * Kind of the entrance in the nodes' own VPC.
   *
   * @default application
   */
  entrance?: EntranceType;
  /**
   * Service accounts of the cluster that get an IAM role.
   *
   * @default none
   */
  addOnRoles?: AddOnRole[];
  /**
   * What names of secrets begin with that External Secrets may read.
   *
   * @default the cluster's name and a slash
   */
  secretPrefix?: string;
}

export interface MeshClusterIngressArgs {
  /** Private address in each of the subnets, in their order. */
  addresses: string[];
  /** Security groups of the load balancer. */
  securityGroupIds: pulumi.Input<string>[];
}
