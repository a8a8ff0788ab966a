import { expect } from "chai";

import { Account, codeOf } from "../../testing/account";
import { makeNetwork } from "../../testing/aws-network";
import type { Network } from "../../testing/aws-network";
import { NETWORK_INTERFACE } from "./addresses";
import { SECURITY_GROUP } from "./permissions";
import { ROUTE } from "./routes";
import { SUBNET } from "./subnet";
import { VPC_ENDPOINT } from "./vpc-endpoint-refusals";

describe("a VPC endpoint", () => {
  let account: Account;
  let network: Network;
  beforeEach(async () => {
    account = new Account();
    network = await makeNetwork(account);
    await account.update(network.vpc, { enableDnsHostnames: true });
  });

  const gateway = (inputs: Record<string, unknown> = {}) =>
    account.make(VPC_ENDPOINT, {
      vpcId: network.vpc.id,
      serviceName: "com.amazonaws.us-east-1.s3",
      routeTableIds: [network.routeTable.id],
      ...inputs,
    });
  const interface_ = (inputs: Record<string, unknown> = {}) =>
    account.make(VPC_ENDPOINT, {
      vpcId: network.vpc.id,
      serviceName: "com.amazonaws.us-east-1.ssm",
      vpcEndpointType: "Interface",
      subnetIds: [network.subnetA.id, network.subnetB.id],
      privateDnsEnabled: true,
      ...inputs,
    });

  it("of the gateway type knows its prefix list", async () => {
    expect((await gateway()).outputs).to.include({ prefixListId: "pl-63a5400a", state: "available" });
  });

  it("of the interface type has one network interface per subnet and the VPC's default group", async () => {
    const { outputs } = await interface_();
    expect(outputs.securityGroupIds).to.deep.equal([network.vpc.outputs.defaultSecurityGroupId]);
    const interfaces = (outputs.networkInterfaceIds as string[]).map((id) => account.find(NETWORK_INTERFACE, id));
    const subnets = interfaces.map((found) => found?.outputs.subnetId);
    expect(subnets).to.deep.equal([network.subnetA.id, network.subnetB.id]);
  });

  it("keeps the addresses of its interfaces when it gets another group", async () => {
    const group = await account.make(SECURITY_GROUP, { vpcId: network.vpc.id });
    const endpoint = await interface_();
    const addresses = () =>
      account
        .all()
        .filter(({ type }) => type === NETWORK_INTERFACE)
        .map(({ outputs }) => outputs.privateIp);
    const before = addresses();
    await account.update(endpoint, { securityGroupIds: [group.id] });
    expect(addresses()).to.deep.equal(before);
  });

  for (const serviceName of ["s3", "com.amazonaws.eu-west-1.s3", "com.amazonaws.us-east-1."]) {
    it(`of the service ${serviceName} is refused with InvalidServiceName`, async () => {
      expect(await codeOf(gateway({ serviceName }))).to.equal("InvalidServiceName");
    });
  }

  it("of the gateway type for another service than S3 and DynamoDB is refused with InvalidParameter", async () => {
    expect(await codeOf(gateway({ serviceName: "com.amazonaws.us-east-1.ssm" }))).to.equal("InvalidParameter");
  });

  it("of the gateway type takes no subnets, of the interface type no route tables: InvalidParameter", async () => {
    expect(await codeOf(gateway({ subnetIds: [network.subnetA.id] }))).to.equal("InvalidParameter");
    expect(await codeOf(interface_({ routeTableIds: [network.routeTable.id] }))).to.equal("InvalidParameter");
  });

  it("with private DNS in a VPC without DNS host names is refused with InvalidParameter", async () => {
    network = await makeNetwork(account, "10.1");
    expect(await codeOf(interface_())).to.equal("InvalidParameter");
    expect(await codeOf(interface_({ privateDnsEnabled: false }))).to.equal("accepted");
  });

  it("with the private DNS of another one in its VPC is refused with InvalidParameter", async () => {
    await interface_();
    expect(await codeOf(interface_())).to.equal("InvalidParameter");
    expect(await codeOf(interface_({ privateDnsEnabled: false }))).to.equal("accepted");
  });

  it("with two subnets of one zone is refused with DuplicateSubnetsInSameZone", async () => {
    const cidrBlock = "10.0.9.0/24";
    const inputs = { vpcId: network.vpc.id, cidrBlock, availabilityZone: "us-east-1a" };
    const second = await account.make(SUBNET, inputs);
    const attempt = interface_({ subnetIds: [network.subnetA.id, second.id] });
    expect(await codeOf(attempt)).to.equal("DuplicateSubnetsInSameZone");
  });

  it("with subnets, groups or route tables of another VPC is refused with InvalidParameter", async () => {
    const other = await makeNetwork(account, "10.1");
    const group = await account.make(SECURITY_GROUP, { vpcId: other.vpc.id });
    expect(await codeOf(interface_({ subnetIds: [other.subnetA.id] }))).to.equal("InvalidParameter");
    expect(await codeOf(interface_({ securityGroupIds: [group.id] }))).to.equal("InvalidParameter");
    expect(await codeOf(gateway({ routeTableIds: [other.routeTable.id] }))).to.equal("InvalidParameter");
  });

  it("of a service whose routes are in the route table is refused with RouteAlreadyExists", async () => {
    await gateway();
    expect(await codeOf(gateway())).to.equal("RouteAlreadyExists");
    const byHand = account.make(ROUTE, {
      routeTableId: network.routeTable.id,
      destinationPrefixListId: "pl-63a5400a",
      gatewayId: network.gateway.id,
    });
    expect(await codeOf(byHand)).to.equal("RouteAlreadyExists");
  });

  it("with six security groups is refused with SecurityGroupsPerInterfaceLimitExceeded", async () => {
    const groups = [];
    for (let index = 0; index < 6; index += 1) {
      groups.push(await account.make(SECURITY_GROUP, { vpcId: network.vpc.id, name: `group-${index}` }));
    }
    const securityGroupIds = groups.map(({ id }) => id);
    expect(await codeOf(interface_({ securityGroupIds }))).to.equal("SecurityGroupsPerInterfaceLimitExceeded");
  });

  it("beyond the twentieth gateway of a region is refused with VpcEndpointLimitExceeded", async () => {
    for (let count = 1; count <= 20; count += 1) {
      await gateway({ routeTableIds: undefined });
    }
    expect(await codeOf(gateway({ routeTableIds: undefined }))).to.equal("VpcEndpointLimitExceeded");
    expect(await codeOf(interface_())).to.equal("accepted");
  });

  it("beyond the fiftieth interface endpoint of a VPC is refused with VpcEndpointLimitExceeded", async () => {
    const bare = { subnetIds: undefined, privateDnsEnabled: false };
    for (let count = 1; count <= 50; count += 1) {
      await interface_(bare);
    }
    expect(await codeOf(interface_(bare))).to.equal("VpcEndpointLimitExceeded");
    network = await makeNetwork(account, "10.1");
    expect(await codeOf(interface_(bare))).to.equal("accepted");
  });

  it("of the interface type is joined to no route table: InvalidParameter", async () => {
    const attempt = account.make("aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation", {
      vpcEndpointId: (await interface_()).id,
      routeTableId: network.routeTable.id,
    });
    expect(await codeOf(attempt)).to.equal("InvalidParameter");
  });

  it("keeps its subnets and groups: DependencyViolation", async () => {
    const group = await account.make(SECURITY_GROUP, { vpcId: network.vpc.id });
    await interface_({ securityGroupIds: [group.id] });
    expect(await codeOf(account.remove(group))).to.equal("DependencyViolation");
    expect(await codeOf(account.remove(network.subnetA))).to.equal("DependencyViolation");
  });

  it("is joined to a route table of its own VPC only: InvalidParameter", async () => {
    const type = "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation";
    const other = await makeNetwork(account, "10.1");
    const { id } = await gateway({ routeTableIds: undefined });
    const join = (routeTableId: string) => account.make(type, { vpcEndpointId: id, routeTableId });
    expect(await codeOf(join(other.routeTable.id))).to.equal("InvalidParameter");
    expect(await codeOf(join(network.routeTable.id))).to.equal("accepted");
  });
});
