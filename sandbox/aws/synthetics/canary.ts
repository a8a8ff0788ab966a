import type { ResourceType, Rule } from "../../resource-type";
import { assumableBy } from "../iam/policy-documents";
import { BUCKET, BUCKET_OBJECT, BUCKET_OBJECT_V2 } from "../s3/names";
import { arn, kept, nameFor, standard } from "../standard";
import { given, number, record, text } from "../values";
import { deprecatedSince, isOffered } from "./runtimes";

export const CANARY = "aws:synthetics/canary:Canary";

const invalid = (message: string) => ({ code: "ValidationException", message });

/** https://docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_CanaryCodeInput.html */
const oneScript: Rule = (inputs) => {
  const inBucket = given(inputs, ["s3Bucket", "s3Key"]);
  const zipped = given(inputs, ["zipFile"]);
  return zipped.length + inBucket.length === 0 || (zipped.length > 0 && inBucket.length > 0) || inBucket.length === 1
    ? invalid("A canary's script is either in zipFile, or in s3Bucket and s3Key")
    : undefined;
};

const scriptExists: Rule = ({ s3Bucket, s3Key }, { where }) =>
  text(s3Key) === undefined ||
  [BUCKET_OBJECT, BUCKET_OBJECT_V2].some((type) =>
    where(type, "key", s3Key, "*").some(({ outputs }) => outputs.bucket === s3Bucket),
  )
    ? undefined
    : invalid(`The specified key does not exist: s3://${String(s3Bucket)}/${String(s3Key)}`);

const placeOfResults: Rule = ({ artifactS3Location }, { where }) => {
  const name = /^s3:\/\/([^/]+)/.exec(String(artifactS3Location))?.[1];
  return where(BUCKET, "bucket", name, "*").length === 0
    ? invalid(`The specified bucket does not exist: ${String(artifactS3Location)}`)
    : undefined;
};

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_CanaryPermissions.html */
const roleOfFunction: Rule = ({ executionRoleArn }, { where }) => {
  const [role] = where("aws:iam/role:Role", "arn", executionRoleArn, "*");
  return role && !assumableBy(role.outputs.assumeRolePolicy, "lambda.amazonaws.com")
    ? invalid("The role defined for the function cannot be assumed by Lambda.")
    : undefined;
};

/** An existing canary keeps its runtime; a new one, and one that changes it, needs one that is supported. */
const supportedRuntime: Rule = ({ runtimeVersion }, { self, today }) => {
  const runtime = String(runtimeVersion);
  if (!isOffered(runtime)) {
    return invalid(`There is no runtime version ${runtime}`);
  }
  const since = deprecatedSince(runtime);
  return since !== undefined && since <= today && self?.inputs.runtimeVersion !== runtime
    ? invalid(`The runtime version ${runtime} is deprecated since ${since}`)
    : undefined;
};

const memoryInSteps: Rule = ({ runConfig }) => {
  const memory = number(record(runConfig).memoryInMb);
  return memory !== undefined && (memory % 64 !== 0 || memory < 960 || memory > 3008)
    ? invalid(`MemoryInMB ${memory} is not a multiple of 64 from 960 to 3008`)
    : undefined;
};

const days = (property: string) => ({
  property,
  pattern: /^([1-9]\d?|[1-3]\d\d|4[0-4]\d|45[0-5])$/,
  code: "ValidationException",
  allowed: "1 to 455 days",
});

export const canary: ResourceType = {
  type: CANARY,
  documentation: "https://docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_CreateCanary.html",
  required: ["artifactS3Location", "executionRoleArn", "handler", "runtimeVersion", "schedule"],
  defaults: { deleteLambda: false, startCanary: false, successRetentionPeriod: 31, failureRetentionPeriod: 31 },
  autoname: { property: "name", maximumLength: 255 },
  id: nameFor,
  computed: (inputs, context, old) => {
    const name = nameFor(inputs, context);
    const hex = context.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    const lambda = (kind: string) => arn(context, "lambda", `${kind}:cwsyn-${name}-${hex}:1`);
    return {
      ...standard(inputs, context),
      name,
      arn: arn(context, "synthetics", `canary:${name}`),
      engineArn: kept(old, "engineArn", () => lambda("function")),
      sourceLocationArn: kept(old, "sourceLocationArn", () => lambda("layer")),
      status: inputs.startCanary === true ? "RUNNING" : "READY",
      timelines: [],
    };
  },
  assumed: ["engineArn", "sourceLocationArn"],
  references: [
    { path: "executionRoleArn", to: ["aws:iam/role:Role"], by: "arn", missing: "ValidationException" },
    { path: "s3Bucket", to: [BUCKET], by: "bucket", missing: "ValidationException" },
    { path: "vpcConfig.subnetIds[]", to: ["aws:ec2/subnet:Subnet"], missing: "ValidationException" },
    {
      path: "vpcConfig.securityGroupIds[]",
      to: ["aws:ec2/securityGroup:SecurityGroup"],
      missing: "ValidationException",
    },
  ],
  unique: [
    {
      scope: "account-region",
      key: ({ name }) => text(name),
      code: "ValidationException",
      message: ({ name }) => `A canary named ${String(name)} exists already`,
    },
  ],
  replaceOn: ["name", "region"],
  formats: [
    {
      property: "name",
      pattern: /^[0-9a-z_-]{1,255}$/,
      code: "ValidationException",
      allowed: "1 to 255 lower-case letters, digits, hyphens and underscores",
    },
    {
      property: "handler",
      pattern: /^[\w-]+([/.][\w-]+)*(\.|::)[A-Za-z_]\w*$/,
      code: "ValidationException",
      allowed: "a file and a function in it: canary.handler",
    },
    {
      property: "artifactS3Location",
      pattern: /^s3:\/\/[a-z\d][a-z\d.-]{1,61}[a-z\d](\/.*)?$/,
      code: "ValidationException",
      allowed: "s3://, a bucket and a folder in it",
    },
    {
      property: "schedule.expression",
      pattern: /^(rate\((0 (minute|hour)|1 (minute|hour)|([2-9]|[1-5]\d|60) minutes)\)|cron\(\S+( \S+){5}\))$/,
      code: "ValidationException",
      allowed: "rate(1 minute) to rate(1 hour), rate(0 minute) for a single run, or cron(…) with six fields",
    },
    {
      property: "runConfig.timeoutInSeconds",
      pattern: /^([3-9]|[1-9]\d|[1-7]\d\d|8[0-3]\d|840)$/,
      code: "ValidationException",
      allowed: "3 to 840 seconds",
    },
    days("successRetentionPeriod"),
    days("failureRetentionPeriod"),
  ],
  refusals: [oneScript, scriptExists, placeOfResults, roleOfFunction, supportedRuntime, memoryInSteps],
  quotas: [
    {
      name: "Canaries",
      limit: 200,
      code: "ServiceQuotaExceededException",
      documentation: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html",
    },
  ],
};
