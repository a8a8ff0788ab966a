import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { othersOwn } from "../others-own";
import { nameTag, type Tags } from "../network/tags";

export interface StaticSiteArgs {
  /** Name of the bucket: unique in the world. */
  bucketName: string;
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

/**
 * A private bucket for the files of a site, with a first `index.html`. Whoever builds the site puts its files there; a
 * `ContentDelivery` that has the bucket as its site is the only reader. The bucket is deleted with what is in it: it can
 * be built again.
 *
 * **Cost** (us-east-1, https://aws.amazon.com/s3/pricing/): 0.023 USD per GB and month; what CloudFront fetches is free.
 */
export class StaticSite extends pulumi.ComponentResource {
  /** Name of the bucket. */
  public readonly bucketName: pulumi.Output<string>;
  /** ARN of the bucket. */
  public readonly bucketArn: pulumi.Output<string>;
  /** Host name of the bucket in its region: what a distribution calls. */
  public readonly bucketRegionalDomainName: pulumi.Output<string>;

  public constructor(name: string, args: StaticSiteArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:StaticSite", name, args, opts);
    const bucket = new aws.s3.Bucket(
      name,
      { bucket: args.bucketName, forceDestroy: true, tags: nameTag(name, args.tags) },
      { parent: this },
    );
    createSettings(this, name, bucket);
    createFirstPage(this, name, bucket);

    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;
    this.bucketRegionalDomainName = bucket.bucketRegionalDomainName;
    this.registerOutputs({
      bucketName: this.bucketName,
      bucketArn: this.bucketArn,
      bucketRegionalDomainName: this.bucketRegionalDomainName,
    });
  }
}

function createSettings(parent: pulumi.Resource, name: string, { bucket }: aws.s3.Bucket): void {
  new aws.s3.BucketPublicAccessBlock(
    name,
    { bucket, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    { parent },
  );
  new aws.s3.BucketOwnershipControls(name, { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } }, { parent });
  new aws.s3.BucketServerSideEncryptionConfiguration(
    name,
    { bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    { parent },
  );
}

/** Something to answer with before the first build of the site. */
function createFirstPage(parent: pulumi.Resource, name: string, { bucket }: aws.s3.Bucket): void {
  new aws.s3.BucketObjectv2(
    name,
    {
      bucket,
      key: "index.html",
      content: "<!doctype html><html lang=en><title>Nothing here yet</title><p>Nothing here yet.</html>",
      contentType: "text/html; charset=utf-8",
      cacheControl: "no-cache",
    },
    { parent, ignoreChanges: othersOwn("aws:s3/bucketObjectv2:BucketObjectv2") },
  );
}
