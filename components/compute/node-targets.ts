import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { nameTag, type Tags } from "../network/tags";

/** What a load balancer speaks to its targets. */
export const TargetProtocol = {
  /** Of a network load balancer: what it receives. */
  tcp: "tcp",
  /** Of an application load balancer. */
  http: "http",
  /** Of an application load balancer; it accepts any certificate. */
  https: "https",
} as const;
export type TargetProtocol = (typeof TargetProtocol)[keyof typeof TargetProtocol];

export interface NodeTargetsArgs {
  /** VPC of the nodes. Only load balancers in it reach instances as targets. */
  vpcId: pulumi.Input<string>;
  /** NodePort of a service. */
  port: number;
  /** What is spoken there. */
  protocol: TargetProtocol;
  /** How a load balancer asks nodes whether they are ready. */
  healthCheck: NodeHealthCheckArgs;
  /** Auto Scaling groups of the nodes, by name. Their instances come and go as targets. */
  autoScalingGroupNames: Record<string, pulumi.Input<string>>;
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

export interface NodeHealthCheckArgs {
  /** Port of the nodes that answers. */
  port: number;
  /** Path that answers with 200, by HTTP. */
  path: string;
}

/**
 * Nodes of a cluster as the targets of a load balancer in their VPC: Auto Scaling adds new nodes to the target group,
 * and takes old ones from it.
 *
 * **Cost**: none; the load balancer is paid for.
 */
export class NodeTargets extends pulumi.ComponentResource {
  /** ARN of the target group. */
  public readonly targetGroupArn: pulumi.Output<string>;

  public constructor(name: string, args: NodeTargetsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:NodeTargets", name, args, opts);
    const targetGroup = createTargetGroup(this, name, args);
    for (const [group, autoscalingGroupName] of Object.entries(args.autoScalingGroupNames)) {
      new aws.autoscaling.Attachment(
        `${name}-${group}`,
        { autoscalingGroupName, lbTargetGroupArn: targetGroup.arn },
        { parent: this },
      );
    }

    this.targetGroupArn = targetGroup.arn;
    this.registerOutputs({ targetGroupArn: this.targetGroupArn });
  }
}

function createTargetGroup(
  parent: pulumi.Resource,
  name: string,
  { vpcId, port, protocol, healthCheck, tags }: NodeTargetsArgs,
): aws.lb.TargetGroup {
  return new aws.lb.TargetGroup(
    name,
    {
      vpcId,
      targetType: "instance",
      port,
      protocol: protocol.toUpperCase(),
      healthCheck: {
        protocol: "HTTP",
        port: String(healthCheck.port),
        path: healthCheck.path,
        matcher: "200",
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 2,
      },
      // Answers go back through the load balancer, wherever the client is; a pod reaches its own node as well.
      ...(protocol === TargetProtocol.tcp && { preserveClientIp: "false" }),
      tags: nameTag(name, tags),
    },
    { parent },
  );
}
