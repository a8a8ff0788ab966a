import { none } from "../../resource-type";
import type { ResourceType, Rule, RuleContext } from "../../resource-type";
import { arn, standard } from "../standard";
import { record, text } from "../values";
import { actionFormats, atMostFiveActions } from "./alarm-actions";
import { alarmsIn, COMPOSITE_ALARM, notInAComposite } from "./alarm-rule";
import { METRIC_ALARM } from "./metric-alarm";

const exists = (name: string, { get }: RuleContext): boolean =>
  [METRIC_ALARM, COMPOSITE_ALARM].some((type) => get(type, name) !== undefined);

const ruleHolds: Rule = ({ alarmRule }, context) => {
  const names = alarmsIn(alarmRule);
  if (names.length === 0 && !/\b(TRUE|FALSE)\b/.test(String(alarmRule))) {
    return { code: "ValidationError", message: `AlarmRule must not contain invalid syntax: ${String(alarmRule)}` };
  }
  const missing = names.filter((name) => !exists(name, context));
  return missing.length > 0
    ? {
        code: "ValidationError",
        message: `Could not save the composite alarm as alarms [${missing.join(", ")}] in the alarm rule do not exist`,
      }
    : undefined;
};

const suppressorExists: Rule = ({ actionsSuppressor }, context) => {
  const alarm = text(record(actionsSuppressor).alarm)?.replace(/^arn:.*:alarm:/, "");
  return alarm === undefined || exists(alarm, context)
    ? undefined
    : { code: "ValidationError", message: `The actions suppressor ${alarm} does not exist` };
};

export const compositeAlarm: ResourceType = {
  type: COMPOSITE_ALARM,
  documentation: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html",
  required: ["alarmName", "alarmRule"],
  defaults: { actionsEnabled: true },
  overwrites: true,
  id: ({ alarmName }) => String(alarmName),
  computed: (inputs, context) => ({
    ...standard(inputs, context),
    arn: arn(context, "cloudwatch", `alarm:${String(inputs.alarmName)}`),
  }),
  references: none("the alarms of a rule are told by a refusal: they stand in its text"),
  unique: none("an alarm of the same name is overwritten"),
  replaceOn: ["region", "alarmName", "actionsEnabled"],
  formats: [
    ...actionFormats,
    {
      property: "alarmName",
      pattern: /^[^\p{Cc}]{1,255}$/u,
      code: "ValidationError",
      allowed: "up to 255 characters",
    },
    { property: "alarmRule", pattern: /^.{1,10240}$/s, code: "ValidationError", allowed: "up to 10240 characters" },
  ],
  refusals: [ruleHolds, suppressorExists, atMostFiveActions],
  quotas: [
    {
      name: "Alarms in the rule of a composite alarm",
      limit: 100,
      used: ({ alarmRule }) => new Set(alarmsIn(alarmRule)).size,
      code: "LimitExceeded",
      documentation: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html",
    },
  ],
  inUse: [notInAComposite],
};
