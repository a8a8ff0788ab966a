/**
 * Values that other hands than this program change after creation, with the reason. `ignoreChanges` comes from here
 * only.
 */
const table: Record<string, { property: string; reason: string }[]> = {
  "aws:ec2/instance:Instance": [
    { property: "ami", reason: "AWS publishes a new image every two weeks, and each would replace the instance" },
  ],
  "aws:eks/nodeGroup:NodeGroup": [
    { property: "scalingConfig.desiredSize", reason: "the cluster autoscaler decides how many nodes there are" },
  ],
  "aws:s3/bucketObjectv2:BucketObjectv2": ["content", "contentType", "cacheControl"].map((property) => ({
    property,
    reason: "whoever builds the site puts its page over the first one",
  })),
};

/** Properties of a resource type whose changes are ignored. */
export function othersOwn(type: string): string[] {
  return (table[type] ?? []).map(({ property }) => property);
}
