import type * as pulumi from "@pulumi/pulumi";

import type { Tags } from "../network/tags";
import type { ClusterApiArgs, ControlPlaneLog, NodeGroupArgs } from "./mesh-cluster-args";

export interface EksClusterArgs {
  /** Kubernetes version, `1.35`. A minor version up is an update in place; EKS goes back none. */
  version: string;
  /**
   * Release of the nodes' Amazon Linux 2023 image, `1.35.4-20260505`, of this minor version of Kubernetes or up to
   * three behind: https://docs.aws.amazon.com/eks/latest/userguide/eks-linux-ami-versions.html
   */
  nodeImage: string;
  /**
   * Versions of EKS add-ons, by the name that AWS gives them: `vpc-cni: v1.21.1-eksbuild.3`. Without `vpc-cni`,
   * `kube-proxy` and `coredns` a cluster does not work.
   */
  addOns: Record<string, string>;
  /** Private subnets of nodes and of the control plane's interfaces, in two availability zones or more. */
  subnetIds: pulumi.Input<string>[];
  /** CIDR blocks that these subnets are in. */
  cidrBlocks: string[];
  /**
   * Security group of the nodes, in their VPC. It has to let nodes reach each other, and images: what leads to and from
   * the control plane is added to it.
   */
  nodeSecurityGroupId: pulumi.Input<string>;
  /** How whoever deploys reaches the cluster's API. */
  api: ClusterApiArgs;
  /** The bastion through which sessions reach the API. Required with `tunnel`. */
  bastion?: pulumi.Input<ClusterBastionArgs>;
  /** Managed node groups, by name. */
  nodeGroups: Record<string, NodeGroupArgs>;
  /**
   * ARNs of IAM roles or users that administer the cluster, besides the one that creates it, which EKS makes an
   * administrator by itself and refuses to be told again.
   *
   * @default none
   */
  admins?: string[];
  /**
   * Ports of pods that the control plane calls, besides 10250 of kubelets: admission webhooks, aggregated APIs.
   *
   * @default none
   */
  webhookPorts?: number[];
  /**
   * Addresses of Kubernetes services, which overlap no VPC. Cannot be changed later.
   *
   * @default 172.20.0.0/16
   */
  serviceCidrBlock?: string;
  /**
   * Logs of the control plane that are kept.
   *
   * @default api, audit, authenticator
   */
  logTypes?: ControlPlaneLog[];
  /**
   * Days after which CloudWatch deletes logs of the control plane.
   *
   * @default 30
   */
  logRetentionInDays?: number;
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

/** A bastion, as whoever is to admit it sees it. */
export interface ClusterBastionArgs {
  /** Its private address. */
  privateIp: pulumi.Input<string>;
  /** Its security group. */
  securityGroupId: pulumi.Input<string>;
}
