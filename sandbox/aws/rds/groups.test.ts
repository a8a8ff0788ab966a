import { expect } from "chai";

import { Account, codeOf } from "../../testing/account";
import { DATABASE, subnetsOf } from "../../testing/aws-data";
import { makeNetwork } from "../../testing/aws-network";
import type { Network } from "../../testing/aws-network";
import { INSTANCE } from "./instance-source";
import { PARAMETER_GROUP } from "./parameter-group";
import { SUBNET_GROUP } from "./subnet-group";

describe("a DB subnet group", () => {
  let account: Account;
  let network: Network;
  beforeEach(async () => {
    account = new Account();
    network = await makeNetwork(account);
  });

  it("knows its VPC", async () => {
    const { outputs } = await account.make(SUBNET_GROUP, { subnetIds: subnetsOf(network) });
    expect(outputs.vpcId).to.equal(network.vpc.id);
  });

  it("in one availability zone is refused with DBSubnetGroupDoesNotCoverEnoughAZs", async () => {
    const subnetIds = [network.subnetA.id];
    expect(await codeOf(account.make(SUBNET_GROUP, { subnetIds }))).to.equal("DBSubnetGroupDoesNotCoverEnoughAZs");
  });

  it("over two VPCs is refused with InvalidSubnet", async () => {
    const other = await makeNetwork(account, "10.1");
    const subnetIds = [network.subnetA.id, other.subnetB.id];
    expect(await codeOf(account.make(SUBNET_GROUP, { subnetIds }))).to.equal("InvalidSubnet");
  });

  it("with a name that is taken is refused with DBSubnetGroupAlreadyExists", async () => {
    const inputs = { name: "data", subnetIds: subnetsOf(network) };
    await account.make(SUBNET_GROUP, inputs);
    expect(await codeOf(account.make(SUBNET_GROUP, inputs))).to.equal("DBSubnetGroupAlreadyExists");
  });

  it("gives up its subnets while no database is in them", async () => {
    const subnetIds = subnetsOf(network);
    const group = await account.make(SUBNET_GROUP, { subnetIds });
    const database = await account.make(INSTANCE, { ...DATABASE, dbSubnetGroupName: group.id });
    expect(await codeOf(account.remove(network.subnetA))).to.equal("DependencyViolation");
    expect(await codeOf(account.remove(group))).to.equal("InvalidDBSubnetGroupStateFault");
    await account.remove(database);
    expect(await codeOf(account.remove(network.subnetA))).to.equal("accepted");
  });
});

describe("a DB parameter group", () => {
  const make = (inputs: Record<string, unknown>) =>
    codeOf(new Account().make(PARAMETER_GROUP, { family: "postgres17", ...inputs }));
  const parameter = (name: string, value: string, applyMethod?: string) => ({
    parameters: [{ name, value, applyMethod }],
  });

  it("of a family that does not exist is refused with InvalidParameterValue", async () => {
    expect(await make({ family: "postgres17.7" })).to.equal("InvalidParameterValue");
    expect(await make({ family: "mysql8.4" })).to.equal("accepted");
  });

  it("takes parameters of its engine alone, with values that they have: InvalidParameterValue", async () => {
    expect(await make(parameter("rds.force_ssl", "1"))).to.equal("accepted");
    expect(await make(parameter("rds.force_ssl", "on"))).to.equal("InvalidParameterValue");
    expect(await make(parameter("require_secure_transport", "1"))).to.equal("InvalidParameterValue");
    expect(await make({ family: "mysql8.4", ...parameter("require_secure_transport", "1") })).to.equal("accepted");
  });

  it("changes what is static at the next reboot only: InvalidParameterCombination", async () => {
    expect(await make(parameter("max_connections", "200"))).to.equal("InvalidParameterCombination");
    expect(await make(parameter("max_connections", "200", "pending-reboot"))).to.equal("accepted");
  });

  it("is changed in place, but for its family", async () => {
    const account = new Account();
    const group = await account.make(PARAMETER_GROUP, { family: "postgres17" });
    expect(account.replacing(group, { parameters: [], family: "postgres18" })).to.deep.equal(["family"]);
  });
});
