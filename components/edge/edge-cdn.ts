import * as pulumi from "@pulumi/pulumi";

import { ContentDelivery } from "./content-delivery";
import type { DeliveryLoadBalancerArgs } from "./content-delivery-args";
import { FirewallAttachment, SiteOrigin } from "./edge-distribution-args";
import type { EdgeDistributionArgs } from "./edge-distribution-inputs";
import type { EdgeCdn } from "./edge-distribution-outputs";
import { originNameOf } from "./edge-domain";
import { type ApplicationEntrance, isPrivate } from "./edge-load-balancers";
import { LoadBalancerOrigin } from "./load-balancer-origin";
import { LogBucket, LogSource } from "./log-bucket";
import { originHeader } from "./origin-secret";
import { StaticSite } from "./static-site";

export interface CdnContext {
  parent: pulumi.Resource;
  name: string;
  args: EdgeDistributionArgs;
  alb: ApplicationEntrance | undefined;
  certificateArn: pulumi.Output<string> | undefined;
  webAclArn: pulumi.Output<string> | undefined;
}

/** CloudFront before the load balancer, and before the bucket of the site. */
export function edgeCdn(context: CdnContext): (EdgeCdn & { zoneId: string }) | undefined {
  const { parent, name, args, alb, certificateArn } = context;
  const { cdn, domain, tags } = args;
  if (cdn === undefined) return undefined;
  const { spa, priceClass, geoRestriction, signedUrls } = cdn;
  const delivery = new ContentDelivery(
    name,
    {
      ...(domain !== undefined &&
        certificateArn !== undefined && {
          aliases: { names: [domain.name], certificateArn, minimumProtocolVersion: cdn.minimumProtocolVersion },
        }),
      ...((cdn.serveFrom ?? SiteOrigin.s3) === SiteOrigin.s3 && {
        site: new StaticSite(`${name}-site`, { bucketName: args.names.siteBucket, tags }, { parent }),
      }),
      ...(alb && { loadBalancer: loadBalancer(context, alb), apiPaths: cdn.apiPaths ?? ["/api/*"] }),
      spa,
      priceClass,
      geoRestriction,
      signedUrls,
      ...(args.waf?.attachTo !== FirewallAttachment.alb && { webAclArn: context.webAclArn }),
      ...(cdn.accessLogs === true && { accessLogsBucket: createLogs(context) }),
      tags,
    },
    { parent },
  );
  const { distributionId, distributionArn, domainName, zoneId } = delivery;
  return { distributionId, arn: distributionArn, domainName, zoneId };
}

function loadBalancer(
  { parent, name, args }: CdnContext,
  { outputs, port, https, secrets }: ApplicationEntrance,
): DeliveryLoadBalancerArgs {
  const domainName = originNameOf(args) ?? outputs.dnsName;
  if (!isPrivate(args)) {
    // A new secret is sent once the load balancer accepts it.
    const secret = pulumi.all([secrets?.current ?? "", outputs.arn]).apply(([current]) => current);
    return { domainName, ...(secrets && { headers: { [originHeader]: secret } }) };
  }
  const { vpcOriginId } = new LoadBalancerOrigin(
    `${name}-origin`,
    {
      loadBalancerArn: outputs.arn,
      vpcId: args.places?.alb?.vpcId ?? "",
      securityGroupId: args.places?.alb?.securityGroupId ?? "",
      port,
      https,
      tags: args.tags,
    },
    { parent },
  );
  return { domainName, vpcOriginId };
}

function createLogs({ parent, name, args }: CdnContext): pulumi.Output<string> {
  const { names, accountId, tags } = args;
  return new LogBucket(
    `${name}-cdn-logs`,
    { bucketName: names.distributionLogsBucket, source: LogSource.distribution, accountId, tags },
    { parent },
  ).bucketDomainName;
}
