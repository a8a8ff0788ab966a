import type { ContentDeliveryArgs } from "./content-delivery-args";

/** Where a request goes. */
export type DeliveryTarget = "site" | "api";

/** A path pattern, what it leads to, and whether it needs a signature. */
export interface DeliveryBehavior {
  pattern: string;
  target: DeliveryTarget;
  signed: boolean;
}

/**
 * The behaviours besides the default one, in the order in which CloudFront compares them. Signed paths come first: the
 * first pattern that fits decides, and a wider one before them would let everybody in.
 */
export function deliveryBehaviors({
  apiPaths = [],
  signedUrls,
}: Pick<ContentDeliveryArgs, "apiPaths" | "signedUrls">): DeliveryBehavior[] {
  const signed = signedUrls?.paths ?? [];
  return [
    ...signed.map((pattern) => ({
      pattern,
      target: apiPaths.some((api) => covers(api, pattern)) ? ("api" as const) : ("site" as const),
      signed: true,
    })),
    ...apiPaths
      .filter((pattern) => !signed.includes(pattern))
      .map((pattern) => ({ pattern, target: "api" as const, signed: false })),
  ];
}

/** Whether a pattern has all paths of another: `/api/*` those of `/api/reports/*`. */
function covers(pattern: string, other: string): boolean {
  return pattern === other || (pattern.endsWith("*") && other.startsWith(pattern.slice(0, -1)));
}
