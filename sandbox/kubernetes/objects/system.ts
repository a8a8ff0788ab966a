import { apiVersionOf } from "../kinds";
import type { Kind } from "../kinds";
import type { KubernetesObject } from "./object";

const namespaces: ReadonlySet<string> = new Set(["default", "kube-node-lease", "kube-public", "kube-system"]);

/** By kind, what every cluster has from its first minute. `*` is any namespace. */
const present: Readonly<Record<string, readonly Present[]>> = {
  "v1/Namespace": [...namespaces].map((name) => ({ name, content: { status: { phase: "Active" } } })),
  "v1/ServiceAccount": [{ namespace: "*", name: "default" }],
  "v1/ConfigMap": [{ namespace: "*", name: "kube-root-ca.crt", content: { data: { "ca.crt": "" } } }],
  "v1/Service": [
    { namespace: "default", name: "kubernetes" },
    { namespace: "kube-system", name: "kube-dns" },
  ],
  "storage.k8s.io/v1/StorageClass": [
    { name: "gp2", content: { provisioner: "kubernetes.io/aws-ebs", volumeBindingMode: "WaitForFirstConsumer" } },
  ],
  "scheduling.k8s.io/v1/PriorityClass": [{ name: "system-cluster-critical" }, { name: "system-node-critical" }],
};

interface Present {
  readonly namespace?: string;
  readonly name: string;
  readonly content?: Readonly<Record<string, unknown>>;
}

/** An object that nobody in a program made. The namespace, if any, exists. */
export function systemObject(kind: Kind, namespace: string | undefined, name: string): KubernetesObject | undefined {
  const apiVersion = apiVersionOf(kind);
  const found = present[`${apiVersion}/${kind.kind}`]?.find(
    (object) => object.name === name && (object.namespace === "*" || object.namespace === namespace),
  );
  const metadata = namespace === undefined ? { name } : { name, namespace };
  return found && { apiVersion, kind: kind.kind, metadata, ...found.content };
}
