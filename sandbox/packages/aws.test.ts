import { expect } from "chai";
import { unknown } from "../wire/values";
import { aws } from "./aws";

const defaults = { account: "123456789012", region: "" };
const settings = (config: Record<string, unknown>) => aws.settings?.(config, defaults);

describe("the configuration of an aws provider", () => {
  const regionVariables = ["AWS_REGION", "AWS_DEFAULT_REGION"];
  let outside: [name: string, value: string | undefined][];

  beforeEach(() => {
    outside = regionVariables.map((name) => [name, process.env[name]]);
    for (const name of regionVariables) Reflect.deleteProperty(process.env, name);
  });
  afterEach(() => {
    for (const [name, value] of outside) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });

  it("gives region, account and default tags, whose values arrive as JSON", () => {
    const config = {
      region: "eu-central-1",
      allowedAccountIds: '["111122223333"]',
      defaultTags: '{"tags":{"team":"net"}}',
      skipCredentialsValidation: "true",
    };
    expect(settings(config)).to.deep.equal({
      region: "eu-central-1",
      account: "111122223333",
      defaultTags: { team: "net" },
    });
  });

  it("takes the account of the last assumed role", () => {
    const roles = ["111111111111", "222222222222"].map((id) => ({ roleArn: `arn:aws:iam::${id}:role/deploy` }));
    expect(settings({ region: "eu-central-1", assumeRoles: JSON.stringify(roles) })?.account).to.equal("222222222222");
  });

  it("uses the sandbox's own account when it names none", () => {
    expect(settings({ region: "eu-central-1" })?.account).to.equal("123456789012");
  });

  it("refuses an account that is not allowed, or forbidden", () => {
    const assumeRoles = '[{"roleArn":"arn:aws:iam::222222222222:role/deploy"}]';
    const region = "eu-central-1";
    expect(() => settings({ region, assumeRoles, allowedAccountIds: '["111111111111"]' })).to.throw(
      "AWS account ID not allowed: 222222222222",
    );
    expect(() => settings({ region, forbiddenAccountIds: '["123456789012"]' })).to.throw("not allowed: 123456789012");
  });

  it("needs a region, from the environment if need be", () => {
    expect(() => settings({})).to.throw("Missing region configuration");
    process.env.AWS_REGION = "eu-west-1";
    expect(settings({})?.region).to.equal("eu-west-1");
  });
});

describe("an aws resource", () => {
  const provider = { account: "1", region: "eu-west-1", defaultTags: { team: "net", env: "dev" } };

  it("has the provider's tags under its own", () => {
    expect(aws.configuredInputs?.({ tags: { env: "prod" } }, provider)).to.deep.equal({
      tagsAll: { team: "net", env: "prod" },
    });
  });

  it("has unknown tags as long as one of its own is unknown", () => {
    expect(aws.configuredInputs?.({ tags: { env: unknown } }, provider)).to.deep.equal({ tagsAll: unknown });
  });

  it("is called in errors as the real provider calls it", () => {
    expect(aws.title?.("aws:ec2/vpc:Vpc")).to.equal("EC2 VPC");
    expect(aws.title?.("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")).to.equal(
      "EC2 Security Group Ingress Rule",
    );
    expect(aws.title?.("aws:iam/role:Role")).to.equal("IAM Role");
  });

  it("is imported by an id that may name its region", () => {
    expect(aws.parseId?.("vpc-1@us-gov-west-1")).to.deep.equal({ id: "vpc-1", region: "us-gov-west-1" });
    expect(aws.parseId?.("user@example.com")).to.deep.equal({ id: "user@example.com" });
  });
});
