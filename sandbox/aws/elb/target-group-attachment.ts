import { none } from "../../resource-type";
import type { Properties, Refusal, ResourceType, Rule, RuleContext } from "../../resource-type";
import { contains, parseCidr } from "../cidr";
import { INSTANCE } from "../ec2/instance";
import { SUBNET } from "../ec2/subnet";
import { VPC } from "../ec2/vpc";
import { number, text } from "../values";
import { allWhere, APPLICATION_QUOTAS, byArn, LISTENER, LOAD_BALANCER, TARGET_GROUP } from "./types";

const invalidTarget = (message: string): Refusal => ({ code: "InvalidTarget", message });

const groupOf = ({ targetGroupArn }: Properties, context: RuleContext): Properties =>
  byArn(TARGET_GROUP, targetGroupArn, context)?.outputs ?? {};

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-type */
const instances: Rule = (inputs, context) => {
  const { targetType, vpcId } = groupOf(inputs, context);
  if (targetType !== "instance") {
    return undefined;
  }
  const instance = context.get(INSTANCE, inputs.targetId);
  if (!instance) {
    return invalidTarget(`The following targets are not valid instances: '${String(inputs.targetId)}'`);
  }
  return context.get(SUBNET, instance.outputs.subnetId)?.outputs.vpcId === vpcId
    ? undefined
    : invalidTarget(
        `The following targets are not in the target group VPC '${String(vpcId)}': '${instance.id}'. Across a transit ` +
          "gateway or a peering only targets of type ip can be registered.",
      );
};

/** Blocks whose addresses can be targets, besides those of the group's VPC. */
const PRIVATE = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"].map(parseCidr);

const addresses: Rule = (inputs, context) => {
  const { targetType, vpcId } = groupOf(inputs, context);
  if (targetType !== "ip") {
    return undefined;
  }
  const { targetId, availabilityZone } = inputs;
  const address = parseCidr(`${String(targetId)}/32`) ?? parseCidr(`${String(targetId)}/128`);
  if (!address) {
    return invalidTarget(`The IP address '${String(targetId)}' is not valid`);
  }
  const vpc = parseCidr(context.get(VPC, vpcId)?.outputs.cidrBlock);
  if (vpc && contains(vpc, address)) {
    return availabilityZone === "all"
      ? invalidTarget(
          `You cannot specify the availability zone 'all' for the IP address '${String(targetId)}' of the VPC '${String(vpcId)}'`,
        )
      : undefined;
  }
  if (!PRIVATE.some((block) => block && contains(block, address))) {
    return invalidTarget(
      `The IP address '${String(targetId)}' is not within a range that can be registered: a private one is expected`,
    );
  }
  return availabilityZone === "all"
    ? undefined
    : invalidTarget(
        `You must specify the availability zone 'all' for the IP address '${String(targetId)}', which is outside of the ` +
          `VPC '${String(vpcId)}' of the target group`,
      );
};

/** An application load balancer behind a network load balancer. */
const loadBalancers: Rule = (inputs, context) => {
  const { targetType, vpcId, port } = groupOf(inputs, context);
  if (targetType !== "alb") {
    return undefined;
  }
  const target = byArn(LOAD_BALANCER, inputs.targetId, context);
  if (target?.outputs.loadBalancerType !== "application") {
    return invalidTarget(`'${String(inputs.targetId)}' is not an application load balancer`);
  }
  if (target.outputs.vpcId !== vpcId) {
    return invalidTarget(`The following targets are not in the target group VPC '${String(vpcId)}': '${target.id}'`);
  }
  const wanted = number(inputs.port) ?? port;
  const listens = allWhere(LISTENER, "loadBalancerArn", target.id, context).some(
    ({ outputs }) => outputs.port === wanted,
  );
  return listens
    ? undefined
    : {
        ...invalidTarget(
          `The application load balancer '${target.id}' has no listener on the target's port ${String(wanted)}`,
        ),
        retried: true,
      };
};

export const targetGroupAttachment = (type: string): ResourceType => ({
  type,
  documentation: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RegisterTargets.html",
  required: ["targetGroupArn", "targetId"],
  defaults: {},
  id: ({ targetGroupArn }, context) => context.self?.id ?? `${String(targetGroupArn)}-${context.hex(26)}`,
  computed: (_inputs, context) => ({ region: context.region }),
  references: [{ path: "targetGroupArn", to: TARGET_GROUP, by: "arn", missing: "TargetGroupNotFound" }],
  unique: none("registering a target twice changes nothing and is not refused"),
  replaceOn: ["region", "availabilityZone", "port", "quicServerId", "targetGroupArn", "targetId"],
  formats: [
    {
      property: "port",
      pattern: /^([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])$/,
      code: "ValidationError",
      allowed: "1 to 65535",
    },
  ],
  refusals: [
    (inputs, context) =>
      text(groupOf(inputs, context).targetType) === "lambda" && number(inputs.port) !== undefined
        ? { code: "InvalidTarget", message: "A port cannot be specified for a target group of type 'lambda'" }
        : undefined,
    instances,
    addresses,
    loadBalancers,
  ],
  quotas: [
    {
      name: "Targets per target group",
      limit: 1000,
      per: ({ targetGroupArn }) => String(targetGroupArn),
      code: "TooManyTargets",
      documentation: `${APPLICATION_QUOTAS} (L-A0D0B863)`,
    },
  ],
});
