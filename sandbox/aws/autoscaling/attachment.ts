import { none } from "../../resource-type";
import type { ResourceType, Rule } from "../../resource-type";
import { SUBNET } from "../ec2/subnet";
import { byArn, TARGET_GROUP } from "../elb/types";
import { given, texts } from "../values";
import { AUTO_SCALING_ATTACHMENT, AUTO_SCALING_GROUP, AUTO_SCALING_QUOTAS } from "./types";

const oneTarget: Rule = (inputs) => {
  const count = given(inputs, ["elb", "lbTargetGroupArn"]).length;
  return count === 1
    ? undefined
    : { code: "ValidationError", message: `Exactly one of elb and lbTargetGroupArn must be specified, not ${count}.` };
};

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-load-balancer.html: instances register as such. */
const targetGroupFits: Rule = ({ autoscalingGroupName, lbTargetGroupArn }, context) => {
  const group = byArn(TARGET_GROUP, lbTargetGroupArn, context)?.outputs;
  if (!group) {
    return undefined;
  }
  if (group.targetType !== "instance") {
    return {
      code: "ValidationError",
      message: `Provided Target Groups may not be valid: ${String(lbTargetGroupArn)} has targets of type ${String(group.targetType)}, an Auto Scaling group registers instances.`,
    };
  }
  const [scaling] = context.where(AUTO_SCALING_GROUP, "name", autoscalingGroupName);
  const vpcId = context.get(SUBNET, texts(scaling?.outputs.vpcZoneIdentifiers)[0])?.outputs.vpcId;
  return vpcId === group.vpcId
    ? undefined
    : {
        code: "ValidationError",
        message:
          `Provided Target Groups may not be valid: ${String(lbTargetGroupArn)} is in ${String(group.vpcId)}, the Auto ` +
          `Scaling group ${String(autoscalingGroupName)} in ${String(vpcId)}. Across VPCs only targets of type ip can be registered.`,
      };
};

export const attachment: ResourceType = {
  type: AUTO_SCALING_ATTACHMENT,
  documentation: "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_AttachLoadBalancerTargetGroups.html",
  required: ["autoscalingGroupName"],
  defaults: {},
  id: ({ autoscalingGroupName }, context) => context.self?.id ?? `${String(autoscalingGroupName)}-${context.hex(26)}`,
  computed: (_inputs, context) => ({ region: context.region }),
  references: [
    { path: "autoscalingGroupName", to: [AUTO_SCALING_GROUP], by: "name", missing: "ValidationError" },
    { path: "lbTargetGroupArn", to: TARGET_GROUP, by: "arn", missing: "ValidationError" },
  ],
  unique: none("attaching twice changes nothing and is not refused"),
  replaceOn: ["region", "autoscalingGroupName", "elb", "lbTargetGroupArn"],
  formats: none("its inputs are references"),
  refusals: [oneTarget, targetGroupFits],
  quotas: [
    {
      name: "Target groups per Auto Scaling group",
      limit: 50,
      per: ({ autoscalingGroupName }) => String(autoscalingGroupName),
      code: "LimitExceeded",
      documentation: `${AUTO_SCALING_QUOTAS} (L-05CB8B12)`,
    },
  ],
};
