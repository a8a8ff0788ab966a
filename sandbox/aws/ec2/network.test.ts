import { expect } from "chai";

import { Account, codeOf } from "../../testing/account";
import { makeNetwork, makeVpc } from "../../testing/aws-network";
import { NETWORK_ACL } from "./network-acl-entries";
import { INTERNET_GATEWAY, INTERNET_GATEWAY_ATTACHMENT } from "./internet-gateway";
import { SECURITY_GROUP } from "./permissions";
import { ROUTE_TABLE } from "./routes";
import { SUBNET } from "./subnet";
import { VPC } from "./vpc";

describe("a VPC", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  it("has an id of 17 hex digits that the same program gets again", async () => {
    const { id } = await makeVpc(account);
    expect(id).to.match(/^vpc-[\da-f]{17}$/);
    expect(await makeVpc(new Account())).to.have.property("id", id);
  });

  it("brings its main route table, default network ACL and default group, and takes them with it", async () => {
    const vpc = await makeVpc(account);
    const { mainRouteTableId, defaultNetworkAclId, defaultSecurityGroupId } = vpc.outputs;
    expect(account.find(ROUTE_TABLE, mainRouteTableId)?.outputs.vpcId).to.equal(vpc.id);
    expect(account.find(NETWORK_ACL, defaultNetworkAclId)?.outputs.vpcId).to.equal(vpc.id);
    expect(account.find(SECURITY_GROUP, defaultSecurityGroupId)?.outputs.name).to.equal("default");
    await account.remove(vpc);
    expect(account.all()).to.be.empty;
  });

  for (const cidrBlock of ["10.0.0.0/15", "10.0.0.0/29"]) {
    it(`of ${cidrBlock} is refused with InvalidVpc.Range`, async () => {
      expect(await codeOf(makeVpc(account, cidrBlock))).to.equal("InvalidVpc.Range");
    });
  }

  it("without a block is refused with MissingParameter", async () => {
    expect(await codeOf(account.make(VPC))).to.equal("MissingParameter");
  });

  it("beyond the fifth of a region is refused with VpcLimitExceeded", async () => {
    for (const index of [0, 1, 2, 3, 4]) {
      await makeVpc(account, `10.${index}.0.0/16`);
    }
    expect(await codeOf(makeVpc(account, "10.5.0.0/16"))).to.equal("VpcLimitExceeded");
    expect(await codeOf(account.make(VPC, { cidrBlock: "10.5.0.0/16", region: "eu-west-1" }))).to.equal("accepted");
  });

  it("takes its IPv6 block from AWS or from a pool, not from both: InvalidParameterCombination", async () => {
    const inputs = { cidrBlock: "10.0.0.0/16", assignGeneratedIpv6CidrBlock: true, ipv6IpamPoolId: "ipam-pool-1" };
    expect(await codeOf(account.make(VPC, inputs))).to.equal("InvalidParameterCombination");
  });

  it("with a subnet cannot be deleted: DependencyViolation", async () => {
    const vpc = await makeVpc(account);
    await account.make(SUBNET, { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" });
    expect(await codeOf(account.remove(vpc))).to.equal("DependencyViolation");
  });

  it("is replaced by another block and keeps its default resources when DNS is switched on", async () => {
    const vpc = await makeVpc(account);
    expect(account.replacing(vpc, { cidrBlock: "10.1.0.0/16", enableDnsHostnames: true })).to.deep.equal(["cidrBlock"]);
    const updated = await account.update(vpc, { enableDnsHostnames: true });
    expect(updated.outputs).to.include({
      enableDnsHostnames: true,
      mainRouteTableId: vpc.outputs.mainRouteTableId,
      defaultSecurityGroupId: vpc.outputs.defaultSecurityGroupId,
    });
  });

  it("gets a /56 of IPv6 when it asks for one", async () => {
    const vpc = await account.make(VPC, { cidrBlock: "10.0.0.0/16", assignGeneratedIpv6CidrBlock: true });
    expect(vpc.outputs.ipv6CidrBlock).to.match(/^2600:1f18:[\da-f]{4}:[\da-f]{2}00::\/56$/);
  });
});

describe("a subnet", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  const subnetOf = async (inputs: Record<string, unknown>) => {
    const vpc = await makeVpc(account);
    return account.make(SUBNET, { vpcId: vpc.id, ...inputs });
  };

  it("of a VPC that does not exist is refused with InvalidVpcID.NotFound", async () => {
    const attempt = account.make(SUBNET, { vpcId: "vpc-00000000000000000", cidrBlock: "10.0.0.0/24" });
    expect(await codeOf(attempt)).to.equal("InvalidVpcID.NotFound");
  });

  it("outside its VPC is refused with InvalidSubnet.Range", async () => {
    expect(await codeOf(subnetOf({ cidrBlock: "10.1.0.0/24" }))).to.equal("InvalidSubnet.Range");
  });

  it("that begins in its VPC and ends outside is refused with InvalidSubnet.Range", async () => {
    const vpc = await makeVpc(account, "10.0.0.0/20");
    const attempt = account.make(SUBNET, { vpcId: vpc.id, cidrBlock: "10.0.0.0/19" });
    expect(await codeOf(attempt)).to.equal("InvalidSubnet.Range");
  });

  it("smaller than /28 is refused with InvalidSubnet.Range", async () => {
    expect(await codeOf(subnetOf({ cidrBlock: "10.0.0.0/29" }))).to.equal("InvalidSubnet.Range");
  });

  it("that overlaps another one of its VPC is refused with InvalidSubnet.Conflict", async () => {
    const { subnetA } = await makeNetwork(account);
    const attempt = account.make(SUBNET, { vpcId: subnetA.inputs.vpcId, cidrBlock: "10.0.0.128/25" });
    expect(await codeOf(attempt)).to.equal("InvalidSubnet.Conflict");
  });

  it("may have the block of a subnet in another VPC", async () => {
    await makeNetwork(account);
    const other = await makeVpc(account);
    expect(await codeOf(account.make(SUBNET, { vpcId: other.id, cidrBlock: "10.0.0.0/24" }))).to.equal("accepted");
  });

  it("without any block is refused with MissingParameter", async () => {
    expect(await codeOf(subnetOf({}))).to.equal("MissingParameter");
  });

  it("in a zone that the region does not have is refused with InvalidParameterValue", async () => {
    const attempt = subnetOf({ cidrBlock: "10.0.0.0/24", availabilityZone: "us-east-1z" });
    expect(await codeOf(attempt)).to.equal("InvalidParameterValue");
  });

  it("tells the id of its zone, and the name when it was given by id", async () => {
    const { subnetB } = await makeNetwork(account);
    expect(subnetB.outputs.availabilityZoneId).to.equal("use1-az2");
    const byId = await account.make(SUBNET, {
      vpcId: subnetB.inputs.vpcId,
      cidrBlock: "10.0.9.0/24",
      availabilityZoneId: "use1-az3",
    });
    expect(byId.outputs.availabilityZone).to.equal("us-east-1c");
  });

  it("is replaced by another block, zone or VPC, not by other tags", async () => {
    const { subnetA } = await makeNetwork(account);
    const changes = { cidrBlock: "10.0.7.0/24", availabilityZone: "us-east-1c", vpcId: "vpc-1", tags: { a: "b" } };
    expect(account.replacing(subnetA, changes)).to.deep.equal(["cidrBlock", "availabilityZone", "vpcId"]);
  });
});

describe("an internet gateway", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  it("for a VPC that has one is refused with InvalidParameterValue", async () => {
    const { vpc } = await makeNetwork(account);
    expect(await codeOf(account.make(INTERNET_GATEWAY, { vpcId: vpc.id }))).to.equal("InvalidParameterValue");
  });

  it("that is attached to a VPC cannot be attached to another one: Resource.AlreadyAssociated", async () => {
    const { gateway } = await makeNetwork(account);
    const other = await makeVpc(account, "10.1.0.0/16");
    const attempt = account.make(INTERNET_GATEWAY_ATTACHMENT, { internetGatewayId: gateway.id, vpcId: other.id });
    expect(await codeOf(attempt)).to.equal("Resource.AlreadyAssociated");
  });

  it("cannot be attached to a VPC that has one: InvalidParameterValue", async () => {
    const { vpc } = await makeNetwork(account);
    const loose = await account.make(INTERNET_GATEWAY);
    const attempt = account.make(INTERNET_GATEWAY_ATTACHMENT, { internetGatewayId: loose.id, vpcId: vpc.id });
    expect(await codeOf(attempt)).to.equal("InvalidParameterValue");
  });

  it("stays while a NAT gateway has a public address in its VPC: DependencyViolation", async () => {
    const { gateway, subnetA } = await makeNetwork(account);
    const eip = await account.make("aws:ec2/eip:Eip");
    const nat = await account.make("aws:ec2/natGateway:NatGateway", { subnetId: subnetA.id, allocationId: eip.id });
    expect(await codeOf(account.remove(gateway))).to.equal("DependencyViolation");
    await account.remove(nat);
    expect(await codeOf(account.remove(gateway))).to.equal("accepted");
  });

  it("beyond the fifth of a region is refused with InternetGatewayLimitExceeded", async () => {
    for (let index = 0; index < 5; index += 1) {
      await account.make(INTERNET_GATEWAY);
    }
    expect(await codeOf(account.make(INTERNET_GATEWAY))).to.equal("InternetGatewayLimitExceeded");
  });
});
