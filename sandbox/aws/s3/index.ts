import type { DataSource, ResourceType } from "../../resource-type";
import { bucket } from "./bucket";
import { BUCKET } from "./names";
import { bucketObject, bucketObjectv2 } from "./object";
import { bucketSettings } from "./settings";

export const s3Types: readonly ResourceType[] = [bucket, ...bucketSettings, bucketObject, bucketObjectv2];

export const getBucket: DataSource = {
  token: "aws:s3/getBucket:getBucket",
  documentation: "https://www.pulumi.com/registry/packages/aws/api-docs/s3/getbucket/",
  answer: ({ bucket: name }, { where, region }) => {
    const [found] = where(BUCKET, "bucket", name, "*");
    if (found === undefined) {
      return { code: "NotFound", message: `reading S3 Bucket (${String(name)}): not found` };
    }
    const { arn, bucket, bucketDomainName, bucketRegion, bucketRegionalDomainName, hostedZoneId } = found.outputs;
    return {
      id: found.id,
      region,
      arn,
      bucket,
      bucketDomainName,
      bucketRegion,
      bucketRegionalDomainName,
      hostedZoneId,
    };
  },
};
