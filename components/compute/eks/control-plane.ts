import * as aws from "@pulumi/aws";
// The package's own entrance loads all of its components.
import { Cluster } from "@pulumi/eks/cluster";
import type * as pulumi from "@pulumi/pulumi";

import { nameTag } from "../../network/tags";
import type { EksClusterArgs } from "../eks-cluster-args";
import { ClusterApiAccess, ControlPlaneLog } from "../mesh-cluster-args";

const adminPolicy = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";

/** The control plane with its key and its logs; nothing that runs pods. */
export function createControlPlane(
  parent: pulumi.Resource,
  name: string,
  args: EksClusterArgs,
): pulumi.Output<aws.eks.Cluster> {
  const key = createKey(parent, name, args);
  const logGroup = createLogGroup(parent, name, args);
  const cluster = new Cluster(
    name,
    {
      // Named by way of its log group: EKS would make one that keeps logs for ever, before ours or after it is gone.
      name: logGroup.name.apply(() => name),
      version: args.version,
      subnetIds: args.subnetIds,
      kubernetesServiceIpAddressRange: args.serviceCidrBlock ?? "172.20.0.0/16",
      encryptionConfigKeyArn: key.arn,
      enabledClusterLogTypes: args.logTypes ?? [
        ControlPlaneLog.api,
        ControlPlaneLog.audit,
        ControlPlaneLog.authenticator,
      ],
      ...endpointAccess(args),
      // Whoever creates the cluster becomes its administrator; the others are named.
      authenticationMode: "API",
      accessEntries: Object.fromEntries((args.admins ?? []).map((arn) => [entryName(arn), adminEntry(arn)])),
      // Its groups would open the nodes to each other and to the internet, whatever the flows say.
      skipDefaultSecurityGroups: true,
      skipDefaultNodeGroup: true,
      createInstanceRole: false,
      // Would ask the issuer for its certificate from wherever the program runs.
      createOidcProvider: false,
      // Add-ons are made where their order against role and nodes can be given.
      bootstrapSelfManagedAddons: false,
      useDefaultVpcCni: true,
      kubeProxyAddonOptions: { enabled: false },
      corednsAddonOptions: { enabled: false },
      tags: nameTag(name, args.tags),
    },
    { parent },
  );
  return cluster.eksCluster;
}

/**
 * Nodes always reach the API inside the VPC. `true` for the public endpoint is left to EKS, whose default it is: given,
 * it has the component call the API until it answers, from wherever the program runs.
 */
function endpointAccess({ api }: EksClusterArgs) {
  return api.access === ClusterApiAccess.public
    ? { endpointPrivateAccess: true, publicAccessCidrs: api.publicAccessCidrBlocks }
    : { endpointPrivateAccess: true, endpointPublicAccess: false };
}

function adminEntry(principalArn: string) {
  return { principalArn, accessPolicies: { admin: { policyArn: adminPolicy, accessScope: { type: "cluster" } } } };
}

/** `123456789012-role-platform` of `arn:aws:iam::123456789012:role/platform`: the same wherever it stands in the list. */
function entryName(arn: string): string {
  return arn.split(":").slice(4).join("-").replaceAll("/", "-");
}

function createKey(parent: pulumi.Resource, name: string, { tags }: EksClusterArgs): aws.kms.Key {
  return new aws.kms.Key(
    `${name}-secrets`,
    {
      description: `Kubernetes secrets of ${name}`,
      enableKeyRotation: true,
      tags: nameTag(`${name}-secrets`, tags),
    },
    { parent },
  );
}

/** https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html */
function createLogGroup(
  parent: pulumi.Resource,
  name: string,
  { logRetentionInDays, tags }: EksClusterArgs,
): aws.cloudwatch.LogGroup {
  const logGroupName = `/aws/eks/${name}/cluster`;
  return new aws.cloudwatch.LogGroup(
    `${name}-control-plane`,
    { name: logGroupName, retentionInDays: logRetentionInDays ?? 30, tags: nameTag(logGroupName, tags) },
    { parent },
  );
}
