import * as pulumi from "@pulumi/pulumi";

import { createAwsxVpc } from "./awsx-vpc";

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
  "aws:route53/zone:Zone": (name) => ({ zoneId: `${name}-id` }),
};

const answers: Record<string, Record<string, unknown>> = {
  "aws:index/getRegion:getRegion": { region: "us-east-1" },
  "aws:ssm/getParameter:getParameter": { insecureValue: "ami-0123456789abcdef0" },
  "aws:ec2/getManagedPrefixList:getManagedPrefixList": { id: "pl-0123456789abcdef0" },
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
