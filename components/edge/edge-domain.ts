import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { Certificate } from "./certificate";
import { DomainRecord, type EdgeDomainArgs } from "./edge-distribution-args";
import type { EdgeDistributionArgs } from "./edge-distribution-inputs";
import type { EdgeDomain } from "./edge-distribution-outputs";
import { cloudFrontRegion } from "./managed-policies";
import { PublicZone } from "./public-zone";

/** The zone of the public name, that exists or is created. */
export function edgeDomain(
  parent: pulumi.Resource,
  name: string,
  domain: EdgeDomainArgs,
  { accountId, tags }: EdgeDistributionArgs,
): EdgeDomain & { zoneArn: pulumi.Output<string> } {
  if (domain.zone !== undefined) {
    const zone = aws.route53.Zone.get(`${name}-zone`, domain.zone, {}, { parent });
    return { name: domain.name, zoneId: zone.zoneId, zoneArn: zone.arn, nameServers: zone.nameServers };
  }
  const { zoneName, parentZone, dnssec } = domain;
  const { zoneId, zoneArn, nameServers, dsRecord } = new PublicZone(
    `${name}-zone`,
    { zoneName, parentZoneId: parentZone, dnssec, accountId, tags },
    { parent },
  );
  return { name: domain.name, zoneId, zoneArn, nameServers, ...(dsRecord && { dsRecord }) };
}

/** Certificates of the domain where they are needed: CloudFront's region and that of the load balancer, or one for both. */
export interface EdgeCertificates {
  distribution?: pulumi.Output<string>;
  loadBalancer?: pulumi.Output<string>;
}

export function edgeCertificates(
  parent: pulumi.Resource,
  name: string,
  { zoneId }: EdgeDomain,
  args: EdgeDistributionArgs,
): EdgeCertificates {
  const { cdn, alb, domain, region, tags } = args;
  const regions = [...(cdn === undefined ? [] : [cloudFrontRegion]), ...(alb === undefined ? [] : [region])];
  if (domain === undefined || regions.length === 0) return {};
  const originName = originNameOf(args);
  const { certificateArns } = new Certificate(
    `${name}-certificate`,
    {
      domainName: domain.name,
      alternativeNames: originName === undefined ? [] : [originName],
      zoneId,
      regions,
      tags,
    },
    { parent },
  );
  return {
    ...(cdn !== undefined && { distribution: certificateArns[cloudFrontRegion] }),
    ...(alb !== undefined && { loadBalancer: certificateArns[region] }),
  };
}

/** The name by which CloudFront calls the load balancer; none where there is no CloudFront, or no domain. */
export function originNameOf({ domain, cdn, alb }: EdgeDistributionArgs): string | undefined {
  return domain === undefined || cdn === undefined || alb === undefined
    ? undefined
    : (alb.originName ?? `origin.${domain.name}`);
}

/** What has a name and a hosted zone that AWS gave it: what an alias points to. */
export interface AliasTarget {
  dnsName: pulumi.Input<string>;
  zoneId: pulumi.Input<string>;
  /** Whether it answers over IPv6. */
  ipv6: boolean;
}

/** The records that lead from a name to a distribution or load balancer. */
export function pointTo(
  parent: pulumi.Resource,
  name: string,
  { zoneId, recordName, record }: { zoneId: pulumi.Input<string>; recordName: string; record?: DomainRecord },
  { dnsName, zoneId: targetZoneId, ipv6 }: AliasTarget,
): void {
  if (record === DomainRecord.cname) {
    new aws.route53.Record(name, { zoneId, name: recordName, type: "CNAME", ttl: 300, records: [dnsName] }, { parent });
    return;
  }
  for (const type of ipv6 ? ["A", "AAAA"] : ["A"]) {
    new aws.route53.Record(
      type === "A" ? name : `${name}-ipv6`,
      {
        zoneId,
        name: recordName,
        type,
        aliases: [{ name: dnsName, zoneId: targetZoneId, evaluateTargetHealth: false }],
      },
      { parent },
    );
  }
}
