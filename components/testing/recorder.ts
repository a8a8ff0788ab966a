import * as pulumi from "@pulumi/pulumi";

import { createAwsxVpc } from "./awsx-vpc";
import { createEksCluster } from "./eks-cluster";

/** A resource that a program registered, with its inputs as the provider would see them. */
export interface Recorded {
  type: string;
  name: string;
  id: string;
  inputs: Record<string, unknown>;
  /** The explicit provider, or an empty string. */
  provider: string;
}

export interface Recording<T> {
  /** What the program returned. */
  result: T;
  /** In the order of registration. */
  resources: Recorded[];
  /** Lookups of the program by token, such as `aws:index/getRegion:getRegion`, with their providers. */
  lookups: { token: string; inputs: Record<string, unknown>; provider: string }[];
  /** Resources of a type, such as `aws:ec2/route:Route`. */
  ofType: (type: string) => Recorded[];
  /** The resource of that type and name. Throws if there is none. */
  get: (type: string, name: string) => Recorded;
  /** Type and name of every resource: what its identity consists of. */
  identities: string[];
}

export interface RecordOptions {
  /** Run a preview. @default false */
  preview?: boolean;
  /** In a preview: resources that exist already, and whose ids and outputs are known. @default none */
  exists?: (name: string) => boolean;
}

/**
 * Runs a program without an engine and records what it registers. Identifiers are `<name>-id`, so that a reference
 * can be read.
 */
export async function record<T>(program: () => T, options: RecordOptions = {}): Promise<Recording<T>> {
  const { preview = false, exists = () => false } = options;
  const resources: Recorded[] = [];
  const lookups: Recording<T>["lookups"] = [];
  // The SDK takes a stack trace for every promise: with source maps that is half of the time.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs: given, provider = "" }) => {
        const inputs = given as Record<string, unknown>;
        const id = `${name}-id`;
        resources.push({ type, name, id, inputs, provider });
        if (type === "awsx:ec2:Vpc") return { id: undefined, state: createAwsxVpc(name, inputs) };
        if (type === "eks:index:Cluster") return { id: undefined, state: createEksCluster(name, inputs) };
        if (preview && !exists(name)) return { id: "", state: inputs };
        return { id, state: { ...inputs, ...decided[type]?.(name) } };
      },
      call: ({ token, inputs, provider = "" }) => {
        lookups.push({ token, inputs: inputs as Record<string, unknown>, provider });
        return answers[token] ?? {};
      },
    },
    "project",
    "stack",
    preview,
  );
  let result: T;
  try {
    result = program();
    await pulumi.runtime.disconnect();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  return {
    result,
    resources,
    lookups,
    ofType: (type) => resources.filter((resource) => resource.type === type),
    get: (type, name) => {
      const found = resources.find((resource) => resource.type === type && resource.name === name);
      if (found === undefined) throw new Error(`The program made no ${type} named "${name}".`);
      return found;
    },
    identities: resources.map(({ type, name }) => `${type}::${name}`).sort(),
  };
}

/** The value of an output of a recorded program, `unknown` where it is not known in a preview. */
export async function valueOf<T>(output: pulumi.Output<T>): Promise<T | "unknown"> {
  let value: T | "unknown" = "unknown";
  output.apply((known) => {
    value = known;
  });
  await pulumi.runtime.disconnect();
  return value;
}

/** What AWS decides and these components read. */
const decided: Record<string, (name: string) => Record<string, unknown>> = {
  "aws:ec2/eip:Eip": (name) => ({ allocationId: `${name}-allocation`, publicIp: `${name}-address` }),
  "aws:ec2/instance:Instance": (name) => ({ privateIp: `${name}-private-ip` }),
  "aws:cloudwatch/logGroup:LogGroup": (name) => ({
    name: `${name}-1234567`,
    arn: `arn:aws:logs:us-east-1:111122223333:log-group:${name}-1234567`,
  }),
  "aws:iam/role:Role": (name) => ({ name, arn: `arn:aws:iam::111122223333:role/${name}` }),
  "aws:iam/instanceProfile:InstanceProfile": (name) => ({ name }),
  "aws:iam/policy:Policy": (name) => ({ arn: `arn:aws:iam::111122223333:policy/${name}` }),
  "aws:eks/cluster:Cluster": (name) => ({
    arn: `arn:aws:eks:us-east-1:111122223333:cluster/${name.replace("-eksCluster", "")}`,
    endpoint: "https://0123.gr7.us-east-1.eks.amazonaws.com",
    certificateAuthority: { data: "Y2VydGlmaWNhdGU=" },
    identities: [{ oidcs: [{ issuer: "https://oidc.eks.us-east-1.amazonaws.com/id/0123" }] }],
    vpcConfig: { clusterSecurityGroupId: `${name}-security-group` },
  }),
  "aws:eks/nodeGroup:NodeGroup": (name) => ({ resources: [{ autoscalingGroups: [{ name: `eks-${name}` }] }] }),
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": (name) => ({
    arn: `arn:aws:iam::111122223333:oidc-provider/${name}`,
  }),
  "aws:ec2/launchTemplate:LaunchTemplate": () => ({ latestVersion: 1 }),
  "aws:kms/key:Key": (name) => ({ arn: `${name}-arn`, keyId: `${name}-id` }),
  "aws:s3/bucket:Bucket": (name) => ({
    arn: `arn:aws:s3:::${name}`,
    bucketDomainName: `${name}.s3.amazonaws.com`,
    bucketRegionalDomainName: `${name}.s3.us-east-1.amazonaws.com`,
  }),
  "aws:sns/topic:Topic": (name) => ({ arn: `${name}-arn` }),
  "aws:lb/targetGroup:TargetGroup": (name) => ({ arn: `${name}-arn` }),
  "aws:lb/loadBalancer:LoadBalancer": (name) => ({
    arn: `${name}-arn`,
    arnSuffix: `app/${name}/0123`,
    dnsName: `${name}.elb.amazonaws.com`,
    zoneId: `${name}-zone`,
  }),
  "aws:lb/listener:Listener": (name) => ({ arn: `${name}-arn` }),
  "aws:acm/certificate:Certificate": (name) => ({ arn: `${name}-arn`, domainValidationOptions: [] }),
  "aws:wafv2/webAcl:WebAcl": (name) => ({ arn: `${name}-arn` }),
  "aws:cloudfront/distribution:Distribution": (name) => ({
    arn: `${name}-arn`,
    domainName: `${name}.cloudfront.net`,
  }),
  "aws:cloudfront/function:Function": (name) => ({ arn: `${name}-arn` }),
  "aws:rds/instance:Instance": (name) => ({ arn: `${name}-arn`, address: `${name}.rds` }),
  "aws:elasticache/replicationGroup:ReplicationGroup": (name) => ({
    arn: `${name}-arn`,
    primaryEndpointAddress: `master.${name}.cache`,
    readerEndpointAddress: `replica.${name}.cache`,
  }),
  "aws:secretsmanager/secret:Secret": (name) => ({ arn: `${name}-secret` }),
  "aws:secretsmanager/secretVersion:SecretVersion": (name) => ({ secretArn: `${name}-secret` }),
  "aws:serverlessrepository/cloudFormationStack:CloudFormationStack": (name) => ({
    outputs: { RotationLambdaARN: `${name}-function` },
  }),
  "random:index/randomPassword:RandomPassword": (name) => ({ result: `${name}-password` }),
  "random:index/randomId:RandomId": () => ({ hex: "0123abcd" }),
  "aws:route53/zone:Zone": (name) => ({
    zoneId: `${name}-id`,
    arn: `${name}-arn`,
    nameServers: ["ns-1.awsdns-01.com"],
  }),
};

const answers: Record<string, Record<string, unknown>> = {
  "aws:index/getRegion:getRegion": { region: "us-east-1" },
  "aws:index/getPartition:getPartition": { partition: "aws", dnsSuffix: "amazonaws.com" },
  "aws:ssm/getParameter:getParameter": { insecureValue: "ami-0123456789abcdef0" },
  "aws:ec2/getManagedPrefixList:getManagedPrefixList": { id: "pl-0123456789abcdef0" },
  "aws:ec2/getSecurityGroup:getSecurityGroup": { id: "sg-0123456789abcdef0" },
};

/** The reasons, by property path, for which a component refuses its arguments. Throws if it takes them. */
export async function problemsOf(program: () => unknown): Promise<Record<string, string>> {
  try {
    await record(program);
  } catch (error) {
    if (!pulumi.InputPropertiesError.isInstance(error)) throw error;
    await pulumi.runtime.disconnect();
    return Object.fromEntries(error.errors.map(({ propertyPath, reason }) => [propertyPath, reason]));
  }
  throw new Error("The component took its arguments.");
}
