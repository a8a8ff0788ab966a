import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { refuse } from "../network/problems";
import { nameTag } from "../network/tags";
import type { ContentDeliveryArgs, DeliveryLoadBalancerArgs, DeliverySiteArgs } from "./content-delivery-args";
import { type DeliveryBehavior, deliveryBehaviors, type DeliveryTarget } from "./content-delivery-behaviors";
import { deliveryProblems } from "./content-delivery-problems";
import { PriceClass } from "./edge-distribution-args";
import { distributionZoneId, managedCachePolicies, managedOriginRequestPolicies } from "./managed-policies";
import { singlePageFunction } from "./viewer-function";

/**
 * A CloudFront distribution: the files of a site from a private bucket or from a load balancer, and paths of an API from
 * the load balancer. HTTPS only, HTTP/2 and 3, IPv6, compressed, with security headers on what viewers get.
 *
 * Files are cached as long as their origin says. Paths of the API are never cached, and take all methods, headers,
 * cookies and query strings to the load balancer; the viewer's address is in `X-Forwarded-For`.
 *
 * **Cost** (https://aws.amazon.com/cloudfront/pricing/): the first TB and 10 million requests a month are free; then in
 * Europe and North America 0.085 USD per GB and 1.00 to 1.20 USD per million requests. A function costs 0.10 USD per
 * million calls, after the first two million.
 */
export class ContentDelivery extends pulumi.ComponentResource {
  /** Id of the distribution. */
  public readonly distributionId: pulumi.Output<string>;
  /** ARN of the distribution. */
  public readonly distributionArn: pulumi.Output<string>;
  /** Name that AWS gives: `d111111abcdef8.cloudfront.net`. */
  public readonly domainName: pulumi.Output<string>;
  /** Hosted zone of that name. */
  public readonly zoneId: string;

  public constructor(name: string, args: ContentDeliveryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:ContentDelivery", name, args, opts);
    refuse(this, name, deliveryProblems(args));
    const distribution = createDistribution({ parent: this, name, args });
    if (args.site !== undefined) {
      letDistributionRead(this, name, args.site, distribution);
    }

    this.distributionId = distribution.id;
    this.distributionArn = distribution.arn;
    this.domainName = distribution.domainName;
    this.zoneId = distributionZoneId;
    this.registerOutputs({
      distributionId: this.distributionId,
      distributionArn: this.distributionArn,
      domainName: this.domainName,
      zoneId: this.zoneId,
    });
  }
}

interface Context {
  parent: pulumi.Resource;
  name: string;
  args: ContentDeliveryArgs;
}

const origins = { site: "site", loadBalancer: "load-balancer" } as const;

function createDistribution(context: Context): aws.cloudfront.Distribution {
  const { parent, name, args } = context;
  const { aliases, site, loadBalancer, geoRestriction, accessLogsBucket } = args;
  const behavior = behaviors(context);
  return new aws.cloudfront.Distribution(
    name,
    {
      enabled: true,
      comment: name,
      httpVersion: "http2and3",
      isIpv6Enabled: true,
      priceClass: args.priceClass ?? PriceClass.class100,
      aliases: aliases?.names ?? [],
      viewerCertificate:
        aliases === undefined
          ? { cloudfrontDefaultCertificate: true }
          : {
              acmCertificateArn: aliases.certificateArn,
              minimumProtocolVersion: aliases.minimumProtocolVersion ?? "TLSv1.2_2021",
              sslSupportMethod: "sni-only",
            },
      origins: [
        ...(site === undefined ? [] : [siteOrigin(context, site)]),
        ...(loadBalancer === undefined ? [] : [loadBalancerOrigin(loadBalancer)]),
      ],
      ...(site !== undefined && { defaultRootObject: "index.html" }),
      defaultCacheBehavior: behavior("site", false),
      orderedCacheBehaviors: deliveryBehaviors(args).map(({ pattern, target, signed }: DeliveryBehavior) => ({
        pathPattern: pattern,
        ...behavior(target, signed),
      })),
      restrictions: {
        geoRestriction:
          geoRestriction === undefined
            ? { restrictionType: "none", locations: [] }
            : { restrictionType: geoRestriction.type, locations: geoRestriction.countries },
      },
      ...(args.webAclArn !== undefined && { webAclId: args.webAclArn }),
      ...(accessLogsBucket !== undefined && { loggingConfig: { bucket: accessLogsBucket, includeCookies: false } }),
      tags: nameTag(name, args.tags),
    },
    { parent },
  );
}

function siteOrigin({ parent, name }: Context, site: DeliverySiteArgs) {
  const access = new aws.cloudfront.OriginAccessControl(
    name,
    {
      description: `${name} reads its site`,
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    },
    { parent },
  );
  return { originId: origins.site, domainName: site.bucketRegionalDomainName, originAccessControlId: access.id };
}

function loadBalancerOrigin({ domainName, vpcOriginId, headers = {} }: DeliveryLoadBalancerArgs) {
  const timeouts = { originKeepaliveTimeout: 5, originReadTimeout: 30 };
  return {
    originId: origins.loadBalancer,
    domainName,
    customHeaders: Object.entries(headers).map(([name, value]) => ({ name, value })),
    ...(vpcOriginId === undefined
      ? {
          customOriginConfig: {
            ...timeouts,
            httpPort: 80,
            httpsPort: 443,
            originProtocolPolicy: "https-only",
            originSslProtocols: ["TLSv1.2"],
          },
        }
      : { vpcOriginConfig: { ...timeouts, vpcOriginId } }),
  };
}

/** What all behaviours of a kind have in common. */
function behaviors(context: Context) {
  const { parent, name, args } = context;
  const responseHeadersPolicyId = createHeaders(context);
  const policies = {
    site: { ...sitePolicies(context), allowedMethods: readMethods },
    api: {
      targetOriginId: origins.loadBalancer,
      cachePolicyId: managedCachePolicies.cachingDisabled,
      originRequestPolicyId: managedOriginRequestPolicies.allViewer,
      allowedMethods: allMethods,
    },
  };
  const keys = args.signedUrls && createKeyGroup(parent, name, args.signedUrls.publicKeys);
  return (target: DeliveryTarget, signed: boolean) => ({
    ...policies[target],
    cachedMethods: readMethods.slice(0, 2),
    compress: true,
    viewerProtocolPolicy: "redirect-to-https",
    responseHeadersPolicyId,
    ...(signed && keys && { trustedKeyGroups: [keys] }),
  });
}

const readMethods = ["GET", "HEAD", "OPTIONS"];
const allMethods = [...readMethods, "DELETE", "PATCH", "POST", "PUT"];

function sitePolicies(context: Context) {
  const { parent, name, args } = context;
  if (args.site === undefined) return loadBalancerPolicies(context);
  const functionAssociations =
    args.spa === false
      ? []
      : [{ eventType: "viewer-request", functionArn: createSinglePageFunction(parent, name).arn }];
  return {
    targetOriginId: origins.site,
    cachePolicyId: managedCachePolicies.cachingOptimized,
    functionAssociations,
  };
}

/** Files that pods serve: the mesh routes by host, and what they say of caching counts. */
function loadBalancerPolicies({ parent, name }: Context) {
  const cachePolicy = new aws.cloudfront.CachePolicy(
    name,
    {
      comment: "Cached for a minute unless the origin says otherwise",
      minTtl: 0,
      defaultTtl: 60,
      maxTtl: 31_536_000,
      parametersInCacheKeyAndForwardedToOrigin: {
        cookiesConfig: { cookieBehavior: "none" },
        headersConfig: { headerBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: "all" },
        enableAcceptEncodingBrotli: true,
        enableAcceptEncodingGzip: true,
      },
    },
    { parent },
  );
  const originRequestPolicy = new aws.cloudfront.OriginRequestPolicy(
    name,
    {
      comment: "The host that the viewer asked for",
      cookiesConfig: { cookieBehavior: "none" },
      headersConfig: { headerBehavior: "whitelist", headers: { items: ["Host"] } },
      queryStringsConfig: { queryStringBehavior: "none" },
    },
    { parent },
  );
  return {
    targetOriginId: origins.loadBalancer,
    cachePolicyId: cachePolicy.id,
    originRequestPolicyId: originRequestPolicy.id,
  };
}

function createSinglePageFunction(parent: pulumi.Resource, name: string): aws.cloudfront.Function {
  return new aws.cloudfront.Function(
    name,
    { runtime: "cloudfront-js-2.0", code: singlePageFunction, comment: "Unknown paths to index.html", publish: true },
    { parent },
  );
}

/** On the viewer's response: whatever the origin is. */
function createHeaders({ parent, name }: Context): pulumi.Output<string> {
  return new aws.cloudfront.ResponseHeadersPolicy(
    name,
    {
      comment: "Security headers",
      securityHeadersConfig: {
        strictTransportSecurity: { accessControlMaxAgeSec: 31_536_000, includeSubdomains: false, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: "DENY", override: false },
        referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: false },
      },
    },
    { parent },
  ).id;
}

function createKeyGroup(
  parent: pulumi.Resource,
  name: string,
  publicKeys: Record<string, string>,
): pulumi.Output<string> {
  const items = Object.entries(publicKeys).map(
    ([key, encodedKey]) =>
      new aws.cloudfront.PublicKey(`${name}-${key}`, { encodedKey, comment: `Signs URLs of ${name}` }, { parent }).id,
  );
  return new aws.cloudfront.KeyGroup(name, { items, comment: `Signs URLs of ${name}` }, { parent }).id;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html */
function letDistributionRead(
  parent: pulumi.Resource,
  name: string,
  { bucketName, bucketArn }: DeliverySiteArgs,
  distribution: aws.cloudfront.Distribution,
): void {
  const policy = pulumi.all([bucketArn, distribution.arn]).apply(([bucket, reader]) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "DistributionReads",
          Effect: "Allow",
          Principal: { Service: "cloudfront.amazonaws.com" },
          Action: "s3:GetObject",
          Resource: `${bucket}/*`,
          Condition: { StringEquals: { "AWS:SourceArn": reader } },
        },
        {
          // Without it, S3 answers 403 for a file that is not there.
          Sid: "DistributionMisses",
          Effect: "Allow",
          Principal: { Service: "cloudfront.amazonaws.com" },
          Action: "s3:ListBucket",
          Resource: bucket,
          Condition: { StringEquals: { "AWS:SourceArn": reader } },
        },
        {
          Sid: "TlsOnly",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [bucket, `${bucket}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    }),
  );
  new aws.s3.BucketPolicy(name, { bucket: bucketName, policy }, { parent });
}
