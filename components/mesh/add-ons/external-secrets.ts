import { PodSecurityLevel } from "../../kubernetes/pod-security";
import { fromApiServer, toApis, toDns } from "../../kubernetes/traffic";
import type { AddOn } from "./add-on";
import { AddOnChart } from "./charts";

/**
 * Copies secrets from Secrets Manager into Kubernetes. It brings the CRDs; stores belong to the namespaces that use
 * them.
 */
export const externalSecrets: AddOn = {
  chart: AddOnChart.externalSecrets,
  repository: "https://charts.external-secrets.io",
  namespace: {
    name: "external-secrets",
    isolation: { podSecurity: PodSecurityLevel.restricted, allow: [fromApiServer(10250), toDns, toApis] },
  },
  serviceAccount: "external-secrets",
  wanted: ({ externalSecrets = true }) => externalSecrets,
  values: ({ serviceAccount, image }) => ({
    global: { repository: image("ghcr.io", "external-secrets/external-secrets") },
    serviceAccount,
    // One works, the other waits.
    leaderElect: true,
    ...twoPods,
    // Without its webhook no store and no external secret can be changed.
    webhook: twoPods,
  }),
};

const twoPods = { replicaCount: 2, podDisruptionBudget: { enabled: true, minAvailable: 1 } };
