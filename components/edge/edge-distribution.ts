import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { refuse } from "../network/problems";
import { nameTag } from "../network/tags";
import { edgeCdn } from "./edge-cdn";
import { FirewallAttachment } from "./edge-distribution-args";
import type { EdgeDistributionArgs } from "./edge-distribution-inputs";
import type { EdgeCdn, EdgeDomain, EdgeLoadBalancer } from "./edge-distribution-outputs";
import { edgeProblems } from "./edge-distribution-problems";
import { edgeCertificates, type EdgeCertificates, edgeDomain, originNameOf, pointTo } from "./edge-domain";
import { applicationEntrance, networkEntrances } from "./edge-load-balancers";
import { FirewallScope, WebFirewall } from "./web-firewall";

/**
 * How the world reaches an environment: the public name and its certificates, CloudFront, AWS WAF, and the load balancers
 * before the cluster. What the arguments leave out is not made.
 *
 * With CloudFront, the load balancer is internal and reached by a VPC origin. Over HTTPS CloudFront calls it by a name of
 * the domain, which its certificate covers: nobody certifies `*.elb.amazonaws.com`. **Without a domain there is no such
 * name, and CloudFront speaks HTTP to it**: the way from its interfaces to the load balancer is inside the VPC, and viewers
 * still have HTTPS; who must encrypt every step needs a domain.
 *
 * A zone that is created has to be delegated before a certificate is issued: with `delegated: false` the zone is made,
 * and nothing else. Enter its name servers at the parent, and take that away.
 *
 * **Cost** (us-east-1): those of its parts. dev, a zone, CloudFront within its free tier, WAF with four rules, and one
 * load balancer: 0.50 + 0 + 9.00 + 16.43 = about 26 USD a month before traffic. Bot control adds 10 USD; Shield Advanced
 * (https://aws.amazon.com/shield/pricing/) 3,000 USD a month for a year, for which the account is subscribed by hand.
 */
export class EdgeDistribution extends pulumi.ComponentResource {
  /** The public name; absent where visitors use the names that AWS gives. */
  public readonly domain?: EdgeDomain;
  /** CloudFront. */
  public readonly distribution?: EdgeCdn;
  /** `alb`, and the network load balancers by their names. */
  public readonly loadBalancers: Record<string, EdgeLoadBalancer>;
  /** By the name that they are for. */
  public readonly certificateArns: Record<string, pulumi.Output<string>>;
  /** ARN of the web ACL. */
  public readonly webAclArn?: pulumi.Output<string>;
  /** Name of its metrics in CloudWatch. */
  public readonly webAclMetricName?: string;
  /** What visitors type: `site`, and `api` where paths of an API are set apart. */
  public readonly urls: Record<string, pulumi.Output<string>>;

  public constructor(name: string, args: EdgeDistributionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:EdgeDistribution", name, args, opts);
    refuse(this, name, edgeProblems(args));
    const edge = build(this, name, args);

    this.domain = edge.domain;
    this.distribution = edge.distribution;
    this.loadBalancers = edge.loadBalancers;
    this.certificateArns = edge.certificateArns;
    this.webAclArn = edge.webAclArn;
    this.webAclMetricName = edge.webAclMetricName;
    this.urls = edge.urls;
    this.registerOutputs({ ...edge });
  }
}

type Edge = Pick<
  EdgeDistribution,
  "domain" | "distribution" | "loadBalancers" | "certificateArns" | "webAclArn" | "webAclMetricName" | "urls"
>;

function build(parent: pulumi.Resource, name: string, args: EdgeDistributionArgs): Edge {
  const zone = args.domain && edgeDomain(parent, name, args.domain, args);
  const domain = zone && withoutArn(zone);
  if (args.domain?.delegated === false && args.domain.zone === undefined) {
    return { domain, loadBalancers: {}, certificateArns: {}, urls: {} };
  }
  const certificates = domain === undefined ? {} : edgeCertificates(parent, name, domain, args);
  const alb = applicationEntrance(parent, name, args, certificates.loadBalancer);
  const nlbs = networkEntrances(parent, args);
  const firewall = createFirewall(parent, name, args, alb?.outputs.arn);
  const cdn = edgeCdn({
    parent,
    name,
    args,
    alb,
    certificateArn: certificates.distribution,
    webAclArn: firewall?.webAclArn,
  });
  const loadBalancers = { ...(alb && { alb: alb.outputs }), ...nlbs };
  if (domain !== undefined) createRecords(parent, name, args, domain, cdn, loadBalancers);
  if (args.shieldAdvanced === true) {
    protect(parent, name, args, { zone: zone?.zoneArn, distribution: cdn?.arn, alb: alb?.outputs.arn });
  }
  return {
    domain,
    distribution: cdn && { distributionId: cdn.distributionId, arn: cdn.arn, domainName: cdn.domainName },
    loadBalancers,
    certificateArns: byCertifiedName(args, certificates),
    webAclArn: firewall?.webAclArn,
    webAclMetricName: firewall?.metricName,
    urls: urlsOf(args, cdn, loadBalancers),
  };
}

function withoutArn({ name, zoneId, nameServers, dsRecord }: EdgeDomain): EdgeDomain {
  return { name, zoneId, nameServers, ...(dsRecord && { dsRecord }) };
}

function createFirewall(
  parent: pulumi.Resource,
  name: string,
  { waf, cdn, tags }: EdgeDistributionArgs,
  loadBalancerArn: pulumi.Output<string> | undefined,
): WebFirewall | undefined {
  if (waf === undefined) return undefined;
  const { attachTo = cdn === undefined ? FirewallAttachment.alb : FirewallAttachment.cdn, ...rules } = waf;
  const scope =
    attachTo === FirewallAttachment.cdn
      ? { scope: FirewallScope.cloudFront }
      : { scope: FirewallScope.regional, loadBalancerArn };
  return new WebFirewall(`${name}-firewall`, { ...rules, ...scope, tags }, { parent });
}

/** The public name leads to the distribution, else to the load balancer; the origin's name leads to that in any case. */
function createRecords(
  parent: pulumi.Resource,
  name: string,
  args: EdgeDistributionArgs,
  domain: EdgeDomain,
  cdn: (EdgeCdn & { zoneId: string }) | undefined,
  loadBalancers: Record<string, EdgeLoadBalancer>,
): void {
  const { zoneId } = domain;
  const [balancer] = Object.values(loadBalancers);
  const target = cdn
    ? { dnsName: cdn.domainName, zoneId: cdn.zoneId, ipv6: true }
    : balancer && { dnsName: balancer.dnsName, zoneId: balancer.zoneId, ipv6: false };
  if (target !== undefined) {
    pointTo(parent, name, { zoneId, recordName: domain.name, record: args.domain?.record }, target);
  }
  const originName = originNameOf(args);
  if (originName !== undefined && balancer !== undefined) {
    const { dnsName, zoneId: balancerZoneId } = balancer;
    pointTo(
      parent,
      `${name}-origin`,
      { zoneId, recordName: originName },
      { dnsName, zoneId: balancerZoneId, ipv6: false },
    );
  }
}

/** The subscription is the account's, and a commitment for a year: no program makes it. */
function protect(
  parent: pulumi.Resource,
  name: string,
  { tags }: EdgeDistributionArgs,
  arns: Record<string, pulumi.Output<string> | undefined>,
): void {
  for (const [what, resourceArn] of Object.entries(arns)) {
    if (resourceArn !== undefined) {
      const protectionName = `${name}-${what}`;
      new aws.shield.Protection(
        protectionName,
        { name: protectionName, resourceArn, tags: nameTag(protectionName, tags) },
        { parent },
      );
    }
  }
}

function byCertifiedName(
  args: EdgeDistributionArgs,
  { distribution, loadBalancer }: EdgeCertificates,
): Record<string, pulumi.Output<string>> {
  const publicName = args.domain?.name ?? "";
  const originName = originNameOf(args);
  const first = distribution ?? loadBalancer;
  return {
    ...(first && { [publicName]: first }),
    ...(loadBalancer && originName !== undefined && { [originName]: loadBalancer }),
  };
}

function urlsOf(
  args: EdgeDistributionArgs,
  cdn: EdgeCdn | undefined,
  loadBalancers: Record<string, EdgeLoadBalancer>,
): Record<string, pulumi.Output<string>> {
  const [balancer] = Object.values(loadBalancers);
  const given = cdn?.domainName ?? balancer?.dnsName;
  const host = args.domain === undefined ? given : given && pulumi.output(args.domain.name);
  if (host === undefined) return {};
  const scheme = cdn === undefined && args.domain === undefined ? "http" : "https";
  const site = pulumi.interpolate`${scheme}://${host}`;
  const [apiPath] = cdn === undefined || balancer === undefined ? [] : (args.cdn?.apiPaths ?? ["/api/*"]);
  return { site, ...(apiPath !== undefined && { api: pulumi.interpolate`${site}${apiPath.replace(/\/?\*.*$/, "")}` }) };
}
