import { none } from "../../resource-type";
import type { ResourceType, Rule } from "../../resource-type";
import { arn, ec2Id, standard } from "../standard";
import { given, text } from "../values";
import { assumableBy } from "../iam/policy-documents";
import { ROLE } from "../iam/role";
import { LOG_GROUP } from "../cloudwatch";
import { NETWORK_INTERFACE } from "./addresses";
import { SUBNET } from "./subnet";
import { VPC } from "./vpc";

const SOURCES = [
  "eniId",
  "regionalNatGatewayId",
  "subnetId",
  "transitGatewayAttachmentId",
  "transitGatewayId",
  "vpcId",
];
const TRANSIT = ["transitGatewayAttachmentId", "transitGatewayId"];
const DEFAULT_FORMAT =
  "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} " +
  "${bytes} ${start} ${end} ${action} ${log-status}";

const oneSource: Rule = (inputs) => {
  const count = given(inputs, SOURCES).length;
  return count === 1
    ? undefined
    : {
        code: "InvalidParameterCombination",
        message: `Exactly one of ${SOURCES.join(", ")} must be specified, not ${count}.`,
      };
};

const trafficOrInterval: Rule = (inputs) => {
  const transit = given(inputs, TRANSIT).length > 0;
  if (!transit && !text(inputs.trafficType)) {
    return { code: "MissingParameter", message: "The request must include the TrafficType parameter." };
  }
  return transit && inputs.maxAggregationInterval !== 60
    ? { code: "InvalidParameter", message: "maxAggregationInterval must be 60 for a transit gateway." }
    : undefined;
};

const destination: Rule = ({ logDestinationType, logDestination, iamRoleArn }) => {
  if (!text(logDestination)) {
    return { code: "InvalidParameter", message: "LogDestination can't be empty." };
  }
  return logDestinationType === "cloud-watch-logs" && !text(iamRoleArn)
    ? {
        code: "InvalidParameter",
        message: "DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs.",
      }
    : undefined;
};

/** https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html */
const roleForFlowLogs: Rule = ({ iamRoleArn }, context) => {
  const role = context.where(ROLE, "arn", iamRoleArn)[0];
  return role && !assumableBy(role.outputs.assumeRolePolicy, "vpc-flow-logs.amazonaws.com")
    ? {
        code: "InvalidParameter",
        message: `Unable to assume given IAM role: ${role.id} does not trust vpc-flow-logs.amazonaws.com.`,
      }
    : undefined;
};

export const flowLog: ResourceType = {
  type: "aws:ec2/flowLog:FlowLog",
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html",
  required: [],
  defaults: { logDestinationType: "cloud-watch-logs", maxAggregationInterval: 600 },
  id: (_inputs, context) => ec2Id("fl", context),
  computed: (inputs, context) => ({
    ...standard(inputs, context),
    arn: arn(context, "ec2", `vpc-flow-log/${ec2Id("fl", context)}`),
    logFormat: inputs.logFormat ?? DEFAULT_FORMAT,
  }),
  references: [
    { path: "vpcId", to: [VPC], missing: "InvalidVpcId.NotFound" },
    { path: "subnetId", to: [SUBNET], missing: "InvalidSubnetId.NotFound" },
    { path: "eniId", to: [NETWORK_INTERFACE], missing: "InvalidNetworkInterfaceId.NotFound" },
    {
      path: "transitGatewayId",
      to: ["aws:ec2transitgateway/transitGateway:TransitGateway"],
      missing: "InvalidTransitGatewayId.NotFound",
    },
    {
      path: "transitGatewayAttachmentId",
      to: ["aws:ec2transitgateway/vpcAttachment:VpcAttachment"],
      missing: "InvalidTransitGatewayAttachmentId.NotFound",
    },
    { path: "iamRoleArn", to: [ROLE], by: "arn", missing: "InvalidParameter" },
    {
      path: "logDestination",
      to: [LOG_GROUP],
      by: "arn",
      missing: "InvalidParameter",
      // Buckets may carry a folder behind their ARN, and delivery streams have rows of their own.
      except: /^arn:[^:]+:(s3|firehose):/,
    },
  ],
  unique: [
    {
      scope: "account-region",
      key: (inputs) => [...SOURCES.map((name) => inputs[name]), inputs.logDestination, inputs.trafficType].join("|"),
      code: "FlowLogAlreadyExists",
      message: () => "Error. There is an existing Flow Log with the same configuration and log destination.",
    },
  ],
  replaceOn: [
    "region",
    ...SOURCES,
    "deliverCrossAccountRole",
    "destinationOptions",
    "iamRoleArn",
    "logDestination",
    "logDestinationType",
    "logFormat",
    "maxAggregationInterval",
    "trafficType",
  ],
  formats: [
    {
      property: "trafficType",
      pattern: /^(ACCEPT|REJECT|ALL)$/,
      code: "InvalidParameter",
      allowed: "ACCEPT, REJECT or ALL",
    },
    {
      property: "logDestinationType",
      pattern: /^(cloud-watch-logs|s3|kinesis-data-firehose)$/,
      code: "InvalidParameter",
      allowed: "cloud-watch-logs, s3 or kinesis-data-firehose",
    },
    {
      property: "logDestination",
      pattern: /^arn:[^:]+:(logs:[^:]+:\d{12}:log-group:[^:*]+|s3:::.+|firehose:.+)$/,
      code: "InvalidParameter",
      allowed: "the ARN of a log group (without :*), bucket or delivery stream",
    },
    {
      property: "maxAggregationInterval",
      pattern: /^(60|600)$/,
      code: "InvalidParameter",
      allowed: "60 or 600 seconds",
    },
  ],
  refusals: [oneSource, trafficOrInterval, destination, roleForFlowLogs],
  quotas: none("the limit of flow logs per resource is not published"),
};
