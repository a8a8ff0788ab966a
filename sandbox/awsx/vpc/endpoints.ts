/** VPC endpoints of the component. With the strategy `Legacy` nothing is attached to them, with `Auto` all is. */
import { isUnknown } from "../../wire/values";
import { childKey, Output } from "../../component/plan";
import type { Child } from "../../component/plan";
import type { EndpointSpec, Passed, SubnetType, VpcArgs } from "./args";

const VPC_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
const SECURITY_GROUP_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";

/** What the rest of the plan made. */
export interface Surroundings {
  readonly args: VpcArgs;
  readonly vpc: string;
  readonly tags: (more: unknown) => unknown;
  readonly routeTables: readonly string[];
  /** Subnets by zone. */
  readonly subnets: readonly (readonly { readonly key: string; readonly type: SubnetType }[])[];
}

const typeOf = ({ vpcEndpointType }: EndpointSpec): string => (vpcEndpointType ?? "gateway").toLowerCase();

/** With `Auto`, interface endpoints with private DNS switch the VPC's DNS on. Throws when it is switched off by hand. */
export function dnsInputs({ vpcEndpointStrategy, vpcEndpointSpecs, passed }: VpcArgs): Passed {
  if (vpcEndpointStrategy !== "Auto") {
    return {};
  }
  const unclear = vpcEndpointSpecs.find(({ vpcEndpointType }) => isUnknown(vpcEndpointType));
  if (unclear) {
    throw new Error(
      `vpcEndpointStrategy "Auto" requires vpcEndpointType for endpoint "${unclear.serviceName}" to be omitted or a plain string.`,
    );
  }
  if (!vpcEndpointSpecs.some((spec) => typeOf(spec) === "interface" && (spec.privateDnsEnabled ?? true))) {
    return {};
  }
  const names = ["enableDnsHostnames", "enableDnsSupport"];
  const off = names.find((name) => passed[name] === false);
  if (off) {
    throw new Error(
      `vpcEndpointStrategy "Auto" requires ${off} to be true when Interface endpoint private DNS is enabled.`,
    );
  }
  return Object.fromEntries(names.map((name) => [name, passed[name] ?? true]));
}

export const planEndpoints = (around: Surroundings): readonly Child[] =>
  around.args.vpcEndpointSpecs.flatMap((spec) => endpoint(spec, around));

function endpoint(spec: EndpointSpec, around: Surroundings): readonly Child[] {
  const { args, vpc, tags } = around;
  const isAuto = args.vpcEndpointStrategy === "Auto";
  const attached = isAuto ? attachments(spec, around) : { inputs: {}, children: [] };
  const child: Child = {
    key: childKey(VPC_ENDPOINT, spec.serviceName),
    type: VPC_ENDPOINT,
    name: spec.serviceName,
    parent: vpc,
    dependsOn: [vpc],
    from: ["vpcEndpointSpecs", "tags", "region"],
    inputs: {
      ...attached.inputs,
      ...spec,
      region: spec.region ?? args.region,
      tags: tags(spec.tags),
      vpcId: new Output(vpc, "id"),
    },
  };
  return [...attached.children, child];
}

interface Attachments {
  readonly inputs: Passed;
  readonly children: readonly Child[];
}

function attachments(spec: EndpointSpec, around: Surroundings): Attachments {
  if (typeOf(spec) === "gateway") {
    return { inputs: { routeTableIds: around.routeTables.map((key) => new Output(key, "id")) }, children: [] };
  }
  if (typeOf(spec) !== "interface") {
    return { inputs: {}, children: [] };
  }
  const children = spec.securityGroupIds === undefined ? ownGroup(spec, around) : [];
  const [group] = children;
  return {
    inputs: {
      privateDnsEnabled: true,
      ...(spec.subnetConfigurations === undefined ? { subnetIds: oneSubnetPerZone(around) } : {}),
      ...(group ? { securityGroupIds: [new Output(group.key, "id")] } : {}),
    },
    children,
  };
}

const PREFERRED: readonly SubnetType[] = ["private", "isolated", "public"];

const oneSubnetPerZone = ({ subnets }: Surroundings): readonly Output[] =>
  subnets.flatMap((zone) => {
    const [first] = PREFERRED.flatMap((type) => zone.filter((subnet) => subnet.type === type));
    return first ? [new Output(first.key, "id")] : [];
  });

/** HTTPS from the VPC, and no egress. */
function ownGroup(spec: EndpointSpec, { args, vpc, tags }: Surroundings): readonly Child[] {
  const region = spec.region ?? args.region;
  const group = childKey(SECURITY_GROUP, `${spec.serviceName}-sg`);
  const withIpv6 = /^(ipv6|dualstack)$/i.test(String(spec.ipAddressType));
  return [
    {
      key: group,
      type: SECURITY_GROUP,
      name: `${spec.serviceName}-sg`,
      parent: vpc,
      dependsOn: [vpc],
      from: ["vpcEndpointSpecs", "tags", "region"],
      inputs: { region, vpcId: new Output(vpc, "id"), tags: tags(spec.tags) },
    },
    {
      key: childKey(SECURITY_GROUP_RULE, `${spec.serviceName}-ingress`),
      type: SECURITY_GROUP_RULE,
      name: `${spec.serviceName}-ingress`,
      parent: vpc,
      dependsOn: [group],
      from: ["vpcEndpointSpecs", "region"],
      inputs: {
        region,
        type: "ingress",
        securityGroupId: new Output(group, "id"),
        protocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrBlocks: [new Output(vpc, "cidrBlock")],
        ...(withIpv6 ? { ipv6CidrBlocks: [new Output(vpc, "ipv6CidrBlock")] } : {}),
      },
    },
  ];
}
