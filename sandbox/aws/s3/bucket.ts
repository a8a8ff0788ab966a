import { none } from "../../resource-type";
import type { CreateContext, Properties, ResourceType, Rule } from "../../resource-type";
import { standard } from "../standard";
import { text } from "../values";
import { BUCKET, BUCKET_OBJECT, BUCKET_OBJECT_V2, bucketArn, bucketName } from "./names";

/** Hosted zones of S3's website endpoints. https://docs.aws.amazon.com/general/latest/gr/s3.html#s3_website_region_endpoints */
const HOSTED_ZONES: Readonly<Record<string, string>> = {
  "us-east-1": "Z3AQBSTGFJSTF",
  "us-east-2": "Z2O1EMRO9K5GLX",
  "us-west-1": "Z2F56UZL2M1ACD",
  "us-west-2": "Z3BJ6K6RIION7M",
  "ca-central-1": "Z1QDHH18159H29",
  "sa-east-1": "Z7KQH4QJS55SO",
  "eu-west-1": "Z1BKCTXD74EZPE",
  "eu-west-2": "Z3GKZC51ZF0DB4",
  "eu-west-3": "Z3R1K369G5AVDG",
  "eu-central-1": "Z21DNDUVLTQW6Q",
  "eu-north-1": "Z3BAZG2TWCNX0D",
  "ap-south-1": "Z11RGJOFQNVJUP",
  "ap-southeast-1": "Z3O0J2DXBE1FTB",
  "ap-southeast-2": "Z1WCIGYICN2BYD",
  "ap-northeast-1": "Z2M4EHUR26P7ZW",
};

const nameOf = (inputs: Properties, context: CreateContext): string =>
  text(inputs.bucket) ?? context.self?.id ?? `${text(inputs.bucketPrefix) ?? ""}${context.hex(26)}`;

/** A name that another account has is simply taken; one's own is told apart, but for the oldest region. */
const ownAlready: Rule = ({ bucket }, { self, where, region }) =>
  self === undefined && region !== "us-east-1" && where(BUCKET, "bucket", bucket, "*").length > 0
    ? {
        code: "BucketAlreadyOwnedByYou",
        message: "Your previous request to create the named bucket succeeded and you already own it.",
      }
    : undefined;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html: new buckets have no ACLs. */
const noAcls: Rule = ({ acl }) =>
  acl === undefined || acl === "private"
    ? undefined
    : { code: "AccessControlListNotSupported", message: "The bucket does not allow ACLs" };

const notEmpty: Rule = ({ bucket, forceDestroy }, { self, where }) => {
  const name = self?.id ?? bucket;
  const objects = [BUCKET_OBJECT, BUCKET_OBJECT_V2].flatMap((type) => where(type, "bucket", name, "*"));
  return forceDestroy === true || objects.length === 0
    ? undefined
    : { code: "BucketNotEmpty", message: "The bucket you tried to delete is not empty", retried: true };
};

export const bucket: ResourceType = {
  type: BUCKET,
  documentation: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html",
  required: [],
  defaults: { forceDestroy: false },
  autoname: { property: "bucket", maximumLength: 63 },
  id: nameOf,
  computed: (inputs, context) => {
    const name = nameOf(inputs, context);
    return {
      ...standard(inputs, context),
      arn: bucketArn(name, context),
      bucket: name,
      bucketPrefix: inputs.bucketPrefix ?? "",
      bucketDomainName: `${name}.s3.amazonaws.com`,
      bucketRegion: context.region,
      bucketRegionalDomainName: `${name}.s3.${context.region}.amazonaws.com`,
      hostedZoneId: HOSTED_ZONES[context.region] ?? "",
      objectLockEnabled: inputs.objectLockEnabled ?? false,
      requestPayer: inputs.requestPayer ?? "BucketOwner",
    };
  },
  references: none("what a bucket refers to is in its settings"),
  unique: [
    {
      scope: "global",
      key: ({ bucket }) => text(bucket),
      code: "BucketAlreadyExists",
      message: () =>
        "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.",
    },
  ],
  replaceOn: ["bucket", "bucketPrefix", "bucketNamespace", "objectLockEnabled", "region"],
  formats: [
    bucketName("bucket"),
    {
      property: "bucketPrefix",
      pattern: /^[a-z\d][a-z\d.-]{0,36}$/,
      code: "InvalidBucketName",
      allowed: "up to 37 lower-case letters, digits, hyphens and dots",
    },
  ],
  refusals: [ownAlready, noAcls],
  quotas: [
    {
      name: "General purpose buckets",
      limit: 10_000,
      code: "TooManyBuckets",
      documentation: "https://docs.aws.amazon.com/general/latest/gr/s3.html#limits_s3 (L-DC2B2D3D)",
    },
  ],
  inUse: [notEmpty],
};
