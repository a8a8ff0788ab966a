import type { Refusal, Rule } from "../../resource-type";
import { decodedUserData, groupsOf, templateOf, versionOf } from "../ec2/launch-template";
import { SECURITY_GROUP } from "../ec2/permissions";
import { SUBNET } from "../ec2/subnet";
import { given, number, record, records, text, texts } from "../values";
import { joiningRefusals } from "./joining";
import { minorOf } from "./kubernetes-versions";
import { DEFAULT_AMI_TYPE, isRelease, latestRelease, runsOn } from "./node-images";
import { isTrusting, roleOf, withPolicies } from "./roles";
import { CLUSTER } from "./types";

const invalid = (message: string): Refusal => ({ code: "InvalidParameterException", message });

const sizes: Rule = ({ scalingConfig }) => {
  const { minSize, maxSize, desiredSize } = record(scalingConfig);
  const [least, most, wanted] = [minSize, maxSize, desiredSize].map((size) => number(size) ?? 0) as [
    number,
    number,
    number,
  ];
  if (least > most || most < 1) {
    return invalid(`Minimum capacity ${least} can't be greater than maximum size ${most}, which is at least 1.`);
  }
  if (wanted < least) {
    return invalid(`desired capacity ${wanted} can't be less than minimum size ${least}`);
  }
  return wanted > most ? invalid(`desired capacity ${wanted} can't be greater than max size ${most}`) : undefined;
};

const inTheClustersVpc: Rule = ({ clusterName, subnetIds, launchTemplate }, context) => {
  const vpcId = record(context.get(CLUSTER, clusterName)?.outputs.vpcConfig).vpcId;
  const subnet = texts(subnetIds).find((id) => context.get(SUBNET, id)?.outputs.vpcId !== vpcId);
  if (subnet) {
    return invalid(`The subnet ${subnet} is not in the VPC of the cluster ${String(clusterName)} (${String(vpcId)}).`);
  }
  const group = groupsOf(templateOf(launchTemplate, context)).find(
    (id) => context.get(SECURITY_GROUP, id)?.outputs.vpcId !== vpcId,
  );
  return group
    ? invalid(`The security group ${group} of the launch template is not in the VPC of the cluster (${String(vpcId)}).`)
    : undefined;
};

/** https://docs.aws.amazon.com/eks/latest/userguide/update-managed-node-group.html */
const notNewerThanTheCluster: Rule = ({ clusterName, version }, context) => {
  const cluster = context.get(CLUSTER, clusterName)?.outputs.version;
  if (text(version) && minorOf(version) > minorOf(cluster)) {
    return invalid(
      `Requested Nodegroup version ${String(version)} is newer than the cluster's: ${String(cluster)}. Update the cluster first.`,
    );
  }
  const known = context.self?.outputs.version;
  return text(version) && minorOf(version) < minorOf(known)
    ? invalid(`Nodegroup version can't be downgraded from ${String(known)} to ${String(version)}.`)
    : undefined;
};

const releaseOfTheVersion: Rule = ({ clusterName, version, releaseVersion }, context) => {
  const wanted = text(version) ?? text((context.self ?? context.get(CLUSTER, clusterName))?.outputs.version) ?? "";
  return text(releaseVersion) &&
    releaseVersion !== context.self?.outputs.releaseVersion &&
    !isRelease(String(releaseVersion), wanted, context.today)
    ? invalid(
        `Requested release version ${String(releaseVersion)} is not valid for kubernetes version ${wanted}: the newest ` +
          `is ${latestRelease(wanted, context.today)}.`,
      )
    : undefined;
};

/** What either the node group or its launch template says, but not both, and what no template may say. */
const EITHER: readonly (readonly [input: string, inTemplate: string, title: string])[] = [
  ["instanceTypes", "instanceType", "Instance type"],
  ["diskSize", "", "Disk size"],
  ["remoteAccess", "", "Remote access configuration"],
];
const FORBIDDEN = [
  "iamInstanceProfile",
  "instanceInitiatedShutdownBehavior",
  "hibernationOptions",
  "instanceMarketOptions",
];

/** https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html#launch-template-basics */
const launchTemplate: Rule = (inputs, context) => {
  const template = templateOf(inputs.launchTemplate, context);
  if (!template) {
    return undefined;
  }
  const { outputs } = template;
  if (versionOf(inputs.launchTemplate, template) === undefined) {
    return invalid(
      `You must specify a valid launch template version: ${template.id} has versions 1 to ${String(outputs.latestVersion)}, ` +
        `not ${String(record(inputs.launchTemplate).version)}.`,
    );
  }
  const twice = EITHER.find(
    ([input, inTemplate]) =>
      given(inputs, [input]).length > 0 && (inTemplate === "" || given(outputs, [inTemplate]).length > 0),
  );
  if (twice) {
    const [input, inTemplate, title] = twice;
    return inTemplate === ""
      ? invalid(`${title} must be specified within the launch template: remove ${input} from the node group.`)
      : invalid(
          `${title} cannot be specified both in the node group (${input}) and in its launch template (${inTemplate}).`,
        );
  }
  const forbidden = given(outputs, FORBIDDEN)[0];
  if (forbidden) {
    return invalid(`Launch template ${template.id} should not specify ${forbidden}: the node group does.`);
  }
  const placed = records(outputs.networkInterfaces).find(({ subnetId }) => text(subnetId));
  if (placed) {
    return invalid(`Launch template ${template.id} should not specify a subnet: subnetIds of the node group do.`);
  }
  return text(outputs.imageId) ? withCustomImage(inputs) : mergeable(outputs.userData, inputs.amiType);
};

const withCustomImage = (inputs: Readonly<Record<string, unknown>>): Refusal | undefined => {
  const [extra] = given(inputs, ["version", "releaseVersion"]);
  return (extra ?? (text(inputs.amiType) && inputs.amiType !== "CUSTOM"))
    ? invalid(`You cannot specify the field ${extra ?? "amiType"} when using custom AMIs.`)
    : undefined;
};

/** EKS adds its own user data, so the template's must be one of many parts. */
const mergeable = (userData: unknown, amiType: unknown): Refusal | undefined => {
  const isLinux = !/^(BOTTLEROCKET|WINDOWS)/.test(String(amiType));
  return text(userData) &&
    isLinux &&
    !/^(MIME-Version:|Content-Type: multipart\/)/i.test(String(decodedUserData(userData)))
    ? {
        code: "Ec2LaunchTemplateInvalidConfiguration",
        message: "User data was not in the MIME multipart format.",
      }
    : undefined;
};

const architecture: Rule = (inputs, context) => {
  const template = templateOf(inputs.launchTemplate, context)?.outputs;
  const amiType = text(template?.imageId) ? "CUSTOM" : (text(inputs.amiType) ?? DEFAULT_AMI_TYPE);
  const types = [...texts(inputs.instanceTypes), text(template?.instanceType)].filter((type) => type !== undefined);
  const wrong = types.filter((type) => !runsOn(amiType, type));
  return wrong.length > 0
    ? invalid(`[${wrong.join(", ")}] is not a valid instance type for requested amiType ${amiType}`)
    : undefined;
};

const trustedRole: Rule = ({ nodeRoleArn }, context) =>
  isTrusting(roleOf(nodeRoleArn, context), "ec2.amazonaws.com")
    ? undefined
    : {
        ...invalid(
          "Following required service principals [ec2.amazonaws.com] were not found in the trust relationships of " +
            `nodeRole ${String(nodeRoleArn)}`,
        ),
        retried: true,
      };

/** Either of two policies lets nodes join, either of two lets them pull images. */
const POLICIES = [
  ["AmazonEKSWorkerNodePolicy", "AmazonEKSWorkerNodeMinimalPolicy"],
  ["AmazonEC2ContainerRegistryReadOnly", "AmazonEC2ContainerRegistryPullOnly", "AmazonEC2ContainerRegistryPowerUser"],
];

const roleWithPolicies: Rule = ({ nodeRoleArn }, context) =>
  context.self ? undefined : withPolicies(roleOf(nodeRoleArn, context), POLICIES, context);

export const nodeGroupRefusals: readonly Rule[] = [
  sizes,
  inTheClustersVpc,
  notNewerThanTheCluster,
  releaseOfTheVersion,
  launchTemplate,
  architecture,
  trustedRole,
  roleWithPolicies,
  ...joiningRefusals,
];
