import type * as pulumi from "@pulumi/pulumi";

import { cloudFrontRegion } from "../edge/managed-policies";
import type { DashboardSection, Graph } from "./dashboard-body";
import { LoadBalancerType, type WatchedArgs } from "./watched-args";

/** What there is to watch, when all of it is known. */
export type Known = pulumi.Unwrap<WatchedArgs>;

/** A section for each layer, in the order in which a request passes them. */
export function dashboardSections(watched: Known, canaryNames: Record<string, string>): DashboardSection[] {
  return [
    { title: "Canaries", graphs: canaries(watched, canaryNames) },
    { title: "Edge", graphs: [...distribution(watched), ...firewall(watched), ...loadBalancers(watched)] },
    { title: "Applications", graphs: applications(watched) },
    { title: "Nodes", graphs: nodes(watched) },
    { title: "Data", graphs: [...databases(watched), ...caches(watched)] },
    { title: "Network", graphs: network(watched) },
  ];
}

function canaries({ region }: Known, names: Record<string, string>): Graph[] {
  const each = (metric: string) =>
    Object.values(names).map((name) => ["CloudWatchSynthetics", metric, "CanaryName", name]);
  return unlessEmpty(names, [
    {
      title: "Successful requests in percent",
      region,
      statistic: "Average",
      metrics: each("SuccessPercent"),
      period: 3600,
    },
    { title: "Time of a run in ms", region, statistic: "Average", metrics: each("Duration"), period: 3600 },
  ]);
}

function distribution({ distributionId: id }: Known): Graph[] {
  if (id === undefined) return [];
  const region = cloudFrontRegion;
  const metric = (name: string) => ["AWS/CloudFront", name, "DistributionId", id, "Region", "Global"];
  return [
    { title: "CloudFront: requests", region, statistic: "Sum", metrics: [metric("Requests")] },
    {
      title: "CloudFront: errors in percent",
      region,
      statistic: "Average",
      metrics: [metric("4xxErrorRate"), metric("5xxErrorRate")],
    },
    { title: "CloudFront: bytes to visitors", region, statistic: "Sum", metrics: [metric("BytesDownloaded")] },
  ];
}

function firewall({ webAcl, region }: Known): Graph[] {
  if (webAcl === undefined) return [];
  const place = webAcl.global ? [] : ["Region", region];
  const metric = (name: string) => ["AWS/WAFV2", name, "WebACL", webAcl.metricName, "Rule", "ALL", ...place];
  return [
    {
      title: "Firewall: requests",
      region: webAcl.global ? cloudFrontRegion : region,
      statistic: "Sum",
      metrics: [metric("AllowedRequests"), metric("BlockedRequests")],
    },
  ];
}

function loadBalancers({ loadBalancers: all = {}, region }: Known): Graph[] {
  return Object.entries(all).flatMap(([name, { type, arnSuffix }]): Graph[] => {
    const dimension = ["LoadBalancer", arnSuffix];
    if (type === LoadBalancerType.network) {
      const metric = (metricName: string) => ["AWS/NetworkELB", metricName, ...dimension];
      return [
        { title: `${name}: new connections`, region, statistic: "Sum", metrics: [metric("NewFlowCount")] },
        {
          title: `${name}: resets`,
          region,
          statistic: "Sum",
          metrics: [metric("TCP_ELB_Reset_Count"), metric("TCP_Target_Reset_Count")],
        },
      ];
    }
    const metric = (metricName: string) => ["AWS/ApplicationELB", metricName, ...dimension];
    return [
      { title: `${name}: requests`, region, statistic: "Sum", metrics: [metric("RequestCount")] },
      {
        title: `${name}: errors`,
        region,
        statistic: "Sum",
        metrics: ["HTTPCode_Target_4XX_Count", "HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count"].map(metric),
      },
      {
        title: `${name}: 95th percentile of answers in seconds`,
        region,
        statistic: "p95",
        metrics: [metric("TargetResponseTime")],
      },
    ];
  });
}

/** As far as Container Insights sees them. */
function applications({ clusterName, region }: Known): Graph[] {
  if (clusterName === undefined) return [];
  const byNamespace = (metric: string) => [
    [
      {
        expression: `SEARCH('{ContainerInsights,ClusterName,Namespace} MetricName="${metric}" ClusterName="${clusterName}"', 'Average')`,
      },
    ],
  ];
  const graph = (title: string, metric: string): Graph => ({
    title,
    region,
    statistic: "Average",
    metrics: byNamespace(metric),
  });
  return [
    graph("Pods: processors in percent of the node's", "pod_cpu_utilization"),
    graph("Pods: memory in percent of the node's", "pod_memory_utilization"),
    graph("Pods: running", "namespace_number_of_running_pods"),
  ];
}

function nodes({ autoScalingGroupNames: groups = {}, region }: Known): Graph[] {
  const each = (metric: string) =>
    Object.values(groups).map((group) => ["AWS/EC2", metric, "AutoScalingGroupName", group]);
  return unlessEmpty(groups, [
    { title: "Processors in percent", region, statistic: "Average", metrics: each("CPUUtilization") },
    { title: "Failed status checks", region, statistic: "Maximum", metrics: each("StatusCheckFailed") },
    {
      title: "Bytes received and sent",
      region,
      statistic: "Sum",
      metrics: [...each("NetworkIn"), ...each("NetworkOut")],
    },
  ]);
}

function databases({ databases: all = {}, region }: Known): Graph[] {
  const each = (metric: string) => Object.values(all).map((id) => ["AWS/RDS", metric, "DBInstanceIdentifier", id]);
  return unlessEmpty(all, [
    { title: "Databases: processors in percent", region, statistic: "Average", metrics: each("CPUUtilization") },
    { title: "Databases: connections", region, statistic: "Maximum", metrics: each("DatabaseConnections") },
    { title: "Databases: free storage in bytes", region, statistic: "Minimum", metrics: each("FreeStorageSpace") },
  ]);
}

function caches({ cacheNodes = {}, region }: Known): Graph[] {
  const each = (metric: string) =>
    Object.values(cacheNodes).map((id) => ["AWS/ElastiCache", metric, "CacheClusterId", id]);
  return unlessEmpty(cacheNodes, [
    {
      title: "Caches: memory in percent",
      region,
      statistic: "Maximum",
      metrics: each("DatabaseMemoryUsagePercentage"),
    },
    { title: "Caches: connections", region, statistic: "Maximum", metrics: each("CurrConnections") },
  ]);
}

function network({ natGateways, transitGatewayId, region }: Known): Graph[] {
  const search = (metric: string) => [
    { expression: `SEARCH('{AWS/NATGateway,NatGatewayId} MetricName="${metric}"', 'Sum')` },
  ];
  const transit = (metric: string) => ["AWS/TransitGateway", metric, "TransitGateway", transitGatewayId ?? ""];
  return [
    ...(natGateways === true
      ? ([
          {
            title: "NAT gateways of the account: bytes to the internet",
            region,
            statistic: "Sum",
            metrics: [search("BytesOutToDestination")],
          },
          {
            title: "NAT gateways of the account: connections without a port",
            region,
            statistic: "Sum",
            metrics: [search("ErrorPortAllocation")],
          },
        ] as const satisfies Graph[])
      : []),
    ...(transitGatewayId === undefined
      ? []
      : [
          {
            title: "Transit gateway: bytes, and packets without a route",
            region,
            statistic: "Sum" as const,
            metrics: [transit("BytesIn"), transit("PacketDropCountNoRoute")],
          },
        ]),
  ];
}

function unlessEmpty(things: object, graphs: Graph[]): Graph[] {
  return Object.keys(things).length === 0 ? [] : graphs;
}
