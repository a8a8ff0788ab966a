import type * as pulumi from "@pulumi/pulumi";

/** How the public name leads to the distribution or load balancer. */
export const DomainRecord = {
  /** A and AAAA alias records: free, and at the zone's apex the only way. */
  alias: "alias",
  cname: "cname",
} as const;
export type DomainRecord = (typeof DomainRecord)[keyof typeof DomainRecord];

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html */
export const PriceClass = {
  /** North America, Europe, Israel. */
  class100: "PriceClass_100",
  class200: "PriceClass_200",
  all: "PriceClass_All",
} as const;
export type PriceClass = (typeof PriceClass)[keyof typeof PriceClass];

/** Where the site's own files come from. */
export const SiteOrigin = {
  /** A private bucket that only the distribution reads. */
  s3: "s3",
  /** A service of the mesh with a route at `/`. */
  pod: "pod",
} as const;
export type SiteOrigin = (typeof SiteOrigin)[keyof typeof SiteOrigin];

/** Which traffic of the cluster's ingress a load balancer sends. */
export const IngressTraffic = {
  /** In plain text, within the VPCs. */
  http: "http",
  /** Encrypted: the ingress gateway needs a certificate, of which a load balancer asks no particular name. */
  https: "https",
} as const;
export type IngressTraffic = (typeof IngressTraffic)[keyof typeof IngressTraffic];

/** How CloudFront reaches the load balancer, and nobody else does. */
export const OriginAccess = {
  /** By a VPC origin: the load balancer is internal. */
  vpcOrigin: "vpcOrigin",
  /** Over the internet, by CloudFront's prefix list and a secret header that rotates, 443 only. */
  secretHeader: "secretHeader",
} as const;
export type OriginAccess = (typeof OriginAccess)[keyof typeof OriginAccess];

export const GeoRestrictionType = {
  whitelist: "whitelist",
  blacklist: "blacklist",
} as const;
export type GeoRestrictionType = (typeof GeoRestrictionType)[keyof typeof GeoRestrictionType];

export const FirewallAttachment = {
  cdn: "cdn",
  alb: "alb",
} as const;
export type FirewallAttachment = (typeof FirewallAttachment)[keyof typeof FirewallAttachment];

/** How the world reaches an environment. What is left out is not made. */
export interface EdgeDistributionSettingsArgs {
  /**
   * The public name.
   *
   * @default none: the distribution's own `*.cloudfront.net`, or the load balancer's name
   */
  domain?: EdgeDomainArgs;
  /** CloudFront. */
  cdn?: EdgeCdnArgs;
  /** AWS WAF. */
  waf?: EdgeWafArgs;
  /** Application load balancer in the hub. */
  alb?: EdgeAlbArgs;
  /** Public network load balancers in the hub, one for each spoke that is named here. */
  nlb?: Record<string, EdgeNlbArgs>;
  /**
   * Shield Advanced for distribution, load balancer and zone: a subscription of 3,000 USD a month for a year.
   *
   * @default false: Shield Standard, which is always on
   */
  shieldAdvanced?: boolean;
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Record<string, pulumi.Input<string>>;
}

export interface EdgeDomainArgs {
  /** The name that users know: `bankapp.example.com`. Names that are reserved rehearse only. */
  name: string;
  /** Name of the hosted zone: the same, or a parent of it. */
  zoneName: string;
  /**
   * Id of the hosted zone that exists.
   *
   * @default the zone is created; its name servers have to be entered at the parent
   */
  zone?: pulumi.Input<string>;
  /**
   * Id of the hosted zone that is the parent of a zone that is created, in the same account: its name servers are
   * entered there.
   *
   * @default none: somebody enters them where the parent is kept
   */
  parentZone?: pulumi.Input<string>;
  /**
   * Whether the name servers of a zone that is created are entered at its parent. Before they are, no certificate is
   * issued: with `false` the zone is made, and nothing else.
   *
   * @default true
   */
  delegated?: boolean;
  /**
   * How the name leads to the distribution or load balancer.
   *
   * @default alias
   */
  record?: DomainRecord;
  /**
   * DNSSEC for a zone that is created. The DS record has to be entered at the parent, and goes first on destroy.
   *
   * @default false
   */
  dnssec?: boolean;
}

export interface EdgeCdnArgs {
  /**
   * Which edge locations serve.
   *
   * @default PriceClass_100
   */
  priceClass?: PriceClass;
  /**
   * Where the site's own files come from.
   *
   * @default s3
   */
  serveFrom?: SiteOrigin;
  /**
   * Path patterns that go to the load balancer, not cached. CloudFront has no `**`: `/api/*` matches any depth.
   *
   * @default /api/*
   */
  apiPaths?: string[];
  /**
   * How CloudFront reaches the load balancer.
   *
   * @default vpcOrigin
   */
  originAccess?: OriginAccess;
  /**
   * Number of the secret in the header, with `originAccess: secretHeader`. One more makes another secret; the one before
   * is accepted until the next.
   *
   * @default 1
   */
  originSecret?: number;
  /**
   * Whether unknown paths of the site are answered with `index.html`, for applications that route in the browser.
   *
   * @default true with `serveFrom: s3`
   */
  spa?: boolean;
  /**
   * Least version of TLS, as a CloudFront security policy. Fixed at TLSv1 without a domain.
   *
   * @default TLSv1.2_2021
   */
  minimumProtocolVersion?: string;
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
   * Whether requests are logged to a bucket.
   *
   * @default false
   */
  accessLogs?: boolean;
}

export interface GeoRestrictionArgs {
  /** Whether the countries are the only ones served (`whitelist`), or the only ones not. */
  type: GeoRestrictionType;
  /** Two-letter codes of ISO 3166-1: `DE`. */
  countries: string[];
}

export interface SignedUrlsArgs {
  /** Public keys that signatures are checked with, by name, in PEM. */
  publicKeys: Record<string, string>;
  /** Path patterns that need a signature: `/private/*`. */
  paths: string[];
}

/** Rules that block. Each rule group counts capacity: https://docs.aws.amazon.com/waf/latest/developerguide/ */
export interface EdgeWafArgs {
  /**
   * What the web ACL protects. CloudFront's lives in us-east-1.
   *
   * @default cdn, without one alb
   */
  attachTo?: FirewallAttachment;
  /**
   * AWS's common rules, cross-site scripting among them.
   *
   * @default true
   */
  commonRules?: boolean;
  /**
   * AWS's rules against SQL injection.
   *
   * @default true
   */
  sqlInjection?: boolean;
  /**
   * AWS's rules against bots: 10 USD a month and 1 USD per million requests.
   *
   * @default false
   */
  botControl?: boolean;
  /**
   * AWS's rules against requests that are known to look for weaknesses.
   *
   * @default true
   */
  knownBadInputs?: boolean;
  /**
   * Most requests of one address in five minutes, 10 or more.
   *
   * @default none
   */
  rateLimit?: number;
  /**
   * Days for which requests that are blocked are kept in a log group.
   *
   * @default none are logged
   */
  logRetentionInDays?: number;
}

export interface EdgeAlbArgs {
  /** Tier, as flows name it: private behind a VPC origin, else public. */
  tier: string;
  /**
   * Security group, as flows name it: `hub.load-balancer`.
   *
   * @default the tier's
   */
  securityGroup?: string;
  /**
   * Name by which CloudFront calls it over HTTPS, in the domain's zone and covered by its certificate.
   *
   * @default origin.<domain name>
   */
  originName?: string;
  /**
   * Path patterns that it forwards by rules of their own; everything else goes to the same target, and Istio decides.
   *
   * @default none
   */
  paths?: string[];
  /**
   * Which traffic of the cluster's ingress it sends.
   *
   * @default http
   */
  traffic?: IngressTraffic;
  /**
   * Seconds without a byte after which a connection is closed, 1 to 4000.
   *
   * @default 60
   */
  idleTimeout?: number;
  /**
   * Whether deletion is refused.
   *
   * @default false
   */
  deletionProtection?: boolean;
  /**
   * Whether requests are logged to a bucket.
   *
   * @default false
   */
  accessLogs?: boolean;
}

export interface EdgeNlbArgs {
  /** Public tier, as flows name it: `hub.public`. */
  tier: string;
  /**
   * Security group, as flows name it. A load balancer made without one never gets one.
   *
   * @default none
   */
  securityGroup?: string;
}
