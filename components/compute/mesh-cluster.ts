import * as pulumi from "@pulumi/pulumi";

import type { Problem } from "../network/addresses";
import { notOneOf } from "../network/one-of";
import { refuse } from "../network/problems";
import { AddOnRole, addOnPolicy } from "./add-on-roles";
import { scopeOf } from "./add-on-roles/policy";
import { EksCluster } from "./eks-cluster";
import { ClusterEngine } from "./mesh-cluster-args";
import { createEntrances } from "./mesh-cluster-entrances";
import { EntranceType, type MeshClusterArgs } from "./mesh-cluster-inputs";
import type { MeshClusterApi, MeshClusterEntrance, MeshClusterNodeGroup } from "./mesh-cluster-outputs";
import { ServiceAccountRole } from "./service-account-role";

/** Ports of pods that the control plane calls: the load balancer controller, istiod. */
const webhookPorts = [9443, 15017];

/**
 * The cluster of a service mesh: Kubernetes with its nodes, IAM roles for what runs in it, and the way in for a load
 * balancer, to the NodePorts of the mesh's ingress gateway. A load balancer in the nodes' VPC gets target groups, to
 * which Auto Scaling adds the nodes; one in another VPC can have addresses only, and gets those of an internal network
 * load balancer.
 *
 * **Cost** (us-east-1): the sum of its parts, see `EksCluster` and `ClusterIngress`. Two t3.large nodes behind the
 * internal load balancer: 73 + 1 + 124.67 + 16.43 = 215.10 USD a month before traffic and logs.
 *
 * @example
 * ```typescript
 * const network = new HubSpokeNetwork("dev", { … });
 * const { nodes } = network.vpcs.apps.tiers;
 * const cluster = new MeshCluster("dev", {
 *   engine: "eks",
 *   versions: {
 *     kubernetes: "1.35",
 *     nodeImage: "1.35.4-20260505",
 *     addOns: {
 *       "vpc-cni": "v1.21.1-eksbuild.3",
 *       "kube-proxy": "v1.35.0-eksbuild.2",
 *       coredns: "v1.13.2-eksbuild.1",
 *     },
 *   },
 *   vpcId: network.vpcs.apps.vpcId,
 *   subnetIds: nodes.subnetIds,
 *   cidrBlocks: nodes.cidrBlocks,
 *   nodeSecurityGroupId: nodes.securityGroupId,
 *   api: { access: "tunnel" },
 *   bastion: network.bastion,
 *   nodeGroups: { general: { instanceTypes: ["t3.large"], minSize: 2, maxSize: 4 } },
 *   ingress: { addresses: ["10.1.0.10", "10.1.16.10"], securityGroupIds: [network.vpcs.apps.groups.ingress] },
 * });
 * ```
 */
export class MeshCluster extends pulumi.ComponentResource {
  /** The cluster. */
  public readonly cluster: MeshClusterApi;
  /** Its node groups by name. */
  public readonly nodeGroups: Record<string, MeshClusterNodeGroup>;
  /** ARNs of the IAM roles for service accounts: `<namespace>/<service account>`. */
  public readonly roleArns: Record<string, pulumi.Output<string>>;
  /** The way in, by kind of traffic: `http`, `https`. */
  public readonly ingress: Record<string, MeshClusterEntrance>;

  public constructor(name: string, args: MeshClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:MeshCluster", name, args, opts);
    refuse(this, name, meshClusterProblems(args));
    const context: Context = { parent: this, name, args };
    const cluster = createEksCluster(context);

    this.cluster = {
      engine: args.engine,
      name: cluster.clusterName,
      version: cluster.version,
      endpoint: cluster.endpoint,
      certificateAuthority: cluster.certificateAuthority,
      securityGroupId: cluster.clusterSecurityGroupId,
      oidc: cluster.oidc,
    };
    this.nodeGroups = Object.fromEntries(
      Object.entries(cluster.nodeGroups).map(([group, made]) => [
        group,
        { ...made, securityGroupIds: [pulumi.output(args.nodeSecurityGroupId)] },
      ]),
    );
    this.roleArns = { "kube-system/aws-node": cluster.networkRoleArn, ...createRoles(context, cluster) };
    this.ingress = createEntrances(this, name, args, cluster.nodeGroups);
    this.registerOutputs({
      cluster: this.cluster,
      nodeGroups: this.nodeGroups,
      roleArns: this.roleArns,
      ingress: this.ingress,
    });
  }
}

interface Context {
  parent: pulumi.Resource;
  name: string;
  args: MeshClusterArgs;
}

function meshClusterProblems({ engine, versions, entrance, addOnRoles }: MeshClusterArgs): Problem[] {
  if (engine === ClusterEngine.k3s) {
    return [{ path: "engine", reason: `"k3s" is not built yet. Take "eks".` }];
  }
  const required = { "versions.kubernetes": versions.kubernetes, "versions.nodeImage": versions.nodeImage };
  return [
    ...notOneOf(engine, ClusterEngine, "engine"),
    ...notOneOf(entrance, EntranceType, "entrance"),
    ...(addOnRoles ?? []).flatMap((role, index) => notOneOf(role, AddOnRole, `addOnRoles[${index}]`)),
    ...Object.entries(required)
      .filter(([, version]) => version === undefined)
      .map(([path]) => ({ path, reason: "Required on EKS: nothing is left to what is newest." })),
  ];
}

function createEksCluster({ parent, name, args }: Context): EksCluster {
  const { kubernetes = "", nodeImage = "", addOns = {} } = args.versions;
  const { subnetIds, cidrBlocks, nodeSecurityGroupId, api, bastion, nodeGroups = {} } = args;
  const { admins, serviceCidrBlock, logTypes, logRetentionInDays, tags } = args;
  return new EksCluster(
    name,
    {
      version: kubernetes,
      nodeImage,
      addOns,
      subnetIds,
      cidrBlocks,
      nodeSecurityGroupId,
      api,
      bastion,
      nodeGroups,
      admins,
      webhookPorts,
      serviceCidrBlock,
      logTypes,
      logRetentionInDays,
      tags,
    },
    { parent },
  );
}

/** Roles of add-ons, by `<namespace>/<service account>`. */
function createRoles({ parent, name, args }: Context, cluster: EksCluster): Record<string, pulumi.Output<string>> {
  const { addOnRoles = [], secretPrefix = `${name}/`, tags } = args;
  const roles = addOnRoles.map((account) => {
    const [namespace = "", serviceAccount = ""] = account.split("/");
    const { roleArn } = new ServiceAccountRole(
      `${name}-${serviceAccount}`,
      {
        oidc: cluster.oidc,
        namespace,
        serviceAccount,
        policy: cluster.clusterArn.apply((arn) => addOnPolicy(account, scopeOf(arn, secretPrefix))),
        tags,
      },
      { parent },
    );
    return [account, roleArn] as const;
  });
  return Object.fromEntries(roles);
}
