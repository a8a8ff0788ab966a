import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { TargetProtocol } from "../compute/node-targets";
import { refuse } from "../network/problems";
import { nameTag, type Tags } from "../network/tags";
import { type LoadBalancerTargetsArgs, targetGroup, targetProblems } from "./load-balancer-targets";

export interface NetworkLoadBalancerArgs {
  /**
   * Name of the load balancer in AWS.
   *
   * @default the component's name and seven hex digits
   */
  loadBalancerName?: string;
  /** VPC of the load balancer. */
  vpcId: pulumi.Input<string>;
  /** Subnets: public ones if the internet reaches it. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Security groups. AWS takes them only when the load balancer is made; one without never gets any.
   *
   * @default none
   */
  securityGroupIds?: pulumi.Input<string>[];
  /** Whether only its own network reaches it. */
  internal: boolean;
  /** What it receives, by name. TLS is ended behind it. */
  listeners: Record<string, NetworkListenerArgs>;
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

export interface NetworkListenerArgs {
  /** TCP port of the load balancer. */
  port: number;
  /** Who receives. */
  targets: LoadBalancerTargetsArgs;
}

/**
 * A network load balancer that passes TCP on to targets in its VPC, or to addresses in another. It has one address in
 * each zone, which stays.
 *
 * **Cost** (us-east-1, https://aws.amazon.com/elasticloadbalancing/pricing/): 0.0225 USD × 730 h = 16.43 USD a month and
 * 0.006 USD per capacity unit and hour; on the internet 3.65 USD a month for each zone's address.
 */
export class NetworkLoadBalancer extends pulumi.ComponentResource {
  /** ARN of the load balancer. */
  public readonly loadBalancerArn: pulumi.Output<string>;
  /** Its dimension in CloudWatch: `net/dev-nlb/0123456789abcdef`. */
  public readonly arnSuffix: pulumi.Output<string>;
  /** Name that AWS gives. */
  public readonly dnsName: pulumi.Output<string>;
  /** Hosted zone of that name. */
  public readonly zoneId: pulumi.Output<string>;
  /** Dimensions of its target groups in CloudWatch, by listener; those that were given are left out. */
  public readonly targetGroupArnSuffixes: Record<string, pulumi.Output<string>>;

  public constructor(name: string, args: NetworkLoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:NetworkLoadBalancer", name, args, opts);
    refuse(
      this,
      name,
      Object.entries(args.listeners).flatMap(([key, { targets }]) =>
        targetProblems(targets, `listeners.${key}.targets`),
      ),
    );
    const loadBalancer = new aws.lb.LoadBalancer(
      name,
      {
        name: args.loadBalancerName,
        loadBalancerType: "network",
        internal: args.internal,
        subnets: args.subnetIds,
        securityGroups: args.securityGroupIds,
        enableCrossZoneLoadBalancing: true,
        tags: nameTag(name, args.tags),
      },
      { parent: this },
    );
    const suffixes = Object.entries(args.listeners).flatMap(([key, listener]) => {
      const arnSuffix = createListener(this, `${name}-${key}`, args, listener, loadBalancer);
      return arnSuffix === undefined ? [] : [[key, arnSuffix] as const];
    });

    this.loadBalancerArn = loadBalancer.arn;
    this.arnSuffix = loadBalancer.arnSuffix;
    this.dnsName = loadBalancer.dnsName;
    this.zoneId = loadBalancer.zoneId;
    this.targetGroupArnSuffixes = Object.fromEntries(suffixes);
    this.registerOutputs({
      loadBalancerArn: this.loadBalancerArn,
      arnSuffix: this.arnSuffix,
      dnsName: this.dnsName,
      zoneId: this.zoneId,
      targetGroupArnSuffixes: this.targetGroupArnSuffixes,
    });
  }
}

function createListener(
  parent: pulumi.Resource,
  name: string,
  { vpcId, tags }: NetworkLoadBalancerArgs,
  { port, targets }: NetworkListenerArgs,
  loadBalancer: aws.lb.LoadBalancer,
): pulumi.Output<string> | undefined {
  const group = targetGroup({ parent, name, vpcId, protocol: TargetProtocol.tcp, targets, tags });
  new aws.lb.Listener(
    name,
    {
      loadBalancerArn: loadBalancer.arn,
      port,
      protocol: "TCP",
      defaultActions: [{ type: "forward", targetGroupArn: group.targetGroupArn }],
      tags: nameTag(name, tags),
    },
    { parent },
  );
  return group.arnSuffix;
}
