import { createAlarms, type Watch } from "./alarms";
import type { DatabaseArgs } from "./data-tier-args";
import { type DatabaseContext, replicaNumbers } from "./database-context";
import { replicaIdentifier } from "./database-problems";
import { maxConnections } from "./instance-classes";

/** Alarms of a database and of each of its replicas. */
export function watchDatabase({ parent, name, identifier, args }: DatabaseContext): void {
  const subject = (dbName: string, id: string) => ({
    name: dbName,
    namespace: "AWS/RDS" as const,
    dimensions: { DBInstanceIdentifier: id },
  });
  const options = { actions: args.alarmActions, tags: args.tags };
  createAlarms(parent, subject(name, identifier), watches(args), options);
  for (const number of replicaNumbers(args)) {
    const replica = subject(replicaIdentifier(name, number), replicaIdentifier(identifier, number));
    createAlarms(parent, replica, [...watches(args), replicaLag], options);
  }
}

/** Lag also grows while nothing is written, to five minutes on PostgreSQL. */
const replicaLag: Watch = {
  name: "replica-lag",
  description: "The replica is more than ten minutes behind",
  metricName: "ReplicaLag",
  statistic: "Maximum",
  comparisonOperator: "GreaterThanThreshold",
  threshold: 600,
  minutes: 5,
};

function watches({ engine, instanceClass, allocatedStorage }: DatabaseArgs): Watch[] {
  const most = maxConnections(engine, instanceClass);
  return [
    {
      name: "cpu",
      description: "The processor has been busy for a quarter of an hour",
      metricName: "CPUUtilization",
      statistic: "Average",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 80,
      minutes: 15,
    },
    {
      name: "free-storage",
      description: "Less than a tenth of the storage is free",
      metricName: "FreeStorageSpace",
      statistic: "Minimum",
      comparisonOperator: "LessThanThreshold",
      threshold: Math.floor((allocatedStorage * 2 ** 30) / 10),
      minutes: 5,
    },
    ...(most === undefined
      ? []
      : [
          {
            name: "connections",
            description: `More than four fifths of ${most} connections are in use`,
            metricName: "DatabaseConnections",
            statistic: "Maximum" as const,
            comparisonOperator: "GreaterThanThreshold" as const,
            threshold: Math.floor(most * 0.8),
            minutes: 5,
          },
        ]),
  ];
}
