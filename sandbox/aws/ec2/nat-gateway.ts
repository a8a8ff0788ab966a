import { none } from "../../resource-type";
import type { ResourceType, Rule, RuleContext } from "../../resource-type";
import { derivedId, ec2Id, kept, standard } from "../standard";
import { text, texts } from "../values";
import { ELASTIC_IP, networkInterface, privateAddress } from "./addresses";
import { attachedGateway } from "./internet-gateway";
import { VPC_QUOTAS } from "./quotas";
import { SUBNET } from "./subnet";
import { VPC } from "./vpc";

export const NAT_GATEWAY = "aws:ec2/natGateway:NatGateway";

const addressForm: Rule = ({ connectivityType, availabilityMode, allocationId, subnetId, vpcId }) => {
  if (availabilityMode === "regional") {
    return text(vpcId) && !text(subnetId) && !text(allocationId)
      ? undefined
      : {
          code: "InvalidParameter",
          message: "A regional NAT gateway takes a vpcId, and neither a subnetId nor an allocationId.",
        };
  }
  if (!text(subnetId)) {
    return { code: "MissingParameter", message: "The request must contain the parameter SubnetId" };
  }
  if (connectivityType === "private" && text(allocationId)) {
    return { code: "InvalidParameter", message: "A private NAT gateway takes no allocationId." };
  }
  return connectivityType !== "private" && !text(allocationId)
    ? { code: "MissingParameter", message: "The request must contain the parameter AllocationId" }
    : undefined;
};

/** AWS creates the gateway and lets it fail; the provider reports that failure. */
const internetGatewayAttached: Rule = ({ connectivityType, subnetId, vpcId }, context) => {
  const network = text(vpcId) ?? text(context.get(SUBNET, subnetId)?.outputs.vpcId);
  return connectivityType !== "private" && network && !attachedGateway(network, context)
    ? {
        code: "Gateway.NotAttached",
        message: `Network ${network} has no Internet gateway attached`,
        retried: true,
      }
    : undefined;
};

const addressesFree: Rule = ({ allocationId, secondaryAllocationIds }, context) => {
  const taken = [text(allocationId), ...texts(secondaryAllocationIds)].find(
    (id) =>
      id !== undefined &&
      (text(context.where(ELASTIC_IP, "allocationId", id)[0]?.outputs.associationId) !== undefined ||
        usersOf(id, context).some((user) => user !== context.self?.id)),
  );
  return taken
    ? { code: "Resource.AlreadyAssociated", message: `Elastic IP address [${taken}] is already associated` }
    : undefined;
};

const usersOf = (allocationId: string, context: RuleContext): readonly string[] =>
  ["allocationId", "secondaryAllocationIds[]"]
    .flatMap((path) => context.where(NAT_GATEWAY, path, allocationId))
    .map(({ id }) => id);

const zoneOfSubnet = (subnetId: unknown, context: RuleContext): unknown =>
  context.get(SUBNET, subnetId)?.outputs.availabilityZone;

const address = (path: string) => ({
  path,
  to: [ELASTIC_IP],
  by: "allocationId",
  missing: "InvalidAllocationID.NotFound",
  inUse: "InvalidIPAddress.InUse",
});

export const natGateway: ResourceType = {
  type: NAT_GATEWAY,
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html",
  required: [],
  defaults: { availabilityMode: "zonal", connectivityType: "public" },
  id: (_inputs, context) => ec2Id("nat", context),
  computed: (inputs, context, old) => {
    const id = ec2Id("nat", context);
    const eip = context.where(ELASTIC_IP, "allocationId", inputs.allocationId)[0];
    return {
      ...standard(inputs, context),
      associationId: eip ? derivedId("eipassoc", id, eip.id) : "",
      networkInterfaceId: derivedId("eni", id, "primary"),
      privateIp:
        text(inputs.privateIp) ??
        kept(old, "privateIp", () => privateAddress(inputs.subnetId, context.hex(8), context)),
      publicIp: eip?.outputs.publicIp ?? "",
      vpcId: inputs.vpcId ?? context.get(SUBNET, inputs.subnetId)?.outputs.vpcId ?? "",
      routeTableId: "",
      autoProvisionZones: "",
      autoScalingIps: "",
      regionalNatGatewayAddresses: [],
      regionalNatGatewayAutoMode: "",
      secondaryAllocationIds: inputs.secondaryAllocationIds ?? [],
      secondaryPrivateIpAddressCount: inputs.secondaryPrivateIpAddressCount ?? 0,
      secondaryPrivateIpAddresses: inputs.secondaryPrivateIpAddresses ?? [],
    };
  },
  assumed: ["privateIp"],
  references: [
    { path: "subnetId", to: [SUBNET], missing: "InvalidSubnetID.NotFound", inUse: "DependencyViolation" },
    { path: "vpcId", to: [VPC], missing: "InvalidVpcID.NotFound", inUse: "DependencyViolation" },
    address("allocationId"),
    address("secondaryAllocationIds[]"),
  ],
  unique: none("has no name; that an address serves one gateway is a refusal"),
  replaceOn: ["region", "allocationId", "availabilityMode", "connectivityType", "privateIp", "subnetId", "vpcId"],
  formats: [
    {
      property: "connectivityType",
      pattern: /^(public|private)$/,
      code: "InvalidParameterValue",
      allowed: "public or private",
    },
    {
      property: "availabilityMode",
      pattern: /^(zonal|regional)$/,
      code: "InvalidParameterValue",
      allowed: "zonal or regional",
    },
  ],
  refusals: [addressForm, addressesFree, internetGatewayAttached],
  quotas: [
    {
      name: "NAT gateways per Availability Zone",
      limit: 5,
      used: ({ subnetId }, context) => {
        const zone = zoneOfSubnet(subnetId, context);
        const others = context.all(NAT_GATEWAY).filter(({ id }) => id !== context.self?.id);
        return 1 + others.filter(({ outputs }) => zoneOfSubnet(outputs.subnetId, context) === zone).length;
      },
      code: "NatGatewayLimitExceeded",
      documentation: `${VPC_QUOTAS} (L-FE5A380F)`,
    },
  ],
  brings: (outputs, context) =>
    outputs.availabilityMode === "regional"
      ? []
      : [
          networkInterface(
            {
              id: String(outputs.networkInterfaceId),
              subnetId: outputs.subnetId,
              privateIp: String(outputs.privateIp),
              interfaceType: "nat_gateway",
              description: `Interface for NAT Gateway ${String(outputs.id)}`,
            },
            outputs,
            context,
          ),
        ],
};
