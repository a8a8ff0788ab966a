import type { Chart } from "../chart";
import { argoCd } from "./argo-cd";
import { awsForFluentBit } from "./aws-for-fluent-bit";
import { awsLoadBalancerController } from "./aws-load-balancer-controller";
import { clusterAutoscaler } from "./cluster-autoscaler";
import { externalSecrets } from "./external-secrets";
import { metricsServer } from "./metrics-server";
import { base, cni, istiod } from "./istio";

/** The charts whose content the sandbox knows. */
export const charts: readonly Chart[] = [
  argoCd,
  awsForFluentBit,
  awsLoadBalancerController,
  base,
  cni,
  clusterAutoscaler,
  externalSecrets,
  istiod,
  metricsServer,
];
