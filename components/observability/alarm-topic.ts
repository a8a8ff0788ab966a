import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Problem } from "../network/addresses";
import { refuse } from "../network/problems";
import { nameTag, type Tags } from "../network/tags";

export interface AlarmTopicArgs {
  /** Name of the topic. */
  topicName: string;
  /** Id of the account. */
  accountId: string;
  /** Addresses that get mail, each after it has confirmed. */
  emails: string[];
  /**
   * Region of the topic. An alarm tells topics of its own region only.
   *
   * @default the provider's
   */
  region?: string;
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

/**
 * A topic that CloudWatch's alarms of the account are sent to, and mail from it. It is encrypted with a key of its own:
 * the policy of AWS's own `alias/aws/sns` lets no alarm publish.
 *
 * **Cost** (us-east-1, https://aws.amazon.com/kms/pricing/, https://aws.amazon.com/sns/pricing/): 1 USD a month for the
 * key, and 1 USD more after each of its first two yearly rotations; the first 1,000 mails a month are free, then 2 USD
 * per 100,000.
 */
export class AlarmTopic extends pulumi.ComponentResource {
  /** ARN of the topic. */
  public readonly topicArn: pulumi.Output<string>;

  public constructor(name: string, args: AlarmTopicArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:AlarmTopic", name, args, opts);
    refuse(this, name, alarmTopicProblems(args));
    const { topicName, accountId, emails, tags } = args;
    const place = args.region === undefined ? {} : { region: args.region as aws.Region };
    const key = new aws.kms.Key(
      name,
      {
        description: `Encrypts the messages of topic ${topicName}`,
        enableKeyRotation: true,
        policy: keyPolicy(accountId),
        ...place,
        tags: nameTag(name, tags),
      },
      { parent: this },
    );
    const topic = new aws.sns.Topic(
      name,
      { name: topicName, kmsMasterKeyId: key.keyId, ...place, tags: nameTag(name, tags) },
      { parent: this },
    );
    const policy = topic.arn.apply((arn) => topicPolicy(arn, accountId));
    new aws.sns.TopicPolicy(name, { arn: topic.arn, policy, ...place }, { parent: this });
    for (const email of emails) {
      new aws.sns.TopicSubscription(
        `${name}-${email}`,
        { topic: topic.arn, protocol: "email", endpoint: email, ...place },
        { parent: this },
      );
    }

    this.topicArn = topic.arn;
    this.registerOutputs({ topicArn: this.topicArn });
  }
}

/** What is wrong with the arguments. */
function alarmTopicProblems({ topicName, emails }: AlarmTopicArgs): Problem[] {
  const problems: Problem[] = [];
  if (!/^[\w-]{1,256}$/.test(topicName)) {
    problems.push({
      path: "topicName",
      reason: `"${topicName}" is not allowed: 1 to 256 letters, digits, hyphens and underscores.`,
    });
  }
  emails.forEach((email, index) => {
    if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) {
      problems.push({
        path: `emails[${index}]`,
        reason: `"${email}" is no mail address such as platform@example.org.`,
      });
    } else if (emails.indexOf(email) < index) {
      problems.push({ path: `emails[${index}]`, reason: `"${email}" is there twice. Leave one out.` });
    }
  });
  return problems;
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services */
function keyPolicy(accountId: string): string {
  return document([
    { Sid: "Account", Effect: "Allow", Principal: { AWS: accountId }, Action: "kms:*", Resource: "*" },
    {
      Sid: "Alarms",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceAccount": accountId } },
    },
  ]);
}

function topicPolicy(topicArn: string, accountId: string): string {
  return document([
    {
      Sid: "Alarms",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: "SNS:Publish",
      Resource: topicArn,
      Condition: { StringEquals: { "aws:SourceAccount": accountId } },
    },
  ]);
}

function document(Statement: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement });
}
