import type * as pulumi from "@pulumi/pulumi";

import type { ClusterEngine } from "../compute/mesh-cluster-args";
import type { Tags } from "../network/tags";

export interface IstioMeshArgs extends IstioMeshSettingsArgs {
  /** The cluster, which the Kubernetes provider reaches. */
  cluster: MeshedClusterArgs;
  /** What is installed. */
  versions: MeshVersionsArgs;
  /** Tags for every AWS resource; `Name` is set per resource. */
  tags?: Tags;
}

export interface MeshedClusterArgs {
  /** Name of the cluster. */
  name: pulumi.Input<string>;
  /** Who runs it. */
  engine: ClusterEngine;
  /** Region of the cluster. */
  region: pulumi.Input<string>;
  /** VPC of the nodes. EKS only. */
  vpcId?: pulumi.Input<string>;
  /**
   * IAM roles of service accounts, by `<namespace>/<service account>`.
   *
   * @default none: add-ons get no credentials
   */
  roleArns?: Record<string, pulumi.Input<string>>;
}

/** What a person decides about the mesh and the cluster's add-ons; versions are in `MeshVersionsArgs`. */
export interface IstioMeshSettingsArgs {
  /** The entrance of the mesh. */
  ingressGateway?: IngressGatewaySettingsArgs;
  /** What else runs in the cluster. */
  addOns?: MeshAddOnsArgs;
  /**
   * Registry that mirrors charts and images, for clusters without a way to the public ones. Charts are at
   * `oci://<mirror>/charts/<chart>`; images keep their path without their registry, `<mirror>/autoscaling/cluster-autoscaler`,
   * and those of Istio are at `<mirror>/istio/<image>`.
   *
   * @default the projects' own repositories
   */
  mirror?: string;
}

export interface IngressGatewaySettingsArgs {
  /**
   * Fewest pods.
   *
   * @default 2
   */
  minReplicas?: number;
  /**
   * Most pods. More than the fewest run only where something measures them: see `addOns.metricsServer`.
   *
   * @default 5, or the fewest where that is more
   */
  maxReplicas?: number;
  /** Ports of the nodes that lead to the gateway. */
  nodePorts?: GatewayNodePortsArgs;
}

/** Ports of the nodes, each from 30000 to 32767: https://kubernetes.io/docs/concepts/services-networking/service/ */
export interface GatewayNodePortsArgs {
  /**
   * To port 8080 of the gateway: HTTP.
   *
   * @default 30080
   */
  http?: number;
  /**
   * To port 8443 of the gateway: HTTPS.
   *
   * @default 30443
   */
  https?: number;
  /**
   * To port 15021 of the gateway: `/healthz/ready`, for load balancers.
   *
   * @default 30021
   */
  health?: number;
}

export interface MeshAddOnsArgs {
  /**
   * External Secrets Operator, which services with secrets need.
   *
   * @default true
   */
  externalSecrets?: boolean;
  /**
   * AWS Load Balancer Controller. EKS only.
   *
   * @default true on EKS
   */
  loadBalancerController?: boolean;
  /**
   * Cluster Autoscaler, which scales node groups. EKS only.
   *
   * @default true on EKS
   */
  clusterAutoscaler?: boolean;
  /**
   * Metrics Server, which services with an autoscaler need. K3s brings it itself.
   *
   * @default true on EKS
   */
  metricsServer?: boolean;
  /**
   * Metrics and container logs to CloudWatch.
   *
   * @default none
   */
  cloudWatch?: CloudWatchAddOnArgs;
  /**
   * Argo CD, which services delivered by it need.
   *
   * @default none
   */
  argoCd?: ArgoCdAddOnArgs;
}

export interface CloudWatchAddOnArgs {
  /**
   * Days after which CloudWatch deletes container logs.
   *
   * @default 30
   */
  retentionInDays?: number;
  /**
   * Metrics of nodes, pods and containers as well (Container Insights). EKS only.
   *
   * @default false: CloudWatch counts each as a custom metric
   */
  metrics?: boolean;
}

export interface ArgoCdAddOnArgs {
  /** Git repository with the manifests. */
  repositoryUrl: string;
  /** Folder in the repository. */
  path: string;
  /**
   * Branch, tag or commit.
   *
   * @default main
   */
  revision?: string;
}

/** Versions of the mesh and of add-ons, pinned. */
export interface MeshVersionsArgs {
  /** Istio, `1.30.4`: https://istio.io/latest/docs/releases/supported-releases/ */
  istio?: string;
  /** Versions of Helm charts, by the chart's name: `external-secrets: 2.7.0`. */
  charts?: Record<string, string>;
  /** EKS add-on `amazon-cloudwatch-observability`, for metrics of containers: `v4.10.0-eksbuild.1`. */
  containerInsights?: string;
}
