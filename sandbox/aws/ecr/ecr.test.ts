import { expect } from "chai";

import { Account, codeOf } from "../../testing/account";
import { REPOSITORY } from "./repository";

const LIFECYCLE = "aws:ecr/lifecyclePolicy:LifecyclePolicy";
const POLICY = "aws:ecr/repositoryPolicy:RepositoryPolicy";

describe("an ECR repository", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  const repository = (inputs: object = {}) => account.make(REPOSITORY, { name: "bankapp/account", ...inputs });

  it("is pushed to at the registry of its account and region", async () => {
    const { id, outputs } = await repository({ region: "eu-west-1" });
    expect(id).to.equal("bankapp/account");
    expect(outputs).to.include({
      arn: "arn:aws:ecr:eu-west-1:123456789012:repository/bankapp/account",
      registryId: "123456789012",
      repositoryUrl: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/bankapp/account",
    });
  });

  it("exists once in a region: RepositoryAlreadyExistsException", async () => {
    await repository();
    expect(await codeOf(repository())).to.equal("RepositoryAlreadyExistsException");
    expect(await codeOf(repository({ region: "eu-west-1" }))).to.equal("accepted");
  });

  it("is replaced for another encryption, and not for immutable tags", async () => {
    const changes = { imageTagMutability: "IMMUTABLE", encryptionConfigurations: [{ encryptionType: "KMS" }] };
    expect(account.replacing(await repository(), changes)).to.deep.equal(["encryptionConfigurations"]);
  });

  it("has exclusions from its mutability only if it says so", async () => {
    const imageTagMutabilityExclusionFilters = [{ filter: "latest", filterType: "WILDCARD" }];
    const made = (imageTagMutability: string) =>
      codeOf(repository({ imageTagMutability, imageTagMutabilityExclusionFilters }));
    expect(await made("IMMUTABLE")).to.equal("InvalidParameterException");
    expect(await made("IMMUTABLE_WITH_EXCLUSION")).to.equal("accepted");
  });

  it("takes a key with KMS only", async () => {
    const encryptionConfigurations = [
      { encryptionType: "AES256", kmsKey: (await account.make("aws:kms/key:Key")).outputs.arn },
    ];
    expect(await codeOf(repository({ encryptionConfigurations }))).to.equal("InvalidParameterException");
  });

  describe("lifecycle policy", () => {
    beforeEach(() => repository());

    const any = { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 10 };
    const rule = (rulePriority: number, selection: object) => ({ rulePriority, selection, action: { type: "expire" } });
    const put = (...rules: object[]) =>
      codeOf(account.make(LIFECYCLE, { repository: "bankapp/account", policy: { rules } }));

    it("keeps so many images, or so many days", async () => {
      const pushed = { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 1 };
      expect(await put(rule(1, pushed), rule(2, any))).to.equal("accepted");
    });

    const wrong: readonly (readonly [string, ...object[]])[] = [
      ["no rule"],
      ["the same priority twice", rule(1, { ...any, tagStatus: "untagged" }), rule(1, any)],
      ["any image before the last rule", rule(1, any), rule(2, { ...any, tagStatus: "untagged" })],
      ["tagged images without a pattern", rule(1, { ...any, tagStatus: "tagged" })],
      ["a count of nothing", rule(1, { ...any, countNumber: 0 })],
      ["days without a unit", rule(1, { ...any, countType: "sinceImagePushed" })],
      ["a tag status that there is not", rule(1, { ...any, tagStatus: "old" })],
      ["another action", { rulePriority: 1, selection: any, action: { type: "delete" } }],
    ];
    for (const [title, ...rules] of wrong) {
      it(`with ${title} is refused with InvalidParameterException`, async () => {
        expect(await put(...rules)).to.equal("InvalidParameterException");
      });
    }

    it("of no repository is refused with RepositoryNotFoundException", async () => {
      const policy = { rules: [rule(1, any)] };
      expect(await codeOf(account.make(LIFECYCLE, { repository: "none", policy }))).to.equal(
        "RepositoryNotFoundException",
      );
    });
  });

  it("has a policy about itself: one that names a resource is refused", async () => {
    await repository();
    const put = (statement: object) =>
      codeOf(
        account.make(POLICY, {
          repository: "bankapp/account",
          policy: {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: "*", Action: "ecr:BatchGetImage", ...statement }],
          },
        }),
      );
    expect(await put({ Resource: "*" })).to.equal("InvalidParameterException");
    expect(await put({ Principal: undefined })).to.equal("InvalidParameterException");
    expect(await put({})).to.equal("accepted");
  });
});
