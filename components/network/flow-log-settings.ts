import type * as pulumi from "@pulumi/pulumi";

import type { Problem } from "./addresses";
import { notOneOf } from "./one-of";

/** Which packets are logged. */
export const FlowLogTraffic = {
  all: "all",
  accept: "accept",
  /** Only those that a security group or network ACL refused. */
  reject: "reject",
} as const;
export type FlowLogTraffic = (typeof FlowLogTraffic)[keyof typeof FlowLogTraffic];

/** How flow logs are kept. */
export interface FlowLogSettingsArgs {
  /**
   * Which packets are logged.
   *
   * @default all
   */
  traffic?: FlowLogTraffic;
  /**
   * Days after which CloudWatch deletes, one of those that it offers: 1, 3, 5, 7, 14, 30, 60, 90, …
   *
   * @default 30
   */
  retentionInDays?: number;
  /**
   * ARN of the KMS key that encrypts the log group. Its policy has to admit the CloudWatch Logs service.
   *
   * @default CloudWatch's own encryption
   */
  kmsKeyId?: pulumi.Input<string>;
  /**
   * ARN of a bucket, or of a prefix in it, that receives the logs instead of CloudWatch.
   *
   * @default a log group in CloudWatch
   */
  bucketArn?: pulumi.Input<string>;
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** What is wrong with the settings; `path` is where they stand, with its dot. */
export function flowLogProblems(settings: FlowLogSettingsArgs, path: string): Problem[] {
  const { traffic, retentionInDays, kmsKeyId, bucketArn } = settings;
  const problems = notOneOf(traffic, FlowLogTraffic, `${path}traffic`);
  if (retentionInDays !== undefined && !retentions.includes(retentionInDays)) {
    problems.push({
      path: `${path}retentionInDays`,
      reason: `CloudWatch does not offer ${retentionInDays} days. It offers ${retentions.join(", ")}.`,
    });
  }
  for (const [key, value] of Object.entries({ retentionInDays, kmsKeyId })) {
    if (bucketArn === undefined || value === undefined) continue;
    problems.push({
      path: `${path}${key}`,
      reason: "Belongs to a log group, and bucketArn sends the logs to a bucket. Remove one of the two.",
    });
  }
  return problems;
}
