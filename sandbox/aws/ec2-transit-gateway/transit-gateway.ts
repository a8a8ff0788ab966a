import { none } from "../../resource-type";
import type { Format, ResourceType } from "../../resource-type";
import { arn, companion, ec2Id, kept, standard } from "../standard";
import { text } from "../values";

export const TRANSIT_GATEWAY = "aws:ec2transitgateway/transitGateway:TransitGateway";
export const TRANSIT_GATEWAY_ROUTE_TABLE = "aws:ec2transitgateway/routeTable:RouteTable";
export const TRANSIT_GATEWAY_QUOTAS = "https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html";

export const enableOrDisable = (property: string): Format => ({
  property,
  pattern: /^(enable|disable)$/,
  code: "InvalidParameterValue",
  allowed: "enable or disable",
});

const SWITCHES = [
  "autoAcceptSharedAttachments",
  "defaultRouteTableAssociation",
  "defaultRouteTablePropagation",
  "dnsSupport",
  "encryptionSupport",
  "multicastSupport",
  "securityGroupReferencingSupport",
  "vpnEcmpSupport",
];

export const transitGateway: ResourceType = {
  type: TRANSIT_GATEWAY,
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGateway.html",
  required: [],
  defaults: {
    amazonSideAsn: 64512,
    autoAcceptSharedAttachments: "disable",
    defaultRouteTableAssociation: "enable",
    defaultRouteTablePropagation: "enable",
    dnsSupport: "enable",
    multicastSupport: "disable",
    securityGroupReferencingSupport: "disable",
    vpnEcmpSupport: "enable",
  },
  id: (_inputs, context) => ec2Id("tgw", context),
  computed: (inputs, context, old) => {
    const table = (name: string, option: unknown): string =>
      option === "enable" ? kept(old, name, () => `tgw-rtb-${context.hex(17)}`) : "";
    return {
      ...standard(inputs, context),
      arn: arn(context, "ec2", `transit-gateway/${ec2Id("tgw", context)}`),
      ownerId: context.account,
      encryptionSupport: inputs.encryptionSupport ?? "disable",
      associationDefaultRouteTableId: table("associationDefaultRouteTableId", inputs.defaultRouteTableAssociation),
      propagationDefaultRouteTableId: table("propagationDefaultRouteTableId", inputs.defaultRouteTablePropagation),
    };
  },
  references: none("a transit gateway stands alone"),
  unique: none("transit gateways have no names of their own"),
  replaceOn: ["region", "multicastSupport"],
  // A default route table can be given up later, but not made later.
  replaceWhen: (old, inputs) =>
    ["defaultRouteTableAssociation", "defaultRouteTablePropagation"].filter(
      (name) => old[name] === "disable" && inputs[name] === "enable",
    ),
  formats: [
    ...SWITCHES.map(enableOrDisable),
    {
      property: "amazonSideAsn",
      pattern: /^(6451[2-9]|645[2-9]\d|64[6-9]\d\d|65[0-4]\d\d|655[0-2]\d|6553[0-4]|42\d{8})$/,
      code: "InvalidParameterValue",
      allowed: "64512 to 65534 or 4200000000 to 4294967294",
    },
    {
      property: "transitGatewayCidrBlocks[]",
      pattern: /^((\d{1,3}\.){3}\d{1,3}\/([1-9]|1\d|2[0-4])|[\da-f:]+\/([1-9]|[1-5]\d|6[0-4]))$/i,
      code: "InvalidParameterValue",
      allowed: "an IPv4 CIDR block of /24 or larger, or an IPv6 one of /64 or larger",
    },
  ],
  refusals: none("its inputs do not depend on each other"),
  quotas: [
    {
      name: "Transit gateways per account",
      limit: 5,
      code: "TransitGatewayLimitExceeded",
      documentation: `${TRANSIT_GATEWAY_QUOTAS} (L-A2478D36)`,
    },
  ],
  brings: (outputs) => {
    const { associationDefaultRouteTableId: association, propagationDefaultRouteTableId: propagation } = outputs;
    return [...new Set([association, propagation].map(text))]
      .filter((id) => id !== undefined)
      .map((id) =>
        companion(TRANSIT_GATEWAY_ROUTE_TABLE, id, {
          transitGatewayId: outputs.id,
          region: outputs.region,
          defaultAssociationRouteTable: id === association,
          defaultPropagationRouteTable: id === propagation,
        }),
      );
  },
};
