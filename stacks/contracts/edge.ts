import { z } from "zod";
import { defineContract } from "./contract";
import { byName } from "./shapes";

const loadBalancer = z.object({
  type: z.enum(["application", "network"]),
  arn: z.string(),
  /** Its dimension in CloudWatch: `app/dev-alb/0123456789abcdef`. */
  arnSuffix: z.string(),
  /** Dimensions of its own target groups in CloudWatch, by kind of traffic; those of the compute layer are not here. */
  targetGroupArnSuffixes: byName,
  dnsName: z.string(),
  /** Hosted zone of the DNS name: what an alias record names besides it. */
  zoneId: z.string(),
  securityGroupIds: z.array(z.string()),
  /** A name of its own that its certificate covers: what a distribution calls it by. */
  originName: z.string().optional(),
});

/** What the edge layer hands to the layers above it, and to environments that fail over to it. */
export const edgeContract = defineContract("edge", 1, {
  /** Absent where visitors use the names that AWS gives. */
  domain: z
    .object({
      name: z.string(),
      zoneId: z.string(),
      nameServers: z.array(z.string()),
      /** What the parent of the zone has to publish, with DNSSEC. */
      dsRecord: z.string().optional(),
    })
    .optional(),
  /** Absent where a load balancer is reached directly. */
  distribution: z.object({ distributionId: z.string(), arn: z.string(), domainName: z.string() }).optional(),
  loadBalancers: z.record(z.string(), loadBalancer),
  /** By domain name. */
  certificateArns: byName,
  webAclArn: z.string().optional(),
  /** Name of its metrics. */
  webAclMetricName: z.string().optional(),
  /** What visitors type, by name: `site`, `api`. */
  urls: byName,
});
