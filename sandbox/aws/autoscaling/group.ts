import type { Companion, CreateContext, Properties, Refusal, ResourceType, Rule } from "../../resource-type";
import { groupsOf, LAUNCH_TEMPLATE, templateOf, versionOf } from "../ec2/launch-template";
import { SECURITY_GROUP } from "../ec2/permissions";
import { SUBNET } from "../ec2/subnet";
import { VPC } from "../ec2/vpc";
import { byArn, TARGET_GROUP } from "../elb/types";
import { derivedUuid } from "../identifiers";
import { arn, globalArn, named, nameFor } from "../standard";
import { given, number, record, records, text, texts } from "../values";
import { launchedInstances } from "./instances";
import { AUTO_SCALING_GROUP, AUTO_SCALING_QUOTAS } from "./types";

const invalid = (message: string): Refusal => ({ code: "ValidationError", message });

/** The launch template, given as such or as part of a mixed instances policy. */
const templateReference = ({ launchTemplate, mixedInstancesPolicy }: Properties): Properties => {
  const {
    launchTemplateId: id,
    launchTemplateName: name,
    version,
  } = record(record(record(mixedInstancesPolicy).launchTemplate).launchTemplateSpecification);
  return launchTemplate === undefined ? { id, name, version } : record(launchTemplate);
};

const oneSource: Rule = (inputs) =>
  given(inputs, ["launchTemplate", "launchConfiguration", "mixedInstancesPolicy"]).length === 1
    ? undefined
    : invalid("Valid requests must contain either launchTemplate, launchConfiguration or mixedInstancesPolicy.");

const sizes: Rule = ({ minSize, maxSize, desiredCapacity }) => {
  const [least, most] = [number(minSize) ?? 0, number(maxSize) ?? 0];
  const wanted = number(desiredCapacity) ?? least;
  if (least > most) {
    return invalid(`Max bound, ${most}, must be greater than or equal to min bound, ${least}`);
  }
  return wanted < least || wanted > most
    ? invalid(`Desired capacity:${wanted} must be between the specified min size:${least} and max size:${most}`)
    : undefined;
};

const place: Rule = (inputs) =>
  given(inputs, ["vpcZoneIdentifiers", "availabilityZones"]).length > 0
    ? undefined
    : invalid("At least one Availability Zone or VPC Subnet is required.");

const oneVpc: Rule = (inputs, context) => {
  const vpcs = texts(inputs.vpcZoneIdentifiers).map((id) => context.get(SUBNET, id)?.outputs.vpcId);
  if (new Set(vpcs).size > 1) {
    return invalid("The subnets of an Auto Scaling group must be in one VPC.");
  }
  const group = groupsOf(templateOf(templateReference(inputs), context)).find(
    (id) => context.get(SECURITY_GROUP, id)?.outputs.vpcId !== vpcs[0],
  );
  if (group && vpcs.length > 0) {
    return invalid(`Security group ${group} and the subnets of ${String(vpcs[0])} belong to different networks.`);
  }
  const target = texts(inputs.targetGroupArns).find(
    (targetGroup) => byArn(TARGET_GROUP, targetGroup, context)?.outputs.vpcId !== vpcs[0],
  );
  return target
    ? invalid(`Provided Target Groups may not be valid: ${target} is not in ${String(vpcs[0])}.`)
    : undefined;
};

const templateComplete: Rule = (inputs, context) => {
  const reference = templateReference(inputs);
  const template = templateOf(reference, context);
  if (!template) {
    return undefined;
  }
  if (versionOf(reference, template) === undefined) {
    return invalid(`The specified launch template version ${String(reference.version)} does not exist.`);
  }
  const missing = ["imageId", ...(inputs.mixedInstancesPolicy === undefined ? ["instanceType"] : [])].find(
    (name) =>
      given(template.outputs, [name, ...(name === "instanceType" ? ["instanceRequirements"] : [])]).length === 0,
  );
  return missing
    ? invalid(`You must use a valid fully-formed launch template. The request must contain the parameter ${missing}`)
    : undefined;
};

export const group: ResourceType = {
  type: AUTO_SCALING_GROUP,
  documentation: "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html",
  required: ["maxSize", "minSize"],
  defaults: {
    forceDelete: false,
    forceDeleteWarmPool: false,
    healthCheckGracePeriod: 300,
    ignoreFailedScalingActivities: false,
    metricsGranularity: "1Minute",
    protectFromScaleIn: false,
    waitForCapacityTimeout: "10m",
  },
  autoname: { property: "name", maximumLength: 255 },
  id: nameFor,
  computed: (inputs, context) => {
    const name = nameFor(inputs, context);
    const reference = templateReference(inputs);
    const template = templateOf(reference, context);
    return {
      region: context.region,
      ...named(inputs, context),
      arn: arn(
        context,
        "autoscaling",
        `autoScalingGroup:${derivedUuid(`${context.account}/${context.urn}`)}:autoScalingGroupName/${name}`,
      ),
      availabilityZones:
        inputs.availabilityZones ??
        texts(inputs.vpcZoneIdentifiers).map((id) => context.get(SUBNET, id)?.outputs.availabilityZone),
      availabilityZoneDistribution: inputs.availabilityZoneDistribution ?? {
        capacityDistributionStrategy: "balanced-best-effort",
      },
      capacityReservationSpecification: inputs.capacityReservationSpecification ?? {
        capacityReservationPreference: "default",
      },
      defaultCooldown: inputs.defaultCooldown ?? 300,
      desiredCapacity: inputs.desiredCapacity ?? inputs.minSize,
      healthCheckType: inputs.healthCheckType ?? "EC2",
      instanceLifecyclePolicy: inputs.instanceLifecyclePolicy ?? {},
      ...(inputs.launchTemplate === undefined || !template
        ? {}
        : {
            launchTemplate: {
              id: template.id,
              name: template.outputs.name,
              version: reference.version ?? String(template.outputs.defaultVersion),
            },
          }),
      loadBalancers: inputs.loadBalancers ?? [],
      predictedCapacity: 0,
      serviceLinkedRoleArn:
        inputs.serviceLinkedRoleArn ??
        globalArn(context, "iam", "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"),
      targetGroupArns: inputs.targetGroupArns ?? [],
      trafficSources: inputs.trafficSources ?? [],
      vpcZoneIdentifiers: inputs.vpcZoneIdentifiers ?? [],
      warmPoolSize: 0,
    };
  },
  references: [
    { path: "launchTemplate.id", to: [LAUNCH_TEMPLATE], missing: "ValidationError" },
    { path: "launchTemplate.name", to: [LAUNCH_TEMPLATE], by: "name", missing: "ValidationError" },
    { path: "vpcZoneIdentifiers[]", to: [SUBNET], missing: "ValidationError", inUse: "DependencyViolation" },
    {
      path: "targetGroupArns[]",
      to: TARGET_GROUP,
      by: "arn",
      missing: "ValidationError",
    },
  ],
  unique: [
    {
      scope: "account-region",
      key: ({ name }) => text(name),
      code: "AlreadyExists",
      message: ({ name }) => `AutoScalingGroup by this name already exists - ${String(name)}`,
    },
  ],
  replaceOn: ["region", "name", "namePrefix", "placementGroup"],
  formats: [
    {
      property: "healthCheckType",
      pattern: /^(EC2|ELB|EBS|VPC_LATTICE)$/,
      code: "ValidationError",
      allowed: "EC2, ELB, EBS or VPC_LATTICE",
    },
  ],
  refusals: [oneSource, sizes, place, oneVpc, templateComplete],
  quotas: [
    {
      name: "Auto Scaling groups per Region",
      limit: 500,
      code: "LimitExceeded",
      documentation: `${AUTO_SCALING_QUOTAS} (L-CDE20ADC)`,
    },
  ],
  brings: instances,
};

/** The provider waits until the wanted instances run. */
function instances(outputs: Properties, context: CreateContext): readonly Companion[] {
  const template = templateOf(templateReference(outputs), context);
  const subnetIds = texts(outputs.vpcZoneIdentifiers);
  const vpc = context.get(VPC, context.get(SUBNET, subnetIds[0])?.outputs.vpcId)?.outputs;
  const own = groupsOf(template);
  return launchedInstances(
    {
      group: String(outputs.name),
      count: number(outputs.desiredCapacity) ?? 0,
      subnetIds,
      securityGroups: own.length > 0 ? own : [String(vpc?.defaultSecurityGroupId)],
      instanceType: text(template?.outputs.instanceType) ?? "t3.medium",
      image: text(template?.outputs.imageId) ?? "",
      tags: Object.fromEntries(
        records(outputs.tags)
          .filter(({ propagateAtLaunch }) => propagateAtLaunch === true)
          .map(({ key, value }) => [String(key), value]),
      ),
    },
    context,
  );
}
