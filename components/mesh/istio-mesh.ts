import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { ClusterEngine } from "../compute/mesh-cluster-args";
import { refuse } from "../network/problems";
import { nameTag } from "../network/tags";
import { wantedAddOns } from "./add-ons";
import { HelmAddOn } from "./helm-add-on";
import { ContainerMetrics } from "./container-metrics";
import { containerMetricsAccount } from "./container-metrics-account";
import { IngressGateway } from "./ingress-gateway";
import { type GatewayNodePorts, nodePortsOf } from "./ingress-gateway-settings";
import { IstioControlPlane } from "./istio-control-plane";
import type { IstioMeshArgs } from "./istio-mesh-args";
import { istioMeshProblems } from "./istio-mesh-problems";

/** The entrance of a mesh. */
export interface MeshIngressGateway {
  /** Its namespace, where the TLS secrets of Gateways are kept. */
  namespace: string;
  /** Name of its Kubernetes service. */
  service: string;
  /** Labels by which an Istio Gateway selects it. */
  selector: Record<string, string>;
  /** Ports of the nodes that lead to it. */
  nodePorts: GatewayNodePorts;
}

/**
 * A service mesh on a cluster, and what else every cluster needs: Istio's control plane with mutual TLS everywhere and
 * nothing allowed, the ingress gateway, and add-ons. It takes a Kubernetes provider for the cluster and an AWS provider
 * for its log groups.
 *
 * **Cost** (us-east-1): none for the mesh itself; the pods of mesh and add-ons keep about 1 core and 2 GiB of two
 * nodes. Logs and metrics: see `HelmAddOn` and `ContainerMetrics`.
 */
export class IstioMesh extends pulumi.ComponentResource {
  /** Namespaces by what is in them: `istio`, `cni`, `ingress`, and each add-on by its chart. */
  public readonly namespaces: Record<string, string>;
  /** The entrance. */
  public readonly ingressGateway: MeshIngressGateway;
  /** Root of the workloads' identities. */
  public readonly trustDomain: string;
  /** Versions of what is installed: `istio`, and each add-on by its chart. */
  public readonly versions: Record<string, string>;

  public constructor(name: string, args: IstioMeshArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:IstioMesh", name, args, opts);
    refuse(this, name, istioMeshProblems(args, args.cluster.engine, args.versions));
    const context: Context = { parent: this, name, args };
    const { istio, charts = {} } = args.versions;
    const istioVersion = pinned(istio, "istio");
    const controlPlane = createControlPlane(context, istioVersion);
    const gateway = createIngressGateway(context, istioVersion, controlPlane);
    const addOns = createAddOns(context);
    createContainerMetrics(context, addOns);

    this.namespaces = {
      istio: controlPlane.namespace,
      cni: controlPlane.cniNamespace,
      ingress: gateway.namespace,
      ...Object.fromEntries(Object.entries(addOns).map(([chart, addOn]) => [chart, addOn.namespace])),
    };
    this.ingressGateway = {
      namespace: gateway.namespace,
      service: gateway.service,
      selector: gateway.selector,
      nodePorts: nodePortsOf(args.ingressGateway),
    };
    this.trustDomain = controlPlane.trustDomain;
    this.versions = {
      istio: istioVersion,
      ...Object.fromEntries(Object.keys(addOns).map((chart) => [chart, pinned(charts[chart], chart)])),
    };
    this.registerOutputs({
      namespaces: this.namespaces,
      ingressGateway: this.ingressGateway,
      trustDomain: this.trustDomain,
      versions: this.versions,
    });
  }
}

interface Context {
  parent: pulumi.Resource;
  name: string;
  args: IstioMeshArgs;
}

function createControlPlane({ parent, name, args }: Context, version: string): IstioControlPlane {
  const { cluster, mirror } = args;
  return new IstioControlPlane(`${name}-istio`, { version, engine: cluster.engine, mirror }, { parent });
}

function createIngressGateway(
  { parent, name, args: { ingressGateway } }: Context,
  istioVersion: string,
  controlPlane: IstioControlPlane,
): IngressGateway {
  return new IngressGateway(
    `${name}-ingress-gateway`,
    { ...ingressGateway, istioVersion },
    { parent, dependsOn: controlPlane },
  );
}

function createAddOns(context: Context): Record<string, HelmAddOn> {
  const { parent, name, args } = context;
  const { cluster, versions, mirror, addOns = {} } = args;
  const logGroupName = createContainerLogGroup(context);
  const made = wantedAddOns(addOns, cluster.engine).map(({ chart, namespace, serviceAccount = "" }) => {
    const addOn = new HelmAddOn(
      `${name}-${chart}`,
      {
        chart,
        version: pinned(versions.charts?.[chart], chart),
        clusterName: cluster.name,
        region: cluster.region,
        vpcId: cluster.vpcId,
        roleArn: cluster.roleArns?.[`${namespace.name}/${serviceAccount}`],
        logGroupName,
        mirror,
      },
      { parent },
    );
    return [chart, addOn] as const;
  });
  return Object.fromEntries(made);
}

/** With the name under which the CloudWatch console looks for logs of containers. */
function createContainerLogGroup({ parent, name, args }: Context): pulumi.Output<string> | undefined {
  const { cluster, addOns, tags } = args;
  if (addOns?.cloudWatch === undefined) return undefined;
  const logGroup = new aws.cloudwatch.LogGroup(
    `${name}-container-logs`,
    {
      name: pulumi.interpolate`/aws/containerinsights/${cluster.name}/application`,
      retentionInDays: addOns.cloudWatch.retentionInDays ?? 30,
      tags: nameTag(`${name}-container-logs`, tags),
    },
    { parent },
  );
  return logGroup.name;
}

/** After container logs, whose namespace it shares. */
function createContainerMetrics({ parent, name, args }: Context, addOns: Record<string, HelmAddOn>): void {
  const { metrics = false, retentionInDays } = args.addOns?.cloudWatch ?? {};
  if (!metrics || args.cluster.engine !== ClusterEngine.eks) return;
  new ContainerMetrics(
    `${name}-container-metrics`,
    {
      clusterName: args.cluster.name,
      version: pinned(args.versions.containerInsights, "container metrics"),
      roleArn: args.cluster.roleArns?.[containerMetricsAccount],
      retentionInDays,
      tags: args.tags,
    },
    { parent, dependsOn: Object.values(addOns) },
  );
}

/** A version that the checks have made sure of. */
function pinned(version: string | undefined, what: string): string {
  if (version === undefined) throw new Error(`The version of ${what} is not pinned.`);
  return version;
}
