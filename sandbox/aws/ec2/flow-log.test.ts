import { expect } from "chai";

import { LOG_GROUP } from "../cloudwatch";
import { ROLE } from "../iam/role";
import { Account, codeOf } from "../../testing/account";
import { makeVpc } from "../../testing/aws-network";

const trust = (service: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
  });

describe("a flow log", () => {
  let account: Account;
  let inputs: Record<string, unknown>;
  beforeEach(async () => {
    account = new Account();
    const vpc = await makeVpc(account);
    const group = await account.make(LOG_GROUP);
    const role = await account.make(ROLE, { assumeRolePolicy: trust("vpc-flow-logs.amazonaws.com") });
    inputs = {
      vpcId: vpc.id,
      trafficType: "ALL",
      logDestination: group.outputs.arn,
      iamRoleArn: role.outputs.arn,
    };
  });

  const flowLog = (changes: Record<string, unknown> = {}) =>
    account.make("aws:ec2/flowLog:FlowLog", { ...inputs, ...changes });

  it("goes to a log group with a role, or to a bucket without one", async () => {
    expect(await codeOf(flowLog())).to.equal("accepted");
    const toBucket = { logDestinationType: "s3", logDestination: "arn:aws:s3:::logs/vpc", iamRoleArn: undefined };
    expect(await codeOf(flowLog(toBucket))).to.equal("accepted");
    expect(await codeOf(flowLog({ iamRoleArn: undefined }))).to.equal("InvalidParameter");
  });

  it("twice for the same traffic is refused with FlowLogAlreadyExists", async () => {
    await flowLog();
    expect(await codeOf(flowLog())).to.equal("FlowLogAlreadyExists");
  });

  it("to a log group that does not exist is refused with InvalidParameter", async () => {
    const logDestination = "arn:aws:logs:us-east-1:123456789012:log-group:nowhere";
    expect(await codeOf(flowLog({ logDestination }))).to.equal("InvalidParameter");
  });

  it("with a role that does not trust the service is refused with InvalidParameter", async () => {
    const role = await account.make(ROLE, { assumeRolePolicy: trust("ec2.amazonaws.com") });
    expect(await codeOf(flowLog({ iamRoleArn: role.outputs.arn }))).to.equal("InvalidParameter");
  });

  it("of no or two sources is refused with InvalidParameterCombination, without a traffic type with MissingParameter", async () => {
    expect(await codeOf(flowLog({ vpcId: undefined }))).to.equal("InvalidParameterCombination");
    expect(await codeOf(flowLog({ trafficType: undefined }))).to.equal("MissingParameter");
  });
});
