import { none } from "../../resource-type";
import type { Quota, ResourceType, Rule } from "../../resource-type";
import { arn, ec2Id, standard } from "../standard";
import { given, records, text } from "../values";
import { INTERNET_GATEWAY } from "./internet-gateway";
import { weightOf } from "./prefix-lists";
import { VPC_QUOTAS } from "./quotas";
import { DEFAULT_ROUTE_TABLE, destinationOf, ROUTE_TABLE, routesOf, vpcOfRouteTable } from "./routes";
import { SUBNET } from "./subnet";
import { VPC } from "./vpc";

const distinctDestinations: Rule = ({ routes }) => {
  const destinations = records(routes).map(destinationOf);
  const twice = destinations.find((destination, index) => destinations.indexOf(destination) !== index);
  return twice
    ? { code: "RouteAlreadyExists", message: `The route identified by ${twice} already exists.` }
    : undefined;
};

export const routeTable: ResourceType = {
  type: ROUTE_TABLE,
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRouteTable.html",
  required: ["vpcId"],
  defaults: {},
  id: (_inputs, context) => ec2Id("rtb", context),
  computed: (inputs, context) => ({
    ...standard(inputs, context),
    arn: arn(context, "ec2", `route-table/${ec2Id("rtb", context)}`),
    ownerId: context.account,
    routes: inputs.routes ?? [],
    propagatingVgws: inputs.propagatingVgws ?? [],
  }),
  references: [{ path: "vpcId", to: [VPC], missing: "InvalidVpcID.NotFound", inUse: "DependencyViolation" }],
  unique: none("route tables have no names of their own"),
  replaceOn: ["region", "vpcId"],
  formats: none("has no input with a form of its own"),
  refusals: [distinctDestinations],
  quotas: [
    {
      name: "Route tables per VPC",
      limit: 200,
      per: ({ vpcId }) => String(vpcId),
      code: "RouteTableLimitExceeded",
      documentation: `${VPC_QUOTAS} (L-589F43AA)`,
    },
  ],
};

export const defaultRouteTable: ResourceType = {
  type: DEFAULT_ROUTE_TABLE,
  documentation: "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/defaultroutetable/",
  required: ["defaultRouteTableId"],
  defaults: {},
  id: (inputs) => String(inputs.defaultRouteTableId),
  computed: (inputs, context) => ({
    ...standard(inputs, context),
    arn: arn(context, "ec2", `route-table/${String(inputs.defaultRouteTableId)}`),
    ownerId: context.account,
    vpcId: vpcOfRouteTable(inputs.defaultRouteTableId, context) ?? "",
    routes: inputs.routes ?? [],
    propagatingVgws: inputs.propagatingVgws ?? [],
  }),
  references: [{ path: "defaultRouteTableId", to: [ROUTE_TABLE], missing: "InvalidRouteTableID.NotFound" }],
  unique: none("adopts a table that exists; adopting it twice is not refused"),
  replaceOn: ["region", "defaultRouteTableId"],
  formats: none("has no input with a form of its own"),
  refusals: [distinctDestinations],
  quotas: none("the VPC brought the table"),
};

const oneTarget: Rule = (inputs) =>
  given(inputs, ["subnetId", "gatewayId"]).length === 1
    ? undefined
    : { code: "InvalidParameterCombination", message: "Exactly one of 'subnetId' and 'gatewayId' must be provided." };

const sameVpc: Rule = ({ routeTableId, subnetId }, context) => {
  const vpcId = context.get(SUBNET, subnetId)?.outputs.vpcId;
  return vpcId !== undefined && vpcId !== vpcOfRouteTable(routeTableId, context)
    ? {
        code: "InvalidParameterValue",
        message: `Route table ${String(routeTableId)} and subnet ${String(subnetId)} belong to different networks`,
      }
    : undefined;
};

export const routeTableAssociation: ResourceType = {
  type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateRouteTable.html",
  required: ["routeTableId"],
  defaults: {},
  id: (_inputs, context) => ec2Id("rtbassoc", context),
  computed: (_inputs, context) => ({ region: context.region }),
  references: [
    { path: "routeTableId", to: [ROUTE_TABLE], missing: "InvalidRouteTableID.NotFound" },
    { path: "subnetId", to: [SUBNET], missing: "InvalidSubnetID.NotFound" },
    { path: "gatewayId", to: [INTERNET_GATEWAY], missing: "InvalidGatewayID.NotFound", except: /^vgw-/ },
  ],
  unique: [
    {
      scope: "account-region",
      key: ({ subnetId, gatewayId }) => text(subnetId) ?? text(gatewayId),
      code: "Resource.AlreadyAssociated",
      message: ({ routeTableId }) =>
        `the specified association for route table ${String(routeTableId)} conflicts with an existing association`,
    },
  ],
  replaceOn: ["region", "subnetId", "gatewayId"],
  formats: none("all inputs are references"),
  refusals: [oneTarget, sameVpc],
  quotas: none("one per subnet"),
};

export const mainRouteTableAssociation: ResourceType = {
  type: "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceRouteTableAssociation.html",
  required: ["routeTableId", "vpcId"],
  defaults: {},
  id: (_inputs, context) => ec2Id("rtbassoc", context),
  computed: (inputs, context) => ({
    region: context.region,
    originalRouteTableId: text(context.get(VPC, inputs.vpcId)?.outputs.mainRouteTableId) ?? "",
  }),
  references: [
    { path: "vpcId", to: [VPC], missing: "InvalidVpcID.NotFound" },
    {
      path: "routeTableId",
      to: [ROUTE_TABLE],
      missing: "InvalidRouteTableID.NotFound",
      inUse: "DependencyViolation",
    },
  ],
  unique: none("replaces the association that every VPC has"),
  replaceOn: ["region", "vpcId"],
  formats: none("all inputs are references"),
  refusals: [
    ({ routeTableId, vpcId }, context) =>
      vpcOfRouteTable(routeTableId, context) === vpcId
        ? undefined
        : {
            code: "InvalidParameterValue",
            message: `Route table ${String(routeTableId)} does not belong to network ${String(vpcId)}`,
          },
  ],
  quotas: none("one per VPC"),
};

/** Separate and inline routes count together; a prefix list counts as its weight. */
export const routesPerTable: Quota = {
  name: "Routes per route table",
  limit: 500,
  per: ({ routeTableId }) => String(routeTableId),
  used: (inputs, context) => {
    const others = routesOf(inputs.routeTableId, context).filter(({ owner }) => owner !== context.self?.id);
    const destinations = [destinationOf(inputs), ...others.map(({ destination }) => destination)];
    return destinations.reduce((sum, destination) => sum + weightOf(destination, context), 0);
  },
  code: "RouteLimitExceeded",
  documentation: `${VPC_QUOTAS} (L-93826ACB)`,
};
