import type { Alarm } from "./alarm";
import type { AlarmSettingsArgs } from "./observability-args";
import type { WatchedArgs } from "./watched-args";

/** Alarms on nodes, and on their way out. Databases and caches have their own, made with them. */
export function innerAlarms(watched: WatchedArgs, { nodeCpu = 85 }: Pick<AlarmSettingsArgs, "nodeCpu">): Alarm[] {
  const { region, autoScalingGroupNames = {}, clusterName, natGateways } = watched;
  const nodes = Object.entries(autoScalingGroupNames).flatMap(([group, AutoScalingGroupName]): Alarm[] => {
    const ofGroup = { namespace: "AWS/EC2", dimensions: { AutoScalingGroupName }, region };
    return [
      {
        ...ofGroup,
        name: `nodes-${group}-status`,
        description: `A node of group ${group} fails its status checks`,
        metricName: "StatusCheckFailed",
        statistic: "Maximum",
        period: 60,
        above: 0,
        periods: 5,
        silence: "missing",
      },
      {
        ...ofGroup,
        name: `nodes-${group}-cpu`,
        description: `The processors of group ${group} have been more than ${nodeCpu} % busy for a quarter of an hour`,
        metricName: "CPUUtilization",
        statistic: "Average",
        period: 300,
        above: nodeCpu,
        periods: 3,
        silence: "missing",
      },
    ];
  });
  return [
    ...nodes,
    ...(clusterName === undefined
      ? []
      : [
          {
            name: "nodes-failed",
            description: "Kubernetes counts a node that is not ready",
            namespace: "ContainerInsights",
            metricName: "cluster_failed_node_count",
            dimensions: { ClusterName: clusterName },
            statistic: "Maximum",
            period: 60,
            above: 0,
            periods: 10,
            silence: "missing" as const,
            region,
          },
        ]),
    ...(natGateways === true ? [natPorts(region)] : []),
  ];
}

/** All of the account's NAT gateways in the region: one query, whatever gateways there are. */
function natPorts(region: string): Alarm {
  return {
    name: "nat-gateway-ports",
    description: "A NAT gateway has no port left for new connections to a destination, and drops them",
    metricQueries: [
      {
        id: "errors",
        expression: 'SELECT MAX(ErrorPortAllocation) FROM SCHEMA("AWS/NATGateway", NatGatewayId)',
        period: 60,
        returnData: true,
      },
    ],
    above: 0,
    periods: 3,
    silence: "notBreaching",
    region,
  };
}
