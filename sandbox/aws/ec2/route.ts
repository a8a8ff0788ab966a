import { crc32 } from "node:zlib";

import { none } from "../../resource-type";
import type { Refusal, ResourceType, Rule, RuleContext } from "../../resource-type";
import { ipv4Block, ipv6Block, networkAddresses } from "../blocks";
import { given, text } from "../values";
import { attachedVpc, INTERNET_GATEWAY } from "./internet-gateway";
import { managedPrefixListReference } from "./prefix-lists";
import { routesPerTable } from "./route-table";
import { destinationOf, ROUTE, ROUTE_TABLE, routesOf, vpcOfRouteTable } from "./routes";
import { VPC } from "./vpc";

const DESTINATIONS = ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"];
const TARGETS = [
  "carrierGatewayId",
  "coreNetworkArn",
  "egressOnlyGatewayId",
  "gatewayId",
  "localGatewayId",
  "natGatewayId",
  "networkInterfaceId",
  "odbNetworkArn",
  "transitGatewayId",
  "vpcEndpointId",
  "vpcPeeringConnectionId",
];

const exactlyOne =
  (names: readonly string[]): Rule =>
  (inputs) => {
    const count = given(inputs, names).length;
    return count === 1
      ? undefined
      : {
          code: "InvalidParameterCombination",
          message: `Exactly one of ${names.join(", ")} must be specified, not ${count}.`,
        };
  };

const notThereYet: Rule = (inputs, context) => {
  const destination = destinationOf(inputs);
  const local = context.get(VPC, vpcOfRouteTable(inputs.routeTableId, context))?.outputs.cidrBlock;
  const taken = routesOf(inputs.routeTableId, context).filter(({ owner }) => owner !== context.self?.id);
  return destination !== undefined &&
    (local === destination || taken.some((route) => route.destination === destination))
    ? { code: "RouteAlreadyExists", message: `The route identified by ${destination} already exists.` }
    : undefined;
};

const differentNetworks = (routeTableId: unknown, target: string): Refusal => ({
  code: "InvalidParameterValue",
  message: `route table ${String(routeTableId)} and ${target} belong to different networks`,
});

const targetInTheVpc: Rule = ({ routeTableId, gatewayId, natGatewayId, networkInterfaceId }, context) => {
  const vpcId = vpcOfRouteTable(routeTableId, context);
  if (context.get(INTERNET_GATEWAY, gatewayId) && attachedVpc(gatewayId, context) !== vpcId) {
    return differentNetworks(routeTableId, `network gateway ${String(gatewayId)}`);
  }
  const nat = context.get("aws:ec2/natGateway:NatGateway", natGatewayId);
  if (nat && nat.outputs.vpcId !== vpcId) {
    return differentNetworks(routeTableId, `NAT gateway ${nat.id}`);
  }
  const networkInterface = context.get("aws:ec2/networkInterface:NetworkInterface", networkInterfaceId);
  if (networkInterface && networkInterface.outputs.vpcId !== vpcId) {
    return differentNetworks(routeTableId, `interface ${networkInterface.id}`);
  }
  return undefined;
};

/** https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html: a route needs an attachment of the VPC. */
const transitGatewayAttached: Rule = ({ routeTableId, transitGatewayId }, context) =>
  text(transitGatewayId) === undefined ||
  attachedToTransitGateway(vpcOfRouteTable(routeTableId, context), transitGatewayId, context)
    ? undefined
    : {
        code: "InvalidTransitGatewayID.NotFound",
        message: `The transitGateway ID '${String(transitGatewayId)}' does not exist. (It has no attachment in this VPC.)`,
        retried: true,
      };

const attachedToTransitGateway = (vpcId: unknown, transitGatewayId: unknown, context: RuleContext): boolean =>
  context
    .where("aws:ec2transitgateway/vpcAttachment:VpcAttachment", "vpcId", vpcId)
    .some(({ outputs }) => outputs.transitGatewayId === transitGatewayId);

export const route: ResourceType = {
  type: ROUTE,
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html",
  required: ["routeTableId"],
  defaults: {},
  id: (inputs) => `r-${String(inputs.routeTableId)}${crc32(destinationOf(inputs) ?? "")}`,
  computed: (inputs, context) => ({
    region: context.region,
    origin: "CreateRoute",
    state: "active",
    instanceId: "",
    instanceOwnerId: "",
    networkInterfaceId: inputs.networkInterfaceId ?? "",
  }),
  references: [
    { path: "routeTableId", to: [ROUTE_TABLE], missing: "InvalidRouteTableID.NotFound" },
    {
      path: "gatewayId",
      to: [INTERNET_GATEWAY],
      missing: "InvalidGatewayID.NotFound",
      except: /^(local$|vgw-|vpce-)/,
    },
    { path: "natGatewayId", to: ["aws:ec2/natGateway:NatGateway"], missing: "InvalidNatGatewayID.NotFound" },
    {
      path: "networkInterfaceId",
      to: ["aws:ec2/networkInterface:NetworkInterface"],
      missing: "InvalidNetworkInterfaceID.NotFound",
    },
    {
      path: "transitGatewayId",
      to: ["aws:ec2transitgateway/transitGateway:TransitGateway"],
      missing: "InvalidTransitGatewayID.NotFound",
    },
    { path: "vpcEndpointId", to: ["aws:ec2/vpcEndpoint:VpcEndpoint"], missing: "InvalidVpcEndpointId.NotFound" },
    {
      path: "vpcPeeringConnectionId",
      to: ["aws:ec2/vpcPeeringConnection:VpcPeeringConnection"],
      missing: "InvalidVpcPeeringConnectionID.NotFound",
    },
    managedPrefixListReference("destinationPrefixListId"),
  ],
  unique: none("one route per destination of a table is said by a refusal, because inline routes count too"),
  replaceOn: ["region", "routeTableId", ...DESTINATIONS],
  formats: [ipv4Block("destinationCidrBlock"), ipv6Block("destinationIpv6CidrBlock")],
  refusals: [
    networkAddresses(["destinationCidrBlock", "destinationIpv6CidrBlock"]),
    exactlyOne(DESTINATIONS),
    exactlyOne(TARGETS),
    notThereYet,
    targetInTheVpc,
    transitGatewayAttached,
  ],
  quotas: [routesPerTable],
};
