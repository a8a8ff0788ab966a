import { none } from "../../resource-type";
import type { ResourceType, Rule } from "../../resource-type";
import { arn, named, nameFor, standard } from "../standard";
import { given, number, records, text } from "../values";
import { actionFormats, atMostFiveActions } from "./alarm-actions";
import { notInAComposite } from "./alarm-rule";

export const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const DAY = 24 * 60 * 60;

const invalid = (message: string) => ({ code: "ValidationError", message });

const oneMetric: Rule = (inputs) => {
  const queries = records(inputs.metricQueries);
  if (queries.length > 0) {
    return text(inputs.metricName) === undefined ? undefined : invalid("Metrics and MetricName exclude each other.");
  }
  const missing = ["metricName", "namespace", "period"].filter((name) => given(inputs, [name]).length === 0);
  if (missing.length > 0) {
    return invalid(`${missing.join(", ")} must be specified for an alarm on a metric.`);
  }
  return given(inputs, ["statistic", "extendedStatistic"]).length === 1
    ? undefined
    : invalid("Either Statistic or ExtendedStatistic must be specified.");
};

const thresholdIsGiven: Rule = (inputs) =>
  given(inputs, ["threshold", "thresholdMetricId", "evaluationCriteria"]).length === 1
    ? undefined
    : invalid("Either Threshold or ThresholdMetricId must be specified.");

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const periodsFit: Rule = ({ period, evaluationPeriods, datapointsToAlarm }) => {
  const seconds = number(period);
  const periods = number(evaluationPeriods) ?? 1;
  if (seconds !== undefined && ![10, 20, 30].includes(seconds) && (seconds < 60 || seconds % 60 !== 0)) {
    return invalid(`Period ${seconds} is not 10, 20, 30 or a multiple of 60.`);
  }
  const longest = (seconds ?? 0) >= 3600 ? 7 * DAY : DAY;
  if (seconds !== undefined && seconds * periods > longest) {
    return invalid(`Metrics cannot be checked across more than ${longest} seconds (EvaluationPeriods * Period).`);
  }
  return (number(datapointsToAlarm) ?? 0) > periods
    ? invalid("DatapointsToAlarm must be less than or equal to EvaluationPeriods.")
    : undefined;
};

const COMPARISONS = [
  "GreaterThanOrEqualToThreshold",
  "GreaterThanThreshold",
  "LessThanThreshold",
  "LessThanOrEqualToThreshold",
  "LessThanLowerOrGreaterThanUpperThreshold",
  "LessThanLowerThreshold",
  "GreaterThanUpperThreshold",
];

export const metricAlarm: ResourceType = {
  type: METRIC_ALARM,
  documentation: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
  required: [],
  defaults: { actionsEnabled: true, treatMissingData: "missing" },
  autoname: { property: "name", maximumLength: 255 },
  overwrites: true,
  id: nameFor,
  computed: (inputs, context) => {
    const { name } = named(inputs, context);
    return {
      ...standard(inputs, context),
      name,
      arn: arn(context, "cloudwatch", `alarm:${String(name)}`),
      evaluateLowSampleCountPercentiles: inputs.evaluateLowSampleCountPercentiles ?? "",
    };
  },
  references: none("CloudWatch looks neither for metrics nor for actions"),
  unique: none("an alarm of the same name is overwritten"),
  replaceOn: ["region", "name"],
  formats: [
    ...actionFormats,
    {
      property: "name",
      pattern: /^[^\p{Cc}]{1,255}$/u,
      code: "ValidationError",
      allowed: "up to 255 characters",
    },
    {
      property: "comparisonOperator",
      pattern: new RegExp(`^(${COMPARISONS.join("|")})$`),
      code: "ValidationError",
      allowed: `one of ${COMPARISONS.join(", ")}`,
    },
    {
      property: "statistic",
      pattern: /^(SampleCount|Average|Sum|Minimum|Maximum)$/,
      code: "ValidationError",
      allowed: "SampleCount, Average, Sum, Minimum or Maximum",
    },
    {
      property: "treatMissingData",
      pattern: /^(breaching|notBreaching|ignore|missing)$/,
      code: "ValidationError",
      allowed: "breaching, notBreaching, ignore or missing",
    },
  ],
  refusals: [oneMetric, thresholdIsGiven, periodsFit, atMostFiveActions],
  quotas: [
    {
      name: "Alarms",
      limit: 5000,
      code: "LimitExceeded",
      documentation:
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html (L-B4BFBE99)",
    },
  ],
  inUse: [notInAComposite],
};
