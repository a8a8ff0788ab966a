import type * as pulumi from "@pulumi/pulumi";

import type { EdgeDistributionSettingsArgs } from "./edge-distribution-args";
import type { LoadBalancerTargetsArgs } from "./load-balancer-targets";

export interface EdgeDistributionArgs extends EdgeDistributionSettingsArgs {
  /** Account: buckets are named after it. */
  accountId: string;
  /** Region of the load balancers. */
  region: string;
  /** Where the load balancers stand: `alb`, and each of `nlb` by its name. */
  places?: Record<string, LoadBalancerPlaceArgs>;
  /**
   * Who receives in the cluster, by kind of traffic: `http`, `https`. Required with a load balancer.
   *
   * @default none
   */
  ingress?: Record<string, LoadBalancerTargetsArgs>;
  /** Names of what is made, where somebody outside sees them. */
  names: EdgeNamesArgs;
}

export interface LoadBalancerPlaceArgs {
  /** VPC of the load balancer. */
  vpcId: pulumi.Input<string>;
  /** Its subnets, one in each availability zone. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Its security group.
   *
   * @default none, for a network load balancer
   */
  securityGroupId?: pulumi.Input<string>;
}

export interface EdgeNamesArgs {
  /** Application load balancer; seven hex digits are appended. */
  applicationLoadBalancer: string;
  /** Network load balancers by their names in `nlb`. */
  networkLoadBalancers: Record<string, string>;
  /** Bucket of the site's files. */
  siteBucket: string;
  /** Bucket of the distribution's logs. */
  distributionLogsBucket: string;
  /** Bucket of the load balancer's logs. */
  loadBalancerLogsBucket: string;
}
