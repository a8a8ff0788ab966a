import { expect } from "chai";

import { problemsOf, record, type Recording } from "../testing/recorder";
import { CostBudget } from "./cost-budget";
import { boundaryPolicy, trustPolicy } from "./github-policies";
import { GithubActionsRoles } from "./github-actions-roles";
import type { GithubActionsRolesArgs } from "./github-actions-roles-args";
import { ImageRepositories } from "./image-repositories";
import { StateBucket } from "./state-bucket";

interface Statement {
  Sid?: string;
  Effect: string;
  Action: string | string[];
  Condition?: Record<string, Record<string, unknown>>;
}

const statements = (policy: unknown): Statement[] =>
  (JSON.parse(policy as string) as { Statement: Statement[] }).Statement;

describe("StateBucket", () => {
  const args = { bucketName: "bankapp-state", keyAlias: "alias/bankapp-state" };
  let made: Recording<StateBucket>;
  before(async () => {
    made = await record(() => new StateBucket("bankapp", args));
  });

  const settings = (type: string) =>
    made.get(`aws:s3/${type[0]?.toLowerCase() ?? ""}${type.slice(1)}:${type}`, "bankapp");

  it("keeps old versions, for 90 days unless said otherwise", async () => {
    expect(settings("BucketVersioning").inputs.versioningConfiguration).to.deep.equal({ status: "Enabled" });
    expect(settings("BucketLifecycleConfiguration").inputs)
      .to.have.nested.property("rules[0].noncurrentVersionExpiration")
      .that.includes({ noncurrentDays: 90 });
    const shorter = await record(() => new StateBucket("bankapp", { ...args, oldVersionDays: 7 }));
    expect(shorter.ofType("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")[0]?.inputs)
      .to.have.nested.property("rules[0].noncurrentVersionExpiration")
      .that.includes({ noncurrentDays: 7 });
  });

  it("is encrypted with a key of its own, which rotates and has an alias", () => {
    expect(made.get("aws:kms/key:Key", "bankapp").inputs).to.include({ enableKeyRotation: true });
    expect(made.get("aws:kms/alias:Alias", "bankapp").inputs).to.include({ name: "alias/bankapp-state" });
    expect(settings("BucketServerSideEncryptionConfiguration").inputs).to.have.nested.property(
      "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm",
      "aws:kms",
    );
  });

  it("is nobody else's: no public access, no ACLs, no request without TLS", () => {
    expect(settings("BucketPublicAccessBlock").inputs).to.include({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(settings("BucketOwnershipControls").inputs.rule).to.deep.equal({ objectOwnership: "BucketOwnerEnforced" });
    const denied = statements(settings("BucketPolicy").inputs.policy);
    expect(denied.map(({ Effect, Action, Condition }) => ({ Effect, Action, Condition }))).to.deep.equal([
      { Effect: "Deny", Action: "s3:*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
      { Effect: "Deny", Action: "s3:*", Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
    ]);
  });

  it("refuses an alias of AWS's and a time that is none", async () => {
    const wrong = { ...args, keyAlias: "alias/aws/s3", oldVersionDays: 0 };
    expect(await problemsOf(() => new StateBucket("bankapp", wrong))).to.have.all.keys("keyAlias", "oldVersionDays");
  });
});

describe("ImageRepositories", () => {
  it("are scanned, have tags that never move, and keep ten images", async () => {
    const { get } = await record(() => new ImageRepositories("bankapp", { repositories: ["bankapp/account"] }));
    const name = "bankapp-bankapp/account";
    expect(get("aws:ecr/repository:Repository", name).inputs).to.deep.include({
      name: "bankapp/account",
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [{ encryptionType: "AES256" }],
    });
    const { policy } = get("aws:ecr/lifecyclePolicy:LifecyclePolicy", name).inputs;
    expect(JSON.parse(policy as string))
      .to.have.nested.property("rules[0].selection")
      .that.includes({ countType: "imageCountMoreThan", countNumber: 10 });
  });

  it("refuse names that ECR refuses, and the same one twice", async () => {
    const repositories = ["Account", "a", "bankapp/account", "bankapp/account"];
    expect(await problemsOf(() => new ImageRepositories("bankapp", { repositories, keep: 0 }))).to.have.all.keys(
      "repositories[0]",
      "repositories[1]",
      "repositories[3]",
      "keep",
    );
  });
});

describe("GithubActionsRoles", () => {
  const args: GithubActionsRolesArgs = {
    accountId: "111122223333",
    repository: "example/bankapp",
    environments: ["dev", "prod"],
    regions: ["eu-west-1", "us-east-1"],
    planRoleName: "bankapp-plan",
    deployRoleName: "bankapp-deploy",
    boundaryName: "bankapp-boundary",
    stateBucketArn: "arn:aws:s3:::state",
    stateKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/1",
  };
  let made: Recording<GithubActionsRoles>;
  before(async () => {
    made = await record(() => new GithubActionsRoles("bankapp", args));
  });

  const trust = (role: string) => {
    const [statement] = statements(made.get("aws:iam/role:Role", role).inputs.assumeRolePolicy);
    return statement?.Condition;
  };
  const attached = (role: string) =>
    made.get("aws:iam/rolePolicyAttachment:RolePolicyAttachment", role).inputs.policyArn;

  it("let a pull request's jobs read: exactly that subject and audience", () => {
    expect(trust("bankapp-plan")).to.deep.equal({
      StringEquals: {
        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
        "token.actions.githubusercontent.com:sub": "repo:example/bankapp:pull_request",
      },
    });
    expect(attached("bankapp-plan")).to.equal("arn:aws:iam::aws:policy/ReadOnlyAccess");
    const [bucket, key] = statements(made.get("aws:iam/rolePolicy:RolePolicy", "bankapp-plan").inputs.policy);
    expect(bucket?.Action).to.deep.equal(["s3:GetObject", "s3:ListBucket"]);
    expect(key?.Action).to.deep.equal(["kms:Decrypt", "kms:DescribeKey"]);
  });

  it("let the jobs of named environments deploy, and no other job", () => {
    expect(trust("bankapp-deploy")).to.deep.equal({
      StringEquals: {
        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
        "token.actions.githubusercontent.com:sub": [
          "repo:example/bankapp:environment:dev",
          "repo:example/bankapp:environment:prod",
        ],
      },
    });
  });

  it("trust by no pattern", () => {
    const text = trustPolicy("arn", ["repo:example/bankapp:environment:prod"]);
    expect(text).to.not.match(/StringLike|\*/);
  });

  it("bound what a deployment can ever do", () => {
    const role = made.get("aws:iam/role:Role", "bankapp-deploy").inputs;
    expect(role.permissionsBoundary).to.equal("arn:aws:iam::111122223333:policy/bankapp-deploy");
    const policy = made.get("aws:iam/policy:Policy", "bankapp-deploy").inputs.policy as string;
    const denied = statements(policy).filter(({ Effect }) => Effect === "Deny");
    expect(denied.map(({ Sid }) => Sid)).to.deep.equal([
      "OtherRegions",
      "PeoplesAccess",
      "State",
      "StateKey",
      "Images",
      "Trust",
    ]);
    expect(denied[0]?.Condition).to.deep.equal({
      StringNotEquals: { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] },
    });
    expect(policy.length, "IAM takes 6144 characters").to.be.lessThan(6144);
  });

  it("need no state in the account", () => {
    const policy = boundaryPolicy(["eu-west-1"], {
      repositoryArns: "r",
      providerArn: "p",
      roleArns: [],
      boundaryArn: "b",
    });
    expect(statements(policy).map(({ Sid }) => Sid)).to.not.include.members(["State", "StateKey"]);
  });

  it("refuse what is no repository, and nobody who could deploy", async () => {
    const wrong = { ...args, repository: "bankapp", environments: [] };
    expect(await problemsOf(() => new GithubActionsRoles("bankapp", wrong))).to.have.all.keys(
      "repository",
      "environments",
    );
    const pattern = { ...args, repository: "example/*", environments: ["prod*", "a:b"] };
    expect(await problemsOf(() => new GithubActionsRoles("bankapp", pattern))).to.have.all.keys(
      "repository",
      "environments[0]",
      "environments[1]",
    );
  });
});

describe("CostBudget", () => {
  it("sends mail when 80 % are spent, and when all of it is forecast to be", async () => {
    const emails = ["platform@example.org"];
    const { get } = await record(() => new CostBudget("bankapp", { budgetName: "monthly", monthlyUsd: 500, emails }));
    const { limitAmount, notifications } = get("aws:budgets/budget:Budget", "bankapp").inputs;
    expect(limitAmount).to.equal("500");
    expect(notifications).to.deep.equal(
      [
        { notificationType: "ACTUAL", threshold: 80 },
        { notificationType: "FORECASTED", threshold: 100 },
      ].map((own) => ({
        ...own,
        comparisonOperator: "GREATER_THAN",
        thresholdType: "PERCENTAGE",
        subscriberEmailAddresses: emails,
      })),
    );
  });

  it("counts the whole account, or only what has a tag", async () => {
    const args = { budgetName: "monthly", monthlyUsd: 500, emails: ["platform@example.org"] };
    const costTag = { key: "throughline:environment", value: "dev" };
    const { get } = await record(() => [
      new CostBudget("account", args),
      new CostBudget("environment", { ...args, costTag }),
    ]);
    expect(get("aws:budgets/budget:Budget", "account").inputs).to.not.have.property("costFilters");
    expect(get("aws:budgets/budget:Budget", "environment").inputs.costFilters).to.deep.equal([
      { name: "TagKeyValue", values: ["user:throughline:environment$dev"] },
    ]);
  });

  it("refuses a budget of nothing, and mail to nobody", async () => {
    const wrong = { budgetName: "monthly", monthlyUsd: 0, emails: [] };
    expect(await problemsOf(() => new CostBudget("bankapp", wrong))).to.have.all.keys("monthlyUsd", "emails");
  });
});
