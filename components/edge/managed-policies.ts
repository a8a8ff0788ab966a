/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
export const managedCachePolicies = {
  /** Files that do not depend on who asks: cached for a day unless the origin says otherwise. */
  cachingOptimized: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  cachingDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
} as const;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
export const managedOriginRequestPolicies = {
  /** All headers, cookies and query strings, the host among them. */
  allViewer: "216adef6-5c7f-47e4-b989-5492eafa07d3",
} as const;

/** Hosted zone of every distribution: https://docs.aws.amazon.com/general/latest/gr/cf_region.html */
export const distributionZoneId = "Z2FDTNDATAQYW2";

/** Where CloudFront looks for certificates and web ACLs, wherever the rest is. */
export const cloudFrontRegion = "us-east-1";
