import type { ClusterEngine } from "../../compute/mesh-cluster-args";
import { containerMetricsAccount } from "../container-metrics-account";
import type { MeshAddOnsArgs } from "../istio-mesh-args";
import type { AddOn } from "./add-on";
import { argoCd } from "./argo-cd";
import { clusterAutoscaler } from "./cluster-autoscaler";
import { containerLogs } from "./container-logs";
import { externalSecrets } from "./external-secrets";
import { loadBalancerController } from "./load-balancer-controller";
import { metricsServer } from "./metrics-server";

/** Every add-on. */
export const addOns: readonly AddOn[] = [
  externalSecrets,
  loadBalancerController,
  clusterAutoscaler,
  metricsServer,
  containerLogs,
  argoCd,
];

/** The add-ons that a cluster of this engine gets. */
export function wantedAddOns(settings: MeshAddOnsArgs, engine: ClusterEngine): AddOn[] {
  return addOns.filter((addOn) => addOn.wanted(settings, engine));
}

/** Service accounts that take an IAM role, as `<namespace>/<service account>`. */
export function accountsWithRoles(settings: MeshAddOnsArgs, engine: ClusterEngine): string[] {
  const accounts = wantedAddOns(settings, engine).flatMap(({ namespace, serviceAccount }) =>
    serviceAccount === undefined ? [] : `${namespace.name}/${serviceAccount}`,
  );
  return settings.cloudWatch?.metrics === true ? [...accounts, containerMetricsAccount] : accounts;
}
