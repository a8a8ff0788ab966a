import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { IsolatedNamespace } from "../kubernetes/isolated-namespace";
import { PodSecurityLevel } from "../kubernetes/pod-security";
import { namespaceNamed, toDns } from "../kubernetes/traffic";
import { refuse } from "../network/problems";
import { gatewayDeployment } from "./ingress-gateway-deployment";
import { gatewayProblems, nodePortsOf, replicasOf } from "./ingress-gateway-settings";
import { istio, istioPorts } from "./istio";
import type { IngressGatewaySettingsArgs } from "./istio-mesh-args";

export interface IngressGatewayArgs extends IngressGatewaySettingsArgs {
  /** Version of Istio: with it the pods are replaced, and get its proxy. */
  istioVersion: string;
}

/**
 * The entrance of the mesh: Istio's gateway by injection, behind ports of every node. It has to depend on
 * `IstioControlPlane`, whose webhook puts the proxy into its pods.
 *
 * Every node answers at its ports, also one without a pod of the gateway (`externalTrafficPolicy: Cluster`): load
 * balancers may send to any node, at the price of one hop and of the client's address, which is in X-Forwarded-For.
 * Health checks ask the health port: at the others the gateway answers 404 to a host that nobody has routed.
 *
 * **Cost**: none of its own; each pod keeps 0.1 of a core and 128 MiB.
 */
export class IngressGateway extends pulumi.ComponentResource {
  /** Its namespace, where the TLS secrets of Gateways are kept. */
  public readonly namespace: string;
  /** Name of its Kubernetes service. */
  public readonly service: string;
  /** Labels by which an Istio Gateway selects it. */
  public readonly selector: Record<string, string>;

  public constructor(name: string, args: IngressGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:IngressGateway", name, args, opts);
    refuse(this, name, gatewayProblems(args));
    const namespace = createNamespace(this, name);
    const context: Context = {
      name,
      args,
      metadata: { name: istio.ingressGateway, namespace: namespace.namespace, labels },
      opts: pulumi.mergeOptions({ parent: this, dependsOn: namespace }, { dependsOn: opts?.dependsOn }),
    };
    createDeployment(context);
    createService(context);
    createAuthorizationPolicy(context);

    this.namespace = namespace.namespace;
    this.service = istio.ingressGateway;
    this.selector = istio.ingressSelector;
    this.registerOutputs({ namespace: this.namespace, service: this.service, selector: this.selector });
  }
}

interface Context {
  name: string;
  args: IngressGatewayArgs;
  metadata: { name: string; namespace: string; labels: Record<string, string> };
  opts: pulumi.CustomResourceOptions;
}

const labels = { app: istio.ingressGateway, ...istio.ingressSelector };

function createNamespace(parent: pulumi.Resource, name: string): IsolatedNamespace {
  return new IsolatedNamespace(
    `${name}-namespace`,
    {
      namespace: istio.ingressNamespace,
      podSecurity: PodSecurityLevel.restricted,
      allow: [
        // What comes through a port of the nodes has a node's address: no pod.
        { direction: "ingress", ports: [istioPorts.http, istioPorts.https, istioPorts.health] },
        {
          direction: "egress",
          ports: [istioPorts.discovery],
          peer: { namespaceLabels: namespaceNamed(istio.namespace), podLabels: { app: "istiod" } },
        },
        // Whatever is in the mesh may be routed to; who may answer is in the policies over there.
        { direction: "egress", peer: { namespaceLabels: istio.injection } },
        toDns,
      ],
    },
    { parent },
  );
}

function createDeployment(context: Context): void {
  const { name, args, metadata, opts } = context;
  const serviceAccount = createServiceAccount(context);
  const deployment = new kubernetes.apps.v1.Deployment(
    name,
    {
      metadata,
      spec: gatewayDeployment({
        labels,
        serviceAccountName: serviceAccount.metadata.name,
        istioVersion: args.istioVersion,
      }),
    },
    opts,
  );
  new kubernetes.autoscaling.v2.HorizontalPodAutoscaler(
    name,
    {
      metadata,
      spec: {
        scaleTargetRef: { apiVersion: deployment.apiVersion, kind: deployment.kind, name: deployment.metadata.name },
        ...replicasOf(args),
        metrics: [
          { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } } },
        ],
      },
    },
    opts,
  );
  // Also a gateway of one pod lets its node be drained.
  new kubernetes.policy.v1.PodDisruptionBudget(
    name,
    { metadata, spec: { maxUnavailable: 1, selector: { matchLabels: labels } } },
    opts,
  );
}

/** istiod hands TLS secrets to a gateway whose service account may read them. */
function createServiceAccount({ name, metadata, opts }: Context): kubernetes.core.v1.ServiceAccount {
  const serviceAccount = new kubernetes.core.v1.ServiceAccount(name, { metadata }, opts);
  const role = new kubernetes.rbac.v1.Role(
    name,
    { metadata, rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["get", "watch", "list"] }] },
    opts,
  );
  new kubernetes.rbac.v1.RoleBinding(
    name,
    {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name },
      subjects: [{ kind: "ServiceAccount", name: serviceAccount.metadata.name, namespace: metadata.namespace }],
    },
    opts,
  );
  return serviceAccount;
}

function createService({ name, args, metadata, opts }: Context): void {
  const nodePorts = nodePortsOf(args);
  new kubernetes.core.v1.Service(
    name,
    {
      metadata,
      spec: {
        type: "NodePort",
        externalTrafficPolicy: "Cluster",
        selector: labels,
        ports: [
          { name: "status-port", port: 15021, targetPort: istioPorts.health, nodePort: nodePorts.health },
          { name: "http2", port: 80, targetPort: istioPorts.http, nodePort: nodePorts.http },
          { name: "https", port: 443, targetPort: istioPorts.https, nodePort: nodePorts.https },
        ],
      },
    },
    opts,
  );
}

/** What comes from outside has no identity yet; services behind the gateway decide by theirs. Health needs no rule. */
function createAuthorizationPolicy({ name, metadata, opts }: Context): void {
  new kubernetes.apiextensions.CustomResource(
    name,
    {
      apiVersion: "security.istio.io/v1",
      kind: "AuthorizationPolicy",
      metadata,
      spec: {
        selector: { matchLabels: istio.ingressSelector },
        action: "ALLOW",
        rules: [{ to: [{ operation: { ports: [istioPorts.http, istioPorts.https].map(String) } }] }],
      },
    },
    opts,
  );
}
