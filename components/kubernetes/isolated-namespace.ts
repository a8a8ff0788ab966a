import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { type PodSecurityLevel, podSecurityLabels } from "./pod-security";
import { type AllowedTrafficArgs, policyFor } from "./traffic";

export interface IsolatedNamespaceArgs {
  /** Name of the namespace. */
  namespace: string;
  /** What its pods may do. */
  podSecurity: PodSecurityLevel;
  /**
   * Connections that all its pods may have. Network policies of single workloads add to them.
   *
   * @default none
   */
  allow?: AllowedTrafficArgs[];
  /**
   * More labels of the namespace.
   *
   * @default none
   */
  labels?: Record<string, string>;
}

/**
 * A namespace from and to which nothing gets but what is allowed, and whose pods may do what their pod-security level
 * permits. A policy without rules denies; a second one lets through. They hold where the cluster's network plugin
 * enforces network policies; a node always reaches its own pods, for health checks.
 *
 * **Cost**: none.
 */
export class IsolatedNamespace extends pulumi.ComponentResource {
  /** Name of the namespace. Pods that are never to be without its policies depend on the component. */
  public readonly namespace: string;

  public constructor(name: string, args: IsolatedNamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:IsolatedNamespace", name, args, opts);
    const { namespace, podSecurity, allow = [], labels } = args;
    const created = new kubernetes.core.v1.Namespace(
      name,
      { metadata: { name: namespace, labels: { ...labels, ...podSecurityLabels(podSecurity) } } },
      { parent: this },
    );
    createPolicy(this, `${name}-default-deny`, created, "default-deny", []);
    if (allow.length > 0) createPolicy(this, `${name}-allow`, created, "allow", allow);

    this.namespace = namespace;
    this.registerOutputs({ namespace: this.namespace });
  }
}

function createPolicy(
  parent: pulumi.Resource,
  name: string,
  { metadata }: kubernetes.core.v1.Namespace,
  policyName: string,
  allow: AllowedTrafficArgs[],
): void {
  new kubernetes.networking.v1.NetworkPolicy(
    name,
    { metadata: { name: policyName, namespace: metadata.name }, spec: policyFor(allow) },
    { parent },
  );
}
