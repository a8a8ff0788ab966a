import type { PlacedResource } from "@throughline/stacks/existing";

/** Where resources are. */
export type Place = Pick<PlacedResource, "account" | "region">;

export function arn({ account, region }: Place, service: string, resource: string): string {
  return `arn:${partition(region)}:${service}:${region}:${account}:${resource}`;
}

function partition(region: string): string {
  if (region.startsWith("cn-")) {
    return "aws-cn";
  }
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
