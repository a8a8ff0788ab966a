import { number } from "../../../aws/values";
import type { Chart } from "../chart";
import {
  budgets,
  clusterRole,
  deployment,
  fullName,
  object,
  part,
  restricted,
  service,
  serviceAccount,
  serviceAccountName,
} from "../parts";

export const metricsServer: Chart = {
  name: "metrics-server",
  repository: "https://kubernetes-sigs.github.io/metrics-server/",
  documentation: "https://github.com/kubernetes-sigs/metrics-server/tree/master/charts/metrics-server",
  versions: /^3\.\d+\.\d+$/,
  objects: (release) => {
    const own = part(release, "metrics-server", fullName(release, "metrics-server"));
    const account = serviceAccountName(own, release.values);
    return [
      ...serviceAccount(own, release),
      service(own, [{ name: "https", port: 443, targetPort: "https" }], release),
      deployment(
        own,
        {
          image: "registry.k8s.io/metrics-server/metrics-server",
          serviceAccountName: account,
          replicas: number(release.values.replicas) ?? 1,
          ports: [{ name: "https", containerPort: 10250 }],
          securityContext: restricted,
        },
        release,
      ),
      ...budgets(own, release, release.values),
      ...clusterRole({ ...own, name: `system:${own.name}` }, account, release),
      object("apiregistration.k8s.io/v1", "APIService", "v1beta1.metrics.k8s.io", undefined, {
        spec: {
          group: "metrics.k8s.io",
          version: "v1beta1",
          groupPriorityMinimum: 100,
          versionPriority: 100,
          service: { name: own.name, namespace: release.namespace },
        },
      }),
    ];
  },
};
