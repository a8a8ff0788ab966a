import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { refuse } from "../network/problems";
import { nameTag } from "../network/tags";
import { type AddOnsContext, createAddOnsBeforeNodes, createAddOnsOnNodes } from "./eks/add-ons";
import { createControlPlane } from "./eks/control-plane";
import { createControlPlaneRules } from "./eks/control-plane-rules";
import { createNodeGroups } from "./eks/node-groups";
import { createNodeRole } from "./eks/node-role";
import { eksClusterProblems } from "./eks/problems";
import type { EksClusterArgs } from "./eks-cluster-args";
import { ServiceAccountRole } from "./service-account-role";

/** A managed node group as it was made. */
export interface EksNodeGroup {
  /** Name of its Auto Scaling group. */
  autoScalingGroupName: pulumi.Output<string>;
  /** ARN of the role of its instances. */
  roleArn: pulumi.Output<string>;
}

/** The cluster's OpenID Connect issuer, as IAM knows it. */
export interface EksOidc {
  /** URL of the issuer. */
  issuer: pulumi.Output<string>;
  /** ARN of the IAM OpenID Connect provider. */
  providerArn: pulumi.Output<string>;
}

/**
 * An EKS cluster with private nodes, named like the component. The control plane is `eks.Cluster`; nodes are managed
 * node groups by launch templates of our own, so that their only security group is the one given, and IMDSv2 with one
 * hop, encrypted gp3 volumes and tags hold on every node. Kubernetes secrets are encrypted by a key of the cluster, its
 * logs have a retention, network policies are enforced, add-ons and images are pinned.
 *
 * A new version, a new image and another node group are updates in place. AWS cannot change the subnets of a node
 * group: another availability zone makes the node groups anew, before the old ones are drained.
 *
 * **Cost** (us-east-1, https://aws.amazon.com/eks/pricing/): 0.10 USD × 730 h = 73 USD a month for the control plane,
 * 438 USD once its version has left standard support; 1 USD for the key. Nodes are instances: two t3.large with 20 GB
 * gp3 are 2 × (0.0832 USD × 730 h + 20 × 0.08 USD) = 124.67 USD. Logs of the control plane are 0.50 USD per GB.
 *
 * @example
 * ```typescript
 * const cluster = new EksCluster("dev", {
 *   version: "1.35",
 *   nodeImage: "1.35.4-20260505",
 *   addOns: {
 *     "vpc-cni": "v1.21.1-eksbuild.3",
 *     "kube-proxy": "v1.35.0-eksbuild.2",
 *     coredns: "v1.13.2-eksbuild.1",
 *   },
 *   subnetIds: nodes.subnetIds,
 *   cidrBlocks: nodes.cidrBlocks,
 *   nodeSecurityGroupId: nodes.securityGroupId,
 *   api: { access: "public", publicAccessCidrBlocks: ["203.0.113.0/24"] },
 *   nodeGroups: { general: { instanceTypes: ["t3.large"], minSize: 2, maxSize: 4 } },
 * });
 * ```
 */
export class EksCluster extends pulumi.ComponentResource {
  /** Name of the cluster. */
  public readonly clusterName: pulumi.Output<string>;
  /** ARN of the cluster. */
  public readonly clusterArn: pulumi.Output<string>;
  /** Kubernetes version: `1.35`. */
  public readonly version: pulumi.Output<string>;
  /** URL of the Kubernetes API. */
  public readonly endpoint: pulumi.Output<string>;
  /** Certificate authority of the API: PEM in base64. */
  public readonly certificateAuthority: pulumi.Output<string>;
  /** Id of the security group that EKS makes. Only the control plane's interfaces are in it. */
  public readonly clusterSecurityGroupId: pulumi.Output<string>;
  /** Who vouches for service accounts to IAM. */
  public readonly oidc: EksOidc;
  /** Managed node groups by name. */
  public readonly nodeGroups: Record<string, EksNodeGroup>;
  /** ARN of the role of `vpc-cni`, whose service account is `kube-system/aws-node`. */
  public readonly networkRoleArn: pulumi.Output<string>;

  public constructor(name: string, args: EksClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:EksCluster", name, args, opts);
    refuse(this, name, eksClusterProblems(args));

    const cluster = createControlPlane(this, name, args);
    const clusterSecurityGroupId = cluster.vpcConfig.clusterSecurityGroupId;
    const rules = createControlPlaneRules(this, name, args, clusterSecurityGroupId);
    const oidc = createOidc(this, name, args, cluster);
    const networkRole = createNetworkRole(this, name, args, oidc);
    const addOns: AddOnsContext = {
      parent: this,
      name,
      args,
      clusterName: cluster.name,
      networkRoleArn: networkRole.roleArn,
    };
    const nodeRole = createNodeRole(this, name, args.tags);
    const nodeGroups = createNodeGroups({
      parent: this,
      name,
      args,
      clusterName: cluster.name,
      nodeRole,
      dependsOn: [...rules, ...createAddOnsBeforeNodes(addOns)],
    });
    createAddOnsOnNodes(addOns, Object.values(nodeGroups));

    this.clusterName = cluster.name;
    this.clusterArn = cluster.arn;
    this.version = cluster.version;
    this.endpoint = cluster.endpoint;
    this.certificateAuthority = cluster.certificateAuthority.data;
    this.clusterSecurityGroupId = clusterSecurityGroupId;
    this.oidc = oidc;
    this.nodeGroups = Object.fromEntries(
      Object.entries(nodeGroups).map(([group, made]) => [group, describe(made, nodeRole.role)]),
    );
    this.networkRoleArn = networkRole.roleArn;
    this.registerOutputs({
      clusterName: this.clusterName,
      clusterArn: this.clusterArn,
      version: this.version,
      endpoint: this.endpoint,
      certificateAuthority: this.certificateAuthority,
      clusterSecurityGroupId: this.clusterSecurityGroupId,
      oidc: this.oidc,
      nodeGroups: this.nodeGroups,
      networkRoleArn: this.networkRoleArn,
    });
  }
}

/** IAM knows the certificate authorities of AWS's issuers: no thumbprint is asked for. */
function createOidc(
  parent: pulumi.Resource,
  name: string,
  { tags }: EksClusterArgs,
  cluster: pulumi.Output<aws.eks.Cluster>,
): EksOidc {
  const issuer = cluster.identities.apply(([identity]) => identity?.oidcs[0]?.issuer ?? "");
  const provider = new aws.iam.OpenIdConnectProvider(
    name,
    { url: issuer, clientIdLists: ["sts.amazonaws.com"], tags: nameTag(name, tags) },
    { parent },
  );
  return { issuer, providerArn: provider.arn };
}

/** https://docs.aws.amazon.com/eks/latest/userguide/cni-iam-role.html */
function createNetworkRole(
  parent: pulumi.Resource,
  name: string,
  { tags }: EksClusterArgs,
  oidc: EksOidc,
): ServiceAccountRole {
  return new ServiceAccountRole(
    `${name}-aws-node`,
    {
      oidc,
      namespace: "kube-system",
      serviceAccount: "aws-node",
      managedPolicyArns: [aws.iam.ManagedPolicy.AmazonEKS_CNI_Policy],
      tags,
    },
    { parent },
  );
}

function describe(nodeGroup: aws.eks.NodeGroup, role: aws.iam.Role): EksNodeGroup {
  return {
    autoScalingGroupName: nodeGroup.resources.apply(([made]) => made?.autoscalingGroups[0]?.name ?? ""),
    roleArn: role.arn,
  };
}
