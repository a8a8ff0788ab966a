/** A statement of an IAM policy that allows something. */
export interface Statement {
  Action: string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** What policies of add-ons are limited to. */
export interface PolicyScope {
  partition: string;
  region: string;
  accountId: string;
  clusterName: string;
  /** What names of secrets begin with that the cluster may read. */
  secretPrefix: string;
}

/** The scope that an ARN of a cluster states: `arn:aws:eks:us-east-1:111122223333:cluster/dev`. */
export function scopeOf(clusterArn: string, secretPrefix: string): PolicyScope {
  const [, partition = "", , region = "", accountId = "", cluster = ""] = clusterArn.split(":");
  return { partition, region, accountId, clusterName: cluster.replace("cluster/", ""), secretPrefix };
}

/** ARN of something in the cluster's account and region. */
export function arnIn({ partition, region, accountId }: PolicyScope, service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}

export function policyDocument(statements: Statement[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({ Effect: "Allow", ...statement })),
  });
}
