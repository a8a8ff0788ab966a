import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { nameTag, type Tags } from "../network/tags";
import { resultsFolder } from "./canary-policy";

/** A private bucket for the script and results of canaries, which forgets. It can be deleted with all that is in it. */
export function createCanaryBucket(
  parent: pulumi.Resource,
  name: string,
  retentionInDays: number,
  tags?: Tags,
): aws.s3.Bucket {
  const opts = { parent };
  const bucket = new aws.s3.Bucket(name, { forceDestroy: true, tags: nameTag(name, tags) }, opts);
  const ofBucket = { bucket: bucket.id };
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
  // S3 refuses changes of policy and public access that meet each other.
  new aws.s3.BucketPolicy(
    name,
    { ...ofBucket, policy: bucket.arn.apply(tlsOnly) },
    { ...opts, dependsOn: publicAccessBlock },
  );
  new aws.s3.BucketLifecycleConfiguration(
    name,
    {
      ...ofBucket,
      rules: [
        {
          id: "results",
          status: "Enabled",
          filter: { prefix: `${resultsFolder}/` },
          expiration: { days: retentionInDays },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
      ],
    },
    opts,
  );
  return bucket;
}

function tlsOnly(bucketArn: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucketArn, `${bucketArn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
}
