import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** What a web ACL inspects requests for. Every rule blocks. */
export interface FirewallRulesArgs {
  /**
   * AWS's common rules, cross-site scripting among them. They refuse bodies above 8 KB.
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
   * AWS's rules against requests that are known to look for weaknesses.
   *
   * @default true
   */
  knownBadInputs?: boolean;
  /**
   * AWS's rules against bots: 10 USD a month and 1 USD per million requests.
   *
   * @default false
   */
  botControl?: boolean;
  /**
   * Most requests of one address in five minutes, 10 or more.
   *
   * @default none
   */
  rateLimit?: number;
}

type Rule = Exclude<aws.types.input.wafv2.WebAclRule, undefined>;

/** https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
interface ManagedGroup {
  /** Switches it on. */
  arg: "commonRules" | "sqlInjection" | "knownBadInputs" | "botControl";
  on: boolean;
  name: string;
  /** Requests are compared in this order; it never changes, so that a rule that comes or goes touches no other. */
  priority: number;
  config?: pulumi.Unwrap<aws.types.input.wafv2.WebAclRuleStatementManagedRuleGroupStatement["managedRuleGroupConfigs"]>;
}

const managedGroups: ManagedGroup[] = [
  { arg: "knownBadInputs", on: true, name: "AWSManagedRulesKnownBadInputsRuleSet", priority: 10 },
  { arg: "commonRules", on: true, name: "AWSManagedRulesCommonRuleSet", priority: 20 },
  { arg: "sqlInjection", on: true, name: "AWSManagedRulesSQLiRuleSet", priority: 30 },
  {
    // The dearest comes last: it is paid for by the request that it sees.
    arg: "botControl",
    on: false,
    name: "AWSManagedRulesBotControlRuleSet",
    priority: 40,
    config: [{ awsManagedRulesBotControlRuleSet: { inspectionLevel: "COMMON" } }],
  },
];

/** The rules of a web ACL, in the order in which they are asked. */
export function firewallRules(args: FirewallRulesArgs): Rule[] {
  return [
    ...(args.rateLimit === undefined ? [] : [rateRule(args.rateLimit)]),
    ...managedGroups.filter(({ arg, on }) => args[arg] ?? on).map(managedRule),
  ];
}

export function visibility(metricName: string) {
  return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true };
}

function rateRule(limit: number): Rule {
  return {
    name: "rate",
    priority: 0,
    action: { block: {} },
    statement: { rateBasedStatement: { aggregateKeyType: "IP", limit, evaluationWindowSec: 300 } },
    visibilityConfig: visibility("rate"),
  };
}

function managedRule({ name, priority, config }: ManagedGroup): Rule {
  return {
    name,
    priority,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: { vendorName: "AWS", name, ...(config && { managedRuleGroupConfigs: config }) },
    },
    visibilityConfig: visibility(name),
  };
}
