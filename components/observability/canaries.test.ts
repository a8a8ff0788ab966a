import { expect } from "chai";
import type * as pulumi from "@pulumi/pulumi";

import { problemsOf, record, type Recording } from "../testing/recorder";
import { Canaries, type CanariesArgs } from "./canaries";
import { canaryPolicy } from "./canary-policy";

const canary = "aws:synthetics/canary:Canary";
const metricAlarm = "aws:cloudwatch/metricAlarm:MetricAlarm";

const args: CanariesArgs = {
  region: "us-east-1",
  topicArn: "arn:aws:sns:us-east-1:111122223333:dev-alarms",
  canaries: {
    balance: { url: "https://bankapp.example.com/api/account/balance", everyMinutes: 5, headers: { accept: "a" } },
    redirect: { url: "http://bankapp.example.com/", everyMinutes: 1, status: 301, method: "HEAD" },
  },
};

describe("Canaries", () => {
  let made: Recording<Canaries>;
  before(async () => {
    made = await record(() => new Canaries("dev", args));
  });

  it("ask for their URLs as often as they are told", () => {
    const { schedule, runConfig } = made.get(canary, "dev-balance").inputs;
    expect(schedule).to.deep.equal({ expression: "rate(5 minutes)" });
    expect(runConfig).to.have.deep.property("environmentVariables", {
      CANARY_URL: "https://bankapp.example.com/api/account/balance",
      CANARY_METHOD: "GET",
      CANARY_HEADERS: '{"accept":"a"}',
    });
    const redirect = made.get(canary, "dev-redirect").inputs;
    expect(redirect.schedule).to.deep.equal({ expression: "rate(1 minute)" });
    expect(redirect.runConfig).to.have.deep.property("environmentVariables", {
      CANARY_URL: "http://bankapp.example.com/",
      CANARY_METHOD: "HEAD",
      CANARY_STATUS: "301",
    });
  });

  it("run one script, in the folder where Synthetics looks for it, under a name that changes with it", async () => {
    const [script, ...others] = made.ofType("aws:s3/bucketObject:BucketObject");
    expect(others).to.deep.equal([]);
    const { assets } = script?.inputs.source as pulumi.asset.AssetArchive;
    expect(Object.keys(await assets)).to.deep.equal(["nodejs/node_modules/canary.js"]);
    expect(script?.inputs.key).to.match(/^script-[\da-f]{12}\.zip$/);
    for (const { inputs } of made.ofType(canary)) {
      expect(inputs).to.include({ handler: "canary.handler", s3Key: script?.inputs.key });
    }
  });

  it("leave no function behind, and results for a month in a bucket of their own", () => {
    expect(made.get(canary, "dev-balance").inputs).to.include({ deleteLambda: true, successRetentionPeriod: 31 });
    const [rule] = made.get("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "dev-canaries").inputs
      .rules as Record<string, unknown>[];
    expect(rule).to.deep.include({ filter: { prefix: "results/" }, expiration: { days: 31 } });
    expect(made.get("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "dev-canaries").inputs).to.include({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
  });

  it("raise an alarm when two requests in a row fail or are not sent", () => {
    expect(made.get(metricAlarm, "dev-canary-balance").inputs).to.deep.include({
      dimensions: { CanaryName: "dev-balance" },
      metricName: "SuccessPercent",
      comparisonOperator: "LessThanThreshold",
      threshold: 100,
      period: 300,
      evaluationPeriods: 2,
      treatMissingData: "breaching",
      alarmActions: [args.topicArn],
    });
  });

  it("may write their results, logs and metrics, and nothing else", () => {
    const policy = canaryPolicy("arn:aws:s3:::dev-canaries", "dev");
    const { Statement } = JSON.parse(policy) as { Statement: { Action: string | string[]; Resource: string }[] };
    expect(Statement.flatMap(({ Action }) => Action)).to.have.members([
      "s3:PutObject",
      "s3:GetObject",
      "s3:GetBucketLocation",
      "s3:ListAllMyBuckets",
      "logs:CreateLogGroup",
      "logs:CreateLogStream",
      "logs:PutLogEvents",
      "cloudwatch:PutMetricData",
    ]);
    expect(Statement.map(({ Resource }) => Resource)).to.deep.equal([
      "arn:aws:s3:::dev-canaries/results/*",
      "arn:aws:s3:::dev-canaries",
      "*",
      "arn:aws:logs:*:*:log-group:/aws/lambda/cwsyn-dev-*",
      "*",
    ]);
    expect(Statement.at(-1)).to.have.nested.property("Condition.StringEquals").that.deep.equals({
      "cloudwatch:namespace": "CloudWatchSynthetics",
    });
  });

  it("refuse what Synthetics refuses, all at once", async () => {
    const wrong = {
      ...args,
      retentionInDays: 500,
      canaries: {
        Balance: { url: "https://example.com/", everyMinutes: 5 },
        often: { url: "https://example.com/", everyMinutes: 0 },
        mail: { url: "mailto:a@example.com", everyMinutes: 5 },
      },
    };
    expect(await problemsOf(() => new Canaries("dev", wrong))).to.have.all.keys(
      "canaries.Balance",
      "canaries.often.everyMinutes",
      "canaries.mail.url",
      "retentionInDays",
    );
  });
});
