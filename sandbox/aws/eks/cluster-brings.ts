/** What EKS makes along with a cluster. https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html */
import type { Companion, CreateContext, Properties } from "../../resource-type";
import { LOG_GROUP } from "../cloudwatch";
import { networkInterface } from "../ec2/addresses";
import { SECURITY_GROUP } from "../ec2/permissions";
import { SUBNET } from "../ec2/subnet";
import { arn, companion, derivedId, globalArn } from "../standard";
import { record, text, texts } from "../values";
import { accessEntryOutputs } from "./access-entry";
import { ACCESS_ENTRY, CLUSTER } from "./types";

export const clusterSecurityGroupId = (name: string, { account, region }: Pick<CreateContext, "account" | "region">) =>
  derivedId("sg", `${account}/${region}/${CLUSTER}/${name}`, "cluster");

export const clusterBrings = (outputs: Properties, context: CreateContext): readonly Companion[] => [
  securityGroup(outputs, context),
  ...interfaces(outputs, context),
  ...logGroup(outputs, context),
  ...creatorsEntry(outputs, context),
];

/** The cluster security group: members reach each other, and everything. */
function securityGroup(outputs: Properties, context: CreateContext): Companion {
  const name = String(outputs.name);
  const { clusterSecurityGroupId: id, vpcId } = record(outputs.vpcConfig);
  const everything = { protocol: "-1", fromPort: 0, toPort: 0 };
  const tags = {
    Name: `eks-cluster-sg-${name}`,
    "aws:eks:cluster-name": name,
    [`kubernetes.io/cluster/${name}`]: "owned",
  };
  return companion(SECURITY_GROUP, String(id), {
    arn: arn(context, "ec2", `security-group/${String(id)}`),
    ownerId: context.account,
    region: context.region,
    vpcId,
    name: `eks-cluster-sg-${name}`,
    description:
      "EKS created security group applied to ENI that is attached to EKS Control Plane master nodes, as well as any managed workloads.",
    ingress: [{ ...everything, self: true }],
    egress: [{ ...everything, cidrBlocks: ["0.0.0.0/0"] }],
    tags,
    tagsAll: tags,
  });
}

/** The control plane's interfaces, one in each zone. */
function interfaces(outputs: Properties, context: CreateContext): readonly Companion[] {
  const { subnetIds, securityGroupIds, clusterSecurityGroupId: group } = record(outputs.vpcConfig);
  const zones = new Map(texts(subnetIds).map((id) => [context.get(SUBNET, id)?.outputs.availabilityZone, id]));
  return [...zones.values()].map((subnetId) =>
    networkInterface(
      {
        id: derivedId("eni", String(outputs.arn), subnetId),
        subnetId,
        interfaceType: "interface",
        description: `Amazon EKS ${String(outputs.name)}`,
        securityGroups: [String(group), ...texts(securityGroupIds)],
      },
      outputs,
      context,
    ),
  );
}

/** EKS makes the group of the control plane's logs when nobody else has. */
function logGroup(outputs: Properties, context: CreateContext): readonly Companion[] {
  const name = `/aws/eks/${String(outputs.name)}/cluster`;
  const others = context.where(LOG_GROUP, "name", name).filter(({ owner }) => owner !== outputs.id);
  return texts(outputs.enabledClusterLogTypes).length === 0 || others.length > 0
    ? []
    : [
        companion(LOG_GROUP, name, {
          name,
          arn: arn(context, "logs", `log-group:${name}`),
          region: context.region,
          retentionInDays: 0,
        }),
      ];
}

/** The role that created the cluster administers it. */
function creatorsEntry(outputs: Properties, context: CreateContext): readonly Companion[] {
  const { authenticationMode, bootstrapClusterCreatorAdminPermissions } = record(outputs.accessConfig);
  if (authenticationMode === "CONFIG_MAP" || bootstrapClusterCreatorAdminPermissions !== true) {
    return [];
  }
  const clusterName = String(outputs.name);
  const principalArn = globalArn(context, "iam", "role/sandbox");
  const id = `${clusterName}:${principalArn}`;
  return [
    companion(ACCESS_ENTRY, id, {
      ...accessEntryOutputs({ clusterName, principalArn }, context, text(outputs.endpoint) ?? ""),
      clusterName,
      principalArn,
      type: "STANDARD",
    }),
  ];
}
