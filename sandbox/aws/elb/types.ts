/** The types of Elastic Load Balancing, which the provider has under two names each: `aws.lb` and `aws.alb`. */
import type { RuleContext, WorldResource } from "../../resource-type";

const both = (resource: string, name: string): readonly [string, string] => [
  `aws:lb/${resource}:${name}`,
  `aws:alb/${resource}:${name}`,
];

export const LOAD_BALANCER = both("loadBalancer", "LoadBalancer");
export const TARGET_GROUP = both("targetGroup", "TargetGroup");
export const TARGET_GROUP_ATTACHMENT = both("targetGroupAttachment", "TargetGroupAttachment");
export const LISTENER = both("listener", "Listener");
export const LISTENER_RULE = both("listenerRule", "ListenerRule");
export const LISTENER_CERTIFICATE = both("listenerCertificate", "ListenerCertificate");
export const CERTIFICATE = "aws:acm/certificate:Certificate";

export const APPLICATION_QUOTAS =
  "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html";
export const NETWORK_QUOTAS =
  "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-limits.html";

/** Resources under either name whose output at `path` is `value`. */
export const allWhere = (
  types: readonly string[],
  path: string,
  value: unknown,
  context: RuleContext,
): readonly WorldResource[] => types.flatMap((type) => context.where(type, path, value));

export const byArn = (types: readonly string[], arn: unknown, context: RuleContext): WorldResource | undefined =>
  types.map((type) => context.get(type, arn)).find((found) => found !== undefined);
