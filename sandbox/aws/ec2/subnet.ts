import { none } from "../../resource-type";
import type { ResourceType, Rule } from "../../resource-type";
import { networkAddresses } from "../blocks";
import { contains, overlaps, parseCidr } from "../cidr";
import { availabilityZones, zoneOf } from "../regions";
import { arn, ec2Id, standard } from "../standard";
import { given, text } from "../values";
import { heldByInterfaces } from "./addresses";
import { VPC_QUOTAS } from "./quotas";
import { VPC } from "./vpc";

export const SUBNET = "aws:ec2/subnet:Subnet";

const insideTheVpc: Rule = ({ cidrBlock, vpcId }, context) => {
  const block = parseCidr(cidrBlock);
  const outer = parseCidr(context.get(VPC, vpcId)?.outputs.cidrBlock);
  return block && outer && !contains(outer, block)
    ? { code: "InvalidSubnet.Range", message: `The CIDR '${String(cidrBlock)}' is invalid.` }
    : undefined;
};

const apartFromOtherSubnets: Rule = ({ cidrBlock, vpcId }, context) => {
  const block = parseCidr(cidrBlock);
  const other = context.where(SUBNET, "vpcId", vpcId).find((subnet) => {
    const taken = parseCidr(subnet.outputs.cidrBlock);
    return subnet.id !== context.self?.id && block && taken && overlaps(block, taken);
  });
  return other
    ? {
        code: "InvalidSubnet.Conflict",
        message: `The CIDR '${String(cidrBlock)}' conflicts with another subnet (${other.id}, ${String(other.outputs.cidrBlock)})`,
      }
    : undefined;
};

const inAZoneOfTheRegion: Rule = ({ availabilityZone, availabilityZoneId }, { region }) => {
  const zones = availabilityZones(region);
  const wrong =
    (text(availabilityZone) !== undefined && !zones.some(({ name }) => name === availabilityZone)) ||
    (text(availabilityZoneId) !== undefined && !zones.some(({ id }) => id === availabilityZoneId));
  const names = zones.map(({ name }) => name).join(", ");
  return wrong
    ? {
        code: "InvalidParameterValue",
        message:
          `Value (${String(availabilityZone ?? availabilityZoneId)}) for parameter availabilityZone is invalid. ` +
          `Subnets can currently only be created in the following availability zones: ${names}.`,
      }
    : undefined;
};

export const subnet: ResourceType = {
  type: SUBNET,
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html",
  required: ["vpcId"],
  defaults: {
    assignIpv6AddressOnCreation: false,
    enableDns64: false,
    enableResourceNameDnsARecordOnLaunch: false,
    enableResourceNameDnsAaaaRecordOnLaunch: false,
    ipv6Native: false,
    mapPublicIpOnLaunch: false,
  },
  id: (_inputs, context) => ec2Id("subnet", context),
  computed: (inputs, context, old) => {
    const zone = zoneOf(context.region, old ?? inputs);
    return {
      ...standard(inputs, context),
      arn: arn(context, "ec2", `subnet/${ec2Id("subnet", context)}`),
      ownerId: context.account,
      availabilityZone: zone.name,
      availabilityZoneId: zone.id,
      privateDnsHostnameTypeOnLaunch: inputs.privateDnsHostnameTypeOnLaunch ?? "ip-name",
      ipv6CidrBlock: inputs.ipv6CidrBlock ?? "",
      ipv6CidrBlockAssociationId: text(inputs.ipv6CidrBlock) ? `subnet-cidr-assoc-${context.hex(17)}` : "",
    };
  },
  references: [{ path: "vpcId", to: [VPC], missing: "InvalidVpcID.NotFound", inUse: "DependencyViolation" }],
  unique: none("two subnets collide by overlap, not by a name: see refusals"),
  replaceOn: [
    "region",
    "vpcId",
    "cidrBlock",
    "availabilityZone",
    "availabilityZoneId",
    "ipv4IpamPoolId",
    "ipv4NetmaskLength",
    "ipv6IpamPoolId",
    "ipv6Native",
    "ipv6NetmaskLength",
    "outpostArn",
  ],
  formats: [
    {
      property: "cidrBlock",
      pattern: /^(\d{1,3}\.){3}\d{1,3}\/(1[6-9]|2[0-8])$/,
      code: "InvalidSubnet.Range",
      allowed: "an IPv4 CIDR block with a netmask from /16 to /28",
    },
    {
      property: "ipv6CidrBlock",
      pattern: /^[\da-f:]+\/(4[48]|5[26]|6[04])$/i,
      code: "InvalidSubnet.Range",
      allowed: "an IPv6 CIDR block with a netmask from /44 to /64 in steps of 4",
    },
    {
      property: "privateDnsHostnameTypeOnLaunch",
      pattern: /^(ip-name|resource-name)$/,
      code: "InvalidParameterValue",
      allowed: "ip-name or resource-name",
    },
  ],
  refusals: [
    (inputs) =>
      given(inputs, ["cidrBlock", "ipv6CidrBlock", "ipv4IpamPoolId", "ipv6IpamPoolId"]).length === 0
        ? { code: "MissingParameter", message: "Either 'cidrBlock' or 'ipv6CidrBlock' must be provided." }
        : undefined,
    networkAddresses(["cidrBlock", "ipv6CidrBlock"]),
    inAZoneOfTheRegion,
    insideTheVpc,
    apartFromOtherSubnets,
  ],
  quotas: [
    {
      name: "Subnets per VPC",
      limit: 200,
      per: ({ vpcId }) => String(vpcId),
      code: "SubnetLimitExceeded",
      documentation: `${VPC_QUOTAS} (L-407747CB)`,
    },
  ],
  // Late: the two modules import each other.
  inUse: [(inputs, context) => heldByInterfaces("subnetId")(inputs, context)],
};
