import { none } from "../../resource-type";
import type { Properties, Reference, ResourceType, Rule, RuleContext } from "../../resource-type";
import { formatCidr, parseCidr } from "../cidr";
import { arn, ec2Id, standard } from "../standard";
import { text } from "../values";
import { TRANSIT_GATEWAY_ASSOCIATION, TRANSIT_GATEWAY_PROPAGATION, TRANSIT_GATEWAY_ROUTE } from "./route-table-types";
import { TRANSIT_GATEWAY, TRANSIT_GATEWAY_QUOTAS, TRANSIT_GATEWAY_ROUTE_TABLE } from "./transit-gateway";
import { VPC_ATTACHMENT } from "./vpc-attachment";

/** A table with associations or propagations cannot be deleted; its static routes go with it. */
const table = (inUse?: string): Reference => ({
  path: "transitGatewayRouteTableId",
  to: [TRANSIT_GATEWAY_ROUTE_TABLE],
  missing: "InvalidRouteTableID.NotFound",
  inUse,
});

/** Deleting an attachment takes its associations and propagations along and turns its routes into blackholes. */
const attachment: Reference = {
  path: "transitGatewayAttachmentId",
  to: [VPC_ATTACHMENT],
  missing: "InvalidTransitGatewayAttachmentID.NotFound",
};

const oneGateway: Rule = ({ transitGatewayRouteTableId, transitGatewayAttachmentId }, { get }) => {
  const ofTable = get(TRANSIT_GATEWAY_ROUTE_TABLE, transitGatewayRouteTableId)?.outputs.transitGatewayId;
  const ofAttachment = get(VPC_ATTACHMENT, transitGatewayAttachmentId)?.outputs.transitGatewayId;
  return ofAttachment !== undefined && ofAttachment !== ofTable
    ? {
        code: "InvalidParameterValue",
        message:
          `Route table ${String(transitGatewayRouteTableId)} and attachment ${String(transitGatewayAttachmentId)} ` +
          "belong to different transit gateways.",
      }
    : undefined;
};

const attached = ({ transitGatewayAttachmentId }: Properties, { get }: RuleContext): Properties => ({
  resourceId: get(VPC_ATTACHMENT, transitGatewayAttachmentId)?.outputs.vpcId ?? "",
  resourceType: "vpc",
});

const pair = ({ transitGatewayRouteTableId, transitGatewayAttachmentId }: Properties): string =>
  `${String(transitGatewayRouteTableId)}_${String(transitGatewayAttachmentId)}`;

export const transitGatewayRouteTable: ResourceType = {
  type: TRANSIT_GATEWAY_ROUTE_TABLE,
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayRouteTable.html",
  required: ["transitGatewayId"],
  defaults: {},
  id: (_inputs, context) => ec2Id("tgw-rtb", context),
  computed: (inputs, context) => ({
    ...standard(inputs, context),
    arn: arn(context, "ec2", `transit-gateway-route-table/${ec2Id("tgw-rtb", context)}`),
    defaultAssociationRouteTable: false,
    defaultPropagationRouteTable: false,
  }),
  references: [
    {
      path: "transitGatewayId",
      to: [TRANSIT_GATEWAY],
      missing: "InvalidTransitGatewayID.NotFound",
      inUse: "IncorrectState",
    },
  ],
  unique: none("route tables have no names of their own"),
  replaceOn: ["region", "transitGatewayId"],
  formats: none("has no input with a form of its own"),
  refusals: none("its only input is a reference"),
  quotas: [
    {
      name: "Route tables per transit gateway",
      limit: 20,
      per: ({ transitGatewayId }) => String(transitGatewayId),
      code: "TransitGatewayRouteTableLimitExceeded",
      documentation: `${TRANSIT_GATEWAY_QUOTAS} (L-8A7A5A9A)`,
    },
  ],
};

export const transitGatewayRouteTableAssociation: ResourceType = {
  type: TRANSIT_GATEWAY_ASSOCIATION,
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateTransitGatewayRouteTable.html",
  required: ["transitGatewayAttachmentId", "transitGatewayRouteTableId"],
  defaults: { replaceExistingAssociation: false },
  id: pair,
  computed: (inputs, context) => ({ region: context.region, ...attached(inputs, context) }),
  references: [table("IncorrectState"), attachment],
  unique: none("one per attachment is said by a refusal, because default associations count too"),
  replaceOn: ["region", "transitGatewayAttachmentId", "transitGatewayRouteTableId"],
  formats: none("its inputs are references"),
  refusals: [
    oneGateway,
    ({ transitGatewayAttachmentId, replaceExistingAssociation }, { self, where }) => {
      const other = where(TRANSIT_GATEWAY_ASSOCIATION, "transitGatewayAttachmentId", transitGatewayAttachmentId).find(
        ({ id }) => id !== self?.id,
      );
      return other && replaceExistingAssociation !== true
        ? {
            code: "Resource.AlreadyAssociated",
            message:
              `Transit Gateway Attachment ${String(transitGatewayAttachmentId)} is already associated to a route table ` +
              `(${String(other.outputs.transitGatewayRouteTableId)}).`,
          }
        : undefined;
    },
  ],
  quotas: none("one per attachment"),
};

export const transitGatewayRouteTablePropagation: ResourceType = {
  type: TRANSIT_GATEWAY_PROPAGATION,
  documentation:
    "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableTransitGatewayRouteTablePropagation.html",
  required: ["transitGatewayAttachmentId", "transitGatewayRouteTableId"],
  defaults: {},
  id: pair,
  computed: (inputs, context) => ({ region: context.region, ...attached(inputs, context) }),
  references: [table("IncorrectState"), attachment],
  unique: none("once per table and attachment is said by a refusal, because default propagations count too"),
  replaceOn: ["region", "transitGatewayAttachmentId", "transitGatewayRouteTableId"],
  formats: none("its inputs are references"),
  refusals: [
    oneGateway,
    (inputs, { self, get }) =>
      !self && get(TRANSIT_GATEWAY_PROPAGATION, pair(inputs))
        ? {
            code: "TransitGatewayRouteTablePropagation.Duplicate",
            message: `Propagation of ${String(inputs.transitGatewayAttachmentId)} to ${String(inputs.transitGatewayRouteTableId)} already exists.`,
          }
        : undefined,
  ],
  quotas: none("one per table and attachment"),
};

const destinationOf = (value: unknown): string => {
  const block = parseCidr(value);
  return block ? formatCidr(block) : String(value);
};

export const transitGatewayRoute: ResourceType = {
  type: TRANSIT_GATEWAY_ROUTE,
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayRoute.html",
  required: ["destinationCidrBlock", "transitGatewayRouteTableId"],
  defaults: { blackhole: false },
  id: ({ transitGatewayRouteTableId, destinationCidrBlock }) =>
    `${String(transitGatewayRouteTableId)}_${String(destinationCidrBlock)}`,
  computed: (_inputs, context) => ({ region: context.region }),
  references: [table(), attachment],
  unique: [
    {
      scope: "account-region",
      key: ({ transitGatewayRouteTableId, destinationCidrBlock }) =>
        `${String(transitGatewayRouteTableId)} ${destinationOf(destinationCidrBlock)}`,
      code: "RouteAlreadyExists",
      message: ({ transitGatewayRouteTableId, destinationCidrBlock }) =>
        `Route ${String(destinationCidrBlock)} already exists in Transit Gateway Route Table ${String(transitGatewayRouteTableId)}.`,
    },
  ],
  replaceOn: [
    "region",
    "blackhole",
    "destinationCidrBlock",
    "transitGatewayAttachmentId",
    "transitGatewayRouteTableId",
  ],
  formats: [
    {
      property: "destinationCidrBlock",
      pattern: /^((\d{1,3}\.){3}\d{1,3}\/([12]?\d|3[0-2])|[\da-f:.]+\/\d{1,3})$/i,
      code: "InvalidParameterValue",
      allowed: "a CIDR block",
    },
  ],
  refusals: [
    oneGateway,
    ({ blackhole, transitGatewayAttachmentId }) =>
      (blackhole === true) === (text(transitGatewayAttachmentId) === undefined)
        ? undefined
        : {
            code: "InvalidParameterCombination",
            message: "A route has either a transitGatewayAttachmentId or blackhole: true.",
          },
  ],
  quotas: [
    {
      name: "Static routes per transit gateway",
      limit: 10_000,
      used: ({ transitGatewayRouteTableId }, { get, where, self }) => {
        const gateway = get(TRANSIT_GATEWAY_ROUTE_TABLE, transitGatewayRouteTableId)?.outputs.transitGatewayId;
        const tables = where(TRANSIT_GATEWAY_ROUTE_TABLE, "transitGatewayId", gateway);
        const routes = tables.flatMap(({ id }) => where(TRANSIT_GATEWAY_ROUTE, "transitGatewayRouteTableId", id));
        return 1 + routes.filter(({ id }) => id !== self?.id).length;
      },
      code: "RouteLimitExceeded",
      documentation: TRANSIT_GATEWAY_QUOTAS,
    },
  ],
};
