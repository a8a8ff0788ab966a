import type * as pulumi from "@pulumi/pulumi";

import { ClusterEngine } from "../compute/mesh-cluster-args";
import { istio } from "./istio";

/** Values of chart `istiod`: https://artifacthub.io/packages/helm/istio-official/istiod */
export function istiodValues(mirror?: string): pulumi.Inputs {
  return {
    global: { ...hub(mirror), logAsJson: true, proxy: { seccompProfile } },
    meshConfig: {
      trustDomain: istio.trustDomain,
      accessLogFile: "/dev/stdout",
      accessLogEncoding: "JSON",
      // Databases and AWS are outside the mesh. Network policies and security groups decide who gets to them.
      outboundTrafficPolicy: { mode: "ALLOW_ANY" },
    },
    cni: { enabled: true },
    // Without istiod no pod with a sidecar starts. With two replicas the chart makes a disruption budget as well.
    autoscaleMin: 2,
    resources: { requests: { cpu: "200m", memory: "512Mi" } },
    seccompProfile,
  };
}

/** Values of chart `cni`: https://artifacthub.io/packages/helm/istio-official/cni */
export function cniValues(engine: ClusterEngine, mirror?: string): pulumi.Inputs {
  return {
    global: { ...hub(mirror), logAsJson: true, ...(engine === ClusterEngine.k3s && { platform: "k3s" }) },
  };
}

/** Which level `restricted` requires. */
const seccompProfile = { type: "RuntimeDefault" };

function hub(mirror?: string): pulumi.Inputs {
  return mirror === undefined ? {} : { hub: `${mirror}/istio` };
}
