import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { ClusterEngine } from "../compute/mesh-cluster-args";
import { IsolatedNamespace } from "../kubernetes/isolated-namespace";
import { PodSecurityLevel } from "../kubernetes/pod-security";
import { fromApiServer, toApis, toDns } from "../kubernetes/traffic";
import { installChart } from "./chart";
import { istio, istioPorts } from "./istio";
import { cniValues, istiodValues } from "./istio-values";

export interface IstioControlPlaneArgs {
  /** Version of Istio, in full: `1.30.4`. */
  version: string;
  /**
   * Who runs the cluster: it decides where the nodes keep their network plugins.
   *
   * @default eks
   */
  engine?: ClusterEngine;
  /**
   * Registry that mirrors charts and images.
   *
   * @default the project's own
   */
  mirror?: string;
}

/**
 * Istio's control plane, and a mesh in which nothing is allowed yet: mutual TLS is STRICT and every request is refused
 * until an authorization policy allows it.
 *
 * Sidecars redirect traffic by Istio's CNI node agent rather than by an init container, because the latter needs
 * capabilities that namespaces of the pod-security levels `restricted` and `baseline` refuse. Since Istio 1.29 sidecars
 * are native ones on Kubernetes 1.33 and later: they start before the pod's containers and end after them, so that no
 * container has to be held back.
 *
 * Order: CRDs, then the node agent, then istiod with its webhooks ready, then the policies that these webhooks check.
 *
 * **Cost**: none of its own; it keeps 0.4 of a core and 1 GiB for istiod, and 0.1 of a core and 100 MiB on each node.
 */
export class IstioControlPlane extends pulumi.ComponentResource {
  /** Root namespace. */
  public readonly namespace: string;
  /** Namespace of the node agent. */
  public readonly cniNamespace: string;
  /** Root of the workloads' identities. */
  public readonly trustDomain: string;

  public constructor(name: string, args: IstioControlPlaneArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:IstioControlPlane", name, args, opts);
    const { version, engine = ClusterEngine.eks, mirror } = args;
    const root = createRootNamespace(this, name);
    const cni = createCniNamespace(this, name);
    const chart = { repository: "https://istio-release.storage.googleapis.com/charts", version, mirror };

    const crds = installChart(
      `${name}-base`,
      { ...chart, chart: "base", release: "istio-base", namespace: root.namespace, values: {} },
      { parent: this, dependsOn: root },
    );
    const nodeAgent = installChart(
      `${name}-cni`,
      { ...chart, chart: "cni", release: "istio-cni", namespace: cni.namespace, values: cniValues(engine, mirror) },
      { parent: this, dependsOn: [cni, crds] },
    );
    const istiod = installChart(
      `${name}-istiod`,
      { ...chart, chart: "istiod", namespace: root.namespace, values: istiodValues(mirror) },
      { parent: this, dependsOn: [crds, nodeAgent] },
    );
    createPolicies(this, name, istiod);

    this.namespace = root.namespace;
    this.cniNamespace = cni.namespace;
    this.trustDomain = istio.trustDomain;
    this.registerOutputs({
      namespace: this.namespace,
      cniNamespace: this.cniNamespace,
      trustDomain: this.trustDomain,
    });
  }
}

function createRootNamespace(parent: pulumi.Resource, name: string): IsolatedNamespace {
  return new IsolatedNamespace(
    `${name}-system`,
    {
      namespace: istio.namespace,
      podSecurity: PodSecurityLevel.restricted,
      allow: [
        // Proxies are in namespaces that are made later.
        { direction: "ingress", ports: [istioPorts.discovery], peer: { namespaceLabels: {} } },
        fromApiServer(istioPorts.webhook),
        toDns,
        toApis,
      ],
    },
    { parent },
  );
}

/** The node agent writes into the nodes' network configuration. */
function createCniNamespace(parent: pulumi.Resource, name: string): IsolatedNamespace {
  return new IsolatedNamespace(
    `${name}-cni-namespace`,
    { namespace: istio.cniNamespace, podSecurity: PodSecurityLevel.privileged, allow: [toDns, toApis] },
    { parent },
  );
}

/** In the root namespace without a selector, a policy holds for every workload of the mesh. */
function createPolicies(parent: pulumi.Resource, name: string, istiod: pulumi.Resource): void {
  const policy = (kind: string, apiVersion: string, policyName: string, spec: pulumi.Inputs) =>
    new kubernetes.apiextensions.CustomResource(
      `${name}-${policyName}`,
      { apiVersion, kind, metadata: { name: policyName, namespace: istio.namespace }, spec },
      { parent, dependsOn: istiod },
    );
  policy("PeerAuthentication", "security.istio.io/v1", "default", { mtls: { mode: "STRICT" } });
  policy("AuthorizationPolicy", "security.istio.io/v1", "allow-nothing", {});
}
