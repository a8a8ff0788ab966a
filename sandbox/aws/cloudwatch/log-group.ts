import { none } from "../../resource-type";
import type { ResourceType } from "../../resource-type";
import { arn, named, nameFor, standard } from "../standard";
import { text } from "../values";

export const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

const RETENTIONS = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export const logGroup: ResourceType = {
  type: LOG_GROUP,
  documentation: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html",
  required: [],
  defaults: { retentionInDays: 0, skipDestroy: false },
  autoname: { property: "name", maximumLength: 512 },
  id: nameFor,
  computed: (inputs, context) => ({
    ...standard(inputs, context),
    arn: arn(context, "logs", `log-group:${nameFor(inputs, context)}`),
    ...named(inputs, context),
    logGroupClass: inputs.logGroupClass ?? "STANDARD",
    deletionProtectionEnabled: inputs.deletionProtectionEnabled ?? false,
  }),
  references: [{ path: "kmsKeyId", to: ["aws:kms/key:Key"], by: "arn", missing: "InvalidParameterException" }],
  unique: [
    {
      scope: "account-region",
      key: ({ name }) => text(name),
      code: "ResourceAlreadyExistsException",
      message: () => "The specified log group already exists",
    },
  ],
  replaceOn: ["region", "name", "namePrefix", "logGroupClass"],
  formats: [
    {
      property: "name",
      pattern: /^(?!aws\/)[.\-_/#A-Za-z\d]{1,512}$/,
      code: "InvalidParameterException",
      allowed: "1 to 512 of letters, digits and .-_/#; it cannot start with aws/",
    },
    {
      property: "retentionInDays",
      pattern: new RegExp(`^(${RETENTIONS.join("|")})$`),
      code: "InvalidParameterException",
      allowed: `one of ${RETENTIONS.join(", ")} (0: for ever)`,
    },
    {
      property: "logGroupClass",
      pattern: /^(STANDARD|INFREQUENT_ACCESS|DELIVERY)$/,
      code: "InvalidParameterException",
      allowed: "STANDARD, INFREQUENT_ACCESS or DELIVERY",
    },
  ],
  refusals: none("its inputs do not depend on each other"),
  quotas: [
    {
      name: "Log groups",
      limit: 1_000_000,
      code: "LimitExceededException",
      documentation: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html",
    },
  ],
  inUse: [
    (_inputs, { self }) =>
      self?.outputs.deletionProtectionEnabled === true
        ? {
            code: "ValidationException",
            message: `Log group ${self.id} has deletion protection enabled.`,
          }
        : undefined,
  ],
};
