import { record, text } from "../../../aws/values";
import { definitions } from "../chart";
import type { Chart } from "../chart";
import { deployment, object, part, restricted, service } from "../parts";

export const argoCd: Chart = {
  name: "argo-cd",
  repository: "https://argoproj.github.io/argo-helm",
  documentation: "https://github.com/argoproj/argo-helm/tree/main/charts/argo-cd",
  versions: /^(8|9)\.\d+\.\d+$/,
  crds: {
    from: "templates",
    stay: ({ crds }) => record(crds).keep !== false,
    without: ({ crds }) => record(crds).install === false,
    all: definitions("argoproj.io", "Application@v1alpha1 ApplicationSet@v1alpha1 AppProject@v1alpha1"),
  },
  objects: (release) => {
    const name =
      text(release.values.fullnameOverride) ??
      (release.name.includes("argocd") ? release.name : `${release.name}-argocd`);
    const components = [
      "application-controller",
      "applicationset-controller",
      "redis",
      "repo-server",
      "server",
      ...(record(release.values.notifications).enabled === false ? [] : ["notifications-controller"]),
      ...(record(release.values.dex).enabled === false ? [] : ["dex-server"]),
    ];
    return [
      object("v1", "Secret", "argocd-secret", release.namespace, { data: {} }),
      ...["argocd-cm", "argocd-cmd-params-cm", "argocd-rbac-cm"].map((config) =>
        object("v1", "ConfigMap", config, release.namespace, { data: {} }),
      ),
      ...components.flatMap((component) => {
        const own = part(release, "argo-cd", `${name}-${component}`, `argocd-${component}`);
        const accountName = `argocd-${component}`;
        const workload = {
          image: "quay.io/argoproj/argocd",
          serviceAccountName: accountName,
          securityContext: restricted,
        };
        const made = deployment(own, workload, release);
        return [
          object("v1", "ServiceAccount", accountName, release.namespace),
          component === "application-controller" ? { ...made, kind: "StatefulSet" } : made,
        ];
      }),
      service(
        part(release, "argo-cd", `${name}-server`, "argocd-server"),
        [{ name: "https", port: 443, targetPort: 8080 }],
        release,
      ),
      service(
        part(release, "argo-cd", `${name}-repo-server`, "argocd-repo-server"),
        [{ name: "tcp-repo-server", port: 8081 }],
        release,
      ),
    ];
  },
};
