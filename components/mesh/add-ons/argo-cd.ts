import { PodSecurityLevel } from "../../kubernetes/pod-security";
import { toApis, toDns } from "../../kubernetes/traffic";
import type { AddOn } from "./add-on";
import { AddOnChart } from "./charts";

/** Applies manifests from a Git repository. Its applications belong to whoever owns the manifests. */
export const argoCd: AddOn = {
  chart: AddOnChart.argoCd,
  repository: "https://argoproj.github.io/argo-helm",
  namespace: {
    name: "argocd",
    isolation: {
      podSecurity: PodSecurityLevel.baseline,
      allow: [
        // Its parts among themselves.
        { direction: "ingress", peer: {} },
        { direction: "egress", peer: {} },
        toDns,
        toApis,
        // Repositories by SSH.
        { direction: "egress", ports: [22] },
      ],
    },
  },
  wanted: ({ argoCd }) => argoCd !== undefined,
  values: ({ image }) => ({
    // Nothing stays behind in the cluster when it is removed.
    crds: { keep: false },
    global: { image: { repository: image("quay.io", "argoproj/argocd") } },
    redis: { image: { repository: image("ecr-public.aws.com", "docker/library/redis") } },
    // People reach it by a port that kubectl forwards, with accounts of its own.
    dex: { enabled: false },
    notifications: { enabled: false },
  }),
};
