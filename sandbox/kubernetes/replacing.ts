import type { Properties } from "../resource-type";
import { splitVersion } from "./kinds";

const selector = ["spec.selector"];
const roleRef = ["roleRef"];

/** What a container cannot change while its pod lives. */
const containerFields = (
  "args command env image imagePullPolicy lifecycle livenessProbe ports readinessProbe resources securityContext stdin " +
  "stdinOnce terminationMessagePath terminationMessagePolicy tty volumeDevices volumeMounts workingDir"
).split(" ");

const podFields = (
  "affinity automountServiceAccountToken dnsConfig dnsPolicy enableServiceLinks hostAliases hostIPC hostNetwork hostPID " +
  "hostname imagePullSecrets nodeName nodeSelector overhead preemptionPolicy priority priorityClassName readinessGates " +
  "restartPolicy runtimeClassName schedulerName securityContext serviceAccount serviceAccountName " +
  "shareProcessNamespace subdomain terminationGracePeriodSeconds volumes"
).split(" ");

const volumeSources = (
  "awsElasticBlockStore azureDisk azureFile cephfs cinder csi fc flexVolume flocker gcePersistentDisk glusterfs " +
  "hostPath iscsi local nfs photonPersistentDisk portworxVolume quobyte rbd scaleIO storageos vsphereVolume"
).split(" ");

/**
 * Inputs whose change the provider answers with a replacement, by group and kind; all others it sends to the API server
 * as an update, which may refuse it.
 *
 * https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/diff.go
 */
const replacing: Readonly<Record<string, readonly string[]>> = {
  "/PersistentVolume": volumeSources.map((source) => `spec.${source}`),
  "/PersistentVolumeClaim": ["spec.accessModes", "spec.selector", "spec.storageClassName", "spec.volumeName"],
  "/Pod": [
    ...podFields.map((field) => `spec.${field}`),
    ...["containers", "initContainers"].flatMap((list) => containerFields.map((field) => `spec.${list}[].${field}`)),
  ],
  "/ResourceQuota": ["spec.scopes"],
  "/Service": ["spec.clusterIP"],
  "apps/DaemonSet": selector,
  "apps/Deployment": selector,
  "apps/StatefulSet": [
    "spec.podManagementPolicy",
    "spec.revisionHistoryLimit",
    "spec.selector",
    "spec.serviceName",
    "spec.volumeClaimTemplates",
  ],
  "batch/Job": ["spec.completions", "spec.parallelism", "spec.selector", "spec.template"],
  "rbac.authorization.k8s.io/ClusterRoleBinding": roleRef,
  "rbac.authorization.k8s.io/RoleBinding": roleRef,
  "storage.k8s.io/StorageClass": ["parameters", "provisioner"],
};

export interface Mutability {
  readonly configMaps: boolean;
  readonly secrets: boolean;
}

const identity = ["metadata.name", "metadata.namespace"];

export function replacingFields(object: Properties, mutable: Mutability): readonly string[] {
  const [group] = splitVersion(String(object.apiVersion));
  const kind = `${group}/${String(object.kind)}`;
  if (kind === "/Secret") {
    return !mutable.secrets || object.immutable === true
      ? [...identity, "type", "stringData", "data"]
      : [...identity, "type"];
  }
  if (kind === "/ConfigMap") {
    return !mutable.configMaps || object.immutable === true ? [...identity, "binaryData", "data"] : identity;
  }
  return [...identity, ...(replacing[kind] ?? [])];
}
