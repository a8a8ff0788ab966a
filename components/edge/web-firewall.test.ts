import { expect } from "chai";

import { problemsOf, record } from "../testing/recorder";
import { FirewallScope, WebFirewall, type WebFirewallArgs } from "./web-firewall";

const types = {
  webAcl: "aws:wafv2/webAcl:WebAcl",
  association: "aws:wafv2/webAclAssociation:WebAclAssociation",
  logging: "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
  logGroup: "aws:cloudwatch/logGroup:LogGroup",
};

interface Rule {
  name: string;
  priority: number;
  action?: object;
  overrideAction?: object;
  statement: Record<string, Record<string, unknown>>;
}

const make = (args: Partial<WebFirewallArgs> = {}) =>
  new WebFirewall("edge", { scope: FirewallScope.cloudFront, ...args });

async function rules(args: Partial<WebFirewallArgs>): Promise<Rule[]> {
  const made = await record(() => make(args));
  return made.get(types.webAcl, "edge").inputs.rules as Rule[];
}

describe("WebFirewall", () => {
  it("asks AWS's rules for known bad inputs, common attacks and SQL injection", async () => {
    expect((await rules({})).map(({ name }) => name)).to.deep.equal([
      "AWSManagedRulesKnownBadInputsRuleSet",
      "AWSManagedRulesCommonRuleSet",
      "AWSManagedRulesSQLiRuleSet",
    ]);
  });

  it("blocks by every rule, and only counts by none", async () => {
    for (const rule of await rules({ botControl: true, rateLimit: 100 })) {
      expect(rule.action ?? rule.overrideAction, rule.name).to.deep.equal(
        rule.name === "rate" ? { block: {} } : { none: {} },
      );
    }
  });

  it("limits rates first, and looks for bots last, by the common level", async () => {
    const all = await rules({ botControl: true, rateLimit: 100 });
    expect(all[0]?.statement.rateBasedStatement).to.include({ limit: 100, aggregateKeyType: "IP" });
    expect(all.at(-1)?.statement.managedRuleGroupStatement?.managedRuleGroupConfigs).to.deep.equal([
      { awsManagedRulesBotControlRuleSet: { inspectionLevel: "COMMON" } },
    ]);
  });

  it("moves no rule when another comes or goes", async () => {
    const priorities = (list: Rule[]) => new Map(list.map(({ name, priority }) => [name, priority]));
    const all = priorities(await rules({ botControl: true, rateLimit: 100 }));
    for (const [name, priority] of priorities(await rules({ commonRules: false }))) {
      expect(all.get(name), name).to.equal(priority);
    }
  });

  it("lives in us-east-1 for distributions, and in the provider's region on a load balancer", async () => {
    const global = await record(() => make({ logRetentionInDays: 7 }));
    for (const type of [types.webAcl, types.logging, types.logGroup]) {
      expect(global.ofType(type).map(({ inputs }) => inputs.region)).to.deep.equal(["us-east-1"]);
    }
    const regional = await record(() => make({ scope: FirewallScope.regional, loadBalancerArn: "alb-arn" }));
    expect(regional.get(types.webAcl, "edge").inputs).to.not.have.property("region");
    expect(regional.get(types.association, "edge").inputs).to.deep.equal({
      resourceArn: "alb-arn",
      webAclArn: "edge-arn",
    });
  });

  it("logs what it stops, without who was logged in", async () => {
    const made = await record(() => make({ logRetentionInDays: 7 }));
    expect(made.get(types.logGroup, "aws-waf-logs-edge").inputs).to.include({
      name: "aws-waf-logs-edge",
      retentionInDays: 7,
    });
    const { redactedFields, loggingFilter } = made.get(types.logging, "edge").inputs;
    expect(redactedFields).to.deep.equal([
      { singleHeader: { name: "authorization" } },
      { singleHeader: { name: "cookie" } },
    ]);
    expect(loggingFilter).to.include({ defaultBehavior: "DROP" });
  });

  it("refuses to protect nothing, to be put on a load balancer as one of distributions, and rates below 10", async () => {
    const off = { commonRules: false, sqlInjection: false, knownBadInputs: false };
    expect(await problemsOf(() => make(off))).to.have.all.keys("commonRules");
    expect(await problemsOf(() => make({ loadBalancerArn: "a", rateLimit: 9 }))).to.have.all.keys(
      "loadBalancerArn",
      "rateLimit",
    );
  });
});
