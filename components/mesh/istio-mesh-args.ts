/** What a person decides about the mesh and the cluster's add-ons; versions are in `MeshVersionsArgs`. */
export interface IstioMeshSettingsArgs {
  /** The entrance of the mesh. */
  ingressGateway?: IngressGatewayArgs;
  /** What else runs in the cluster. */
  addOns?: MeshAddOnsArgs;
  /**
   * Registry that mirrors charts and images, for clusters without a way to the public ones.
   *
   * @default the projects' own repositories
   */
  mirror?: string;
}

export interface IngressGatewayArgs {
  /**
   * Fewest pods.
   *
   * @default 2
   */
  minReplicas?: number;
  /**
   * Most pods.
   *
   * @default 5
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
   * Metrics Server, which services with an autoscaler need.
   *
   * @default true
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
}
