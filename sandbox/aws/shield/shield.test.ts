import { expect } from "chai";

import { Account, codeOf } from "../../testing/account";
import { makeInternalLoadBalancer } from "../../testing/aws-edge";

const PROTECTION = "aws:shield/protection:Protection";

describe("a protection by Shield Advanced", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  it("is for something that exists: ResourceNotFoundException", async () => {
    const resourceArn = "arn:aws:cloudfront::123456789012:distribution/E0";
    expect(await codeOf(account.make(PROTECTION, { resourceArn }))).to.equal("ResourceNotFoundException");
  });

  it("is there once for a resource: ResourceAlreadyExistsException", async () => {
    const resourceArn = (await makeInternalLoadBalancer(account)).outputs.arn;
    const { outputs } = await account.make(PROTECTION, { resourceArn });
    expect(outputs.arn).to.match(/^arn:aws:shield::123456789012:protection\/[\da-f-]{36}$/);
    expect(await codeOf(account.make(PROTECTION, { resourceArn }))).to.equal("ResourceAlreadyExistsException");
  });
});
