import { expect } from "chai";

import type { Properties } from "../../resource-type";
import { Account, codeOf } from "../../testing/account";
import { makeNetwork } from "../../testing/aws-network";
import { LAUNCH_TEMPLATE } from "./launch-template";
import { SECURITY_GROUP } from "./permissions";

const base64 = (size: number): string => Buffer.alloc(size, "a").toString("base64");

describe("a launch template", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });
  const template = (inputs: Properties = {}) => account.make(LAUNCH_TEMPLATE, inputs);

  it("has a new version for each change of what instances get, and none for its tags", async () => {
    const first = await template({ instanceType: "t3.nano" });
    expect(first.outputs).to.include({ latestVersion: 1, defaultVersion: 1 });
    const second = await account.update(first, { instanceType: "t3.micro" });
    expect(second.outputs).to.include({ latestVersion: 2, defaultVersion: 1 });
    expect((await account.update(second, { tags: { a: "b" } })).outputs.latestVersion).to.equal(2);
    const third = await account.update(second, { instanceType: "t3.small", updateDefaultVersion: true });
    expect(third.outputs).to.include({ latestVersion: 3, defaultVersion: 3 });
  });

  it("takes 16 KB of user data in Base64", async () => {
    expect(await codeOf(template({ userData: base64(16384) }))).to.equal("accepted");
    expect(await codeOf(template({ userData: base64(16385) }))).to.equal("InvalidParameterValue");
    expect(await codeOf(template({ userData: "#!/bin/sh" }))).to.equal("InvalidUserData.Malformed");
  });

  it("names security groups in one place: InvalidParameterCombination", async () => {
    const { vpc } = await makeNetwork(account);
    const { id } = await account.make(SECURITY_GROUP, { vpcId: vpc.id });
    const networkInterfaces = [{ associatePublicIpAddress: "false", securityGroups: [id] }];
    expect(await codeOf(template({ vpcSecurityGroupIds: [id], networkInterfaces }))).to.equal(
      "InvalidParameterCombination",
    );
    expect(await codeOf(template({ networkInterfaces }))).to.equal("accepted");
  });

  it("with a group or a profile that does not exist is refused", async () => {
    expect(await codeOf(template({ vpcSecurityGroupIds: ["sg-0"] }))).to.equal("InvalidGroup.NotFound");
    expect(await codeOf(template({ iamInstanceProfile: { name: "nobody" } }))).to.equal(
      "InvalidIamInstanceProfile.NotFound",
    );
  });

  it("has a name once", async () => {
    await template({ name: "nodes" });
    expect(await codeOf(template({ name: "nodes" }))).to.equal("InvalidLaunchTemplateName.AlreadyExistsException");
  });
});
