import * as pulumi from "@pulumi/pulumi";

import { TargetProtocol } from "../compute/node-targets";
import { ApplicationLoadBalancer } from "./application-load-balancer";
import { IngressTraffic, OriginAccess } from "./edge-distribution-args";
import type { EdgeDistributionArgs } from "./edge-distribution-inputs";
import { type EdgeLoadBalancer, LoadBalancerKind } from "./edge-distribution-outputs";
import { originNameOf } from "./edge-domain";
import { LogBucket, LogSource } from "./log-bucket";
import { NetworkLoadBalancer } from "./network-load-balancer";
import { originHeader, type OriginSecrets, originSecrets } from "./origin-secret";

/** The application load balancer, and what CloudFront has to know of it. */
export interface ApplicationEntrance {
  outputs: EdgeLoadBalancer;
  port: number;
  https: boolean;
  /** Present where the load balancer knows CloudFront by a header. */
  secrets?: OriginSecrets;
}

/** Whether CloudFront reaches the load balancer inside its VPC. */
export function isPrivate({ cdn }: EdgeDistributionArgs): boolean {
  return cdn !== undefined && (cdn.originAccess ?? OriginAccess.vpcOrigin) === OriginAccess.vpcOrigin;
}

export function applicationEntrance(
  parent: pulumi.Resource,
  name: string,
  args: EdgeDistributionArgs,
  certificateArn: pulumi.Output<string> | undefined,
): ApplicationEntrance | undefined {
  const { alb, cdn, places = {}, ingress = {}, tags } = args;
  if (alb === undefined) return undefined;
  const place = places.alb ?? { vpcId: "", subnetIds: [] };
  const traffic = alb.traffic ?? IngressTraffic.http;
  const secrets =
    cdn?.originAccess === OriginAccess.secretHeader ? originSecrets(parent, name, cdn.originSecret) : undefined;
  const securityGroupIds = place.securityGroupId === undefined ? [] : [place.securityGroupId];
  const loadBalancer = new ApplicationLoadBalancer(
    args.names.applicationLoadBalancer,
    {
      vpcId: place.vpcId,
      subnetIds: place.subnetIds,
      securityGroupIds,
      internal: isPrivate(args),
      certificateArn,
      redirectHttp: cdn === undefined,
      targets: ingress[traffic] ?? {},
      protocol: traffic === IngressTraffic.https ? TargetProtocol.https : TargetProtocol.http,
      paths: alb.paths,
      ...(secrets && { requiredHeader: { name: originHeader, values: secrets.accepted } }),
      idleTimeout: alb.idleTimeout,
      deletionProtection: alb.deletionProtection,
      ...(alb.accessLogs === true && { accessLogsBucket: createLogs(parent, name, args) }),
      tags,
    },
    { parent },
  );
  const { loadBalancerArn, arnSuffix, dnsName, zoneId, targetGroupArnSuffix, port } = loadBalancer;
  const originName = originNameOf(args);
  return {
    outputs: {
      type: LoadBalancerKind.application,
      arn: loadBalancerArn,
      arnSuffix,
      targetGroupArnSuffixes: targetGroupArnSuffix === undefined ? {} : { [traffic]: targetGroupArnSuffix },
      dnsName,
      zoneId,
      securityGroupIds: securityGroupIds.map((id) => pulumi.output(id)),
      ...(originName !== undefined && { originName }),
    },
    port,
    https: certificateArn !== undefined,
    ...(secrets && { secrets }),
  };
}

function createLogs(
  parent: pulumi.Resource,
  name: string,
  { names, accountId, tags }: EdgeDistributionArgs,
): pulumi.Output<string> {
  return new LogBucket(
    `${name}-alb-logs`,
    { bucketName: names.loadBalancerLogsBucket, source: LogSource.loadBalancer, accountId, tags },
    { parent },
  ).bucketName;
}

const networkPorts = { http: 80, https: 443 };

/** Public network load balancers: what they receive goes to the cluster as it is. */
export function networkEntrances(
  parent: pulumi.Resource,
  { nlb = {}, places = {}, ingress = {}, names, tags }: EdgeDistributionArgs,
): Record<string, EdgeLoadBalancer> {
  const entries = Object.keys(nlb).map((spoke) => {
    const place = places[spoke] ?? { vpcId: "", subnetIds: [] };
    const loadBalancerName = names.networkLoadBalancers[spoke] ?? spoke;
    const securityGroupIds = place.securityGroupId === undefined ? [] : [place.securityGroupId];
    const listeners = Object.entries(networkPorts).flatMap(([traffic, port]) => {
      const targets = ingress[traffic];
      return targets === undefined ? [] : [[traffic, { port, targets }] as const];
    });
    const { loadBalancerArn, arnSuffix, targetGroupArnSuffixes, dnsName, zoneId } = new NetworkLoadBalancer(
      loadBalancerName,
      {
        loadBalancerName,
        vpcId: place.vpcId,
        subnetIds: place.subnetIds,
        ...(securityGroupIds.length > 0 && { securityGroupIds }),
        internal: false,
        listeners: Object.fromEntries(listeners),
        tags,
      },
      { parent },
    );
    const outputs: EdgeLoadBalancer = {
      type: LoadBalancerKind.network,
      arn: loadBalancerArn,
      arnSuffix,
      targetGroupArnSuffixes,
      dnsName,
      zoneId,
      securityGroupIds: securityGroupIds.map((id) => pulumi.output(id)),
    };
    return [spoke, outputs] as const;
  });
  return Object.fromEntries(entries);
}
