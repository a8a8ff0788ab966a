import type { Format, Rule } from "../../resource-type";
import { texts } from "../values";

const KINDS = ["alarmActions", "okActions", "insufficientDataActions"] as const;

/** Actions are ARNs; CloudWatch does not look whether they exist. */
export const actionFormats: readonly Format[] = KINDS.map((kind) => ({
  property: `${kind}[]`,
  pattern: /^arn:aws[\w-]*:[\w-]+:[\w-]*:[\w-]*:.+$/,
  code: "ValidationError",
  allowed: "the ARN of an action",
}));

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
export const atMostFiveActions: Rule = (inputs) => {
  const crowded = KINDS.find((kind) => texts(inputs[kind]).length > 5);
  return crowded
    ? { code: "ValidationError", message: `${crowded} has more than 5 actions: an alarm has at most 5 in a state.` }
    : undefined;
};
