import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { nameTag, type Tags } from "../network/tags";

export interface ContainerMetricsArgs {
  /** Name of the EKS cluster. */
  clusterName: pulumi.Input<string>;
  /** Version of the add-on, in full: `v4.10.0-eksbuild.1`. */
  version: string;
  /**
   * IAM role of service account `amazon-cloudwatch/cloudwatch-agent`.
   *
   * @default none
   */
  roleArn?: pulumi.Input<string>;
  /**
   * Days after which CloudWatch deletes the records that metrics are made from.
   *
   * @default 30
   */
  retentionInDays?: number;
  /** Tags; `Name` is set per resource. */
  tags?: Tags;
}

/**
 * Metrics of nodes, pods and containers in CloudWatch (Container Insights), by the EKS add-on: of the two ways the one
 * that AWS maintains, and whose agent can have an IAM role of its own. Container logs are left to `HelmAddOn`.
 *
 * **Cost** (us-east-1, https://aws.amazon.com/cloudwatch/pricing/): 0.30 USD per metric and month for the first 10,000,
 * and 0.50 USD per GB of records. Two nodes with some ten workloads are about 200 metrics: 60 USD a month.
 */
export class ContainerMetrics extends pulumi.ComponentResource {
  /** Version that is installed. */
  public readonly version: pulumi.Output<string>;

  public constructor(name: string, args: ContainerMetricsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:ContainerMetrics", name, args, opts);
    // The agent would make it, without an end to what it keeps.
    const records = new aws.cloudwatch.LogGroup(
      name,
      {
        name: pulumi.interpolate`/aws/containerinsights/${args.clusterName}/performance`,
        retentionInDays: args.retentionInDays ?? 30,
        tags: nameTag(name, args.tags),
      },
      { parent: this },
    );
    const addOn = new aws.eks.Addon(
      name,
      {
        clusterName: args.clusterName,
        addonName: "amazon-cloudwatch-observability",
        addonVersion: args.version,
        serviceAccountRoleArn: args.roleArn,
        configurationValues: JSON.stringify({ containerLogs: { enabled: false } }),
        // The namespace may be there already.
        resolveConflictsOnCreate: "OVERWRITE",
        resolveConflictsOnUpdate: "OVERWRITE",
        tags: nameTag(name, args.tags),
      },
      pulumi.mergeOptions({ parent: this, dependsOn: records }, { dependsOn: opts?.dependsOn }),
    );

    this.version = addOn.addonVersion;
    this.registerOutputs({ version: this.version });
  }
}
