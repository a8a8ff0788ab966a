import type * as pulumi from "@pulumi/pulumi";

export const LoadBalancerType = {
  application: "application",
  network: "network",
} as const;
export type LoadBalancerType = (typeof LoadBalancerType)[keyof typeof LoadBalancerType];

/** What there is to watch in an environment. What is left out is not there. */
export interface WatchedArgs {
  /** Region of the environment. What belongs to CloudFront is in us-east-1 all the same. */
  region: string;
  /** Load balancers by name. */
  loadBalancers?: Record<string, WatchedLoadBalancerArgs>;
  /** Id of the CloudFront distribution. */
  distributionId?: pulumi.Input<string>;
  /** Web ACL. */
  webAcl?: WatchedWebAclArgs;
  /** Certificates by the region in which they are, one or more in each. */
  certificateArns?: Record<string, pulumi.Input<pulumi.Input<string>[]>>;
  /** Names of the Auto Scaling groups of nodes, by name of the node group. */
  autoScalingGroupNames?: Record<string, pulumi.Input<string>>;
  /** Name of a cluster whose metrics Container Insights collects. */
  clusterName?: pulumi.Input<string>;
  /** Identifiers of RDS instances by name. */
  databases?: Record<string, pulumi.Input<string>>;
  /** Identifiers of ElastiCache nodes by name. */
  cacheNodes?: Record<string, pulumi.Input<string>>;
  /** Whether there are NAT gateways. Their ids are not needed: all of the account's in the region are watched. */
  natGateways?: boolean;
  /** Id of the transit gateway. */
  transitGatewayId?: pulumi.Input<string>;
}

export interface WatchedLoadBalancerArgs {
  /** Kind of load balancer. */
  type: LoadBalancerType;
  /** End of its ARN, its dimension in CloudWatch: `app/dev-alb/0123456789abcdef`. */
  arnSuffix: pulumi.Input<string>;
}

export interface WatchedWebAclArgs {
  /** Name of its metric, which is not that of the web ACL. */
  metricName: pulumi.Input<string>;
  /** Whether it belongs to CloudFront, in us-east-1, and not to a load balancer. */
  global: boolean;
}
