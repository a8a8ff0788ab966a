import { expect } from "chai";

import { Account, codeOf } from "../../testing/account";
import { makeNetwork, makeVpc } from "../../testing/aws-network";
import type { Network } from "../../testing/aws-network";
import { INSTANCE } from "./instance";
import { SECURITY_GROUP } from "./permissions";

const IMAGE = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

describe("an instance", () => {
  let account: Account;
  let network: Network;
  let ami: unknown;
  beforeEach(async () => {
    account = new Account();
    network = await makeNetwork(account);
    ami = account.ask("aws:ssm/getParameter:getParameter", { name: IMAGE }).value;
  });

  const instance = (inputs: Record<string, unknown> = {}) =>
    account.make(INSTANCE, { ami, instanceType: "t4g.nano", subnetId: network.subnetA.id, ...inputs });

  it("is in its subnet's zone, with an address of the subnet and the VPC's default group", async () => {
    const { id, outputs } = await instance();
    expect(id).to.match(/^i-[\da-f]{17}$/);
    expect(outputs).to.include({ availabilityZone: "us-east-1a", publicIp: "", instanceState: "running" });
    expect(outputs.privateIp).to.match(/^10\.0\.0\.\d+$/);
    expect(outputs.vpcSecurityGroupIds).to.deep.equal([network.vpc.outputs.defaultSecurityGroupId]);
  });

  it("with an image for another processor is refused with InvalidParameterValue", async () => {
    expect(await codeOf(instance({ instanceType: "t3.nano" }))).to.equal("InvalidParameterValue");
  });

  it("with something else than an image id is refused with InvalidAMIID.Malformed", async () => {
    expect(await codeOf(instance({ ami: "al2023" }))).to.equal("InvalidAMIID.Malformed");
  });

  it("with a group of another VPC is refused with InvalidParameter", async () => {
    const other = await makeVpc(account, "10.1.0.0/16");
    const group = await account.make(SECURITY_GROUP, { vpcId: other.id });
    expect(await codeOf(instance({ vpcSecurityGroupIds: [group.id] }))).to.equal("InvalidParameter");
  });

  it("with an address outside its subnet is refused with InvalidParameterValue, in use with InvalidIPAddress.InUse", async () => {
    expect(await codeOf(instance({ privateIp: "10.0.1.9" }))).to.equal("InvalidParameterValue");
    await instance({ privateIp: "10.0.0.9" });
    expect(await codeOf(instance({ privateIp: "10.0.0.9" }))).to.equal("InvalidIPAddress.InUse");
  });

  it("with more than 16 KiB of user data is refused with InvalidParameterValue", async () => {
    expect(await codeOf(instance({ userData: "x".repeat(16384) }))).to.equal("accepted");
    expect(await codeOf(instance({ userData: "x".repeat(16385) }))).to.equal("InvalidParameterValue");
    const userDataBase64 = Buffer.alloc(16385).toString("base64");
    expect(await codeOf(instance({ userDataBase64 }))).to.equal("InvalidParameterValue");
  });

  it("without a subnet is refused with VPCIdNotSpecified: the account has no default VPC", async () => {
    expect(await codeOf(instance({ subnetId: undefined }))).to.equal("VPCIdNotSpecified");
  });

  it("without an image or a type is refused with MissingParameter, unless a launch template has them", async () => {
    expect(await codeOf(instance({ ami: undefined }))).to.equal("MissingParameter");
    expect(await codeOf(instance({ instanceType: undefined }))).to.equal("MissingParameter");
    const byTemplate = { ami: undefined, instanceType: undefined, launchTemplate: { id: "lt-1" } };
    expect(await codeOf(instance(byTemplate))).to.equal("accepted");
  });

  it("in another zone than its subnet is refused with InvalidParameterValue", async () => {
    expect(await codeOf(instance({ availabilityZone: "us-east-1b" }))).to.equal("InvalidParameterValue");
  });

  it("with six groups is refused with SecurityGroupsPerInterfaceLimitExceeded", async () => {
    const groups = [];
    for (let index = 0; index < 6; index += 1) {
      groups.push(await account.make(SECURITY_GROUP, { vpcId: network.vpc.id, name: `group-${index}` }));
    }
    const vpcSecurityGroupIds = groups.map(({ id }) => id);
    expect(await codeOf(instance({ vpcSecurityGroupIds }))).to.equal("SecurityGroupsPerInterfaceLimitExceeded");
  });

  it("with an instance profile that does not exist is refused with InvalidParameterValue", async () => {
    expect(await codeOf(instance({ iamInstanceProfile: "nobody" }))).to.equal("InvalidParameterValue");
  });

  it("is replaced by other user data only when that is asked for", async () => {
    const record = await instance({ userData: "a" });
    expect(account.replacing(record, { userData: "b" })).to.be.empty;
    const changes = { userData: "b", userDataReplaceOnChange: true };
    expect(account.replacing(record, changes)).to.deep.equal(["userData"]);
  });

  it("that is protected from termination stays: OperationNotPermitted", async () => {
    const record = await instance({ disableApiTermination: true });
    expect(await codeOf(account.remove(record))).to.equal("OperationNotPermitted");
  });

  it("keeps its groups and its subnet: DependencyViolation", async () => {
    const group = await account.make(SECURITY_GROUP, { vpcId: network.vpc.id });
    await instance({ vpcSecurityGroupIds: [group.id] });
    expect(await codeOf(account.remove(group))).to.equal("DependencyViolation");
    expect(await codeOf(account.remove(network.subnetA))).to.equal("DependencyViolation");
  });
});
