import { expect } from "chai";

import { Account, codeOf } from "../testing/account";
import { KEY } from "./kms";

const ALIAS = "aws:kms/alias:Alias";

describe("a KMS key", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  it("has a UUID as id, or a multi-region id", async () => {
    expect((await account.make(KEY)).id).to.match(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect((await account.make(KEY, { multiRegion: true })).id).to.match(/^mrk-[\da-f]{32}$/);
  });

  it("with a deletion window outside 7 to 30 days is refused with ValidationException", async () => {
    expect(await codeOf(account.make(KEY, { deletionWindowInDays: 6 }))).to.equal("ValidationException");
    expect(await codeOf(account.make(KEY, { deletionWindowInDays: 30 }))).to.equal("accepted");
  });

  it("that is asymmetric does not rotate: UnsupportedOperationException", async () => {
    const inputs = { customerMasterKeySpec: "RSA_2048", keyUsage: "SIGN_VERIFY", enableKeyRotation: true };
    expect(await codeOf(account.make(KEY, inputs))).to.equal("UnsupportedOperationException");
  });

  it("has a rotation period only when it rotates: ValidationException", async () => {
    expect(await codeOf(account.make(KEY, { rotationPeriodInDays: 90 }))).to.equal("ValidationException");
    const rotating = { rotationPeriodInDays: 90, enableKeyRotation: true };
    expect(await codeOf(account.make(KEY, rotating))).to.equal("accepted");
  });

  it("has aliases that are unique in a region: AlreadyExistsException", async () => {
    const { id } = await account.make(KEY);
    const make = (name: string) => account.make(ALIAS, { name, targetKeyId: id });
    expect(await codeOf(make("alias/state"))).to.equal("accepted");
    expect(await codeOf(make("alias/state"))).to.equal("AlreadyExistsException");
    expect(await codeOf(make("alias/aws/s3"))).to.equal("ValidationException");
  });
});
