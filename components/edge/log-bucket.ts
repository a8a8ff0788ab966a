import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { notOneOf } from "../network/one-of";
import { refuse } from "../network/problems";
import { nameTag, type Tags } from "../network/tags";

/** Which service writes logs into a bucket. */
export const LogSource = {
  loadBalancer: "loadBalancer",
  distribution: "distribution",
} as const;
export type LogSource = (typeof LogSource)[keyof typeof LogSource];

export interface LogBucketArgs {
  /** Name of the bucket: unique in the world. */
  bucketName: string;
  /** Who writes into it. */
  source: LogSource;
  /** Account whose load balancers write. */
  accountId: string;
  /**
   * Days after which logs are deleted.
   *
   * @default 90
   */
  retentionInDays?: number;
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

/**
 * A private bucket for access logs, encrypted with the key of S3: other keys neither service can use. A bucket with logs
 * in it is not deleted: empty it first.
 *
 * **Cost** (us-east-1, https://aws.amazon.com/s3/pricing/): 0.023 USD per GB and month, and 0.005 USD per 1,000 files.
 */
export class LogBucket extends pulumi.ComponentResource {
  /** Name of the bucket, known once the service may write. */
  public readonly bucketName: pulumi.Output<string>;
  /** Its host name, as distributions want it. */
  public readonly bucketDomainName: pulumi.Output<string>;

  public constructor(name: string, args: LogBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:LogBucket", name, args, opts);
    refuse(this, name, notOneOf(args.source, LogSource, "source"));
    const bucket = new aws.s3.Bucket(
      name,
      { bucket: args.bucketName, tags: nameTag(name, args.tags) },
      { parent: this },
    );
    const ready = createSettings(this, name, args, bucket);

    this.bucketName = whenReady(bucket.bucket, ready);
    this.bucketDomainName = whenReady(bucket.bucketDomainName, ready);
    this.registerOutputs({ bucketName: this.bucketName, bucketDomainName: this.bucketDomainName });
  }
}

function whenReady(value: pulumi.Output<string>, { id }: pulumi.CustomResource): pulumi.Output<string> {
  return pulumi.all([value, id]).apply(([known]) => known);
}

/** Returns what the service's first attempt to write needs. */
function createSettings(
  parent: pulumi.Resource,
  name: string,
  { source, accountId, retentionInDays = 90 }: LogBucketArgs,
  bucket: aws.s3.Bucket,
): pulumi.CustomResource {
  const ofBucket = { bucket: bucket.bucket };
  const publicAccessBlock = new aws.s3.BucketPublicAccessBlock(
    name,
    {
      ...ofBucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    { parent },
  );
  new aws.s3.BucketServerSideEncryptionConfiguration(
    name,
    { ...ofBucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    { parent },
  );
  new aws.s3.BucketLifecycleConfiguration(
    name,
    {
      ...ofBucket,
      rules: [{ id: "old-logs", status: "Enabled", filter: { prefix: "" }, expiration: { days: retentionInDays } }],
    },
    { parent },
  );
  // CloudFront writes as a canonical user, for which it adds a grant to the bucket's access control list.
  const objectOwnership = source === LogSource.distribution ? "BucketOwnerPreferred" : "BucketOwnerEnforced";
  const ownership = new aws.s3.BucketOwnershipControls(
    name,
    { ...ofBucket, rule: { objectOwnership } },
    { parent, dependsOn: publicAccessBlock },
  );
  return source === LogSource.distribution
    ? ownership
    : new aws.s3.BucketPolicy(
        name,
        { ...ofBucket, policy: bucket.arn.apply((bucketArn) => loadBalancersWrite(bucketArn, accountId)) },
        { parent, dependsOn: publicAccessBlock },
      );
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html */
function loadBalancersWrite(bucketArn: string, accountId: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `${bucketArn}/AWSLogs/${accountId}/*`,
      },
    ],
  });
}
