import { expect } from "chai";

import type { Properties } from "../../resource-type";
import { Account, codeOf } from "../../testing/account";
import { PARAMETER } from "./parameter";

describe("a parameter of Systems Manager", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });
  const parameter = (inputs: Properties = {}) =>
    account.make(PARAMETER, { name: "/dev/a", type: "String", value: "one", ...inputs });

  it("can be read by its name, and counts its versions", async () => {
    const made = await parameter();
    expect(account.ask("aws:ssm/getParameter:getParameter", { name: "/dev/a" }).value).to.equal("one");
    expect((await account.update(made, { value: "two" })).outputs.version).to.equal(2);
  });

  it("is there once: ParameterAlreadyExists", async () => {
    await parameter();
    expect(await codeOf(parameter())).to.equal("ParameterAlreadyExists");
  });

  it("begins with a slash when it is in a hierarchy", async () => {
    expect(await codeOf(parameter({ name: "dev/a" }))).to.equal("ValidationException");
  });

  it("has one value, of 4 KB, or 8 KB in the advanced tier", async () => {
    expect(await codeOf(parameter({ value: undefined }))).to.equal("ValidationException");
    expect(await codeOf(parameter({ insecureValue: "a" }))).to.equal("ValidationException");
    expect(await codeOf(parameter({ value: "a".repeat(4097) }))).to.equal("ValidationException");
    expect(await codeOf(parameter({ value: "a".repeat(4097), tier: "Advanced" }))).to.equal("accepted");
  });

  it("fits its pattern: ParameterPatternMismatchException", async () => {
    expect(await codeOf(parameter({ allowedPattern: "^\\d+$" }))).to.equal("ParameterPatternMismatchException");
  });
});
