/** A kind of object that an API server serves. */
export interface Kind {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Name in URLs and messages: `networkpolicies`. */
  readonly plural: string;
  readonly namespaced: boolean;
}

interface Scopes {
  readonly namespaced?: string;
  readonly cluster?: string;
}

/**
 * What Kubernetes 1.35 serves by itself.
 * https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.35/
 */
const builtIn: Readonly<Record<string, Scopes>> = {
  v1: {
    namespaced:
      "ConfigMap Endpoints Event LimitRange PersistentVolumeClaim Pod PodTemplate ReplicationController " +
      "ResourceQuota Secret Service ServiceAccount",
    cluster: "Namespace Node PersistentVolume",
  },
  "apps/v1": { namespaced: "ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet" },
  "batch/v1": { namespaced: "CronJob Job" },
  "autoscaling/v1": { namespaced: "HorizontalPodAutoscaler" },
  "autoscaling/v2": { namespaced: "HorizontalPodAutoscaler" },
  "policy/v1": { namespaced: "PodDisruptionBudget" },
  "networking.k8s.io/v1": {
    namespaced: "Ingress NetworkPolicy",
    cluster: "IngressClass IPAddress ServiceCIDR",
  },
  "rbac.authorization.k8s.io/v1": { namespaced: "Role RoleBinding", cluster: "ClusterRole ClusterRoleBinding" },
  "storage.k8s.io/v1": {
    namespaced: "CSIStorageCapacity",
    cluster: "CSIDriver CSINode StorageClass VolumeAttachment VolumeAttributesClass",
  },
  "scheduling.k8s.io/v1": { cluster: "PriorityClass" },
  "coordination.k8s.io/v1": { namespaced: "Lease" },
  "discovery.k8s.io/v1": { namespaced: "EndpointSlice" },
  "events.k8s.io/v1": { namespaced: "Event" },
  "node.k8s.io/v1": { cluster: "RuntimeClass" },
  "resource.k8s.io/v1": { namespaced: "ResourceClaim ResourceClaimTemplate", cluster: "DeviceClass ResourceSlice" },
  "certificates.k8s.io/v1": { cluster: "CertificateSigningRequest" },
  "flowcontrol.apiserver.k8s.io/v1": { cluster: "FlowSchema PriorityLevelConfiguration" },
  "admissionregistration.k8s.io/v1": {
    cluster:
      "MutatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding " +
      "ValidatingWebhookConfiguration",
  },
  "apiextensions.k8s.io/v1": { cluster: "CustomResourceDefinition" },
  "apiregistration.k8s.io/v1": { cluster: "APIService" },
};

export function splitVersion(apiVersion: string): readonly [group: string, version: string] {
  const [version = "", group = ""] = apiVersion.split("/").reverse();
  return [group, version];
}

export const apiVersionOf = ({ group, version }: Pick<Kind, "group" | "version">): string =>
  group === "" ? version : `${group}/${version}`;

/** Pulumi type token, which is also what the world calls an object of the kind. */
export const typeOf = ({ group, version, kind }: Kind): string => `kubernetes:${group || "core"}/${version}:${kind}`;

/** `deployments.apps`: how messages of the API server name the resources of a kind. */
export const resourceOf = ({ group, plural }: Kind): string => (group === "" ? plural : `${plural}.${group}`);

function pluralOf(kind: string): string {
  const word = kind.toLowerCase();
  if (word === "endpoints") {
    return word;
  }
  if (/(s|x|ch|sh)$/.test(word)) {
    return `${word}es`;
  }
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}

const kindsOf = (apiVersion: string, names: string | undefined, namespaced: boolean): readonly Kind[] => {
  const [group, version] = splitVersion(apiVersion);
  return (names?.split(" ") ?? []).map((kind) => ({ group, version, kind, plural: pluralOf(kind), namespaced }));
};

export const builtInKinds: readonly Kind[] = Object.entries(builtIn).flatMap(
  ([apiVersion, { namespaced, cluster }]) => [
    ...kindsOf(apiVersion, namespaced, true),
    ...kindsOf(apiVersion, cluster, false),
  ],
);

const byName = new Map(builtInKinds.map((kind) => [`${apiVersionOf(kind)}/${kind.kind}`, kind]));

export const builtInKind = (apiVersion: string, kind: string): Kind | undefined => byName.get(`${apiVersion}/${kind}`);

/** Whether a group is served by the API server itself, so that no custom resource can be of it. */
export const isBuiltInGroup = (group: string): boolean => builtInKinds.some((kind) => kind.group === group);
