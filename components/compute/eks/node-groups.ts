import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { nameTag } from "../../network/tags";
import { othersOwn } from "../../others-own";
import type { EksClusterArgs } from "../eks-cluster-args";
import { CapacityType, type NodeGroupArgs } from "../mesh-cluster-args";
import type { NodeRole } from "./node-role";

const capacityTypes = { onDemand: "ON_DEMAND", spot: "SPOT" };
const imageTypes = { arm64: "AL2023_ARM_64_STANDARD", x86_64: "AL2023_x86_64_STANDARD" };

/** Root volume of Amazon Linux. */
const rootDevice = "/dev/xvda";

export interface NodeGroupsContext {
  parent: pulumi.Resource;
  name: string;
  args: EksClusterArgs;
  clusterName: pulumi.Output<string>;
  nodeRole: NodeRole;
  /** What has to be there before a node can join. */
  dependsOn: pulumi.Resource[];
}

/** Managed node groups by name, each with a launch template of its own. */
export function createNodeGroups(context: NodeGroupsContext): Record<string, aws.eks.NodeGroup> {
  return Object.fromEntries(
    Object.entries(context.args.nodeGroups).map(([group, settings]) => [
      group,
      createNodeGroup(context, `${context.name}-${group}`, settings),
    ]),
  );
}

function createNodeGroup(
  { parent, args, clusterName, nodeRole, dependsOn }: NodeGroupsContext,
  groupName: string,
  settings: NodeGroupArgs,
): aws.eks.NodeGroup {
  const { minSize, maxSize, desiredSize = minSize, instanceTypes, capacityType = CapacityType.onDemand } = settings;
  const launchTemplate = createLaunchTemplate(parent, groupName, settings, args);
  return new aws.eks.NodeGroup(
    groupName,
    {
      clusterName,
      nodeRoleArn: nodeRole.role.arn,
      subnetIds: args.subnetIds,
      instanceTypes,
      capacityType: capacityTypes[capacityType],
      amiType: imageTypes[architectureOf(instanceTypes)],
      // Of the image, not of the cluster: nodes follow the control plane when their image does.
      version: args.nodeImage.split(".").slice(0, 2).join("."),
      releaseVersion: args.nodeImage,
      launchTemplate: { id: launchTemplate.id, version: launchTemplate.latestVersion.apply(String) },
      scalingConfig: { minSize, maxSize, desiredSize },
      updateConfig: { maxUnavailablePercentage: 33 },
      tags: nameTag(groupName, args.tags),
    },
    {
      parent,
      dependsOn: [...nodeRole.attachments, ...dependsOn],
      ignoreChanges: othersOwn("aws:eks/nodeGroup:NodeGroup"),
    },
  );
}

/** https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html */
function createLaunchTemplate(
  parent: pulumi.Resource,
  groupName: string,
  { diskSize = 20 }: NodeGroupArgs,
  { nodeSecurityGroupId, tags }: EksClusterArgs,
): aws.ec2.LaunchTemplate {
  const nodeTags = nameTag(groupName, tags);
  return new aws.ec2.LaunchTemplate(
    groupName,
    {
      description: `Nodes of ${groupName}`,
      updateDefaultVersion: true,
      vpcSecurityGroupIds: [nodeSecurityGroupId],
      // One hop: pods do not get the node's credentials. Those on the node's own network, kube-proxy and the network
      // add-on among them, do; all others have roles of their service accounts.
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: rootDevice,
          ebs: { volumeType: "gp3", volumeSize: diskSize, encrypted: "true", deleteOnTermination: "true" },
        },
      ],
      tagSpecifications: [
        { resourceType: "instance", tags: nodeTags },
        { resourceType: "volume", tags: nodeTags },
      ],
      tags: nodeTags,
    },
    { parent },
  );
}

/** Graviton types have a `g` after the generation's number: t4g, m7gd, c8gn. */
function architectureOf(instanceTypes: string[]): "arm64" | "x86_64" {
  return instanceTypes.some((type) => /^[a-z]+\d+g/.test(type)) ? "arm64" : "x86_64";
}
