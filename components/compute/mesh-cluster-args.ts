import type { Tags } from "../network/tags";

/** Who runs the control plane. */
export const ClusterEngine = {
  /** AWS: Amazon EKS. */
  eks: "eks",
  /** Our own instances: K3s with embedded etcd. */
  k3s: "k3s",
} as const;
export type ClusterEngine = (typeof ClusterEngine)[keyof typeof ClusterEngine];

/** How whoever deploys reaches the cluster's API. */
export const ClusterApiAccess = {
  /** From the internet, by named CIDR blocks only. EKS only. */
  public: "public",
  /** By a port that Session Manager forwards through the network's bastion. */
  tunnel: "tunnel",
  /** From a machine that already has a route to the VPC. */
  direct: "direct",
} as const;
export type ClusterApiAccess = (typeof ClusterApiAccess)[keyof typeof ClusterApiAccess];

/** Logs of the EKS control plane: https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html */
export const ControlPlaneLog = {
  api: "api",
  audit: "audit",
  authenticator: "authenticator",
  controllerManager: "controllerManager",
  scheduler: "scheduler",
} as const;
export type ControlPlaneLog = (typeof ControlPlaneLog)[keyof typeof ControlPlaneLog];

/** How instances are paid for: https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html */
export const CapacityType = {
  onDemand: "onDemand",
  /** Cheaper, and taken away with two minutes' notice. */
  spot: "spot",
} as const;
export type CapacityType = (typeof CapacityType)[keyof typeof CapacityType];

/** What a person decides about an environment's cluster; which versions it runs is in `ClusterVersionsArgs`. */
export interface MeshClusterSettingsArgs extends ClusterSettingsArgs {
  /** Tier of the nodes, private, as flows name it: `apps.nodes`. */
  tier: string;
  /** The internal load balancer before the nodes, where the entrance is in another VPC. EKS only. */
  ingress?: ClusterIngressSettingsArgs;
}

/** What a person decides about a cluster, wherever it stands. */
export interface ClusterSettingsArgs {
  /** Who runs the control plane. */
  engine: ClusterEngine;
  /** How whoever deploys reaches the cluster's API. */
  api: ClusterApiArgs;
  /** EKS: managed node groups, by name. */
  nodeGroups?: Record<string, NodeGroupArgs>;
  /** K3s: instances with the control plane and etcd, by name: one, or an odd number of three or more. */
  servers?: Record<string, K3sNodeArgs>;
  /**
   * K3s: instances that only run pods, by name.
   *
   * @default none: pods run on the servers
   */
  agents?: Record<string, K3sNodeArgs>;
  /**
   * K3s: addresses of pods, which overlap no VPC. On EKS pods have addresses of their nodes' subnets.
   *
   * @default 10.42.0.0/16
   */
  podCidrBlock?: string;
  /**
   * Addresses of Kubernetes services, which overlap no VPC. Cannot be changed later.
   *
   * @default 172.20.0.0/16 on EKS, 10.43.0.0/16 on K3s
   */
  serviceCidrBlock?: string;
  /**
   * ARNs of IAM roles or users that administer the cluster, besides the one that creates it, which EKS makes an
   * administrator by itself and refuses to be told again. When another identity is to deploy later, it stands here.
   *
   * @default none
   */
  admins?: string[];
  /**
   * EKS: logs of the control plane that are kept.
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

export interface ClusterApiArgs {
  /** The way to the API. */
  access: ClusterApiAccess;
  /** CIDR blocks that may reach the API from the internet. Required with `public`, and with it only. */
  publicAccessCidrBlocks?: string[];
  /**
   * CIDR blocks that may reach the API through the VPC: of a VPN, of runners. Required with `direct`, and with it
   * only.
   */
  directAccessCidrBlocks?: string[];
}

export interface NodeGroupArgs {
  /** Instance types, all of one processor architecture; more than one only helps `spot`. */
  instanceTypes: string[];
  /** Fewest nodes. */
  minSize: number;
  /** Most nodes. The cluster autoscaler stays between the two. */
  maxSize: number;
  /**
   * Nodes at first; later the autoscaler decides.
   *
   * @default minSize
   */
  desiredSize?: number;
  /**
   * Root volume in GiB, gp3, encrypted.
   *
   * @default 20
   */
  diskSize?: number;
  /**
   * How the instances are paid for.
   *
   * @default onDemand
   */
  capacityType?: CapacityType;
}

export interface K3sNodeArgs {
  /** Fixed private address, in one of the tier's subnets: it decides the availability zone. */
  privateIp: string;
  /**
   * Instance type.
   *
   * @default t3.medium
   */
  instanceType?: string;
  /**
   * Root volume in GiB, gp3, encrypted.
   *
   * @default 20
   */
  diskSize?: number;
}

export interface ClusterIngressSettingsArgs {
  /**
   * Security group of the load balancer, as flows name it: `apps.ingress`.
   *
   * @default the group of the nodes' tier
   */
  securityGroup?: string;
  /**
   * Host number of the load balancer's address in each subnet of the tier, counted from the subnet's first address:
   * 10 in 10.1.0.0/20 is 10.1.0.10. AWS keeps the first four and the last.
   *
   * @default 10
   */
  hostNumber?: number;
}

/** Versions of a cluster, pinned. */
export interface ClusterVersionsArgs {
  /**
   * EKS: Kubernetes version, `1.35`. One minor version up at a time:
   * https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
   */
  kubernetes?: string;
  /**
   * EKS: release of the nodes' Amazon Linux 2023 image, `1.35.4-20260505`:
   * https://docs.aws.amazon.com/eks/latest/userguide/eks-linux-ami-versions.html
   */
  nodeImage?: string;
  /** EKS: versions of add-ons, by the name that AWS gives them: `vpc-cni: v1.21.1-eksbuild.3`. */
  addOns?: Record<string, string>;
  /** K3s: release, `v1.35.4+k3s1`: https://github.com/k3s-io/k3s/releases */
  k3s?: string;
}
