import { expect } from "chai";

import { Account, codeOf } from "../../testing/account";
import { makeInternalLoadBalancer, webAclInputs } from "../../testing/aws-edge";
import { IP_SET, LOGGING_CONFIGURATION, WEB_ACL, WEB_ACL_ASSOCIATION } from "./types";

const visibilityConfig = { cloudwatchMetricsEnabled: true, metricName: "rule", sampledRequestsEnabled: true };

const managed = (name: string, priority = 1, inputs: object = {}) => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
  visibilityConfig,
  ...inputs,
});

const rate = (limit: number, inputs: object = {}) => ({
  name: "rate",
  priority: 0,
  action: { block: {} },
  statement: { rateBasedStatement: { aggregateKeyType: "IP", limit } },
  visibilityConfig,
  ...inputs,
});

describe("a web ACL", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  const make = (inputs: object = {}) => account.make(WEB_ACL, webAclInputs({ ...inputs }));
  const withRules = (...rules: object[]) => codeOf(make({ rules }));

  it("has an ARN that tells its scope, and adds up the capacity of its rules", async () => {
    const { outputs } = await make({
      name: "edge",
      scope: "CLOUDFRONT",
      rules: [rate(100), managed("AWSManagedRulesCommonRuleSet"), managed("AWSManagedRulesSQLiRuleSet", 2)],
    });
    expect(outputs.arn).to.match(/^arn:aws:wafv2:us-east-1:123456789012:global\/webacl\/edge\/[\da-f-]{36}$/);
    expect(outputs.capacity).to.equal(902);
    expect((await make()).outputs.arn).to.contain(":regional/webacl/");
  });

  it("for distributions lives in us-east-1: WAFInvalidParameterException", async () => {
    const scope = "CLOUDFRONT";
    expect(await codeOf(make({ scope, region: "eu-central-1" }))).to.equal("WAFInvalidParameterException");
    const elsewhere = new Account({ account: "123456789012", region: "eu-central-1" });
    expect(await codeOf(elsewhere.make(WEB_ACL, webAclInputs({ scope })))).to.equal("WAFInvalidParameterException");
    expect(await codeOf(elsewhere.make(WEB_ACL, webAclInputs({ scope, region: "us-east-1" })))).to.equal("accepted");
  });

  it("has a name once in its scope: WAFDuplicateItemException", async () => {
    await make({ name: "edge" });
    expect(await codeOf(make({ name: "edge" }))).to.equal("WAFDuplicateItemException");
    expect(await codeOf(make({ name: "edge", scope: "CLOUDFRONT" }))).to.equal("accepted");
  });

  it("is made anew for another scope or name, and takes other rules in place", async () => {
    const made = await make({ name: "edge" });
    const changes = { scope: "CLOUDFRONT", name: "other", rules: [rate(10)] };
    expect(account.replacing(made, changes)).to.have.members(["scope", "name"]);
  });

  it("has each name and priority of a rule once: WAFInvalidParameterException", async () => {
    const sqli = "AWSManagedRulesSQLiRuleSet";
    expect(await withRules(rate(10), managed(sqli))).to.equal("accepted");
    expect(await withRules(rate(10), managed(sqli, 0))).to.equal("WAFInvalidParameterException");
    expect(await withRules(managed(sqli, 1), managed(sqli, 2))).to.equal("WAFInvalidParameterException");
  });

  it("overrides groups, and acts on what other rules find: WAFInvalidParameterException", async () => {
    const sqli = "AWSManagedRulesSQLiRuleSet";
    const acting = managed(sqli, 1, { overrideAction: undefined, action: { block: {} } });
    expect(await withRules(acting)).to.equal("WAFInvalidParameterException");
    expect(await withRules(rate(10, { action: undefined }))).to.equal("WAFInvalidParameterException");
    expect(await withRules(rate(10, { overrideAction: { none: {} } }))).to.equal("WAFInvalidParameterException");
  });

  it("has one statement in a rule: WAFInvalidParameterException", async () => {
    const statement = { geoMatchStatement: { countryCodes: ["DE"] }, sqliMatchStatement: {} };
    expect(await withRules(rate(10, { statement }))).to.equal("WAFInvalidParameterException");
    expect(await withRules(rate(10, { statement: {} }))).to.equal("WAFInvalidParameterException");
  });

  it("lets through or blocks what no rule decides: WAFInvalidParameterException", async () => {
    expect(await codeOf(make({ defaultAction: {} }))).to.equal("WAFInvalidParameterException");
    expect(await codeOf(make({ defaultAction: { allow: {}, block: {} } }))).to.equal("WAFInvalidParameterException");
  });

  it("uses groups that AWS has: WAFNonexistentItemException", async () => {
    expect(await withRules(managed("AWSManagedRulesXSSRuleSet"))).to.equal("WAFNonexistentItemException");
  });

  it("says how closely it looks at bots: WAFInvalidParameterException", async () => {
    const name = "AWSManagedRulesBotControlRuleSet";
    const looking = (inspectionLevel: string) =>
      managed(name, 1, {
        statement: {
          managedRuleGroupStatement: {
            vendorName: "AWS",
            name,
            managedRuleGroupConfigs: [{ awsManagedRulesBotControlRuleSet: { inspectionLevel } }],
          },
        },
      });
    expect(await withRules(managed(name))).to.equal("WAFInvalidParameterException");
    expect(await withRules(looking("COMMON"))).to.equal("accepted");
  });

  it("has capacity for 5000 units: WAFLimitsExceededException", async () => {
    const groups = (count: number) =>
      Array.from({ length: count }, (_, number) =>
        managed("AWSManagedRulesCommonRuleSet", number, { name: `common-${number}` }),
      );
    expect(await withRules(...groups(7))).to.equal("accepted");
    expect(await withRules(...groups(8))).to.equal("WAFLimitsExceededException");
  });

  describe("on a load balancer", () => {
    it("has the scope REGIONAL: WAFInvalidParameterException", async () => {
      const resourceArn = (await makeInternalLoadBalancer(account)).outputs.arn;
      const attach = async (scope: string) => {
        const { outputs } = await make({ scope });
        return codeOf(account.make(WEB_ACL_ASSOCIATION, { resourceArn, webAclArn: outputs.arn }));
      };
      expect(await attach("REGIONAL")).to.equal("accepted");
      expect(await attach("CLOUDFRONT")).to.equal("WAFInvalidParameterException");
    });

    it("is on one that exists and speaks HTTP", async () => {
      const { outputs } = await make();
      const attach = (resourceArn: unknown) =>
        codeOf(account.make(WEB_ACL_ASSOCIATION, { resourceArn, webAclArn: outputs.arn }));
      expect(await attach("arn:aws:elasticloadbalancing:us-east-1:1:loadbalancer/app/a/1")).to.equal(
        "WAFNonexistentItemException",
      );
      const application = await makeInternalLoadBalancer(account);
      const network = await account.make("aws:lb/loadBalancer:LoadBalancer", {
        loadBalancerType: "network",
        internal: true,
        subnets: application.outputs.subnets,
      });
      expect(await attach(network.outputs.arn)).to.equal("WAFInvalidParameterException");
    });

    it("is not deleted: WAFAssociatedItemException", async () => {
      const webAcl = await make();
      const resourceArn = (await makeInternalLoadBalancer(account)).outputs.arn;
      const link = await account.make(WEB_ACL_ASSOCIATION, { resourceArn, webAclArn: webAcl.outputs.arn });
      expect(await codeOf(account.remove(webAcl))).to.equal("WAFAssociatedItemException");
      await account.remove(link);
      expect(await codeOf(account.remove(webAcl))).to.equal("accepted");
    });
  });

  describe("that logs", () => {
    const logging = async (name: string) => {
      const { outputs } = await make();
      const logGroup = await account.make("aws:cloudwatch/logGroup:LogGroup", { name });
      return account.make(LOGGING_CONFIGURATION, {
        resourceArn: outputs.arn,
        logDestinationConfigs: [logGroup.outputs.arn],
      });
    };

    it("does so into a destination that is named for it: WAFInvalidParameterException", async () => {
      expect(await codeOf(logging("aws-waf-logs-edge"))).to.equal("accepted");
      expect(await codeOf(logging("/waf/edge"))).to.equal("WAFInvalidParameterException");
    });

    it("does so into one destination that is there", async () => {
      const resourceArn = (await make()).outputs.arn;
      const into = (...logDestinationConfigs: string[]) =>
        codeOf(account.make(LOGGING_CONFIGURATION, { resourceArn, logDestinationConfigs }));
      expect(await into()).to.equal("WAFInvalidParameterException");
      expect(await into("arn:aws:logs:us-east-1:123456789012:log-group:aws-waf-logs-none")).to.equal(
        "WAFLogDestinationPermissionIssueException",
      );
      expect(await into("arn:aws:s3:::aws-waf-logs-edge")).to.equal("accepted");
    });
  });
});

describe("a set of addresses", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  const make = (inputs: object = {}) =>
    account.make(IP_SET, { scope: "REGIONAL", ipAddressVersion: "IPV4", addresses: ["192.0.2.0/24"], ...inputs });

  it("has blocks of its version, but not all addresses: WAFInvalidParameterException", async () => {
    expect(await codeOf(make())).to.equal("accepted");
    expect(await codeOf(make({ addresses: ["192.0.2.1"] }))).to.equal("WAFInvalidParameterException");
    expect(await codeOf(make({ addresses: ["2001:db8::/64"] }))).to.equal("WAFInvalidParameterException");
    expect(await codeOf(make({ addresses: ["0.0.0.0/0"] }))).to.equal("WAFInvalidParameterException");
    const six = { ipAddressVersion: "IPV6", addresses: ["2001:db8::/64"] };
    expect(await codeOf(make(six))).to.equal("accepted");
  });

  it("of a rule is not deleted: WAFAssociatedItemException", async () => {
    const set = await make();
    const statement = { ipSetReferenceStatement: { arn: set.outputs.arn } };
    await account.make(WEB_ACL, webAclInputs({ rules: [rate(10, { statement })] }));
    expect(await codeOf(account.remove(set))).to.equal("WAFAssociatedItemException");
  });
});
