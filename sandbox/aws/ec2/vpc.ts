import { none } from "../../resource-type";
import type { Companion, CreateContext, Properties, ResourceType } from "../../resource-type";
import { networkAddresses } from "../blocks";
import { arn, companion, ec2Id, kept, standard } from "../standard";
import { text } from "../values";
import { VPC_QUOTAS } from "./quotas";

export const VPC = "aws:ec2/vpc:Vpc";

export const vpc: ResourceType = {
  type: VPC,
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html",
  required: [],
  defaults: { enableDnsSupport: true, instanceTenancy: "default" },
  id: (_inputs, context) => ec2Id("vpc", context),
  computed: (inputs, context, old) => ({
    ...standard(inputs, context),
    arn: arn(context, "ec2", `vpc/${ec2Id("vpc", context)}`),
    ownerId: context.account,
    enableDnsHostnames: inputs.enableDnsHostnames ?? false,
    enableNetworkAddressUsageMetrics: inputs.enableNetworkAddressUsageMetrics ?? false,
    mainRouteTableId: kept(old, "mainRouteTableId", () => `rtb-${context.hex(17)}`),
    defaultRouteTableId: kept(old, "defaultRouteTableId", () => `rtb-${context.hex(17)}`),
    defaultNetworkAclId: kept(old, "defaultNetworkAclId", () => `acl-${context.hex(17)}`),
    defaultSecurityGroupId: kept(old, "defaultSecurityGroupId", () => `sg-${context.hex(17)}`),
    dhcpOptionsId: kept(old, "dhcpOptionsId", () => `dopt-${context.hex(17)}`),
    ...ipv6(inputs, context, old),
  }),
  assumed: ["dhcpOptionsId", "ipv6CidrBlock"],
  references: none("a VPC stands alone"),
  unique: none("VPCs may share names and CIDR blocks"),
  replaceOn: ["region", "cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"],
  formats: [
    {
      property: "cidrBlock",
      pattern: /^(\d{1,3}\.){3}\d{1,3}\/(1[6-9]|2[0-8])$/,
      code: "InvalidVpc.Range",
      allowed: "an IPv4 CIDR block with a netmask from /16 to /28",
    },
    {
      property: "instanceTenancy",
      pattern: /^(default|dedicated)$/,
      code: "InvalidParameterValue",
      allowed: "default or dedicated",
    },
  ],
  refusals: [
    networkAddresses(["cidrBlock"]),
    (inputs) =>
      inputs.cidrBlock === undefined && inputs.ipv4IpamPoolId === undefined
        ? { code: "MissingParameter", message: "Either 'cidrBlock' or 'ipv4IpamPoolId' must be provided." }
        : undefined,
    (inputs) =>
      inputs.assignGeneratedIpv6CidrBlock === true && inputs.ipv6IpamPoolId !== undefined
        ? {
            code: "InvalidParameterCombination",
            message: "'assignGeneratedIpv6CidrBlock' and 'ipv6IpamPoolId' exclude each other.",
          }
        : undefined,
  ],
  quotas: [
    {
      name: "VPCs per Region",
      limit: 5,
      code: "VpcLimitExceeded",
      documentation: `${VPC_QUOTAS} (L-F678F1CE)`,
    },
  ],
  brings: (outputs) => defaults(outputs),
};

function ipv6(inputs: Properties, context: CreateContext, old: Properties | undefined): Properties {
  if (inputs.assignGeneratedIpv6CidrBlock !== true) {
    return { ipv6AssociationId: "", ipv6CidrBlock: inputs.ipv6CidrBlock ?? "" };
  }
  const bits = context.hex(6);
  const block = `2600:1f18:${bits.slice(0, 4)}:${bits.slice(4)}00::/56`;
  return {
    ipv6CidrBlock: kept(old, "ipv6CidrBlock", () => block),
    ipv6AssociationId: kept(old, "ipv6AssociationId", () => `vpc-cidr-assoc-${context.hex(17)}`),
    ipv6CidrBlockNetworkBorderGroup: inputs.ipv6CidrBlockNetworkBorderGroup ?? context.region,
  };
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html and its neighbours. */
function defaults(vpcOutputs: Properties): readonly Companion[] {
  const common = { vpcId: vpcOutputs.id, ownerId: vpcOutputs.ownerId, region: vpcOutputs.region };
  const id = (name: string): string => text(vpcOutputs[name]) ?? "";
  const everything = { protocol: "-1", fromPort: 0, toPort: 0 };
  const allow = { ...everything, ruleNo: 100, action: "allow", cidrBlock: "0.0.0.0/0" };
  return [
    companion("aws:ec2/securityGroup:SecurityGroup", id("defaultSecurityGroupId"), {
      ...common,
      name: "default",
      description: "default VPC security group",
      ingress: [{ ...everything, self: true }],
      egress: [{ ...everything, cidrBlocks: ["0.0.0.0/0"] }],
    }),
    companion("aws:ec2/routeTable:RouteTable", id("mainRouteTableId"), {
      ...common,
      routes: [],
      propagatingVgws: [],
    }),
    companion("aws:ec2/networkAcl:NetworkAcl", id("defaultNetworkAclId"), {
      ...common,
      subnetIds: [],
      ingress: [allow],
      egress: [allow],
    }),
  ];
}
