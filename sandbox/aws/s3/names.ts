import { none } from "../../resource-type";
import type { CreateContext, Format, Properties, Reference, ResourceType, RuleContext } from "../../resource-type";
import { partition } from "../standard";
import { text } from "../values";

export const BUCKET = "aws:s3/bucket:Bucket";
export const BUCKET_OBJECT = "aws:s3/bucketObject:BucketObject";
export const BUCKET_OBJECT_V2 = "aws:s3/bucketObjectv2:BucketObjectv2";
export const BUCKET_VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
export const BUCKET_ENCRYPTION =
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
export const BUCKET_PUBLIC_ACCESS_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
export const BUCKET_OWNERSHIP_CONTROLS = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const labels = /[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*/.source;
const reserved = String.raw`(?!\d+\.\d+\.\d+\.\d+$)(?!xn--|sthree-|amzn-s3-demo-)(?!.*(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$)`;

export const bucketName = (property: string): Format => ({
  property,
  pattern: new RegExp(`^(?=.{3,63}$)${reserved}${labels}$`),
  code: "InvalidBucketName",
  allowed:
    "3 to 63 lower-case letters, digits, hyphens and dots, a letter or digit at both ends, no IP address and none of S3's own prefixes and suffixes",
});

/** A bucket of the account by its name, in the region of the request. */
export const bucketByName = (path = "bucket", missing = "NoSuchBucket"): Reference => ({
  path,
  to: [BUCKET],
  by: "bucket",
  missing,
});

export const bucketArn = (name: string, { region }: Pick<RuleContext, "region">): string =>
  `arn:${partition(region)}:s3:::${name}`;

/** What the settings of a bucket have in common: they are put, there is one of each, and it is known by the bucket. */
export const bucketSetting = {
  defaults: {},
  overwrites: true,
  id: ({ bucket, expectedBucketOwner }: Properties) =>
    [bucket, expectedBucketOwner].filter((part) => text(part) !== undefined).join(","),
  computed: (_inputs: Properties, { region }: CreateContext) => ({ region }),
  references: [bucketByName()],
  unique: none("a setting is put over the one that is there"),
  replaceOn: ["bucket", "region"],
  quotas: none("a bucket has one of it"),
} as const satisfies Partial<ResourceType>;

/** The setting of a kind that a bucket has. */
export const settingOf = (context: RuleContext, type: string, bucket: unknown): Properties | undefined =>
  context.where(type, "bucket", bucket, "*")[0]?.outputs;
