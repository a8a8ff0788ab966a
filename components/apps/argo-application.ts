import * as kubernetes from "@pulumi/kubernetes";

import { kinds, type ServiceContext } from "./service-context";

/** Argo CD applies what is in the service's folder, and keeps it so. */
export function createApplication(context: ServiceContext): kubernetes.apiextensions.CustomResource {
  const { name, serviceName, namespace, args, opts } = context;
  const { repositoryUrl, path, revision = "main", namespace: home } = args.argoCd ?? {};
  return new kubernetes.apiextensions.CustomResource(
    name,
    {
      ...kinds.application,
      metadata: { name: serviceName, namespace: home },
      spec: {
        project: "default",
        source: { repoURL: repositoryUrl, path, targetRevision: revision },
        destination: { server: "https://kubernetes.default.svc", namespace },
        syncPolicy: { automated: { prune: true, selfHeal: true } },
      },
    },
    opts,
  );
}
