/**
 * Where published schemas come from: packages that are generated from what the projects themselves publish, as
 * functions that take an object.
 */
interface SchemaPackage {
  readonly name: string;
  readonly groups: RegExp;
  /** What the schemas were generated from. */
  readonly source: string;
}

const custom: readonly SchemaPackage[] = [
  { name: "@kubernetes-models/istio", groups: /(^|\.)istio\.io$/, source: "Istio 1.29.2" },
  {
    name: "@kubernetes-models/external-secrets",
    groups: /(^|\.)external-secrets\.io$/,
    source: "External Secrets apis v2",
  },
  { name: "@kubernetes-models/argo-cd", groups: /^argoproj\.io$/, source: "Argo CD 3" },
];

/** The API server's own kinds: the OpenAPI document of Kubernetes 1.36.0. */
const own: SchemaPackage = {
  name: "kubernetes-models",
  groups: /^(|apps|batch|autoscaling|policy|.*\.k8s\.io)$/,
  source: "Kubernetes 1.36.0",
};

/** Module that knows a kind's schema, if a package has the kind's group. */
export function moduleOf(group: string, version: string, kind: string): string | undefined {
  const found = [...custom, own].find(({ groups }) => groups.test(group));
  return found && [found.name, ...(group === "" ? [] : [group]), version, kind].join("/");
}
