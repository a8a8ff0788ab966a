import { none } from "../../resource-type";
import type { ResourceType, Rule } from "../../resource-type";
import { given, record } from "../values";
import { SECRET } from "./secret";
import { SECRET_VERSION } from "./secret-version";

const hasRules: Rule = ({ rotationRules }) =>
  given(record(rotationRules), ["automaticallyAfterDays", "scheduleExpression"]).length === 1
    ? undefined
    : {
        code: "InvalidParameterException",
        message: "Either AutomaticallyAfterDays or ScheduleExpression must be specified.",
      };

/** What is rotated at once has to be there. */
const hasValue: Rule = ({ secretId }, { where }) =>
  where(SECRET_VERSION, "secretId", secretId).length === 0
    ? {
        code: "InvalidRequestException",
        message: "You can't rotate a secret that has no value: put one with AWSCURRENT first.",
      }
    : undefined;

export const secretRotation: ResourceType = {
  type: "aws:secretsmanager/secretRotation:SecretRotation",
  documentation: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html",
  required: ["secretId"],
  defaults: { rotateImmediately: true },
  id: ({ secretId }) => String(secretId),
  computed: (_inputs, context) => ({ region: context.region, rotationEnabled: true }),
  references: [
    { path: "secretId", to: [SECRET], missing: "ResourceNotFoundException" },
    { path: "rotationLambdaArn", to: ["aws:lambda/function:Function"], by: "arn", missing: "AccessDeniedException" },
  ],
  unique: none("a secret has one rotation: its id is that of the secret"),
  replaceOn: ["region", "secretId"],
  formats: [
    {
      property: "rotationRules.automaticallyAfterDays",
      pattern: /^([1-9]\d{0,2}|1000)$/,
      code: "InvalidParameterException",
      allowed: "1 to 1000 days",
    },
    {
      property: "rotationRules.duration",
      pattern: /^\d{1,2}h$/,
      code: "InvalidParameterException",
      allowed: "hours such as 3h",
    },
    {
      property: "rotationRules.scheduleExpression",
      pattern: /^(cron|rate)\(.+\)$/,
      code: "InvalidParameterException",
      allowed: "cron(…) or rate(…)",
    },
  ],
  refusals: [hasRules, hasValue],
  quotas: none("limited with secrets and functions"),
};
