import type * as pulumi from "@pulumi/pulumi";

import type { Tags } from "../network/tags";
import type { GeoRestrictionArgs, PriceClass, SignedUrlsArgs } from "./edge-distribution-args";

export interface ContentDeliveryArgs {
  /**
   * Names of its own.
   *
   * @default none: `*.cloudfront.net`
   */
  aliases?: DeliveryAliasesArgs;
  /**
   * The bucket with the site's files: what every path leads to that no pattern names.
   *
   * @default none: the load balancer has them
   */
  site?: DeliverySiteArgs;
  /** The load balancer. Required without `site`, and with `apiPaths`. */
  loadBalancer?: DeliveryLoadBalancerArgs;
  /**
   * Path patterns that go to the load balancer with all that the viewer sent, not cached. There is no `**`: `/api/*`
   * matches any depth.
   *
   * @default none
   */
  apiPaths?: string[];
  /**
   * Whether unknown paths of the site are answered with `index.html`, for applications that route in the browser.
   *
   * @default true with `site`
   */
  spa?: boolean;
  /**
   * Which edge locations serve.
   *
   * @default PriceClass_100
   */
  priceClass?: PriceClass;
  /**
   * Countries that are served, or not.
   *
   * @default all are
   */
  geoRestriction?: GeoRestrictionArgs;
  /**
   * Paths that need a signed URL.
   *
   * @default none
   */
  signedUrls?: SignedUrlsArgs;
  /**
   * ARN of a web ACL of the scope `CLOUDFRONT`.
   *
   * @default none
   */
  webAclArn?: pulumi.Input<string>;
  /**
   * Host name of the bucket in which requests are logged; see `LogBucket`.
   *
   * @default none
   */
  accessLogsBucket?: pulumi.Input<string>;
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

export interface DeliveryAliasesArgs {
  /** Names under which it is reached. Each belongs to one distribution in the world. */
  names: string[];
  /** Certificate in us-east-1 that covers them, issued. */
  certificateArn: pulumi.Input<string>;
  /**
   * Least version of TLS, as a CloudFront security policy.
   *
   * @default TLSv1.2_2021
   */
  minimumProtocolVersion?: string;
}

/** What a `StaticSite` has. */
export interface DeliverySiteArgs {
  /** Name of the bucket. */
  bucketName: pulumi.Input<string>;
  /** ARN of the bucket. */
  bucketArn: pulumi.Input<string>;
  /** Host name of the bucket in its region. */
  bucketRegionalDomainName: pulumi.Input<string>;
}

export interface DeliveryLoadBalancerArgs {
  /**
   * Name by which it is called. Over HTTPS its certificate covers this name; over the internet this name leads to it.
   */
  domainName: pulumi.Input<string>;
  /**
   * Id of its VPC origin; see `LoadBalancerOrigin`.
   *
   * @default none: it is reached over the internet, by HTTPS on port 443
   */
  vpcOriginId?: pulumi.Input<string>;
  /**
   * Headers that are added to every request, by name.
   *
   * @default none
   */
  headers?: Record<string, pulumi.Input<string>>;
}
