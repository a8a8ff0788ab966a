import { expect } from "chai";

import type { Properties } from "../../resource-type";
import { Account, codeOf } from "../../testing/account";
import { makeCanary } from "../../testing/aws-canary";
import { CANARY } from "./canary";

const trust = (Service: string) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service } }],
});

describe("a canary", () => {
  let account: Account;
  let canary: (inputs?: Properties) => ReturnType<Account["make"]>;
  beforeEach(async () => {
    account = new Account();
    canary = await makeCanary(account);
  });

  it("has its name as id, and runs as a function of Lambda", async () => {
    const { id, outputs } = await canary({ startCanary: true });
    expect(id).to.equal("balance");
    expect(outputs.arn).to.equal("arn:aws:synthetics:us-east-1:123456789012:canary:balance");
    expect(outputs.engineArn).to.match(/:function:cwsyn-balance-[\da-f-]{36}:1$/);
    expect(outputs.status).to.equal("RUNNING");
  });

  it("keeps its function when it is changed, and is another under another name or elsewhere", async () => {
    const made = await canary();
    const changed = await account.update(made, { schedule: { expression: "rate(1 hour)" } });
    expect(changed.outputs.engineArn).to.equal(made.outputs.engineArn);
    expect(account.replacing(made, { name: "site", region: "eu-west-1", handler: "other.handler" })).to.deep.equal([
      "name",
      "region",
    ]);
  });

  it("keeps a runtime that has been deprecated since, and cannot be moved to one", async () => {
    const made = await canary();
    const old = "syn-nodejs-puppeteer-7.0";
    expect(await codeOf(account.update(made, { runtimeVersion: old }))).to.equal("ValidationException");
    account.put(CANARY, "old", { ...made.inputs, name: "old", runtimeVersion: old });
    const found = account.find(CANARY, "old") ?? expect.fail("there is no such canary");
    expect(await codeOf(account.update(found, { handler: "canary.other" }))).to.equal("accepted");
  });

  const refused: readonly (readonly [title: string, inputs: Properties])[] = [
    ["with a runtime that never was", { runtimeVersion: "syn-nodejs-1.7" }],
    ["with a runtime that is deprecated", { runtimeVersion: "syn-nodejs-puppeteer-7.0" }],
    ["without a script", { s3Bucket: undefined, s3Key: undefined }],
    ["with two scripts", { zipFile: "canary.zip" }],
    ["with a bucket and no key", { s3Key: undefined }],
    ["whose script is not in the bucket", { s3Key: "other.zip" }],
    ["whose bucket does not exist", { s3Bucket: "nobodys" }],
    ["whose results go to a bucket that does not exist", { artifactS3Location: "s3://nobodys/results" }],
    ["with a role that does not exist", { executionRoleArn: "arn:aws:iam::123456789012:role/nobody" }],
    ["with memory that is no multiple of 64 MB", { runConfig: { memoryInMb: 1000 } }],
    ["in a subnet that does not exist", { vpcConfig: { subnetIds: ["subnet-0"] } }],
    ["in a security group that does not exist", { vpcConfig: { securityGroupIds: ["sg-0"] } }],
  ];
  for (const [title, inputs] of refused) {
    it(`${title} is refused with ValidationException`, async () => {
      expect(await codeOf(canary(inputs))).to.equal("ValidationException");
    });
  }

  it("with a role that Lambda cannot assume is refused with ValidationException", async () => {
    const role = await account.make("aws:iam/role:Role", { assumeRolePolicy: trust("synthetics.amazonaws.com") });
    expect(await codeOf(canary({ executionRoleArn: role.outputs.arn }))).to.equal("ValidationException");
  });

  it("of a name that is taken is refused with ValidationException", async () => {
    await canary();
    expect(await codeOf(canary())).to.equal("ValidationException");
  });
});
