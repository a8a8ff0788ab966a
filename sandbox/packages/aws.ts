import { createRequire } from "node:module";
import type * as Aws from "../aws";
import type { ProviderPackage, ProviderSettings } from "../provider-package";
import type { Properties } from "../resource-type";
import { nameOf } from "../server/names";
import { containsUnknown, isObject, unknown } from "../wire/values";

const require = createRequire(__filename);

export const aws: ProviderPackage = {
  name: "aws",
  load: () => {
    const { awsTypes, awsDataSources } = require("../aws") as typeof Aws;
    return { resourceTypes: awsTypes, dataSources: awsDataSources };
  },
  title,
  settings,
  configuredInputs: ({ tags }, { defaultTags }) => ({
    tagsAll: containsUnknown(tags) ? unknown : { ...defaultTags, ...record(tags) },
  }),
  binding: ({ region }) => ({ region }),
  parseId,
};

/** What the real provider calls services whose name is more than their module in capital letters. */
const services: Readonly<Record<string, string>> = {
  alb: "ELBv2",
  autoscaling: "Auto Scaling",
  cloudfront: "CloudFront",
  cloudwatch: "CloudWatch",
  ec2transitgateway: "EC2",
  ebs: "EC2",
  elasticache: "ElastiCache",
  lb: "ELBv2",
  route53: "Route 53",
  secretsmanager: "Secrets Manager",
  serverlessrepository: "Serverless Application Repository",
  shield: "Shield",
  vpc: "EC2",
  wafv2: "WAFv2",
};

/** `EC2 Route Table`, `EC2 VPC`: as the errors of the real provider name a resource. */
function title(type: string): string {
  const [, module = ""] = type.split(/[:/]/);
  const name = nameOf(type).replace(/\b(Vpc|Eip|Acl|Nat)\b/g, (word) => word.toUpperCase());
  return `${services[module] ?? module.toUpperCase()} ${name}`;
}

/** https://www.pulumi.com/registry/packages/aws/api-docs/provider/ */
function settings(config: Properties, defaults: ProviderSettings): ProviderSettings {
  const values = Object.fromEntries(Object.entries(config).map(([name, value]) => [name, parsed(value)]));
  const region = text(values.region) ?? text(process.env.AWS_REGION) ?? text(process.env.AWS_DEFAULT_REGION);
  if (region === undefined) {
    throw new Error(
      "Missing region configuration: set the provider's `region`, or `pulumi config set aws:region <region>`.",
    );
  }
  const allowed = list(values.allowedAccountIds).map(String);
  const account = assumedAccount(values) ?? allowed[0] ?? defaults.account;
  if ((allowed.length > 0 && !allowed.includes(account)) || list(values.forbiddenAccountIds).includes(account)) {
    throw new Error(`AWS account ID not allowed: ${account}`);
  }
  return { account, region, defaultTags: record(record(values.defaultTags).tags) as Record<string, string> };
}

/** Account of the last role that the provider assumes. */
function assumedAccount(values: Properties): string | undefined {
  const arn =
    text(record(list(values.assumeRoles).at(-1)).roleArn) ?? text(record(values.assumeRoleWithWebIdentity).roleArn);
  return arn?.split(":")[4];
}

/** `vpc-1@eu-west-1`: since version 7, an id may name its region. */
function parseId(id: string): { readonly id: string; readonly region?: string } {
  const [, plain, region] = /^(.+)@([a-z]{2}(?:-[a-z]+)+-\d)$/.exec(id) ?? [];
  return plain === undefined ? { id } : { id: plain, region };
}

/** The configuration of a provider arrives with everything but texts written as JSON. */
function parsed(value: unknown): unknown {
  return typeof value === "string" && /^[[{]/.test(value) ? JSON.parse(value) : value;
}

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const record = (value: unknown): Properties => (isObject(value) && !Array.isArray(value) ? value : {});
