/** The types of CloudFront, and what they have in common. The service has no regions. */
import { createHash } from "node:crypto";

import type { CreateContext, Format, Properties, Refusal, ResourceType, Uniqueness } from "../../resource-type";
import { derivedUuid } from "../identifiers";
import { globalArn, kept } from "../standard";
import { text } from "../values";

export const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
export const ORIGIN_ACCESS_CONTROL = "aws:cloudfront/originAccessControl:OriginAccessControl";
export const ORIGIN_ACCESS_IDENTITY = "aws:cloudfront/originAccessIdentity:OriginAccessIdentity";
export const CACHE_POLICY = "aws:cloudfront/cachePolicy:CachePolicy";
export const ORIGIN_REQUEST_POLICY = "aws:cloudfront/originRequestPolicy:OriginRequestPolicy";
export const RESPONSE_HEADERS_POLICY = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy";
export const FUNCTION = "aws:cloudfront/function:Function";
export const KEY_GROUP = "aws:cloudfront/keyGroup:KeyGroup";
export const PUBLIC_KEY = "aws:cloudfront/publicKey:PublicKey";
export const VPC_ORIGIN = "aws:cloudfront/vpcOrigin:VpcOrigin";

export const API = "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Create";
export const QUOTAS = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html";

export const invalid = (message: string): Refusal => ({ code: "InvalidArgument", message });

/** `E` and 13 capital letters and digits, as distributions and access controls have. */
export const shortId = (prefix: string, context: CreateContext): string =>
  context.self?.id ?? prefix + characters(context.hex(32), "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 13);

export const characters = (seed: string, alphabet: string, length: number): string =>
  [...createHash("sha256").update(seed).digest().subarray(0, length)]
    .map((byte) => alphabet.charAt(byte % alphabet.length))
    .join("");

export const uuid = (_inputs: Properties, context: CreateContext): string =>
  context.self?.id ?? derivedUuid(context.hex(64));

/** Every change gives a resource another version. */
export const etag = (inputs: Properties): string =>
  `E${characters(JSON.stringify(inputs), "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 13)}`;

/** What a resource with an id of its own in its ARN reports. */
export const withArn =
  (resource: string, id: (context: CreateContext) => string) =>
  (inputs: Properties, context: CreateContext, old?: Properties): Properties => ({
    etag: etag(inputs),
    arn: kept(old, "arn", () => globalArn(context, "cloudfront", `${resource}/${id(context)}`)),
  });

/** A name that an account has once. */
export const uniqueName = (code: string, title: string): readonly Uniqueness[] => [
  {
    scope: "account",
    key: ({ name }) => text(name),
    code,
    message: ({ name }) => `The ${title} "${String(name)}" already exists.`,
  },
];

export const nameFormat = (longest: number): Format => ({
  property: "name",
  pattern: new RegExp(`^[a-zA-Z0-9-_]{1,${longest}}$`),
  code: "InvalidArgument",
  allowed: `1 to ${longest} letters, digits, hyphens and underscores`,
});

export const quota = (name: string, limit: number, code: string): ResourceType["quotas"] => [
  { name, limit, code, documentation: QUOTAS },
];
