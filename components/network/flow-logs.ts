import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { flowLogProblems, type FlowLogSettingsArgs, FlowLogTraffic } from "./flow-log-settings";
import { refuse } from "./problems";
import { nameTag, type Tags } from "./tags";

export interface FlowLogsArgs extends FlowLogSettingsArgs {
  /** Id of the VPC. */
  vpcId: pulumi.Input<string>;
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

/**
 * Flow logs of a VPC: to a log group with a role that may write to nothing else, or to a bucket.
 *
 * **Cost** (us-east-1, https://aws.amazon.com/cloudwatch/pricing/, "vended logs"): 0.50 USD per GB to CloudWatch and
 * 0.03 USD per GB and month kept; 0.25 USD per GB to S3. 20 GB a month: 10 USD, or 5 USD.
 */
export class FlowLogs extends pulumi.ComponentResource {
  /** Id of the flow log. */
  public readonly flowLogId: pulumi.Output<string>;
  /** Name of the log group, unless the logs go to a bucket. */
  public readonly logGroupName?: pulumi.Output<string>;

  public constructor(name: string, args: FlowLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:FlowLogs", name, args, opts);
    refuse(this, name, flowLogProblems(args, ""));
    const logGroup = args.bucketArn === undefined ? createLogGroup(this, name, args) : undefined;
    const { destination, dependsOn } = logGroup ? toLogGroup(this, name, logGroup, args.tags) : toBucket(args);
    const flowLog = new aws.ec2.FlowLog(
      name,
      {
        vpcId: args.vpcId,
        trafficType: (args.traffic ?? FlowLogTraffic.all).toUpperCase(),
        ...destination,
        tags: nameTag(name, args.tags),
      },
      { parent: this, dependsOn },
    );

    this.flowLogId = flowLog.id;
    this.logGroupName = logGroup?.name;
    this.registerOutputs({ flowLogId: this.flowLogId, logGroupName: this.logGroupName });
  }
}

interface Delivery {
  destination: Pick<aws.ec2.FlowLogArgs, "logDestination" | "logDestinationType" | "iamRoleArn">;
  /** AWS refuses a flow log whose role cannot write yet. */
  dependsOn: pulumi.Resource[];
}

function toBucket({ bucketArn }: FlowLogsArgs): Delivery {
  return { destination: { logDestinationType: "s3", logDestination: bucketArn }, dependsOn: [] };
}

function createLogGroup(parent: pulumi.Resource, name: string, args: FlowLogsArgs): aws.cloudwatch.LogGroup {
  return new aws.cloudwatch.LogGroup(
    name,
    { retentionInDays: args.retentionInDays ?? 30, kmsKeyId: args.kmsKeyId, tags: nameTag(name, args.tags) },
    { parent },
  );
}

/** Delivery to the log group, by a role that can write to this one alone. */
function toLogGroup(parent: pulumi.Resource, name: string, logGroup: aws.cloudwatch.LogGroup, tags?: Tags): Delivery {
  const role = new aws.iam.Role(
    name,
    {
      description: `Writes the flow logs of ${name}`,
      assumeRolePolicy: logGroup.arn.apply((arn) => trustPolicy(accountOf(arn))),
      tags: nameTag(name, tags),
    },
    { parent },
  );
  const policy = new aws.iam.RolePolicy(name, { role: role.name, policy: logGroup.arn.apply(writePolicy) }, { parent });
  return {
    destination: { logDestinationType: "cloud-watch-logs", logDestination: logGroup.arn, iamRoleArn: role.arn },
    dependsOn: [policy],
  };
}

/** The account in `arn:aws:logs:us-east-1:111122223333:log-group:name`. */
function accountOf(arn: string): string | undefined {
  return arn.split(":")[4];
}

function trustPolicy(account: string | undefined): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "vpc-flow-logs.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": account } },
      },
    ],
  });
}

function writePolicy(logGroupArn: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
        Resource: [logGroupArn, `${logGroupArn}:*`],
      },
    ],
  });
}
