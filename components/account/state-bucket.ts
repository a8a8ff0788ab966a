import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { refuse } from "../network/problems";
import { nameTag } from "../network/tags";
import { stateBucketProblems, type StateBucketArgs, stateKeyDescription } from "./state-bucket-args";

/**
 * A bucket for Pulumi's state, and the key for its secrets: versioned, encrypted with the key, private, and reached
 * by TLS only.
 *
 * **Cost** (us-east-1, https://aws.amazon.com/kms/pricing/, https://aws.amazon.com/s3/pricing/): 1 USD a month for the
 * key, and 1 USD more after each of its first two yearly rotations; 0.023 USD per GB and month. A state is some MB.
 */
export class StateBucket extends pulumi.ComponentResource {
  /** Name of the bucket. */
  public readonly bucketName: pulumi.Output<string>;
  /** ARN of the bucket. */
  public readonly bucketArn: pulumi.Output<string>;
  /** ARN of the key. */
  public readonly keyArn: pulumi.Output<string>;
  /** Alias of the key. */
  public readonly keyAlias: pulumi.Output<string>;

  public constructor(name: string, args: StateBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:StateBucket", name, args, opts);
    refuse(this, name, stateBucketProblems(args));
    const key = new aws.kms.Key(
      name,
      {
        description: stateKeyDescription(args.bucketName),
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        tags: nameTag(name, args.tags),
      },
      { parent: this },
    );
    const alias = new aws.kms.Alias(name, { name: args.keyAlias, targetKeyId: key.keyId }, { parent: this });
    const bucket = new aws.s3.Bucket(
      name,
      { bucket: args.bucketName, tags: nameTag(name, args.tags) },
      { parent: this },
    );
    createSettings(this, name, bucket, key, args.oldVersionDays ?? 90);

    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;
    this.keyArn = key.arn;
    this.keyAlias = alias.name;
    this.registerOutputs({
      bucketName: this.bucketName,
      bucketArn: this.bucketArn,
      keyArn: this.keyArn,
      keyAlias: this.keyAlias,
    });
  }
}

function createSettings(
  parent: pulumi.Resource,
  name: string,
  bucket: aws.s3.Bucket,
  key: aws.kms.Key,
  oldVersionDays: number,
): void {
  const opts = { parent };
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
    opts,
  );
  new aws.s3.BucketOwnershipControls(name, { ...ofBucket, rule: { objectOwnership: "BucketOwnerEnforced" } }, opts);
  const versioning = new aws.s3.BucketVersioning(
    name,
    { ...ofBucket, versioningConfiguration: { status: "Enabled" } },
    opts,
  );
  new aws.s3.BucketServerSideEncryptionConfiguration(
    name,
    {
      ...ofBucket,
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
          // One request to KMS for many objects.
          bucketKeyEnabled: true,
        },
      ],
    },
    opts,
  );
  // S3 refuses changes of policy and public access that meet each other.
  new aws.s3.BucketPolicy(
    name,
    { ...ofBucket, policy: bucket.arn.apply(tlsOnly) },
    { ...opts, dependsOn: publicAccessBlock },
  );
  // A rule about old versions means nothing before there are versions.
  new aws.s3.BucketLifecycleConfiguration(
    name,
    {
      ...ofBucket,
      rules: [
        {
          id: "old-versions",
          status: "Enabled",
          filter: { prefix: "" },
          noncurrentVersionExpiration: { noncurrentDays: oldVersionDays, newerNoncurrentVersions: 20 },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
      ],
    },
    { ...opts, dependsOn: versioning },
  );
}

/** Refuses every request that is not encrypted on its way, or by an old version of TLS. */
function tlsOnly(bucketArn: string): string {
  const deny = (Sid: string, Condition: object): object => ({
    Sid,
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition,
  });
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      deny("TlsOnly", { Bool: { "aws:SecureTransport": "false" } }),
      deny("Tls12OrNewer", { NumericLessThan: { "s3:TlsVersion": "1.2" } }),
    ],
  });
}
