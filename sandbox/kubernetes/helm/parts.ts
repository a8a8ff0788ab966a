/** Objects that nearly every chart has, in the form in which charts have them. */
import { number, record, text } from "../../aws/values";
import type { Properties } from "../../resource-type";
import type { KubernetesObject } from "../objects/object";
import type { ReleaseContext } from "./chart";

export interface Part {
  readonly name: string;
  readonly labels: Properties;
  readonly selector: Properties;
}

/** Labels that `helm create` gives to a chart, and its objects by them. */
export function part(release: ReleaseContext, chart: string, name: string, application = chart): Part {
  const selector = { "app.kubernetes.io/name": application, "app.kubernetes.io/instance": release.name };
  return {
    name,
    selector,
    labels: { ...selector, "app.kubernetes.io/managed-by": "Helm", "helm.sh/chart": `${chart}-${release.version}` },
  };
}

/** `<release>-<chart>`, or the release's name where it contains the chart's: what `fullname` of most charts says. */
export const fullName = ({ name, values }: ReleaseContext, chart: string): string =>
  text(values.fullnameOverride) ?? (name.includes(chart) ? name : `${name}-${chart}`);

export const object = (
  apiVersion: string,
  kind: string,
  name: string,
  namespace: string | undefined,
  content: Properties = {},
): KubernetesObject => ({
  apiVersion,
  kind,
  ...content,
  metadata: { name, ...(namespace === undefined ? {} : { namespace }), ...record(content.metadata) },
});

/** A service account with the annotations that the values give it; none when they say not to create it. */
export function serviceAccount(
  { name, labels }: Part,
  { namespace, values }: ReleaseContext,
  at: Properties = record(values.serviceAccount),
): readonly KubernetesObject[] {
  return at.create === false
    ? []
    : [
        object("v1", "ServiceAccount", text(at.name) ?? name, namespace, {
          metadata: { labels, annotations: record(at.annotations) },
        }),
      ];
}

export const serviceAccountName = ({ name }: Part, values: Properties): string =>
  text(record(values.serviceAccount).name) ?? name;

export interface Workload {
  readonly image: string;
  readonly serviceAccountName: string;
  readonly replicas?: number;
  readonly ports?: readonly Properties[];
  /** Of the one container. */
  readonly securityContext?: Properties;
  /** Further fields of the pods. */
  readonly pod?: Properties;
}

/** What pod security's level `restricted` asks of a container. */
export const restricted: Properties = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  seccompProfile: { type: "RuntimeDefault" },
};

const template = (
  { labels, selector }: Part,
  { image, serviceAccountName, ports = [], securityContext = {}, pod = {} }: Workload,
  { nodeSelector, tolerations, priorityClassName }: Properties,
): Properties => ({
  metadata: { labels: { ...labels, ...selector } },
  spec: {
    serviceAccountName,
    containers: [{ name: "main", image, ports, securityContext }],
    nodeSelector: record(nodeSelector),
    tolerations: tolerations ?? [],
    ...(priorityClassName === undefined ? {} : { priorityClassName }),
    ...pod,
  },
});

export const deployment = (own: Part, workload: Workload, { namespace, values }: ReleaseContext): KubernetesObject =>
  object("apps/v1", "Deployment", own.name, namespace, {
    metadata: { labels: own.labels },
    spec: {
      replicas: workload.replicas ?? 1,
      selector: { matchLabels: own.selector },
      template: template(own, workload, values),
    },
  });

export const daemonSet = (own: Part, workload: Workload, { namespace, values }: ReleaseContext): KubernetesObject =>
  object("apps/v1", "DaemonSet", own.name, namespace, {
    metadata: { labels: own.labels },
    spec: { selector: { matchLabels: own.selector }, template: template(own, workload, values) },
  });

export const service = (own: Part, ports: readonly Properties[], { namespace }: ReleaseContext): KubernetesObject =>
  object("v1", "Service", own.name, namespace, {
    metadata: { labels: own.labels },
    spec: { type: "ClusterIP", selector: own.selector, ports },
  });

export const clusterRole = (
  { name, labels }: Part,
  account: string,
  { namespace }: ReleaseContext,
): readonly KubernetesObject[] => [
  object("rbac.authorization.k8s.io/v1", "ClusterRole", name, undefined, { metadata: { labels }, rules: [] }),
  object("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", name, undefined, {
    metadata: { labels },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
    subjects: [{ kind: "ServiceAccount", name: account, namespace }],
  }),
];

export const webhooks = (kind: "Mutating" | "Validating", name: string, names: readonly string[]): KubernetesObject =>
  object("admissionregistration.k8s.io/v1", `${kind}WebhookConfiguration`, name, undefined, {
    webhooks: names.map((webhook) => ({ name: webhook })),
  });

export const disruptionBudget = (
  { name, labels, selector }: Part,
  { namespace }: ReleaseContext,
  spec: Properties,
): KubernetesObject =>
  object("policy/v1", "PodDisruptionBudget", name, namespace, {
    metadata: { labels },
    spec: { ...spec, selector: { matchLabels: selector } },
  });

export const replicasOf = (values: Properties, otherwise: number): number => number(values.replicaCount) ?? otherwise;

/** A disruption budget where the values switch one on. */
export function budgets(
  own: Part,
  release: ReleaseContext,
  { podDisruptionBudget }: Properties,
): readonly KubernetesObject[] {
  const { enabled, ...spec } = record(podDisruptionBudget);
  return enabled === true ? [disruptionBudget(own, release, spec)] : [];
}
