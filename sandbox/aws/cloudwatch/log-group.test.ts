import { expect } from "chai";

import { Account, codeOf } from "../../testing/account";
import { LOG_GROUP } from "./log-group";

describe("a log group", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  it("has its name as id and in its ARN", async () => {
    const { id, outputs } = await account.make(LOG_GROUP, { name: "/vpc/flow" });
    expect(id).to.equal("/vpc/flow");
    expect(outputs.arn).to.equal("arn:aws:logs:us-east-1:123456789012:log-group:/vpc/flow");
  });

  it("may have a prefix instead of a name", async () => {
    expect((await account.make(LOG_GROUP, { namePrefix: "flow-" })).id).to.match(/^flow-[\da-f]{26}$/);
  });

  it("with a name that is taken is refused with ResourceAlreadyExistsException", async () => {
    await account.make(LOG_GROUP, { name: "flow" });
    expect(await codeOf(account.make(LOG_GROUP, { name: "flow" }))).to.equal("ResourceAlreadyExistsException");
  });

  it("with a retention that CloudWatch does not offer is refused with InvalidParameterException", async () => {
    expect(await codeOf(account.make(LOG_GROUP, { retentionInDays: 15 }))).to.equal("InvalidParameterException");
    expect(await codeOf(account.make(LOG_GROUP, { retentionInDays: 14 }))).to.equal("accepted");
  });

  it("with a key that does not exist is refused with InvalidParameterException", async () => {
    const kmsKeyId = "arn:aws:kms:us-east-1:123456789012:key/none";
    expect(await codeOf(account.make(LOG_GROUP, { kmsKeyId }))).to.equal("InvalidParameterException");
  });

  it("with deletion protection stays: ValidationException", async () => {
    const group = await account.make(LOG_GROUP, { deletionProtectionEnabled: true });
    expect(await codeOf(account.remove(group))).to.equal("ValidationException");
  });
});
