import type * as pulumi from "@pulumi/pulumi";

import type { ClusterEngine } from "../../compute/mesh-cluster-args";
import type { PodSecurityLevel } from "../../kubernetes/pod-security";
import type { AllowedTrafficArgs } from "../../kubernetes/traffic";
import type { MeshAddOnsArgs } from "../istio-mesh-args";
import type { AddOnChart } from "./charts";

/** Something that runs in the cluster, installed by its project's own chart. */
export interface AddOn {
  /** Name of the chart; its release has the same. */
  readonly chart: AddOnChart;
  /** URL of the repository that publishes the chart. */
  readonly repository: string;
  readonly namespace: AddOnNamespace;
  /** Service account that takes an IAM role, where there is one for it. */
  readonly serviceAccount?: string;
  /** Whether a cluster of this engine gets it. */
  readonly wanted: (settings: MeshAddOnsArgs, engine: ClusterEngine) => boolean;
  readonly values: (context: AddOnContext) => pulumi.Inputs;
}

/** A namespace of our own, or one that every cluster has. */
export interface AddOnNamespace {
  readonly name: string;
  /** How it is isolated; left out for namespaces that every cluster has. */
  readonly isolation?: { readonly podSecurity: PodSecurityLevel; readonly allow: AllowedTrafficArgs[] };
}

/** What values are made of. */
export interface AddOnContext {
  readonly clusterName: pulumi.Input<string>;
  readonly region: pulumi.Input<string>;
  readonly vpcId?: pulumi.Input<string>;
  /** Name and annotations of the add-on's service account, as charts take them. */
  readonly serviceAccount: pulumi.Inputs;
  /** An image's repository, in its own registry or in the mirror. */
  readonly image: (registry: string, path: string) => string;
  /** Log group of the containers. */
  readonly logGroupName?: pulumi.Input<string>;
}

/** What every cluster has. */
export const kubeSystem: AddOnNamespace = { name: "kube-system" };
