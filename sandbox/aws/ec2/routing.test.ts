import { expect } from "chai";

import { Account, codeOf } from "../../testing/account";
import { makeNetwork, makeVpc } from "../../testing/aws-network";
import type { Network } from "../../testing/aws-network";
import { DEFAULT_ROUTE_TABLE, ROUTE, ROUTE_TABLE } from "./routes";

const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const TRANSIT_GATEWAY = "aws:ec2transitgateway/transitGateway:TransitGateway";
const ATTACHMENT = "aws:ec2transitgateway/vpcAttachment:VpcAttachment";

describe("a route", () => {
  let account: Account;
  let network: Network;
  beforeEach(async () => {
    account = new Account();
    network = await makeNetwork(account);
  });

  const route = (inputs: Record<string, unknown> = {}) =>
    account.make(ROUTE, {
      routeTableId: network.routeTable.id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: network.gateway.id,
      ...inputs,
    });

  it("to a destination that its table has is refused with RouteAlreadyExists", async () => {
    await route();
    expect(await codeOf(route())).to.equal("RouteAlreadyExists");
  });

  it("to a destination that is written inline in its table is refused with RouteAlreadyExists", async () => {
    const { vpc, gateway } = network;
    const routes = [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }];
    const table = await account.make(ROUTE_TABLE, { vpcId: vpc.id, routes });
    expect(await codeOf(route({ routeTableId: table.id }))).to.equal("RouteAlreadyExists");
  });

  it("to the VPC's own block is refused with RouteAlreadyExists: it is local", async () => {
    expect(await codeOf(route({ destinationCidrBlock: "10.0.0.0/16" }))).to.equal("RouteAlreadyExists");
  });

  it("may be written into the VPC's main route table", async () => {
    expect(await codeOf(route({ routeTableId: network.vpc.outputs.mainRouteTableId }))).to.equal("accepted");
  });

  it("of a table that does not exist is refused with InvalidRouteTableID.NotFound", async () => {
    expect(await codeOf(route({ routeTableId: "rtb-00000000000000000" }))).to.equal("InvalidRouteTableID.NotFound");
  });

  it("without or with two targets is refused with InvalidParameterCombination", async () => {
    expect(await codeOf(route({ gatewayId: undefined }))).to.equal("InvalidParameterCombination");
    const eip = await account.make("aws:ec2/eip:Eip");
    const inputs = { subnetId: network.subnetA.id, allocationId: eip.id };
    const nat = await account.make("aws:ec2/natGateway:NatGateway", inputs);
    expect(await codeOf(route({ natGatewayId: nat.id }))).to.equal("InvalidParameterCombination");
  });

  it("to a gateway of another VPC is refused with InvalidParameterValue", async () => {
    const other = await makeNetwork(account, "10.1");
    expect(await codeOf(route({ gatewayId: other.gateway.id }))).to.equal("InvalidParameterValue");
  });

  it("to a NAT gateway of another VPC is refused with InvalidParameterValue", async () => {
    const other = await makeNetwork(account, "10.1");
    const eip = await account.make("aws:ec2/eip:Eip");
    const inputs = { subnetId: other.subnetA.id, allocationId: eip.id };
    const nat = await account.make("aws:ec2/natGateway:NatGateway", inputs);
    expect(await codeOf(route({ gatewayId: undefined, natGatewayId: nat.id }))).to.equal("InvalidParameterValue");
  });

  it("to a transit gateway without an attachment in its VPC is refused with InvalidTransitGatewayID.NotFound", async () => {
    const { id } = await account.make(TRANSIT_GATEWAY);
    const inputs = { gatewayId: undefined, transitGatewayId: id };
    expect(await codeOf(route(inputs))).to.equal("InvalidTransitGatewayID.NotFound");
    const { vpc, subnetA } = network;
    await account.make(ATTACHMENT, { transitGatewayId: id, vpcId: vpc.id, subnetIds: [subnetA.id] });
    expect(await codeOf(route(inputs))).to.equal("accepted");
  });

  it("beyond the limit of its table is refused with RouteLimitExceeded; a prefix list counts its weight", async () => {
    const routes = Array.from({ length: 446 }, (_none, index) => ({
      cidrBlock: `172.${16 + Math.floor(index / 256)}.${index % 256}.0/24`,
      gatewayId: network.gateway.id,
    }));
    const table = await account.make(ROUTE_TABLE, { vpcId: network.vpc.id, routes });
    const cloudFront = { destinationCidrBlock: undefined, destinationPrefixListId: "pl-3b927c52" };
    expect(await codeOf(route({ routeTableId: table.id, ...cloudFront }))).to.equal("RouteLimitExceeded");
    expect(await codeOf(route({ routeTableId: table.id }))).to.equal("accepted");
  });

  it("to no or two destinations is refused with InvalidParameterCombination", async () => {
    expect(await codeOf(route({ destinationCidrBlock: undefined }))).to.equal("InvalidParameterCombination");
    expect(await codeOf(route({ destinationIpv6CidrBlock: "::/0" }))).to.equal("InvalidParameterCombination");
  });

  it("is replaced by another destination, not by another target", async () => {
    const changes = { destinationCidrBlock: "10.9.0.0/16", gatewayId: "igw-1" };
    expect(account.replacing(await route(), changes)).to.deep.equal(["destinationCidrBlock"]);
  });
});

describe("a route table", () => {
  let account: Account;
  let network: Network;
  beforeEach(async () => {
    account = new Account();
    network = await makeNetwork(account);
  });

  it("with two inline routes to one destination is refused with RouteAlreadyExists", async () => {
    const inline = { cidrBlock: "0.0.0.0/0", gatewayId: network.gateway.id };
    const attempt = account.make(ROUTE_TABLE, { vpcId: network.vpc.id, routes: [inline, inline] });
    expect(await codeOf(attempt)).to.equal("RouteAlreadyExists");
  });

  it("serves a subnet alone: a second association is refused with Resource.AlreadyAssociated", async () => {
    const { routeTable, subnetA, vpc } = network;
    await account.make(ASSOCIATION, { routeTableId: routeTable.id, subnetId: subnetA.id });
    const other = await account.make(ROUTE_TABLE, { vpcId: vpc.id });
    const attempt = account.make(ASSOCIATION, { routeTableId: other.id, subnetId: subnetA.id });
    expect(await codeOf(attempt)).to.equal("Resource.AlreadyAssociated");
  });

  it("of another VPC cannot be associated with a subnet: InvalidParameterValue", async () => {
    const other = await makeVpc(account, "10.1.0.0/16");
    const table = await account.make(ROUTE_TABLE, { vpcId: other.id });
    const attempt = account.make(ASSOCIATION, { routeTableId: table.id, subnetId: network.subnetA.id });
    expect(await codeOf(attempt)).to.equal("InvalidParameterValue");
  });

  it("is associated with a subnet or a gateway, not with neither: InvalidParameterCombination", async () => {
    const attempt = account.make(ASSOCIATION, { routeTableId: network.routeTable.id });
    expect(await codeOf(attempt)).to.equal("InvalidParameterCombination");
  });

  it("that is a VPC's main one can be adopted", async () => {
    const defaultRouteTableId = network.vpc.outputs.defaultRouteTableId;
    const table = await account.make(DEFAULT_ROUTE_TABLE, { defaultRouteTableId });
    expect(table).to.have.property("id", defaultRouteTableId);
    expect(table.outputs.vpcId).to.equal(network.vpc.id);
  });

  it("that is adopted with two inline routes to one destination is refused with RouteAlreadyExists", async () => {
    const inline = { cidrBlock: "0.0.0.0/0", gatewayId: network.gateway.id };
    const { defaultRouteTableId } = network.vpc.outputs;
    const attempt = account.make(DEFAULT_ROUTE_TABLE, { defaultRouteTableId, routes: [inline, inline] });
    expect(await codeOf(attempt)).to.equal("RouteAlreadyExists");
  });

  it("of another VPC cannot become a VPC's main one: InvalidParameterValue", async () => {
    const other = await makeVpc(account, "10.1.0.0/16");
    const attempt = account.make("aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation", {
      vpcId: other.id,
      routeTableId: network.routeTable.id,
    });
    expect(await codeOf(attempt)).to.equal("InvalidParameterValue");
  });
});

describe("a NAT gateway", () => {
  let account: Account;
  let network: Network;
  beforeEach(async () => {
    account = new Account();
    network = await makeNetwork(account);
  });

  const nat = async (inputs: Record<string, unknown> = {}) =>
    account.make("aws:ec2/natGateway:NatGateway", {
      subnetId: network.subnetA.id,
      allocationId: (await account.make("aws:ec2/eip:Eip")).id,
      ...inputs,
    });

  it("has its Elastic IP's address and a private one in its subnet", async () => {
    const eip = await account.make("aws:ec2/eip:Eip");
    const { outputs } = await nat({ allocationId: eip.id });
    expect(outputs.publicIp).to.equal(eip.outputs.publicIp);
    expect(outputs.privateIp).to.match(/^10\.0\.0\.\d+$/);
  });

  it("in a VPC without internet gateway fails with Gateway.NotAttached", async () => {
    await account.remove(network.gateway);
    expect(await codeOf(nat())).to.equal("Gateway.NotAttached");
    expect(await codeOf(nat({ connectivityType: "private", allocationId: undefined }))).to.equal("accepted");
  });

  it("with an Elastic IP in use is refused with Resource.AlreadyAssociated", async () => {
    const { inputs } = await nat();
    expect(await codeOf(nat({ allocationId: inputs.allocationId }))).to.equal("Resource.AlreadyAssociated");
  });

  it("without an Elastic IP is refused with MissingParameter, a private one with it with InvalidParameter", async () => {
    expect(await codeOf(nat({ allocationId: undefined }))).to.equal("MissingParameter");
    expect(await codeOf(nat({ connectivityType: "private" }))).to.equal("InvalidParameter");
  });

  it("keeps its subnet and its Elastic IP", async () => {
    const eip = await account.make("aws:ec2/eip:Eip");
    await nat({ allocationId: eip.id });
    expect(await codeOf(account.remove(eip))).to.equal("InvalidIPAddress.InUse");
    expect(await codeOf(account.remove(network.subnetA))).to.equal("DependencyViolation");
  });

  it("beyond the fifth of a zone is refused with NatGatewayLimitExceeded", async () => {
    const inputs = { connectivityType: "private", allocationId: undefined };
    for (let index = 0; index < 5; index += 1) {
      await account.make("aws:ec2/natGateway:NatGateway", { subnetId: network.subnetA.id, ...inputs });
    }
    const sixth = (subnetId: string) => account.make("aws:ec2/natGateway:NatGateway", { subnetId, ...inputs });
    expect(await codeOf(sixth(network.subnetA.id))).to.equal("NatGatewayLimitExceeded");
    expect(await codeOf(sixth(network.subnetB.id))).to.equal("accepted");
  });
});

describe("an Elastic IP", () => {
  it("has an address that nobody on the internet has, and no other one of the account", async () => {
    const account = new Account();
    const one = await account.make("aws:ec2/eip:Eip");
    const other = await account.make("aws:ec2/eip:Eip");
    expect(one.outputs.publicIp).to.match(/^198\.1[89]\./);
    expect(other.outputs.publicIp).not.to.equal(one.outputs.publicIp);
  });

  it("beyond the fifth of a region is refused with AddressLimitExceeded", async () => {
    const account = new Account();
    for (let index = 0; index < 5; index += 1) {
      await account.make("aws:ec2/eip:Eip");
    }
    expect(await codeOf(account.make("aws:ec2/eip:Eip"))).to.equal("AddressLimitExceeded");
  });
});
