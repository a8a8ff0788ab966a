import { none } from "../../resource-type";
import type { Refusal, ResourceType, Rule, RuleContext } from "../../resource-type";
import { arn, ec2Id, standard } from "../standard";
import { text } from "../values";
import { VPC_QUOTAS } from "./quotas";
import { SUBNET } from "./subnet";
import { VPC } from "./vpc";

export const INTERNET_GATEWAY = "aws:ec2/internetGateway:InternetGateway";
export const INTERNET_GATEWAY_ATTACHMENT = "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment";

/** Id of the internet gateway that is attached to a VPC, in either form. */
export function attachedGateway(vpcId: unknown, context: RuleContext): string | undefined {
  const direct = context.where(INTERNET_GATEWAY, "vpcId", vpcId)[0];
  const attachment = context.where(INTERNET_GATEWAY_ATTACHMENT, "vpcId", vpcId)[0];
  return direct?.id ?? text(attachment?.outputs.internetGatewayId);
}

/** Id of the VPC that an internet gateway is attached to, in either form. */
export function attachedVpc(gatewayId: unknown, context: RuleContext): string | undefined {
  const attachment = context.where(INTERNET_GATEWAY_ATTACHMENT, "internetGatewayId", gatewayId)[0];
  return text(context.get(INTERNET_GATEWAY, gatewayId)?.outputs.vpcId) ?? text(attachment?.outputs.vpcId);
}

/** A VPC has one internet gateway. */
const alreadyAttached = (vpcId: unknown, gatewayId: unknown, context: RuleContext): Refusal | undefined => {
  const attached = text(vpcId) && attachedGateway(vpcId, context);
  return attached && attached !== gatewayId
    ? {
        code: "InvalidParameterValue",
        message: `Network ${String(vpcId)} already has an internet gateway attached (${attached})`,
      }
    : undefined;
};

/** The gateway cannot leave a VPC in which public addresses are in use. */
const mappedAddresses: Rule = (_inputs, context) => {
  const vpcId = context.self?.outputs.vpcId;
  const natGateway = context
    .where("aws:ec2/natGateway:NatGateway", "vpcId", vpcId)
    .find(({ outputs }) => outputs.connectivityType !== "private");
  const instance = context
    .where(SUBNET, "vpcId", vpcId)
    .flatMap(({ id }) => context.where("aws:ec2/instance:Instance", "subnetId", id))
    .find(({ outputs }) => text(outputs.publicIp));
  const user = text(vpcId) && (natGateway ?? instance);
  return user
    ? {
        code: "DependencyViolation",
        message:
          `Network ${String(vpcId)} has some mapped public address(es) (${user.id}). ` +
          "Please unmap those public address(es) before detaching the gateway.",
        retried: true,
      }
    : undefined;
};

export const internetGateway: ResourceType = {
  type: INTERNET_GATEWAY,
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachInternetGateway.html",
  required: [],
  defaults: {},
  id: (_inputs, context) => ec2Id("igw", context),
  computed: (inputs, context) => ({
    ...standard(inputs, context),
    arn: arn(context, "ec2", `internet-gateway/${ec2Id("igw", context)}`),
    ownerId: context.account,
    vpcId: inputs.vpcId ?? "",
  }),
  references: [{ path: "vpcId", to: [VPC], missing: "InvalidVpcID.NotFound", inUse: "DependencyViolation" }],
  unique: none("one per VPC is said by a refusal, because attachments count too"),
  replaceOn: ["region"],
  formats: none("has no input with a form of its own"),
  refusals: [(inputs, context) => alreadyAttached(inputs.vpcId, context.self?.id, context)],
  quotas: [
    {
      name: "Internet gateways per Region",
      limit: 5,
      code: "InternetGatewayLimitExceeded",
      documentation: `${VPC_QUOTAS} (L-A4707A72)`,
    },
  ],
  inUse: [mappedAddresses],
};

export const internetGatewayAttachment: ResourceType = {
  type: INTERNET_GATEWAY_ATTACHMENT,
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachInternetGateway.html",
  required: ["internetGatewayId", "vpcId"],
  defaults: {},
  id: (inputs) => `${String(inputs.internetGatewayId)}:${String(inputs.vpcId)}`,
  computed: (_inputs, context) => ({ region: context.region }),
  references: [
    { path: "vpcId", to: [VPC], missing: "InvalidVpcID.NotFound", inUse: "DependencyViolation" },
    {
      path: "internetGatewayId",
      to: [INTERNET_GATEWAY],
      missing: "InvalidInternetGatewayID.NotFound",
      inUse: "DependencyViolation",
    },
  ],
  unique: none("one per VPC and per gateway is said by refusals, because gateways with a vpcId count too"),
  replaceOn: ["region", "internetGatewayId", "vpcId"],
  formats: none("both inputs are references"),
  refusals: [
    ({ internetGatewayId }, context) => {
      const vpcId = attachedVpc(internetGatewayId, context);
      return vpcId
        ? {
            code: "Resource.AlreadyAssociated",
            message: `resource ${String(internetGatewayId)} is already attached to network ${vpcId}`,
          }
        : undefined;
    },
    (inputs, context) => alreadyAttached(inputs.vpcId, inputs.internetGatewayId, context),
  ],
  quotas: none("counted as internet gateways"),
  inUse: [mappedAddresses],
};
