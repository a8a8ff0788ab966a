import { none } from "../../resource-type";
import type { ResourceType, Rule } from "../../resource-type";
import { LOG_GROUP } from "../cloudwatch/log-group";
import { derivedUuid } from "../identifiers";
import { kept, partition } from "../standard";
import { text } from "../values";
import { isPublic } from "./delegation";
import { ZONE } from "./zone";

const publicOnly: Rule = ({ zoneId }, { get }) => {
  const zone = get(ZONE, zoneId);
  return zone && !isPublic(zone)
    ? {
        code: "InvalidInput",
        message: `The hosted zone ${zone.id} is private: its queries are logged by the resolver.`,
      }
    : undefined;
};

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html */
const inUsEast1: Rule = ({ cloudwatchLogGroupArn }) =>
  String(cloudwatchLogGroupArn).includes(":us-east-1:")
    ? undefined
    : { code: "InvalidInput", message: "The CloudWatch Logs log group of query logs must be in us-east-1." };

export const queryLog: ResourceType = {
  type: "aws:route53/queryLog:QueryLog",
  global: true,
  documentation: "https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateQueryLoggingConfig.html",
  required: ["cloudwatchLogGroupArn", "zoneId"],
  defaults: {},
  id: (_inputs, context) => context.self?.id ?? derivedUuid(context.hex(64)),
  computed: (_inputs, context, old) => ({
    arn: kept(
      old,
      "arn",
      () => `arn:${partition(context.region)}:route53:::queryloggingconfig/${derivedUuid(context.hex(64))}`,
    ),
  }),
  references: [
    { path: "zoneId", to: [ZONE], missing: "NoSuchHostedZone" },
    { path: "cloudwatchLogGroupArn", to: [LOG_GROUP], by: "arn", missing: "NoSuchCloudWatchLogsLogGroup" },
  ],
  unique: [
    {
      scope: "account",
      key: ({ zoneId }) => text(zoneId),
      code: "QueryLoggingConfigAlreadyExists",
      message: ({ zoneId }) => `A query logging configuration already exists for the hosted zone ${String(zoneId)}.`,
    },
  ],
  replaceOn: ["cloudwatchLogGroupArn", "zoneId"],
  formats: none("its inputs are references"),
  refusals: [publicOnly, inUsEast1],
  quotas: none("a zone has one of it"),
};
