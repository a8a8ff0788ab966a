import type { CreateContext, Properties, ResourceType, Rule } from "../resource-type";
import { globalArn, named, nameFor, tagsAll } from "./standard";
import { list, records, text } from "./values";

export const BUDGET = "aws:budgets/budget:Budget";
const QUOTAS = "https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/management-limits.html";

const accountOf = ({ accountId }: Properties, { account }: CreateContext): string => text(accountId) ?? account;

const subscribers: Rule = ({ notifications }) => {
  for (const { subscriberEmailAddresses, subscriberSnsTopicArns } of records(notifications)) {
    const [emails, topics] = [list(subscriberEmailAddresses).length, list(subscriberSnsTopicArns).length];
    if (emails + topics === 0) {
      return { code: "InvalidParameterException", message: "A notification must have at least one subscriber" };
    }
    if (emails > 10 || topics > 1) {
      return {
        code: "CreationLimitExceededException",
        message: "A notification has at most 10 email subscribers and one SNS topic",
      };
    }
  }
  return undefined;
};

const sameNotificationTwice: Rule = ({ notifications }) => {
  const keys = records(notifications).map(({ comparisonOperator, notificationType, threshold, thresholdType }) =>
    JSON.stringify([comparisonOperator, notificationType, threshold, thresholdType]),
  );
  return new Set(keys).size < keys.length
    ? { code: "DuplicateRecordException", message: "The budget already has this notification" }
    : undefined;
};

const limit: Rule = ({ limitAmount, plannedLimits, autoAdjustData }) =>
  text(limitAmount) === undefined && list(plannedLimits).length === 0 && autoAdjustData === undefined
    ? { code: "InvalidParameterException", message: "A budget needs a limit, planned limits or auto-adjust data" }
    : undefined;

export const budget: ResourceType = {
  type: BUDGET,
  global: true,
  documentation: "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_CreateBudget.html",
  required: ["budgetType", "timeUnit"],
  defaults: { timePeriodEnd: "2087-06-15_00:00" },
  autoname: { property: "name", maximumLength: 100 },
  id: (inputs, context) => `${accountOf(inputs, context)}:${nameFor(inputs, context)}`,
  computed: (inputs, context, old) => ({
    tagsAll: tagsAll(inputs, context),
    ...named(inputs, context),
    accountId: accountOf(inputs, context),
    arn: globalArn(
      { ...context, account: accountOf(inputs, context) },
      "budgets",
      `budget/${nameFor(inputs, context)}`,
    ),
    timePeriodStart: inputs.timePeriodStart ?? old?.timePeriodStart ?? "2026-01-01_00:00",
  }),
  assumed: ["timePeriodStart"],
  references: [
    {
      path: "notifications[].subscriberSnsTopicArns[]",
      to: ["aws:sns/topic:Topic"],
      by: "arn",
      missing: "InvalidParameterException",
    },
  ],
  unique: [
    {
      scope: "account",
      key: ({ name }) => text(name),
      code: "DuplicateRecordException",
      message: ({ name }) => `Error creating budget: ${String(name)} - the budget already exists.`,
    },
  ],
  replaceOn: ["accountId", "name", "namePrefix"],
  formats: [
    {
      property: "name",
      pattern: /^[^:\\]{1,100}$/,
      code: "InvalidParameterException",
      allowed: "1 to 100 characters without : and \\",
    },
    {
      property: "budgetType",
      pattern: /^(USAGE|COST|(RI|SAVINGS_PLANS)_(UTILIZATION|COVERAGE))$/,
      code: "InvalidParameterException",
      allowed: "COST, USAGE, or the utilization or coverage of RI or SAVINGS_PLANS",
    },
    {
      property: "timeUnit",
      pattern: /^(DAILY|MONTHLY|QUARTERLY|ANNUALLY|CUSTOM)$/,
      code: "InvalidParameterException",
      allowed: "DAILY, MONTHLY, QUARTERLY, ANNUALLY or CUSTOM",
    },
    {
      property: "limitAmount",
      pattern: /^\d+(\.\d+)?$/,
      code: "InvalidParameterException",
      allowed: "a number in quotes",
    },
    {
      property: "notifications[].comparisonOperator",
      pattern: /^(GREATER_THAN|LESS_THAN|EQUAL_TO)$/,
      code: "InvalidParameterException",
      allowed: "GREATER_THAN, LESS_THAN or EQUAL_TO",
    },
    {
      property: "notifications[].notificationType",
      pattern: /^(ACTUAL|FORECASTED)$/,
      code: "InvalidParameterException",
      allowed: "ACTUAL or FORECASTED",
    },
    {
      property: "notifications[].thresholdType",
      pattern: /^(PERCENTAGE|ABSOLUTE_VALUE)$/,
      code: "InvalidParameterException",
      allowed: "PERCENTAGE or ABSOLUTE_VALUE",
    },
    {
      property: "notifications[].subscriberEmailAddresses[]",
      pattern: /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
      code: "InvalidParameterException",
      allowed: "a mail address",
    },
  ],
  refusals: [limit, subscribers, sameNotificationTwice],
  quotas: [
    {
      name: "Budgets per management account",
      limit: 20_000,
      code: "CreationLimitExceededException",
      documentation: QUOTAS,
    },
    {
      name: "Notifications per budget",
      limit: 10,
      used: ({ notifications }) => list(notifications).length,
      code: "CreationLimitExceededException",
      documentation: QUOTAS,
    },
  ],
};

export const budgetTypes: readonly ResourceType[] = [budget];
