import { none } from "../../resource-type";
import type { ResourceType, Rule } from "../../resource-type";
import { LOG_GROUP } from "../cloudwatch/log-group";
import { texts } from "../values";
import { API, invalid, LOGGING_CONFIGURATION, WEB_ACL } from "./types";

const oneDestination: Rule = ({ logDestinationConfigs }) =>
  texts(logDestinationConfigs).length === 1
    ? undefined
    : invalid("Error reason: You must specify exactly one log destination., field: LOG_DESTINATION");

/** https://docs.aws.amazon.com/waf/latest/developerguide/logging-destinations.html */
const namedForIt: Rule = ({ logDestinationConfigs }) => {
  const wrong = texts(logDestinationConfigs).find((arn) => !/[:/]aws-waf-logs-[^:]*(:\*)?$/.test(arn));
  return wrong === undefined
    ? undefined
    : invalid(
        `Error reason: The ARN isn't valid. Names of log destinations begin with aws-waf-logs-., field: LOG_DESTINATION, parameter: ${wrong}`,
      );
};

export const loggingConfiguration: ResourceType = {
  type: LOGGING_CONFIGURATION,
  documentation: `${API}PutLoggingConfiguration.html`,
  required: ["logDestinationConfigs", "resourceArn"],
  defaults: {},
  overwrites: true,
  id: ({ resourceArn }) => String(resourceArn),
  computed: (_inputs, { region }) => ({ region }),
  references: [
    { path: "resourceArn", to: [WEB_ACL], by: "arn", missing: "WAFNonexistentItemException" },
    {
      path: "logDestinationConfigs[]",
      to: [LOG_GROUP],
      by: "arn",
      missing: "WAFLogDestinationPermissionIssueException",
      // Buckets and delivery streams.
      except: /^arn:[^:]+:(s3|firehose):/,
    },
  ],
  unique: none("it is put over the one that is there"),
  replaceOn: ["region", "resourceArn"],
  formats: none("its inputs are references"),
  refusals: [oneDestination, namedForIt],
  quotas: none("a web ACL has one of it"),
};
