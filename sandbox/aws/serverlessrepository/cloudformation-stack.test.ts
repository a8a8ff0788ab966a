import { expect } from "chai";

import type { Properties } from "../../resource-type";
import { Account, codeOf } from "../../testing/account";
import { ROTATOR, rotatorParameters } from "../../testing/aws-data";
import { makeNetwork } from "../../testing/aws-network";
import type { Network } from "../../testing/aws-network";
import { SECURITY_GROUP } from "../ec2/permissions";
import { FUNCTION } from "./cloudformation-stack";

const STACK = "aws:serverlessrepository/cloudFormationStack:CloudFormationStack";

describe("an application of the Serverless Application Repository", () => {
  let account: Account;
  let network: Network;
  beforeEach(async () => {
    account = new Account();
    network = await makeNetwork(account);
  });

  const deploy = (inputs: Properties = {}, parameters: Properties = {}) =>
    account.make(STACK, {
      ...ROTATOR,
      parameters: { ...rotatorParameters("rotation", network), ...parameters },
      ...inputs,
    });

  it("brings its function, and a network interface in each subnet that keeps it", async () => {
    const group = await account.make(SECURITY_GROUP, { vpcId: network.vpc.id });
    const record = await deploy({}, { vpcSecurityGroupIds: group.id });
    const arn = "arn:aws:lambda:us-east-1:123456789012:function:rotation";
    expect(record.outputs.outputs).to.deep.equal({ RotationLambdaARN: arn });
    expect(account.find(FUNCTION, "rotation")?.outputs.arn).to.equal(arn);
    expect(await codeOf(account.remove(network.subnetA))).to.equal("DependencyViolation");
    expect(await codeOf(account.remove(group))).to.equal("DependencyViolation");
    await account.remove(record);
    expect(await codeOf(account.remove(group))).to.equal("accepted");
  });

  it("that does not exist is refused with NotFoundException", async () => {
    const applicationId = String(ROTATOR.applicationId).replace("PostgreSQL", "Postgres");
    expect(await codeOf(deploy({ applicationId }))).to.equal("NotFoundException");
  });

  it("that makes roles wants to be allowed to: InsufficientCapabilitiesException", async () => {
    const capabilities = ["CAPABILITY_IAM"];
    expect(await codeOf(deploy({ capabilities }))).to.equal("InsufficientCapabilitiesException");
  });

  it("without its parameters is refused with ValidationError", async () => {
    expect(await codeOf(deploy({}, { endpoint: undefined }))).to.equal("ValidationError");
    expect(await codeOf(deploy({}, { functionName: "a b" }))).to.equal("ValidationError");
  });

  it("with a function whose name is taken is refused with ResourceConflictException", async () => {
    await deploy();
    expect(await codeOf(deploy({ name: "other" }))).to.equal("ResourceConflictException");
  });

  it("in subnets of one VPC with a group of another is refused with InvalidParameterValueException", async () => {
    const other = await makeNetwork(account, "10.1");
    const group = String(other.vpc.outputs.defaultSecurityGroupId);
    expect(await codeOf(deploy({}, { vpcSecurityGroupIds: group }))).to.equal("InvalidParameterValueException");
    expect(await codeOf(deploy({}, { vpcSubnetIds: "subnet-1" }))).to.equal("InvalidParameterValueException");
  });
});
