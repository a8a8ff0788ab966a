import { buildNetwork, isUnknown, type Network, type Value } from "../model";
import { joinSources, readSources } from "../read";

/** A resource of an export, as a test writes it down. */
export interface TestState {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly [other: string]: unknown;
}

const modules: Readonly<Record<string, string>> = {
  tgw: "ec2transitgateway",
};

/**
 * A resource as AWS's provider leaves it: `ec2/vpc` with its inputs among its outputs. Its physical id is its name,
 * unless `others` say another.
 */
export function made(
  type: string,
  name: string,
  inputs: Readonly<Record<string, unknown>> = {},
  others: Readonly<Record<string, unknown>> = {},
): TestState {
  const token = tokenOf(type);
  return {
    urn: urnOf(type, name),
    type: token,
    id: name,
    inputs,
    ...others,
    outputs: { ...inputs, ...(others.outputs as object | undefined) },
  };
}

/** A resource that does not exist yet: what is not known in its inputs is `unknown`. */
export function planned(
  type: string,
  name: string,
  inputs: Readonly<Record<string, unknown>>,
  propertyDependencies: Readonly<Record<string, readonly string[]>> = {},
): TestState {
  return { urn: urnOf(type, name), type: tokenOf(type), inputs, propertyDependencies };
}

export function urnOf(type: string, name: string): string {
  return `urn:pulumi:test::program::${tokenOf(type)}::${name}`;
}

function tokenOf(type: string): string {
  const [module = "", name = ""] = type.split("/");
  return `aws:${modules[module] ?? module}/${name}:${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** As the engine writes a text that a preview does not know. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "x" };

/** What `pulumi stack export` writes. */
export function exportOf(resources: readonly TestState[], deployment: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ version: 3, deployment: { ...deployment, resources } });
}

/** The network of one stack, or of several. */
export function networkOf(...stacks: readonly (readonly TestState[])[]): Network {
  const { sources, errors } = readSources(
    stacks.map((resources, index) => ({ name: `stack ${index + 1}`, text: exportOf(resources) })),
  );
  const [error] = errors;
  if (error !== undefined) throw error;
  return buildNetwork(joinSources(sources));
}

/** Why a value is not known; undefined of one that is. */
export function whyUnknown<T>(value: Value<T> | undefined): string | undefined {
  return value !== undefined && isUnknown(value) ? value.unknown : undefined;
}

/** A VPC as it comes from AWS, with what AWS makes along with it. */
export function vpc(name: string, cidrBlock: string, outputs: Readonly<Record<string, unknown>> = {}): TestState {
  return made(
    "ec2/vpc",
    name,
    { cidrBlock },
    {
      outputs: {
        ownerId: "123456789012",
        region: "us-east-1",
        mainRouteTableId: `rtb-main-${name}`,
        defaultRouteTableId: `rtb-main-${name}`,
        defaultNetworkAclId: `acl-default-${name}`,
        defaultSecurityGroupId: `sg-default-${name}`,
        ...outputs,
      },
    },
  );
}

export function subnet(name: string, vpcId: string, cidrBlock: string, others: object = {}): TestState {
  return made("ec2/subnet", name, { vpcId, cidrBlock, availabilityZone: "us-east-1a", ...others });
}
