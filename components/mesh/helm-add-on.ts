import * as pulumi from "@pulumi/pulumi";

import { IsolatedNamespace } from "../kubernetes/isolated-namespace";
import { notOneOf } from "../network/one-of";
import { refuse } from "../network/problems";
import { addOns } from "./add-ons";
import type { AddOn, AddOnNamespace } from "./add-ons/add-on";
import { AddOnChart } from "./add-ons/charts";
import { imageRepository, installChart } from "./chart";

export interface HelmAddOnArgs {
  /** The add-on, by its chart. */
  chart: AddOnChart;
  /** Version of the chart, in full. */
  version: string;
  /** Name of the cluster. */
  clusterName: pulumi.Input<string>;
  /** Region of the cluster. */
  region: pulumi.Input<string>;
  /** VPC of the nodes, for the load balancer controller. */
  vpcId?: pulumi.Input<string>;
  /**
   * IAM role of the add-on's service account.
   *
   * @default none
   */
  roleArn?: pulumi.Input<string>;
  /** Log group, for container logs. */
  logGroupName?: pulumi.Input<string>;
  /**
   * Registry that mirrors charts and images.
   *
   * @default the project's own
   */
  mirror?: string;
}

/**
 * An add-on of a cluster, by its project's own chart, in a namespace of its own or in `kube-system`.
 *
 * **Cost**: none of its own. External secrets call Secrets Manager, 0.05 USD per 10,000 calls; container logs are
 * 0.50 USD per GB to CloudWatch and 0.03 USD per GB and month kept
 * (us-east-1, https://aws.amazon.com/cloudwatch/pricing/): 20 GB a month are 10 USD.
 */
export class HelmAddOn extends pulumi.ComponentResource {
  /** Namespace of its pods. */
  public readonly namespace: string;

  public constructor(name: string, args: HelmAddOnArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:HelmAddOn", name, args, opts);
    refuse(this, name, notOneOf(args.chart, AddOnChart, "chart"));
    const addOn = addOnNamed(args.chart);
    const { chart, repository, namespace } = addOn;
    const isolated = createNamespace(this, name, namespace);
    installChart(
      name,
      {
        chart,
        repository,
        version: args.version,
        namespace: namespace.name,
        values: valuesOf(addOn, args),
        mirror: args.mirror,
      },
      pulumi.mergeOptions({ parent: this, dependsOn: isolated }, { dependsOn: opts?.dependsOn }),
    );

    this.namespace = namespace.name;
    this.registerOutputs({ namespace: this.namespace });
  }
}

function addOnNamed(chart: AddOnChart): AddOn {
  const addOn = addOns.find((candidate) => candidate.chart === chart);
  if (addOn === undefined) throw new Error(`There is no add-on "${chart}".`);
  return addOn;
}

function createNamespace(
  parent: pulumi.Resource,
  name: string,
  { name: namespace, isolation }: AddOnNamespace,
): IsolatedNamespace[] {
  return isolation ? [new IsolatedNamespace(`${name}-namespace`, { namespace, ...isolation }, { parent })] : [];
}

function valuesOf(addOn: AddOn, args: HelmAddOnArgs): pulumi.Inputs {
  const { clusterName, region, vpcId, logGroupName, roleArn, mirror } = args;
  return addOn.values({
    clusterName,
    region,
    vpcId,
    logGroupName,
    serviceAccount: {
      name: addOn.serviceAccount,
      ...(roleArn !== undefined && { annotations: { "eks.amazonaws.com/role-arn": roleArn } }),
    },
    image: (registry, path) => imageRepository(registry, path, mirror),
  });
}
