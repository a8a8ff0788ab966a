import { none } from "../../resource-type";
import type { Companion, CreateContext, Properties, Quota, ResourceType } from "../../resource-type";
import { arn, derivedId, ec2Id, standard } from "../standard";
import { text, texts } from "../values";
import { networkInterface } from "./addresses";
import { SECURITY_GROUP } from "./permissions";
import { awsPrefixLists } from "./prefix-lists";
import { groupsPerInterface } from "./quotas";
import { ROUTE_TABLE } from "./routes";
import { SUBNET } from "./subnet";
import { VPC } from "./vpc";
import { endpointRefusals, endpointService, VPC_ENDPOINT } from "./vpc-endpoint-refusals";

const QUOTAS = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html";
const FULL_ACCESS = JSON.stringify({
  Version: "2008-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
});

export const vpcEndpoint: ResourceType = {
  type: VPC_ENDPOINT,
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html",
  required: ["vpcId"],
  defaults: { vpcEndpointType: "Gateway" },
  id: (_inputs, context) => ec2Id("vpce", context),
  computed: (inputs, context) => ({
    ...standard(inputs, context),
    arn: arn(context, "ec2", `vpc-endpoint/${ec2Id("vpce", context)}`),
    ownerId: context.account,
    state: "available",
    requesterManaged: false,
    policy: inputs.policy ?? FULL_ACCESS,
    ipAddressType: inputs.ipAddressType ?? (inputs.vpcEndpointType === "Gateway" ? "" : "ipv4"),
    serviceRegion: inputs.serviceRegion ?? context.region,
    privateDnsEnabled: inputs.privateDnsEnabled ?? false,
    routeTableIds: inputs.routeTableIds ?? [],
    subnetIds: inputs.subnetIds ?? [],
    ...(inputs.vpcEndpointType === "Gateway" ? gateway(inputs, context) : interfaces(inputs, context)),
  }),
  assumed: ["dnsEntries"],
  references: [
    { path: "vpcId", to: [VPC], missing: "InvalidVpcID.NotFound", inUse: "DependencyViolation" },
    { path: "routeTableIds[]", to: [ROUTE_TABLE], missing: "InvalidRouteTableId.NotFound" },
    { path: "subnetIds[]", to: [SUBNET], missing: "InvalidSubnetId.NotFound", inUse: "DependencyViolation" },
    {
      path: "securityGroupIds[]",
      to: [SECURITY_GROUP],
      missing: "InvalidSecurityGroupId.NotFound",
      inUse: "DependencyViolation",
    },
  ],
  unique: none("two endpoints of a service collide by private DNS or by a route: see refusals"),
  replaceOn: [
    "region",
    "vpcId",
    "serviceName",
    "serviceRegion",
    "vpcEndpointType",
    "resourceConfigurationArn",
    "serviceNetworkArn",
  ],
  formats: [
    {
      property: "vpcEndpointType",
      pattern: /^(Gateway|Interface|GatewayLoadBalancer|Resource|ServiceNetwork)$/,
      code: "InvalidParameter",
      allowed: "Gateway, Interface, GatewayLoadBalancer, Resource or ServiceNetwork",
    },
    {
      property: "ipAddressType",
      pattern: /^(ipv4|ipv6|dualstack)$/,
      code: "InvalidParameter",
      allowed: "ipv4, ipv6 or dualstack",
    },
  ],
  refusals: endpointRefusals,
  quotas: [
    perType("Gateway VPC endpoints per Region", 20, "L-1B52E74A", ["Gateway"], () => true),
    perType(
      "Interface and Gateway Load Balancer endpoints per VPC",
      50,
      "L-29B6F2EB",
      ["Interface", "GatewayLoadBalancer"],
      (one, other) => one.vpcId === other.vpcId,
    ),
    groupsPerInterface("securityGroupIds"),
  ],
  brings: endpointInterfaces,
};

function perType(
  name: string,
  limit: number,
  code: string,
  types: readonly string[],
  together: (one: Properties, other: Properties) => boolean,
): Quota {
  return {
    name,
    limit,
    used: (inputs, context) =>
      types.includes(String(inputs.vpcEndpointType))
        ? 1 +
          context
            .all(VPC_ENDPOINT)
            .filter(({ id }) => id !== context.self?.id)
            .filter(({ outputs }) => types.includes(String(outputs.vpcEndpointType)) && together(inputs, outputs))
            .length
        : 0,
    code: "VpcEndpointLimitExceeded",
    documentation: `${QUOTAS} (${code})`,
  };
}

function gateway(inputs: Properties, context: CreateContext): Properties {
  const list = awsPrefixLists(context.region).find(({ name }) => name === inputs.serviceName);
  return {
    prefixListId: list?.id ?? "",
    cidrBlocks: list?.cidrs ?? [],
    dnsEntries: [],
    networkInterfaceIds: [],
    securityGroupIds: [],
  };
}

function interfaces(inputs: Properties, context: CreateContext): Properties {
  const id = ec2Id("vpce", context);
  const service = endpointService(inputs.serviceName);
  const names = [
    `${id}-${context.hex(8)}.${service ?? "vpce-svc"}.${context.region}.vpce.amazonaws.com`,
    ...(inputs.privateDnsEnabled === true && service ? [`${service}.${context.region}.amazonaws.com`] : []),
  ];
  return {
    prefixListId: "",
    cidrBlocks: [],
    dnsEntries: names.map((dnsName) => ({ dnsName, hostedZoneId: "Z7HUB22UULQXV" })),
    networkInterfaceIds: texts(inputs.subnetIds).map((subnetId) => derivedId("eni", id, subnetId)),
    securityGroupIds: inputs.securityGroupIds ?? [
      text(context.get(VPC, inputs.vpcId)?.outputs.defaultSecurityGroupId) ?? "",
    ],
  };
}

function endpointInterfaces(outputs: Properties, context: CreateContext): readonly Companion[] {
  return texts(outputs.networkInterfaceIds).map((id, index) =>
    networkInterface(
      {
        id,
        subnetId: texts(outputs.subnetIds)[index],
        interfaceType: "vpc_endpoint",
        description: `VPC Endpoint Interface ${String(outputs.id)}`,
        securityGroups: texts(outputs.securityGroupIds),
      },
      outputs,
      context,
    ),
  );
}

export const vpcEndpointRouteTableAssociation: ResourceType = {
  type: "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpoint.html",
  required: ["routeTableId", "vpcEndpointId"],
  defaults: {},
  id: ({ vpcEndpointId, routeTableId }) => `a-${String(vpcEndpointId)}/${String(routeTableId)}`,
  computed: (_inputs, context) => ({ region: context.region }),
  references: [
    { path: "routeTableId", to: [ROUTE_TABLE], missing: "InvalidRouteTableId.NotFound" },
    { path: "vpcEndpointId", to: [VPC_ENDPOINT], missing: "InvalidVpcEndpointId.NotFound" },
  ],
  unique: none("associating twice changes nothing and is not refused"),
  replaceOn: ["region", "routeTableId", "vpcEndpointId"],
  formats: none("both inputs are references"),
  refusals: [
    ({ vpcEndpointId }, { get }) =>
      get(VPC_ENDPOINT, vpcEndpointId)?.outputs.vpcEndpointType === "Gateway"
        ? undefined
        : {
            code: "InvalidParameter",
            message: `The endpoint ${String(vpcEndpointId)} is no gateway endpoint: it takes no route tables.`,
          },
    ({ vpcEndpointId, routeTableId }, { get }) =>
      get(VPC_ENDPOINT, vpcEndpointId)?.outputs.vpcId === get(ROUTE_TABLE, routeTableId)?.outputs.vpcId
        ? undefined
        : {
            code: "InvalidParameter",
            message: `Route table ${String(routeTableId)} and endpoint ${String(vpcEndpointId)} belong to different networks.`,
          },
  ],
  quotas: none("an association is one route: counted per route table"),
};
