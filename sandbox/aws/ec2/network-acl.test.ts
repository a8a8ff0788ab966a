import { expect } from "chai";

import { Account, codeOf } from "../../testing/account";
import { makeNetwork, makeVpc } from "../../testing/aws-network";
import type { Network } from "../../testing/aws-network";
import type { WorldRecord } from "../../world/record";
import { DEFAULT_NETWORK_ACL, NETWORK_ACL, NETWORK_ACL_RULE } from "./network-acl-entries";

const ASSOCIATION = "aws:ec2/networkAclAssociation:NetworkAclAssociation";

describe("a network ACL", () => {
  let account: Account;
  let network: Network;
  let acl: WorldRecord;
  beforeEach(async () => {
    account = new Account();
    network = await makeNetwork(account);
    acl = await account.make(NETWORK_ACL, { vpcId: network.vpc.id });
  });

  const rule = (ruleNumber: number, inputs: Record<string, unknown> = {}) =>
    account.make(NETWORK_ACL_RULE, {
      networkAclId: acl.id,
      ruleNumber,
      protocol: "tcp",
      ruleAction: "allow",
      cidrBlock: "10.0.0.0/8",
      fromPort: 443,
      toPort: 443,
      ...inputs,
    });

  it("has each number once per direction: NetworkAclEntryAlreadyExists", async () => {
    await rule(100);
    expect(await codeOf(rule(100, { cidrBlock: "0.0.0.0/0" }))).to.equal("NetworkAclEntryAlreadyExists");
    expect(await codeOf(rule(100, { egress: true }))).to.equal("accepted");
  });

  it("counts its inline entries: NetworkAclEntryAlreadyExists", async () => {
    const entry = { ruleNo: 100, action: "allow", protocol: "-1", fromPort: 0, toPort: 0, cidrBlock: "0.0.0.0/0" };
    acl = await account.make(NETWORK_ACL, { vpcId: network.vpc.id, ingress: [entry] });
    expect(await codeOf(rule(100))).to.equal("NetworkAclEntryAlreadyExists");
  });

  it("beyond 20 entries of a direction is refused with NetworkAclEntryLimitExceeded", async () => {
    for (let number = 1; number <= 20; number += 1) {
      await rule(number);
    }
    expect(await codeOf(rule(21))).to.equal("NetworkAclEntryLimitExceeded");
    expect(await codeOf(rule(21, { egress: true }))).to.equal("accepted");
    const ipv6 = { cidrBlock: undefined, ipv6CidrBlock: "::/0" };
    expect(await codeOf(rule(22, ipv6))).to.equal("accepted");
  });

  for (const number of [0, 32767]) {
    it(`with an entry number ${number} is refused with InvalidParameterValue`, async () => {
      expect(await codeOf(rule(number))).to.equal("InvalidParameterValue");
    });
  }

  it("needs ports for tcp and a type for icmp: MissingParameter", async () => {
    expect(await codeOf(rule(1, { fromPort: undefined, toPort: undefined }))).to.equal("MissingParameter");
    expect(await codeOf(rule(1, { protocol: "icmp" }))).to.equal("MissingParameter");
  });

  it("wants exactly one block per entry: InvalidParameterCombination", async () => {
    expect(await codeOf(rule(1, { ipv6CidrBlock: "::/0" }))).to.equal("InvalidParameterCombination");
  });

  it("with a rule of ports the wrong way round is refused with InvalidParameterValue", async () => {
    expect(await codeOf(rule(1, { toPort: 442 }))).to.equal("InvalidParameterValue");
  });

  describe("with inline entries", () => {
    const entry = (ruleNo: number) => ({
      ruleNo,
      action: "allow",
      protocol: "-1",
      fromPort: 0,
      toPort: 0,
      cidrBlock: "0.0.0.0/0",
    });
    const own = (inputs: Record<string, unknown>) => account.make(NETWORK_ACL, { vpcId: network.vpc.id, ...inputs });
    const adopted = (inputs: Record<string, unknown>) =>
      account.make(DEFAULT_NETWORK_ACL, { defaultNetworkAclId: network.vpc.outputs.defaultNetworkAclId, ...inputs });

    for (const [title, make] of [
      ["its own", own],
      ["the VPC's default one", adopted],
    ] as const) {
      it(`holds each number once per direction: NetworkAclEntryAlreadyExists (${title})`, async () => {
        const attempt = make({ ingress: [entry(1), entry(1)], egress: [entry(1)] });
        expect(await codeOf(attempt)).to.equal("NetworkAclEntryAlreadyExists");
      });

      it(`holds numbers up to 32766: InvalidParameterValue (${title})`, async () => {
        expect(await codeOf(make({ egress: [entry(32767)] }))).to.equal("InvalidParameterValue");
      });

      it(`holds 20 entries of a direction: NetworkAclEntryLimitExceeded (${title})`, async () => {
        const entries = (count: number) => Array.from({ length: count }, (_none, index) => entry(index + 1));
        expect(await codeOf(make({ ingress: entries(21) }))).to.equal("NetworkAclEntryLimitExceeded");
        expect(await codeOf(make({ ingress: entries(20), egress: entries(20) }))).to.equal("accepted");
      });

      it(`guards subnets of its VPC: InvalidParameterValue (${title})`, async () => {
        const other = await makeNetwork(account, "10.1");
        expect(await codeOf(make({ subnetIds: [other.subnetA.id] }))).to.equal("InvalidParameterValue");
        expect(await codeOf(make({ subnetIds: [network.subnetA.id] }))).to.equal("accepted");
      });
    }
  });

  it("of another VPC does not guard a subnet: InvalidParameterValue", async () => {
    const other = await makeVpc(account, "10.1.0.0/16");
    const foreign = await account.make(NETWORK_ACL, { vpcId: other.id });
    const attempt = account.make(ASSOCIATION, { networkAclId: foreign.id, subnetId: network.subnetA.id });
    expect(await codeOf(attempt)).to.equal("InvalidParameterValue");
  });

  it("that guards a subnet by an association cannot be deleted: DependencyViolation", async () => {
    await account.make(ASSOCIATION, { networkAclId: acl.id, subnetId: network.subnetA.id });
    expect(await codeOf(account.remove(acl))).to.equal("DependencyViolation");
  });

  it("of a VPC by default is adopted, and lets its VPC go", async () => {
    const { id, outputs } = await makeVpc(account, "10.1.0.0/16");
    const adopted = await account.make(DEFAULT_NETWORK_ACL, { defaultNetworkAclId: outputs.defaultNetworkAclId });
    expect(adopted.outputs).to.deep.include({ vpcId: id, ingress: [], egress: [] });
  });
});
