import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { TargetProtocol } from "../compute/node-targets";
import type { Problem } from "../network/addresses";
import { nameTag, type Tags } from "../network/tags";

/** Who receives what a load balancer sends: a target group in its VPC, or addresses in another. */
export interface LoadBalancerTargetsArgs {
  /** ARN of a target group that somebody else keeps filled. */
  targetGroupArn?: pulumi.Input<string>;
  /** Addresses, if there is no such group: as many as there are names for them. */
  addresses?: Record<string, pulumi.Input<string>>;
  /** VPC of the addresses. */
  vpcId?: pulumi.Input<string>;
  /** TCP port at which they receive. */
  port?: pulumi.Input<number>;
  /** How it asks them whether they are ready, by HTTP. */
  healthCheck?: pulumi.Input<TargetHealthCheckArgs>;
}

export interface TargetHealthCheckArgs {
  /** Port that answers. */
  port: number;
  /** Path that answers with 200. */
  path: string;
}

interface TargetsContext {
  parent: pulumi.Resource;
  name: string;
  /** VPC of the load balancer. */
  vpcId: pulumi.Input<string>;
  protocol: TargetProtocol;
  targets: LoadBalancerTargetsArgs;
  tags?: Tags;
}

export interface Targets {
  targetGroupArn: pulumi.Input<string>;
  /** Dimension of the group's metrics; absent for one that somebody else made. */
  arnSuffix?: pulumi.Output<string>;
}

/** The target group of a load balancer: the one that it was given, or one of its own with the addresses. */
export function targetGroup(context: TargetsContext): Targets {
  const { targetGroupArn, addresses = {} } = context.targets;
  if (targetGroupArn !== undefined) return { targetGroupArn };
  const group = createGroup(context);
  for (const [target, address] of Object.entries(addresses)) {
    new aws.lb.TargetGroupAttachment(
      `${context.name}-${target}`,
      {
        targetGroupArn: group.arn,
        targetId: address,
        port: context.targets.port,
        availabilityZone: zoneOf(context),
      },
      { parent: context.parent },
    );
  }
  return { targetGroupArn: group.arn, arnSuffix: group.arnSuffix };
}

/** Addresses outside the load balancer's VPC are in no zone of it. */
function zoneOf({ vpcId, targets }: TargetsContext): pulumi.Input<string> | undefined {
  return pulumi
    .all([vpcId, targets.vpcId])
    .apply(([own, theirs]) => (own === theirs ? undefined : "all")) as pulumi.Output<string>;
}

function createGroup({ parent, name, vpcId, protocol, targets, tags }: TargetsContext): aws.lb.TargetGroup {
  return new aws.lb.TargetGroup(
    name,
    {
      vpcId,
      targetType: "ip",
      port: targets.port,
      protocol: protocol.toUpperCase(),
      healthCheck: pulumi.output(targets.healthCheck).apply((check) => ({
        protocol: "HTTP",
        port: String(check?.port ?? "traffic-port"),
        path: check?.path ?? "/",
        matcher: "200",
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 2,
      })),
      deregistrationDelay: 30,
      tags: nameTag(name, tags),
    },
    { parent },
  );
}

export function targetProblems(
  { targetGroupArn, addresses, vpcId, port, healthCheck }: LoadBalancerTargetsArgs,
  path: string,
): Problem[] {
  if (targetGroupArn !== undefined) {
    return addresses === undefined
      ? []
      : [{ path: `${path}.addresses`, reason: "There is a target group already. Remove one of the two." }];
  }
  if (addresses === undefined || Object.keys(addresses).length === 0) {
    return [{ path: `${path}.addresses`, reason: "There is neither a target group nor an address. Give one." }];
  }
  return Object.entries({ vpcId, port, healthCheck })
    .filter(([, value]) => value === undefined)
    .map(([key]) => ({ path: `${path}.${key}`, reason: "Addresses need it." }));
}
