import type * as s3Module from "@aws-sdk/client-s3";
import type { ResourceState } from "../engine/stack";

const buckets = new Set(["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"]);
const objects = new Set([
  "aws:s3/bucketObject:BucketObject",
  "aws:s3/bucketObjectv2:BucketObjectv2",
  "aws:s3/objectCopy:ObjectCopy",
]);

/**
 * Asks S3 whether a bucket has objects, or versions of deleted ones, besides those of the same stack. It is a call that
 * only reads. Of anything else, and where the answer is no answer (other credentials, no network), nothing is known.
 */
export async function holdsObjects(
  { type, id, outputs }: ResourceState,
  all: readonly ResourceState[],
): Promise<boolean | undefined> {
  if (!buckets.has(type) || id === undefined) {
    return undefined;
  }
  const own = new Set(
    all.filter((other) => objects.has(other.type) && other.outputs?.bucket === id).map((other) => other.outputs?.key),
  );
  const region = typeof outputs?.region === "string" ? outputs.region : undefined;
  const listing = await list(id, region);
  if (listing === undefined) {
    return undefined;
  }
  const { Versions = [], DeleteMarkers = [], IsTruncated = false } = listing;
  const foreign = [...Versions, ...DeleteMarkers].some(({ Key }) => !own.has(Key));
  return foreign || (IsTruncated ? undefined : false);
}

/** The first versions in the bucket. */
async function list(
  bucket: string,
  region: string | undefined,
): Promise<s3Module.ListObjectVersionsCommandOutput | undefined> {
  // Not import(): that is for ES modules, which tsx/cjs does not translate.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { S3Client, ListObjectVersionsCommand } = require("@aws-sdk/client-s3") as typeof s3Module;
  const client = new S3Client({ ...(region && { region }), followRegionRedirects: true, maxAttempts: 2 });
  try {
    return await client.send(new ListObjectVersionsCommand({ Bucket: bucket }));
  } catch {
    return undefined;
  } finally {
    client.destroy();
  }
}
