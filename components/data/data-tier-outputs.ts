import type * as pulumi from "@pulumi/pulumi";

/** A cache, as those who use it need it. */
export interface DataTierCache {
  /** What it speaks. */
  engine: string;
  arn: pulumi.Output<string>;
  /** Host name that clients connect to, on which its certificate is made out. */
  endpoint: pulumi.Output<string>;
  /** Host name for reads alone; absent without replicas. */
  readerEndpoint?: pulumi.Output<string>;
  port: pulumi.Output<number>;
  securityGroupId: pulumi.Output<string>;
  /** ARN of the secret with its credentials. */
  secretArn: pulumi.Output<string>;
}

/** A database of either kind, as those who use it need it. */
export interface DataTierDatabase extends DataTierCache {
  databaseName: string;
}
