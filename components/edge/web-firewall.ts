import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { notOneOf } from "../network/one-of";
import { refuse } from "../network/problems";
import { nameTag, type Tags } from "../network/tags";
import { cloudFrontRegion } from "./managed-policies";
import { firewallRules, type FirewallRulesArgs, visibility } from "./web-firewall-rules";

/** What a web ACL can protect. One of one scope cannot be used in the other. */
export const FirewallScope = {
  /** Distributions, which name the web ACL themselves. It lives in us-east-1. */
  cloudFront: "CLOUDFRONT",
  /** A load balancer, in the provider's region. */
  regional: "REGIONAL",
} as const;
export type FirewallScope = (typeof FirewallScope)[keyof typeof FirewallScope];

export interface WebFirewallArgs extends FirewallRulesArgs {
  /** What it protects. */
  scope: FirewallScope;
  /** ARN of the load balancer, with the scope `REGIONAL`. */
  loadBalancerArn?: pulumi.Input<string>;
  /**
   * Days for which requests that are blocked or counted are kept in a log group.
   *
   * @default none are logged
   */
  logRetentionInDays?: number;
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

/**
 * A web ACL of AWS WAF: what no rule blocks is let through.
 *
 * **Cost** (https://aws.amazon.com/waf/pricing/): 5 USD a month, 1 USD for each rule, and 0.60 USD per million requests;
 * with the default rules 8 USD. Bot control adds 10 USD and 1 USD per million requests, beyond the first 10 million.
 */
export class WebFirewall extends pulumi.ComponentResource {
  /** ARN of the web ACL. */
  public readonly webAclArn: pulumi.Output<string>;
  /** Name of its metrics in CloudWatch. */
  public readonly metricName: string;

  public constructor(name: string, args: WebFirewallArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:WebFirewall", name, args, opts);
    refuse(this, name, firewallProblems(args));
    const place = args.scope === FirewallScope.cloudFront ? { region: cloudFrontRegion } : {};
    const webAcl = new aws.wafv2.WebAcl(
      name,
      {
        ...place,
        scope: args.scope,
        description: `Protects ${name}`,
        defaultAction: { allow: {} },
        rules: firewallRules(args),
        visibilityConfig: visibility(name),
        tags: nameTag(name, args.tags),
      },
      { parent: this },
    );
    if (args.loadBalancerArn !== undefined) {
      new aws.wafv2.WebAclAssociation(
        name,
        { resourceArn: args.loadBalancerArn, webAclArn: webAcl.arn },
        { parent: this },
      );
    }
    if (args.logRetentionInDays !== undefined) {
      createLogs(this, name, args, webAcl, place);
    }

    this.webAclArn = webAcl.arn;
    this.metricName = name;
    this.registerOutputs({ webAclArn: this.webAclArn, metricName: this.metricName });
  }
}

/** https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html */
function createLogs(
  parent: pulumi.Resource,
  name: string,
  { logRetentionInDays, tags }: WebFirewallArgs,
  webAcl: aws.wafv2.WebAcl,
  place: { region?: string },
): void {
  const logName = `aws-waf-logs-${name}`;
  const logGroup = new aws.cloudwatch.LogGroup(
    logName,
    { ...place, name: logName, retentionInDays: logRetentionInDays, tags: nameTag(logName, tags) },
    { parent },
  );
  new aws.wafv2.WebAclLoggingConfiguration(
    name,
    {
      ...place,
      resourceArn: webAcl.arn,
      logDestinationConfigs: [logGroup.arn],
      // Who is logged in is nobody else's business.
      redactedFields: ["authorization", "cookie"].map((header) => ({ singleHeader: { name: header } })),
      loggingFilter: {
        defaultBehavior: "DROP",
        filters: [
          {
            behavior: "KEEP",
            requirement: "MEETS_ANY",
            conditions: ["BLOCK", "COUNT"].map((action) => ({ actionCondition: { action } })),
          },
        ],
      },
    },
    { parent },
  );
}

function firewallProblems(args: WebFirewallArgs) {
  const { scope, loadBalancerArn, rateLimit } = args;
  return [
    ...notOneOf(scope, FirewallScope, "scope"),
    ...(scope === FirewallScope.cloudFront && loadBalancerArn !== undefined
      ? [{ path: "loadBalancerArn", reason: "Belongs to the scope REGIONAL: a distribution names its web ACL itself." }]
      : []),
    ...(rateLimit !== undefined && rateLimit < 10
      ? [{ path: "rateLimit", reason: `${rateLimit} is too low: 10 requests in five minutes or more.` }]
      : []),
    ...(firewallRules(args).length === 0
      ? [{ path: "commonRules", reason: "All rules are off, so it protects nothing. Turn some on." }]
      : []),
  ];
}
