import * as pulumi from "@pulumi/pulumi";

import { cloudFrontRegion } from "../edge/managed-policies";
import type { Alarm } from "./alarm";
import type { AlarmSettingsArgs } from "./observability-args";
import {
  LoadBalancerType,
  type WatchedArgs,
  type WatchedLoadBalancerArgs,
  type WatchedWebAclArgs,
} from "./watched-args";

const fiveMinutes = 300;
const day = 86_400;

type Settings = Omit<AlarmSettingsArgs, "emails">;

/** Alarms on how the world reaches the environment. */
export function edgeAlarms(watched: WatchedArgs, settings: Settings): Alarm[] {
  const { region, loadBalancers = {}, distributionId, webAcl, certificateArns = {} } = watched;
  return [
    ...Object.entries(loadBalancers).flatMap(([name, loadBalancer]) => [
      unhealthyTargets(name, loadBalancer, region),
      // A network load balancer sees packets, no answers.
      ...(loadBalancer.type === LoadBalancerType.application
        ? [serverErrors(name, loadBalancer, region, settings), latency(name, loadBalancer, region, settings)]
        : []),
    ]),
    ...(distributionId === undefined ? [] : [distributionErrors(distributionId, settings)]),
    ...(webAcl === undefined ? [] : [blockedRequests(webAcl, region, settings)]),
    ...Object.entries(certificateArns).map(([place, arns]) => certificates(place, arns, settings)),
  ];
}

const namespaces = { application: "AWS/ApplicationELB", network: "AWS/NetworkELB" };

/** Over all of its target groups: one query, whatever groups there are. */
function unhealthyTargets(name: string, { type, arnSuffix }: WatchedLoadBalancerArgs, region: string): Alarm {
  const groups = `SCHEMA("${namespaces[type]}", LoadBalancer, TargetGroup)`;
  const query = pulumi.interpolate`SELECT MAX(UnHealthyHostCount) FROM ${groups} WHERE LoadBalancer = '${arnSuffix}'`;
  return {
    name: `${name}-unhealthy-targets`,
    description: `Load balancer ${name} has had targets that fail their health checks for five minutes`,
    metricQueries: [{ id: "unhealthy", expression: query, period: 60, returnData: true }],
    above: 0,
    periods: 5,
    silence: "notBreaching",
    region,
  };
}

/** Its own answers (502, 503, 504) and those of its targets. Of a few requests one failure says little. */
function serverErrors(
  name: string,
  { arnSuffix }: WatchedLoadBalancerArgs,
  region: string,
  { serverErrors: percent = 5 }: Settings,
): Alarm {
  const count = (id: string, metricName: string) => ({
    id,
    metric: {
      namespace: namespaces.application,
      metricName,
      dimensions: { LoadBalancer: arnSuffix },
      period: fiveMinutes,
      stat: "Sum",
    },
    returnData: false,
  });
  return {
    name: `${name}-server-errors`,
    description: `More than ${percent} % of the answers of load balancer ${name} are server errors`,
    metricQueries: [
      count("requests", "RequestCount"),
      count("own", "HTTPCode_ELB_5XX_Count"),
      count("targets", "HTTPCode_Target_5XX_Count"),
      {
        id: "share",
        label: "Server errors in percent",
        expression: "IF(requests >= 20, 100 * (FILL(own, 0) + FILL(targets, 0)) / requests, 0)",
        returnData: true,
      },
    ],
    above: percent,
    periods: 1,
    silence: "notBreaching",
    region,
  };
}

function latency(
  name: string,
  { arnSuffix }: WatchedLoadBalancerArgs,
  region: string,
  { latency: milliseconds = 1000 }: Settings,
): Alarm {
  return {
    name: `${name}-latency`,
    description: `One in twenty answers behind load balancer ${name} takes more than ${milliseconds} ms`,
    namespace: namespaces.application,
    metricName: "TargetResponseTime",
    dimensions: { LoadBalancer: arnSuffix },
    extendedStatistic: "p95",
    period: fiveMinutes,
    above: milliseconds / 1000,
    periods: 1,
    silence: "notBreaching",
    region,
  };
}

function distributionErrors(distributionId: pulumi.Input<string>, { serverErrors: percent = 5 }: Settings): Alarm {
  return {
    name: "distribution-server-errors",
    description: `More than ${percent} % of CloudFront's answers are server errors`,
    namespace: "AWS/CloudFront",
    metricName: "5xxErrorRate",
    dimensions: { DistributionId: distributionId, Region: "Global" },
    statistic: "Average",
    period: fiveMinutes,
    above: percent,
    periods: 1,
    silence: "notBreaching",
    region: cloudFrontRegion,
  };
}

/** https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html: CloudFront's have no region among them. */
function blockedRequests(
  { metricName, global }: WatchedWebAclArgs,
  region: string,
  { blockedRequests: most = 1000 }: Settings,
): Alarm {
  return {
    name: "blocked-requests",
    description: `The firewall has blocked more than ${most} requests in five minutes`,
    namespace: "AWS/WAFV2",
    metricName: "BlockedRequests",
    dimensions: {
      WebACL: metricName,
      Rule: "ALL",
      ...(global ? {} : { Region: region }),
    },
    statistic: "Sum",
    period: fiveMinutes,
    above: most,
    periods: 1,
    silence: "notBreaching",
    region: global ? cloudFrontRegion : region,
  };
}

/** The one that ends first. ACM publishes the days twice a day. */
function certificates(
  region: string,
  arns: pulumi.Input<pulumi.Input<string>[]>,
  { certificateDays: days = 30 }: Settings,
): Alarm {
  return {
    name: `certificates-${region}`,
    description: `A certificate in ${region} ends in less than ${days} days: its renewal does not work`,
    metricQueries: pulumi.output(arns).apply((known) => [
      ...[...new Set(known)].map((arn, index) => ({
        id: `certificate${index}`,
        metric: {
          namespace: "AWS/CertificateManager",
          metricName: "DaysToExpiry",
          dimensions: { CertificateArn: arn },
          period: day,
          stat: "Minimum",
        },
        returnData: false,
      })),
      { id: "days", label: "Days to the first end", expression: "MIN(METRICS())", returnData: true },
    ]),
    below: days,
    periods: 1,
    silence: "missing",
    region,
  };
}
