import { arnIn, type PolicyScope, type Statement } from "./policy";

/** Log groups of Container Insights: `/aws/containerinsights/<cluster>/application`, `…/performance`. */
function logGroups(scope: PolicyScope): string[] {
  const group = arnIn(scope, "logs", `log-group:/aws/containerinsights/${scope.clusterName}/*`);
  return [group, `${group}:log-stream:*`];
}

/**
 * Containers' logs into the cluster's log groups.
 *
 * https://docs.fluentbit.io/manual/pipeline/outputs/cloudwatch
 */
export function fluentBit(scope: PolicyScope): Statement[] {
  return [
    {
      Action: [
        "logs:CreateLogGroup",
        "logs:CreateLogStream",
        "logs:DescribeLogGroups",
        "logs:DescribeLogStreams",
        "logs:PutLogEvents",
        "logs:PutRetentionPolicy",
      ],
      Resource: logGroups(scope),
    },
  ];
}

/**
 * Metrics of Container Insights: what `CloudWatchAgentServerPolicy` allows, limited to their namespace and the cluster's
 * log groups, from which CloudWatch takes them.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/deploy-container-insights-EKS.html
 */
export function cloudWatchAgent(scope: PolicyScope): Statement[] {
  return [
    {
      Action: ["cloudwatch:PutMetricData"],
      Resource: "*",
      Condition: { StringEquals: { "cloudwatch:namespace": "ContainerInsights" } },
    },
    { Action: ["ec2:DescribeTags", "ec2:DescribeVolumes"], Resource: "*" },
    ...fluentBit(scope),
  ];
}
