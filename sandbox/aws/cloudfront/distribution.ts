import type { CreateContext, Properties, Reference, ResourceType } from "../../resource-type";
import { CERTIFICATE } from "../acm/names";
import { BUCKET } from "../s3/names";
import { globalArn, kept, tagsAll } from "../standard";
import { records, text, texts } from "../values";
import { WEB_ACL } from "../wafv2/types";
import { behaviorRefusals } from "./behavior-refusals";
import { distributionRefusals } from "./distribution-refusals";
import { originRefusals } from "./origin-refusals";
import {
  API,
  CACHE_POLICY,
  characters,
  DISTRIBUTION,
  etag,
  FUNCTION,
  KEY_GROUP,
  ORIGIN_ACCESS_CONTROL,
  ORIGIN_REQUEST_POLICY,
  QUOTAS,
  RESPONSE_HEADERS_POLICY,
  shortId,
  VPC_ORIGIN,
} from "./types";

/** Hosted zone of every distribution's name: https://docs.aws.amazon.com/general/latest/gr/cf_region.html */
const HOSTED_ZONE = "Z2FDTNDATAQYW2";

/** What AWS has ready for everybody: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const MANAGED =
  /^(658327ea-f89d-4fab-a63d-7e88639e58f6|4135ea2d-6df8-44a3-9df3-4b5a84be39ad|83da9c7e-98b4-4e11-a168-04f0df8e2c65|4cc15a8a-d715-48a4-82b8-cc0b614638fe|b2884449-e4de-46a7-ac36-70bc7f1ddd6d|216adef6-5c7f-47e4-b989-5492eafa07d3|b689b0a8-53d0-40ab-baf2-68738e2966ac|33f36d7e-f396-46d9-90e0-52428a34d9dc|88a5eaf4-2fd4-4709-b370-b4c650ea3fcf|59781a5b-3903-41f3-afcb-af62929ccde1|67f7725c-6f97-4210-82d7-5512b31e9d03|60669652-455b-4ae9-85a4-c4c02393f86c|5cc3b908-e619-4b99-88e5-2cf7f45965bd|e61eb60c-9c35-4d20-a928-2b84e02af89c|eaab4381-ed33-4a86-88ca-d9558dc6cd63)$/;

/** What a behaviour names, in the default one and in those of patterns. */
const behaviorReferences: readonly Reference[] = ["defaultCacheBehavior", "orderedCacheBehaviors[]"].flatMap((path) => [
  {
    path: `${path}.cachePolicyId`,
    to: [CACHE_POLICY],
    missing: "NoSuchCachePolicy",
    inUse: "CachePolicyInUse",
    except: MANAGED,
  },
  {
    path: `${path}.originRequestPolicyId`,
    to: [ORIGIN_REQUEST_POLICY],
    missing: "NoSuchOriginRequestPolicy",
    inUse: "OriginRequestPolicyInUse",
    except: MANAGED,
  },
  {
    path: `${path}.responseHeadersPolicyId`,
    to: [RESPONSE_HEADERS_POLICY],
    missing: "NoSuchResponseHeadersPolicy",
    inUse: "ResponseHeadersPolicyInUse",
    except: MANAGED,
  },
  {
    path: `${path}.functionAssociations[].functionArn`,
    to: [FUNCTION],
    by: "arn",
    missing: "InvalidFunctionAssociation",
    inUse: "FunctionInUse",
  },
  {
    path: `${path}.trustedKeyGroups[]`,
    to: [KEY_GROUP],
    missing: "TrustedKeyGroupDoesNotExist",
    inUse: "ResourceInUse",
  },
]);

const domainName = (context: CreateContext): string =>
  `d${characters(`${context.hex(32)} domain`, "abcdefghijklmnopqrstuvwxyz0123456789", 13)}.cloudfront.net`;

/** The provider disables a distribution before it deletes it, so that `DistributionNotDisabled` never shows. */
export const distribution: ResourceType = {
  type: DISTRIBUTION,
  global: true,
  documentation: `${API}Distribution.html`,
  required: ["defaultCacheBehavior", "enabled", "origins", "restrictions", "viewerCertificate"],
  defaults: {
    httpVersion: "http2",
    priceClass: "PriceClass_All",
    retainOnDelete: false,
    staging: false,
    waitForDeployment: true,
  },
  id: (_inputs, context) => shortId("E", context),
  computed: (inputs, context, old) => ({
    tagsAll: tagsAll(inputs, context),
    arn: kept(old, "arn", () => globalArn(context, "cloudfront", `distribution/${shortId("E", context)}`)),
    callerReference: old?.callerReference ?? context.hex(26),
    domainName: kept(old, "domainName", () => domainName(context)),
    etag: etag(inputs),
    hostedZoneId: HOSTED_ZONE,
    inProgressValidationBatches: 0,
    lastModifiedTime: context.today,
    status: "Deployed",
    trustedKeyGroups: [trusted(inputs)],
    trustedSigners: [{ enabled: false, items: [] }],
  }),
  assumed: ["domainName"],
  references: [
    {
      path: "origins[].originAccessControlId",
      to: [ORIGIN_ACCESS_CONTROL],
      missing: "InvalidOriginAccessControl",
      inUse: "OriginAccessControlInUse",
    },
    {
      path: "origins[].vpcOriginConfig.vpcOriginId",
      to: [VPC_ORIGIN],
      missing: "EntityNotFound",
      inUse: "CannotDeleteEntityWhileInUse",
    },
    ...behaviorReferences,
    {
      path: "viewerCertificate.acmCertificateArn",
      to: [CERTIFICATE],
      by: "arn",
      missing: "InvalidViewerCertificate",
      inUse: "ResourceInUseException",
    },
    {
      path: "webAclId",
      to: [WEB_ACL],
      by: "arn",
      missing: "InvalidWebACLId",
      inUse: "WAFAssociatedItemException",
      // AWS WAF Classic.
      except: /^[\da-f]{8}-[\da-f-]{27}$/,
    },
    { path: "loggingConfig.bucket", to: [BUCKET], by: "bucketDomainName", missing: "InvalidArgument" },
  ],
  unique: [
    {
      // Names are the world's. More than the first one is compared within the account alone.
      scope: "global",
      key: ({ aliases }) => [...texts(aliases)].sort()[0],
      code: "CNAMEAlreadyExists",
      message: () => "One or more of the CNAMEs you provided are already associated with a different resource.",
    },
  ],
  replaceOn: ["staging"],
  formats: [
    {
      property: "priceClass",
      pattern: /^PriceClass_(100|200|All|None)$/,
      code: "InvalidArgument",
      allowed: "PriceClass_100, PriceClass_200 or PriceClass_All",
    },
    {
      property: "httpVersion",
      pattern: /^http(1\.1|2|3|2and3)$/,
      code: "InvalidArgument",
      allowed: "http1.1, http2, http2and3 or http3",
    },
    {
      property: "aliases[]",
      pattern: /^(\*\.)?([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z\d-]{2,63}$/i,
      code: "InvalidArgument",
      allowed: "a domain name",
    },
    {
      property: "orderedCacheBehaviors[].pathPattern",
      pattern: /^[\w\-.*$/~"'@:+&?]{1,255}$/,
      code: "InvalidArgument",
      allowed: "up to 255 letters, digits and _-.*$/~\"'@:+&?",
    },
    {
      property: "restrictions.geoRestriction.restrictionType",
      pattern: /^(none|whitelist|blacklist)$/,
      code: "InvalidArgument",
      allowed: "none, whitelist or blacklist",
    },
    {
      property: "restrictions.geoRestriction.locations[]",
      pattern: /^[A-Z]{2}$/,
      code: "InvalidGeoRestrictionParameter",
      allowed: "two capital letters of ISO 3166-1",
    },
    ...["defaultCacheBehavior", "orderedCacheBehaviors[]"].map((path) => ({
      property: `${path}.viewerProtocolPolicy`,
      pattern: /^(allow-all|https-only|redirect-to-https)$/,
      code: "InvalidArgument",
      allowed: "allow-all, https-only or redirect-to-https",
    })),
    {
      property: "viewerCertificate.minimumProtocolVersion",
      pattern: /^(SSLv3|TLSv1|TLSv1_2016|TLSv1\.1_2016|TLSv1\.2_20(18|19|21|25)|TLSv1\.3_2025)$/,
      code: "InvalidMinimumProtocolVersion",
      allowed: "a security policy of CloudFront: TLSv1.2_2021",
    },
    {
      property: "origins[].domainName",
      pattern: /^[a-zA-Z\d][a-zA-Z\d._-]{0,252}$/,
      code: "InvalidOrigin",
      allowed: "a domain name, without a scheme or path",
    },
  ],
  refusals: [...distributionRefusals, ...originRefusals, ...behaviorRefusals],
  quotas: [
    { name: "Web distributions per AWS account", limit: 500, code: "TooManyDistributions", documentation: QUOTAS },
    {
      name: "Alternate domain names (CNAMEs) per distribution",
      limit: 100,
      used: ({ aliases }) => texts(aliases).length,
      code: "TooManyDistributionCNAMEs",
      documentation: QUOTAS,
    },
    {
      name: "Origins per distribution",
      limit: 100,
      used: ({ origins }) => records(origins).length,
      code: "TooManyOrigins",
      documentation: QUOTAS,
    },
    {
      name: "Cache behaviors per distribution",
      limit: 75,
      used: ({ orderedCacheBehaviors }) => 1 + records(orderedCacheBehaviors).length,
      code: "TooManyCacheBehaviors",
      documentation: QUOTAS,
    },
  ],
};

function trusted({ defaultCacheBehavior, orderedCacheBehaviors }: Properties): Properties {
  const behaviors = [...records([defaultCacheBehavior]), ...records(orderedCacheBehaviors)];
  const groups = [...new Set(behaviors.flatMap(({ trustedKeyGroups }) => texts(trustedKeyGroups)))];
  return {
    enabled: groups.length > 0,
    items: groups.map((keyGroupId) => ({ keyGroupId: text(keyGroupId) ?? "", keyPairIds: [] })),
  };
}
