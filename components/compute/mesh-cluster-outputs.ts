import type * as pulumi from "@pulumi/pulumi";

import type { EksNodeGroup, EksOidc } from "./eks-cluster";
import type { ClusterEngine } from "./mesh-cluster-args";
import type { NodeHealthCheckArgs } from "./node-targets";

/** A cluster, as whoever uses its API sees it. */
export interface MeshClusterApi {
  /** Who runs the control plane. */
  engine: ClusterEngine;
  /** Name of the cluster. */
  name: pulumi.Output<string>;
  /** Kubernetes version: `1.35`. */
  version: pulumi.Output<string>;
  /** URL of the Kubernetes API. */
  endpoint: pulumi.Output<string>;
  /** Certificate authority of the API: PEM in base64. */
  certificateAuthority: pulumi.Output<string>;
  /** The group that EKS makes; only the control plane's interfaces are in it. */
  securityGroupId: pulumi.Output<string>;
  /** Who vouches for service accounts to IAM. */
  oidc: EksOidc;
}

export interface MeshClusterNodeGroup extends EksNodeGroup {
  /** All groups of the instances' interfaces. */
  securityGroupIds: pulumi.Output<string>[];
}

/** Where a load balancer sends one kind of traffic. */
export interface MeshClusterEntrance {
  /** VPC of what receives it. */
  vpcId: pulumi.Output<string>;
  /** TCP port at which it is received. */
  port: number;
  /** How to ask whether it is received. */
  healthCheck: NodeHealthCheckArgs;
  /** Groups that a load balancer must be let into. */
  securityGroupIds: pulumi.Output<string>[];
  /** The target group, for a load balancer in this VPC. */
  targetGroupArn?: pulumi.Output<string>;
  /** The addresses, for a load balancer in another VPC. */
  addresses?: string[];
}
