import type * as pulumi from "@pulumi/pulumi";

export interface EdgeDomain {
  name: string;
  zoneId: pulumi.Output<string>;
  /** What the parent of a zone that was created has to name. */
  nameServers: pulumi.Output<string[]>;
  /** The DS record for the parent, with DNSSEC. */
  dsRecord?: pulumi.Output<string>;
}

export interface EdgeCdn {
  distributionId: pulumi.Output<string>;
  arn: pulumi.Output<string>;
  domainName: pulumi.Output<string>;
}

export const LoadBalancerKind = {
  application: "application",
  network: "network",
} as const;
export type LoadBalancerKind = (typeof LoadBalancerKind)[keyof typeof LoadBalancerKind];

export interface EdgeLoadBalancer {
  type: LoadBalancerKind;
  arn: pulumi.Output<string>;
  /** Its dimension in CloudWatch. */
  arnSuffix: pulumi.Output<string>;
  /** Dimensions of its own target groups in CloudWatch, by listener. */
  targetGroupArnSuffixes: Record<string, pulumi.Output<string>>;
  dnsName: pulumi.Output<string>;
  zoneId: pulumi.Output<string>;
  securityGroupIds: pulumi.Output<string>[];
  /** A name of its own that its certificate covers. */
  originName?: string;
}
