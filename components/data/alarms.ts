import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { nameTag, type Tags } from "../network/tags";

/** What watches a database or cache. */
export interface Watch {
  /** Appended to the name of what is watched. */
  name: string;
  description: string;
  metricName: string;
  statistic: "Average" | "Maximum" | "Minimum";
  comparisonOperator: "GreaterThanThreshold" | "LessThanThreshold";
  threshold: number;
  /** Minutes for which it has to hold. */
  minutes: number;
}

export interface AlarmSubject {
  /** What the alarms' names begin with; they are the same in every deployment. */
  name: string;
  namespace: "AWS/EC2" | "AWS/ElastiCache" | "AWS/RDS";
  dimensions: Record<string, pulumi.Input<string>>;
}

export interface AlarmOptions {
  /** Who is told. */
  actions?: pulumi.Input<string>[];
  tags?: Tags;
}

/** An alarm in CloudWatch for each watch, which tells when it begins and when it ends. */
export function createAlarms(
  parent: pulumi.Resource,
  { name, namespace, dimensions }: AlarmSubject,
  watches: Watch[],
  { actions = [], tags }: AlarmOptions,
): void {
  for (const { name: suffix, description, minutes, ...watch } of watches) {
    const alarmName = `${name}-${suffix}`;
    new aws.cloudwatch.MetricAlarm(
      alarmName,
      {
        name: alarmName,
        alarmDescription: description,
        namespace,
        dimensions,
        ...watch,
        period: 60,
        evaluationPeriods: minutes,
        datapointsToAlarm: minutes,
        treatMissingData: "missing",
        alarmActions: actions,
        okActions: actions,
        tags: nameTag(alarmName, tags),
      },
      { parent },
    );
  }
}
