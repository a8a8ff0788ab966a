import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Problem } from "../network/addresses";
import { refuse } from "../network/problems";
import { nameTag, type Tags } from "../network/tags";
import { createAlarm } from "./alarm";
import { createCanaryBucket } from "./canary-bucket";
import { canaryPolicy, canaryTrust, resultsFolder } from "./canary-policy";
import { canaryScript } from "./canary-script";

export interface CanariesArgs {
  /** Region of the canaries. */
  region: string;
  /** What each asks for, by name. */
  canaries: Record<string, CanaryRequestArgs>;
  /**
   * Days for which results are kept, 1 to 455.
   *
   * @default 31
   */
  retentionInDays?: number;
  /**
   * Topic that is told when a canary fails.
   *
   * @default none: alarms are seen in CloudWatch
   */
  topicArn?: pulumi.Input<string>;
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

export interface CanaryRequestArgs {
  /** URL, of http or https. */
  url: pulumi.Input<string>;
  /** Minutes between requests, 1 to 60. */
  everyMinutes: number;
  /**
   * Method.
   *
   * @default GET
   */
  method?: string;
  /**
   * Headers by name.
   *
   * @default none
   */
  headers?: Record<string, string>;
  /**
   * Status of the answer.
   *
   * @default any below 400
   */
  status?: number;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Library_Nodejs.html: no browser. */
const runtimeVersion = "syn-nodejs-5.2";

/**
 * Canaries of CloudWatch Synthetics: requests from the internet at regular times, each with an alarm when two in a row
 * fail or are left out. Deleting one deletes its function, but not the log group that the function has made,
 * `/aws/lambda/cwsyn-<name>-…`.
 *
 * **Cost** (us-east-1, https://aws.amazon.com/cloudwatch/pricing/): 0.0012 USD a run, and 0.10 USD a month for the alarm.
 * A month has 43,800 minutes: every 60 minutes 730 × 0.0012 = 0.88 USD, every 15 minutes 2,920 × 0.0012 = 3.50 USD,
 * every 5 minutes 8,760 × 0.0012 = 10.51 USD, every minute 52.56 USD. Functions, requests to S3 and logs come on top:
 * about 0.0001 USD a run.
 *
 * @example
 * ```typescript
 * new Canaries("dev", {
 *   region: "us-east-1",
 *   canaries: { balance: { url: "https://bankapp.example.com/api/account/balance", everyMinutes: 5 } },
 * });
 * ```
 */
export class Canaries extends pulumi.ComponentResource {
  /** Names of the canaries, as CloudWatch has them. */
  public readonly canaryNames: Record<string, pulumi.Output<string>>;
  /** ARNs of the alarms. */
  public readonly alarmArns: pulumi.Output<string>[];

  public constructor(name: string, args: CanariesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:Canaries", name, args, opts);
    refuse(this, name, canariesProblems(name, args));
    const place = createPlace(this, name, args);
    const made = Object.entries(args.canaries).map(
      ([canary, request]) => [canary, createCanary(this, `${name}-${canary}`, request, place)] as const,
    );
    const alarms = made.map(([canary, { name: canaryName }]) =>
      watch(this, name, { canary, canaryName, everyMinutes: args.canaries[canary]?.everyMinutes ?? 60 }, args),
    );

    this.canaryNames = Object.fromEntries(made.map(([canary, { name: canaryName }]) => [canary, canaryName]));
    this.alarmArns = alarms.map(({ arn }) => arn);
    this.registerOutputs({ canaryNames: this.canaryNames, alarmArns: this.alarmArns });
  }
}

/** What all canaries share. */
interface Place {
  bucket: aws.s3.Bucket;
  script: aws.s3.BucketObject;
  role: aws.iam.Role;
  /** A canary starts at once: it needs what it may do. */
  dependsOn: pulumi.Resource[];
  retentionInDays: number;
  tags?: Tags;
}

function createPlace(parent: pulumi.Resource, component: string, args: CanariesArgs): Place {
  const { retentionInDays = 31, tags } = args;
  const name = `${component}-canaries`;
  const bucket = createCanaryBucket(parent, name, retentionInDays, tags);
  const role = new aws.iam.Role(
    name,
    {
      description: `Canaries of ${component}`,
      assumeRolePolicy: canaryTrust,
      tags: nameTag(name, tags),
    },
    { parent },
  );
  const policy = new aws.iam.RolePolicy(
    name,
    { role: role.name, policy: bucket.arn.apply((arn) => canaryPolicy(arn, component)) },
    { parent },
  );
  const script = new aws.s3.BucketObject(
    name,
    {
      bucket: bucket.id,
      // Another script is another object: a canary looks at the name, not at what is in it.
      key: `script-${createHash("sha256").update(canaryScript).digest("hex").slice(0, 12)}.zip`,
      source: new pulumi.asset.AssetArchive({
        "nodejs/node_modules/canary.js": new pulumi.asset.StringAsset(canaryScript),
      }),
      tags: nameTag(name, tags),
    },
    { parent },
  );
  return { bucket, script, role, dependsOn: [policy], retentionInDays, tags };
}

function createCanary(
  parent: pulumi.Resource,
  name: string,
  { url, method = "GET", headers, status, everyMinutes }: CanaryRequestArgs,
  { bucket, script, role, dependsOn, retentionInDays, tags }: Place,
): aws.synthetics.Canary {
  return new aws.synthetics.Canary(
    name,
    {
      name,
      runtimeVersion,
      handler: "canary.handler",
      s3Bucket: bucket.id,
      s3Key: script.key,
      executionRoleArn: role.arn,
      artifactS3Location: pulumi.interpolate`s3://${bucket.id}/${resultsFolder}/${name}/`,
      schedule: { expression: everyMinutes === 1 ? "rate(1 minute)" : `rate(${everyMinutes} minutes)` },
      runConfig: {
        timeoutInSeconds: 30,
        memoryInMb: 960,
        environmentVariables: {
          CANARY_URL: url,
          CANARY_METHOD: method,
          ...(headers && { CANARY_HEADERS: JSON.stringify(headers) }),
          ...(status !== undefined && { CANARY_STATUS: String(status) }),
        },
      },
      successRetentionPeriod: retentionInDays,
      failureRetentionPeriod: retentionInDays,
      startCanary: true,
      deleteLambda: true,
      tags: nameTag(name, tags),
    },
    { parent, dependsOn },
  );
}

interface Watched {
  canary: string;
  canaryName: pulumi.Output<string>;
  everyMinutes: number;
}

function watch(
  parent: pulumi.Resource,
  name: string,
  { canary, canaryName, everyMinutes }: Watched,
  { region, topicArn, tags }: CanariesArgs,
): aws.cloudwatch.MetricAlarm {
  return createAlarm(
    parent,
    name,
    {
      name: `canary-${canary}`,
      description: `Two requests of canary ${canary} in a row have failed, or were not sent`,
      namespace: "CloudWatchSynthetics",
      metricName: "SuccessPercent",
      dimensions: { CanaryName: canaryName },
      statistic: "Average",
      period: everyMinutes * 60,
      below: 100,
      periods: 2,
      silence: "breaching",
      region,
    },
    { region, topicArns: topicArn === undefined ? {} : { [region]: topicArn }, tags },
  );
}

/** https://docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_CreateCanary.html */
function canariesProblems(name: string, { canaries, retentionInDays = 31 }: CanariesArgs): Problem[] {
  const problems: Problem[] = [];
  for (const [canary, { everyMinutes, url }] of Object.entries(canaries)) {
    const path = `canaries.${canary}`;
    const canaryName = `${name}-${canary}`;
    if (!/^[0-9a-z_-]{1,255}$/.test(canaryName)) {
      problems.push({
        path,
        reason: `"${canaryName}" is no name of a canary: lower-case letters, digits, hyphens and underscores, at most 255.`,
      });
    }
    if (!Number.isInteger(everyMinutes) || everyMinutes < 1 || everyMinutes > 60) {
      problems.push({
        path: `${path}.everyMinutes`,
        reason: `${everyMinutes} is not allowed: 1 to 60, whole minutes.`,
      });
    }
    if (typeof url === "string" && !/^https?:\/\/[^/\s]/.test(url)) {
      problems.push({ path: `${path}.url`, reason: `"${url}" is no URL of http or https.` });
    }
  }
  if (!Number.isInteger(retentionInDays) || retentionInDays < 1 || retentionInDays > 455) {
    problems.push({ path: "retentionInDays", reason: `${retentionInDays} is not allowed: 1 to 455 days.` });
  }
  return problems;
}
