import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { IsolatedNamespace } from "../kubernetes/isolated-namespace";
import { PodSecurityLevel } from "../kubernetes/pod-security";
import { namespaceNamed, toDns } from "../kubernetes/traffic";
import { istio, istioPorts } from "../mesh/istio";

export interface MeshNamespaceArgs {
  /** Name of the namespace. */
  namespace: string;
}

/**
 * A namespace for services of the mesh: its pods get a sidecar, are not root, talk mutual TLS only, and reach DNS and
 * istiod. What else they reach, and by whom they are reached, each `MeshService` says for itself.
 *
 * **Cost**: none.
 */
export class MeshNamespace extends pulumi.ComponentResource {
  /** Name of the namespace. What is in it depends on the component. */
  public readonly namespace: string;

  public constructor(name: string, args: MeshNamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:MeshNamespace", name, args, opts);
    const isolated = new IsolatedNamespace(
      name,
      {
        namespace: args.namespace,
        podSecurity: PodSecurityLevel.restricted,
        labels: istio.injection,
        allow: [
          {
            direction: "egress",
            ports: [istioPorts.discovery],
            peer: { namespaceLabels: namespaceNamed(istio.namespace), podLabels: { app: "istiod" } },
          },
          toDns,
        ],
      },
      { parent: this },
    );
    new kubernetes.apiextensions.CustomResource(
      `${name}-strict`,
      {
        apiVersion: "security.istio.io/v1",
        kind: "PeerAuthentication",
        metadata: { name: "default", namespace: isolated.namespace },
        spec: { mtls: { mode: "STRICT" } },
      },
      pulumi.mergeOptions({ parent: this, dependsOn: isolated }, { dependsOn: opts?.dependsOn }),
    );

    this.namespace = isolated.namespace;
    this.registerOutputs({ namespace: this.namespace });
  }
}
