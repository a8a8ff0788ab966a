import type { types } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import { istioPorts } from "./istio";

export interface GatewayDeploymentArgs {
  /** Labels that select the pods. */
  labels: Record<string, string>;
  serviceAccountName: pulumi.Input<string>;
  istioVersion: string;
}

/**
 * Pods that are a gateway: https://istio.io/latest/docs/setup/additional-setup/gateway/
 *
 * istiod's webhook fills in image, arguments, volumes and user. How many pods there are is left out: the autoscaler
 * decides.
 */
export function gatewayDeployment(args: GatewayDeploymentArgs): types.input.apps.v1.DeploymentSpec {
  const { labels, serviceAccountName, istioVersion } = args;
  return {
    selector: { matchLabels: labels },
    // A new pod is ready before an old one ends.
    strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    template: {
      metadata: {
        labels: {
          ...labels,
          "sidecar.istio.io/inject": "true",
          "istio.io/dataplane-mode": "none",
          // A pod keeps the proxy that it was given: another version makes another pod.
          "app.kubernetes.io/version": istioVersion,
        },
        annotations: { "inject.istio.io/templates": "gateway" },
      },
      spec: {
        serviceAccountName,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
        containers: [proxy],
        topologySpreadConstraints: ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
          topologyKey,
          maxSkew: 1,
          whenUnsatisfiable: "ScheduleAnyway",
          labelSelector: { matchLabels: labels },
        })),
      },
    },
  };
}

const proxy: types.input.core.v1.Container = {
  // The name by which the webhook finds it.
  name: "istio-proxy",
  image: "auto",
  ports: [
    { name: "http", containerPort: istioPorts.http },
    { name: "https", containerPort: istioPorts.https },
    { name: "health", containerPort: istioPorts.health },
  ],
  readinessProbe: { httpGet: { path: "/healthz/ready", port: istioPorts.health } },
  resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "2", memory: "1Gi" } },
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    privileged: false,
    readOnlyRootFilesystem: true,
  },
};
