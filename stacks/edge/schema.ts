import {
  DomainRecord,
  type EdgeDistributionSettingsArgs,
  FirewallAttachment,
  GeoRestrictionType,
  IngressTraffic,
  OriginAccess,
  PriceClass,
  SiteOrigin,
} from "@throughline/components/edge/edge-distribution-args";
import { z } from "zod";
import { domainName, label, logRetention, tags, urlPath } from "../config/formats";

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html */
const securityPolicies = ["TLSv1.2_2018", "TLSv1.2_2019", "TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"];

const hostedZoneId = z.string().regex(/^Z[A-Z0-9]{1,31}$/, "the id of a hosted zone looks like Z0123456789ABCDEFGHIJ");

const pathPattern = urlPath.regex(
  /^(?!.*\*\*)[\w/.$~"'@:+&*?-]+$/,
  "a path pattern of CloudFront has no **: /api/* matches any depth",
);

/** Section `throughline:edge`: how the world reaches the environment. */
export const edgeSchema = z.strictObject({
  domain: z
    .strictObject({
      name: domainName,
      zoneName: domainName,
      zone: hostedZoneId.optional(),
      parentZone: hostedZoneId.optional(),
      delegated: z.boolean().optional(),
      record: z.enum(DomainRecord).optional(),
      dnssec: z.boolean().optional(),
    })
    .optional(),
  cdn: z
    .strictObject({
      priceClass: z.enum(PriceClass).optional(),
      serveFrom: z.enum(SiteOrigin).optional(),
      apiPaths: z.array(pathPattern).optional(),
      originAccess: z.enum(OriginAccess).optional(),
      originSecret: z.int().min(1).optional(),
      spa: z.boolean().optional(),
      minimumProtocolVersion: z.literal(securityPolicies).optional(),
      geoRestriction: z
        .strictObject({
          type: z.enum(GeoRestrictionType),
          countries: z
            .array(z.string().regex(/^[A-Z]{2}$/, "a country is two capital letters of ISO 3166-1: DE"))
            .min(1),
        })
        .optional(),
      signedUrls: z
        .strictObject({
          publicKeys: z.record(
            label,
            z.string().regex(/^-----BEGIN PUBLIC KEY-----\s/, "a public key is in PEM: -----BEGIN PUBLIC KEY-----"),
          ),
          paths: z.array(pathPattern).min(1),
        })
        .optional(),
      accessLogs: z.boolean().optional(),
    })
    .optional(),
  waf: z
    .strictObject({
      attachTo: z.enum(FirewallAttachment).optional(),
      commonRules: z.boolean().optional(),
      sqlInjection: z.boolean().optional(),
      botControl: z.boolean().optional(),
      knownBadInputs: z.boolean().optional(),
      rateLimit: z.int().min(10).max(2_000_000_000).optional(),
      logRetentionInDays: logRetention.optional(),
    })
    .optional(),
  alb: z
    .strictObject({
      tier: z.string(),
      securityGroup: z.string().optional(),
      originName: domainName.optional(),
      paths: z.array(urlPath).optional(),
      traffic: z.enum(IngressTraffic).optional(),
      idleTimeout: z.int().min(1).max(4000).optional(),
      deletionProtection: z.boolean().optional(),
      accessLogs: z.boolean().optional(),
    })
    .optional(),
  nlb: z.record(z.string(), z.strictObject({ tier: z.string(), securityGroup: z.string().optional() })).optional(),
  shieldAdvanced: z.boolean().optional(),
  tags: tags.optional(),
}) satisfies z.ZodType<EdgeDistributionSettingsArgs>;

export type EdgeSection = z.output<typeof edgeSchema>;
