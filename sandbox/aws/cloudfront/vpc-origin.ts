import { none } from "../../resource-type";
import type { Companion, CreateContext, Properties, ResourceType, Rule, RuleContext } from "../../resource-type";
import { networkInterface } from "../ec2/addresses";
import { INSTANCE } from "../ec2/instance";
import { attachedGateway } from "../ec2/internet-gateway";
import { SECURITY_GROUP } from "../ec2/permissions";
import { byArn, LOAD_BALANCER } from "../elb/types";
import { arn, companion, derivedId, globalArn, kept, tagsAll } from "../standard";
import { number, record, records, text } from "../values";
import { API, characters, etag, invalid, QUOTAS, VPC_ORIGIN } from "./types";

/** One group per VPC, for the interfaces of all its VPC origins. */
const GROUP_NAME = "CloudFront-VPCOrigins-Service-SG";

const endpointOf = ({ vpcOriginEndpointConfig }: Properties): Properties => record(vpcOriginEndpointConfig);

const loadBalancerOf = (inputs: Properties, context: RuleContext): Properties | undefined =>
  byArn(LOAD_BALANCER, endpointOf(inputs).arn, context)?.outputs;

const id = (context: CreateContext): string =>
  context.self?.id ??
  `vo_${characters(context.hex(32), "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 22)}`;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html#vpc-origin-prerequisites */
const internetGateway: Rule = (inputs, context) => {
  const vpcId = text(loadBalancerOf(inputs, context)?.vpcId);
  return vpcId !== undefined && attachedGateway(vpcId, context) === undefined
    ? { ...invalid(`The VPC ${vpcId} of the VPC origin must have an internet gateway attached.`), retried: true }
    : undefined;
};

const notThroughGateways: Rule = (inputs, context) =>
  loadBalancerOf(inputs, context)?.loadBalancerType === "gateway"
    ? invalid("A Gateway Load Balancer cannot be a VPC origin.")
    : undefined;

const ports: Rule = (inputs) => {
  const { httpPort, httpsPort } = endpointOf(inputs);
  const wrong = [httpPort, httpsPort]
    .flatMap((port) => number(port) ?? [])
    .find((port) => port !== 80 && port !== 443 && (port < 1024 || port > 65_535));
  return wrong === undefined
    ? undefined
    : invalid(`The port ${wrong} of a VPC origin must be 80, 443, or 1024 to 65535.`);
};

export const vpcOrigin: ResourceType = {
  type: VPC_ORIGIN,
  global: true,
  documentation: `${API}VpcOrigin.html`,
  required: ["vpcOriginEndpointConfig"],
  defaults: {},
  id: (_inputs, context) => id(context),
  computed: (inputs, context, old) => ({
    tagsAll: tagsAll(inputs, context),
    arn: kept(old, "arn", () => globalArn(context, "cloudfront", `vpcorigin/${id(context)}`)),
    etag: etag(inputs),
  }),
  references: [
    {
      path: "vpcOriginEndpointConfig.arn",
      to: [...LOAD_BALANCER, INSTANCE],
      by: "arn",
      missing: "InvalidArgument",
      inUse: "OperationNotPermitted",
    },
  ],
  unique: [
    {
      scope: "account",
      key: (inputs) => text(endpointOf(inputs).name),
      code: "EntityAlreadyExists",
      message: (inputs) => `A VPC origin with the name ${String(endpointOf(inputs).name)} already exists.`,
    },
  ],
  replaceOn: none("all of it can be changed"),
  formats: [
    {
      property: "vpcOriginEndpointConfig.originProtocolPolicy",
      pattern: /^(http-only|match-viewer|https-only)$/,
      code: "InvalidArgument",
      allowed: "http-only, match-viewer or https-only",
    },
    {
      property: "vpcOriginEndpointConfig.originSslProtocols.items[]",
      pattern: /^(SSLv3|TLSv1|TLSv1\.1|TLSv1\.2)$/,
      code: "InvalidArgument",
      allowed: "SSLv3, TLSv1, TLSv1.1 or TLSv1.2",
    },
  ],
  refusals: [notThroughGateways, internetGateway, ports],
  quotas: [{ name: "VPC origins per AWS account", limit: 25, code: "EntityLimitExceeded", documentation: QUOTAS }],
  brings: entrances,
};

/** CloudFront's interfaces in the load balancer's subnets, and their group, which lets nothing in. */
function entrances(outputs: Properties, context: CreateContext): readonly Companion[] {
  const loadBalancer = loadBalancerOf(outputs, context);
  const vpcId = text(loadBalancer?.vpcId);
  if (loadBalancer === undefined || vpcId === undefined) {
    return [];
  }
  const groupId = derivedId("sg", vpcId, GROUP_NAME);
  const group = companion(SECURITY_GROUP, groupId, {
    vpcId,
    name: GROUP_NAME,
    namePrefix: "",
    description: "Managed by CloudFront",
    arn: arn(context, "ec2", `security-group/${groupId}`),
    ownerId: context.account,
    region: context.region,
    ingress: [],
    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
    revokeRulesOnDelete: false,
  });
  const interfaces = records(loadBalancer.subnetMappings).map(({ subnetId }) =>
    networkInterface(
      {
        id: derivedId("eni", String(outputs.arn), String(subnetId)),
        subnetId,
        interfaceType: "interface",
        description: `CloudFront managed network interface for ${String(outputs.id)}`,
        securityGroups: [groupId],
      },
      outputs,
      context,
    ),
  );
  return [group, ...interfaces];
}
