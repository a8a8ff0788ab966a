import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { nameTag, type Tags } from "../network/tags";

type Signal = Pick<
  aws.cloudwatch.MetricAlarmArgs,
  "namespace" | "metricName" | "dimensions" | "statistic" | "extendedStatistic" | "metricQueries"
>;

/** When a metric, or what is computed of metrics, tells somebody. */
export interface Alarm extends Signal {
  /** Appended to the name of what makes it. */
  name: string;
  description: string;
  /** Above which value, unless `below` is given. */
  above?: number;
  below?: number;
  /** Length of a period in seconds; that of queries stands in them. */
  period?: number;
  /** Periods in a row for which it has to hold. */
  periods: number;
  /** What silence means. */
  silence: "breaching" | "missing" | "notBreaching";
  /** Where the metric is, and so the alarm. */
  region: string;
}

export interface AlarmOptions {
  /** Region of the provider. */
  region: string;
  /** Topics by region: an alarm tells those of its own region only. */
  topicArns: Record<string, pulumi.Input<string>>;
  tags?: Tags;
}

/** An alarm in CloudWatch, which tells when it begins and when it ends. */
export function createAlarm(
  parent: pulumi.Resource,
  prefix: string,
  { name, description, above, below, periods, silence, region, ...signal }: Alarm,
  options: AlarmOptions,
): aws.cloudwatch.MetricAlarm {
  const alarmName = `${prefix}-${name}`;
  const topicArn = options.topicArns[region];
  const actions = topicArn === undefined ? [] : [topicArn];
  return new aws.cloudwatch.MetricAlarm(
    alarmName,
    {
      name: alarmName,
      alarmDescription: description,
      ...signal,
      comparisonOperator: below === undefined ? "GreaterThanThreshold" : "LessThanThreshold",
      threshold: below ?? above,
      evaluationPeriods: periods,
      treatMissingData: silence,
      alarmActions: actions,
      okActions: actions,
      ...elsewhere(region, options.region),
      tags: nameTag(alarmName, options.tags),
    },
    { parent },
  );
}

/** The region of a resource, where it is not the provider's. */
export function elsewhere(region: string, ofProvider: string): { region?: aws.Region } {
  return region === ofProvider ? {} : { region: region as aws.Region };
}
