import { none } from "../../resource-type";
import type { Companion, CreateContext, Properties, ResourceType, Rule } from "../../resource-type";
import { networkInterface } from "../ec2/addresses";
import { SUBNET } from "../ec2/subnet";
import { VPC } from "../ec2/vpc";
import { secondInItsZone } from "../ec2/zones";
import { arn, companion, derivedId, ec2Id, standard } from "../standard";
import { text, texts } from "../values";
import { TRANSIT_GATEWAY_ASSOCIATION, TRANSIT_GATEWAY_PROPAGATION } from "./route-table-types";
import { enableOrDisable, TRANSIT_GATEWAY, TRANSIT_GATEWAY_QUOTAS } from "./transit-gateway";

export const VPC_ATTACHMENT = "aws:ec2transitgateway/vpcAttachment:VpcAttachment";

const oneSubnetPerZone: Rule = ({ subnetIds }, context) => {
  const second = secondInItsZone(subnetIds, context);
  return second
    ? { code: "DuplicateSubnetsInSameZone", message: `Duplicate Subnets for same AZ (${second})` }
    : undefined;
};

const subnetsOfTheVpc: Rule = ({ subnetIds, vpcId }, { get }) => {
  const foreign = texts(subnetIds).find((id) => get(SUBNET, id)?.outputs.vpcId !== vpcId);
  return foreign
    ? { code: "InvalidParameterValue", message: `Subnet ${foreign} does not belong to VPC ${String(vpcId)}.` }
    : undefined;
};

const oncePerVpc: Rule = ({ transitGatewayId, vpcId }, context) => {
  const other = context
    .where(VPC_ATTACHMENT, "vpcId", vpcId)
    .find(({ id, outputs }) => id !== context.self?.id && outputs.transitGatewayId === transitGatewayId);
  return other
    ? {
        code: "DuplicateTransitGatewayAttachment",
        message: `${String(transitGatewayId)} has non-deleted Transit Gateway Attachments with same VPC ID (${other.id}).`,
      }
    : undefined;
};

export const vpcAttachment: ResourceType = {
  type: VPC_ATTACHMENT,
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayVpcAttachment.html",
  required: ["subnetIds", "transitGatewayId", "vpcId"],
  defaults: {
    applianceModeSupport: "disable",
    dnsSupport: "enable",
    ipv6Support: "disable",
    transitGatewayDefaultRouteTableAssociation: true,
    transitGatewayDefaultRouteTablePropagation: true,
  },
  id: (_inputs, context) => ec2Id("tgw-attach", context),
  computed: (inputs, context) => ({
    ...standard(inputs, context),
    arn: arn(context, "ec2", `transit-gateway-attachment/${ec2Id("tgw-attach", context)}`),
    vpcOwnerId: context.account,
    // On at the attachment unless said otherwise; the transit gateway decides.
    securityGroupReferencingSupport: inputs.securityGroupReferencingSupport ?? "enable",
  }),
  references: [
    {
      path: "transitGatewayId",
      to: [TRANSIT_GATEWAY],
      missing: "InvalidTransitGatewayID.NotFound",
      inUse: "IncorrectState",
    },
    { path: "vpcId", to: [VPC], missing: "InvalidVpcID.NotFound", inUse: "DependencyViolation" },
    { path: "subnetIds[]", to: [SUBNET], missing: "InvalidSubnetID.NotFound", inUse: "DependencyViolation" },
  ],
  unique: none("one per VPC and transit gateway is said by a refusal that names the other one"),
  replaceOn: ["region", "transitGatewayId", "vpcId"],
  formats: ["applianceModeSupport", "dnsSupport", "ipv6Support", "securityGroupReferencingSupport"].map(
    enableOrDisable,
  ),
  refusals: [oncePerVpc, subnetsOfTheVpc, oneSubnetPerZone],
  quotas: [
    {
      name: "Attachments per transit gateway",
      limit: 5000,
      per: ({ transitGatewayId }) => String(transitGatewayId),
      code: "TransitGatewayAttachmentLimitExceeded",
      documentation: `${TRANSIT_GATEWAY_QUOTAS} (L-E0233F82)`,
    },
  ],
  brings: (outputs, context) => [...interfaces(outputs, context), ...defaultTables(outputs, context)],
};

const interfaces = (outputs: Properties, context: CreateContext): readonly Companion[] =>
  texts(outputs.subnetIds).map((subnetId) => {
    const id = derivedId("eni", String(outputs.id), subnetId);
    const description = `Network Interface for Transit Gateway Attachment ${String(outputs.id)}`;
    return networkInterface({ id, subnetId, interfaceType: "transit_gateway", description }, outputs, context);
  });

/** A transit gateway with default tables associates every attachment and propagates its routes, unless told not to. */
function defaultTables(outputs: Properties, context: CreateContext): readonly Companion[] {
  const gateway = context.get(TRANSIT_GATEWAY, outputs.transitGatewayId)?.outputs;
  const link = (type: string, table: unknown, wanted: unknown): readonly Companion[] =>
    wanted === true && text(table)
      ? [
          companion(type, `${String(table)}_${String(outputs.id)}`, {
            transitGatewayRouteTableId: table,
            transitGatewayAttachmentId: outputs.id,
            resourceId: outputs.vpcId,
            resourceType: "vpc",
            region: outputs.region,
          }),
        ]
      : [];
  return [
    ...link(
      TRANSIT_GATEWAY_ASSOCIATION,
      gateway?.associationDefaultRouteTableId,
      outputs.transitGatewayDefaultRouteTableAssociation,
    ),
    ...link(
      TRANSIT_GATEWAY_PROPAGATION,
      gateway?.propagationDefaultRouteTableId,
      outputs.transitGatewayDefaultRouteTablePropagation,
    ),
  ];
}
