import type { Companion, CreateContext, Properties, ResourceType } from "../../resource-type";
import { launchedInstances } from "../autoscaling/instances";
import { AUTO_SCALING_GROUP } from "../autoscaling/types";
import { groupsOf, LAUNCH_TEMPLATE, templateOf, versionOf } from "../ec2/launch-template";
import { SUBNET } from "../ec2/subnet";
import { ROLE } from "../iam/role";
import { derivedUuid } from "../identifiers";
import { arn, companion, kept, standard } from "../standard";
import { number, record, records, text, texts } from "../values";
import { nodeGroupRefusals } from "./node-group-refusals";
import { AMI_TYPES, DEFAULT_AMI_TYPE, imageOfRelease, latestRelease } from "./node-images";
import { CLUSTER, EKS_QUOTAS, NODE_GROUP } from "./types";

const nameOf = (inputs: Properties, context: CreateContext): string =>
  text(inputs.nodeGroupName) ??
  text(context.self?.outputs.nodeGroupName) ??
  `${text(inputs.nodeGroupNamePrefix) ?? ""}${context.hex(26)}`;

export const nodeGroup: ResourceType = {
  type: NODE_GROUP,
  documentation: "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html",
  required: ["clusterName", "nodeRoleArn", "scalingConfig", "subnetIds"],
  defaults: {},
  autoname: { property: "nodeGroupName", maximumLength: 63 },
  id: (inputs, context) => `${String(inputs.clusterName)}:${nameOf(inputs, context)}`,
  computed: (inputs, context, old) => {
    const name = nameOf(inputs, context);
    const template = templateOf(inputs.launchTemplate, context);
    const uuid = derivedUuid(`${context.account}/${context.region}/${context.urn}/${name}`);
    return {
      ...standard(inputs, context),
      arn: arn(context, "eks", `nodegroup/${String(inputs.clusterName)}/${name}/${uuid}`),
      nodeGroupName: name,
      nodeGroupNamePrefix: inputs.nodeGroupNamePrefix ?? "",
      amiType: text(template?.outputs.imageId) ? "CUSTOM" : (inputs.amiType ?? DEFAULT_AMI_TYPE),
      capacityType: inputs.capacityType ?? "ON_DEMAND",
      diskSize: inputs.diskSize ?? (template ? 0 : 20),
      instanceTypes: inputs.instanceTypes ?? (text(template?.outputs.instanceType) ? [] : ["t3.medium"]),
      ...versions(inputs, context, old),
      resources: [{ autoscalingGroups: [{ name: `eks-${name}-${uuid}` }], remoteAccessSecurityGroupId: "" }],
      status: "ACTIVE",
      updateConfig: {
        maxUnavailable: 1,
        maxUnavailablePercentage: 0,
        updateStrategy: "DEFAULT",
        ...record(inputs.updateConfig),
      },
      nodeRepairConfig: { enabled: false, ...record(inputs.nodeRepairConfig) },
      ...(template
        ? {
            launchTemplate: {
              id: template.id,
              name: template.outputs.name,
              version: String(versionOf(inputs.launchTemplate, template) ?? 1),
            },
          }
        : {}),
    };
  },
  assumed: ["releaseVersion"],
  references: [
    { path: "clusterName", to: [CLUSTER], missing: "ResourceNotFoundException", inUse: "ResourceInUseException" },
    { path: "nodeRoleArn", to: [ROLE], by: "arn", missing: "InvalidParameterException" },
    { path: "subnetIds[]", to: [SUBNET], missing: "InvalidParameterException", inUse: "DependencyViolation" },
    { path: "launchTemplate.id", to: [LAUNCH_TEMPLATE], missing: "InvalidRequestException" },
    { path: "launchTemplate.name", to: [LAUNCH_TEMPLATE], by: "name", missing: "InvalidRequestException" },
  ],
  unique: [
    {
      scope: "account-region",
      key: ({ clusterName, nodeGroupName }) => text(nodeGroupName) && `${String(clusterName)} ${String(nodeGroupName)}`,
      code: "ResourceInUseException",
      message: ({ clusterName, nodeGroupName }) =>
        `NodeGroup already exists with name ${String(nodeGroupName)} and cluster name ${String(clusterName)}`,
    },
  ],
  replaceOn: [
    "region",
    "amiType",
    "capacityType",
    "clusterName",
    "diskSize",
    "instanceTypes",
    "launchTemplate.id",
    "launchTemplate.name",
    "nodeGroupName",
    "nodeGroupNamePrefix",
    "nodeRoleArn",
    "remoteAccess",
    "subnetIds",
  ],
  formats: [
    {
      property: "nodeGroupName",
      pattern: /^[\da-zA-Z][\w-]{0,62}$/,
      code: "InvalidParameterException",
      allowed: "1 to 63 of letters, digits, - and _, the first a letter or digit",
    },
    {
      property: "amiType",
      pattern: new RegExp(`^(${AMI_TYPES.join("|")})$`),
      code: "InvalidParameterException",
      allowed: AMI_TYPES.join(", "),
    },
    {
      property: "capacityType",
      pattern: /^(ON_DEMAND|SPOT|CAPACITY_BLOCK)$/,
      code: "InvalidParameterException",
      allowed: "ON_DEMAND, SPOT or CAPACITY_BLOCK",
    },
    {
      property: "taints[].effect",
      pattern: /^(NO_SCHEDULE|NO_EXECUTE|PREFER_NO_SCHEDULE)$/,
      code: "InvalidParameterException",
      allowed: "NO_SCHEDULE, NO_EXECUTE or PREFER_NO_SCHEDULE",
    },
  ],
  refusals: nodeGroupRefusals,
  quotas: [
    {
      name: "Managed node groups per cluster",
      limit: 30,
      per: ({ clusterName }) => String(clusterName),
      code: "ResourceLimitExceededException",
      documentation: `${EKS_QUOTAS} (L-6D54EA21)`,
    },
    {
      name: "Nodes per managed node group",
      limit: 450,
      used: ({ scalingConfig }) => number(record(scalingConfig).maxSize) ?? 0,
      code: "ResourceLimitExceededException",
      documentation: `${EKS_QUOTAS} (L-BD136A63)`,
    },
  ],
  brings: (outputs, context) => [...autoScalingGroup(outputs, context), ...instances(outputs, context)],
};

/** A node group keeps its version when the cluster's rises, and its image until it is told to take another. */
function versions(inputs: Properties, context: CreateContext, old: Properties | undefined): Properties {
  const cluster = text(context.get(CLUSTER, inputs.clusterName)?.outputs.version) ?? "";
  const version = text(inputs.version) ?? kept(old, "version", () => cluster);
  const latest = latestRelease(version, context.today);
  return {
    version,
    releaseVersion:
      text(inputs.releaseVersion) ?? (old?.version === version ? kept(old, "releaseVersion", () => latest) : latest),
  };
}

const groupName = (outputs: Properties): string =>
  String(records(records(outputs.resources)[0]?.autoscalingGroups)[0]?.name);

const tagsOf = (outputs: Properties): Readonly<Record<string, unknown>> => ({
  "eks:cluster-name": outputs.clusterName,
  "eks:nodegroup-name": outputs.nodeGroupName,
  [`kubernetes.io/cluster/${String(outputs.clusterName)}`]: "owned",
  "k8s.io/cluster-autoscaler/enabled": "true",
  [`k8s.io/cluster-autoscaler/${String(outputs.clusterName)}`]: "owned",
});

/** EKS makes an Auto Scaling group, which others may attach target groups to. */
function autoScalingGroup(outputs: Properties, context: CreateContext): readonly Companion[] {
  const name = groupName(outputs);
  const { minSize, maxSize, desiredSize } = record(outputs.scalingConfig);
  return [
    companion(AUTO_SCALING_GROUP, name, {
      name,
      arn: arn(context, "autoscaling", `autoScalingGroup:${derivedUuid(name)}:autoScalingGroupName/${name}`),
      region: context.region,
      minSize,
      maxSize,
      desiredCapacity: desiredSize,
      vpcZoneIdentifiers: texts(outputs.subnetIds),
      targetGroupArns: [],
      tags: Object.entries(tagsOf(outputs)).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
    }),
  ];
}

function instances(outputs: Properties, context: CreateContext): readonly Companion[] {
  const template = templateOf(outputs.launchTemplate, context)?.outputs;
  const own = groupsOf(templateOf(outputs.launchTemplate, context));
  const cluster = record(context.get(CLUSTER, outputs.clusterName)?.outputs.vpcConfig).clusterSecurityGroupId;
  return launchedInstances(
    {
      group: groupName(outputs),
      count: number(record(outputs.scalingConfig).desiredSize) ?? 0,
      subnetIds: texts(outputs.subnetIds),
      securityGroups: own.length > 0 ? own : [String(cluster)],
      instanceType: texts(outputs.instanceTypes)[0] ?? text(template?.instanceType) ?? "t3.medium",
      image:
        text(template?.imageId) ??
        imageOfRelease(String(outputs.amiType), String(outputs.releaseVersion), context.region),
      tags: tagsOf(outputs),
    },
    context,
  );
}
