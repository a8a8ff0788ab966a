import { record, text } from "../../../aws/values";
import type { Chart } from "../chart";
import { clusterRole, deployment, disruptionBudget, part, replicasOf, service, serviceAccount } from "../parts";

export const clusterAutoscaler: Chart = {
  name: "cluster-autoscaler",
  repository: "https://kubernetes.github.io/autoscaler",
  documentation: "https://github.com/kubernetes/autoscaler/tree/master/charts/cluster-autoscaler",
  versions: /^9\.\d+\.\d+$/,
  objects: (release) => {
    const provider = `${text(release.values.cloudProvider) ?? "aws"}-cluster-autoscaler`;
    const own = part(
      release,
      "cluster-autoscaler",
      text(release.values.fullnameOverride) ?? `${release.name}-${provider}`,
      provider,
    );
    const at = record(record(release.values.rbac).serviceAccount);
    const account = text(at.name) ?? own.name;
    return [
      ...serviceAccount(own, release, at),
      service(own, [{ name: "http", port: 8085, targetPort: 8085 }], release),
      deployment(
        own,
        {
          image: "registry.k8s.io/autoscaling/cluster-autoscaler",
          serviceAccountName: account,
          replicas: replicasOf(release.values, 1),
        },
        release,
      ),
      disruptionBudget(own, release, { maxUnavailable: 1 }),
      ...clusterRole(own, account, release),
    ];
  },
};
