import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { refuse } from "../network/problems";
import { nameTag, type Tags } from "../network/tags";

export interface ClusterIngressArgs {
  /** Private subnets, one in each availability zone. */
  subnetIds: pulumi.Input<string>[];
  /** Private address in each of the subnets, in their order. A change makes the load balancer anew. */
  addresses: string[];
  /** Security groups of the load balancer. AWS takes them only when it is made. */
  securityGroupIds: pulumi.Input<string>[];
  /** What it receives, by name. */
  listeners: Record<string, ClusterListenerArgs>;
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

export interface ClusterListenerArgs {
  /** TCP port of the load balancer. */
  port: number;
  /** Where it leads. */
  targetGroupArn: pulumi.Input<string>;
}

/**
 * An internal network load balancer with fixed addresses before the nodes of a cluster: a load balancer in another VPC
 * can have addresses as its targets, but no instances. Each address leads to the nodes of all availability zones, so
 * that it answers as long as any node does.
 *
 * **Cost** (us-east-1, https://aws.amazon.com/elasticloadbalancing/pricing/): 0.0225 USD × 730 h = 16.43 USD a month and
 * 0.006 USD per capacity unit and hour, which is 1 GB an hour; between availability zones 0.01 USD per GB and direction.
 */
export class ClusterIngress extends pulumi.ComponentResource {
  /** ARN of the load balancer. */
  public readonly loadBalancerArn: pulumi.Output<string>;
  /** The fixed addresses, in the order of the subnets. */
  public readonly addresses: string[];

  public constructor(name: string, args: ClusterIngressArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:ClusterIngress", name, args, opts);
    refuse(this, name, addressProblems(args));
    const loadBalancer = new aws.lb.LoadBalancer(
      name,
      {
        loadBalancerType: "network",
        internal: true,
        subnetMappings: args.subnetIds.map((subnetId, zone) => ({
          subnetId,
          privateIpv4Address: args.addresses[zone],
        })),
        securityGroups: args.securityGroupIds,
        enableCrossZoneLoadBalancing: true,
        tags: nameTag(name, args.tags),
      },
      { parent: this },
    );
    for (const [listener, { port, targetGroupArn }] of Object.entries(args.listeners)) {
      const listenerName = `${name}-${listener}`;
      new aws.lb.Listener(
        listenerName,
        {
          loadBalancerArn: loadBalancer.arn,
          port,
          protocol: "TCP",
          defaultActions: [{ type: "forward", targetGroupArn }],
          tags: nameTag(listenerName, args.tags),
        },
        { parent: this },
      );
    }

    this.loadBalancerArn = loadBalancer.arn;
    this.addresses = args.addresses;
    this.registerOutputs({ loadBalancerArn: this.loadBalancerArn, addresses: this.addresses });
  }
}

function addressProblems({ subnetIds, addresses }: ClusterIngressArgs) {
  return subnetIds.length === addresses.length
    ? []
    : [
        {
          path: "addresses",
          reason: `There are ${addresses.length} for ${subnetIds.length} subnets. Give one for each, in their order.`,
        },
      ];
}
