import { expect } from "chai";

import { SUBNET } from "../ec2/subnet";
import { Account, codeOf } from "../../testing/account";
import { makeNetwork } from "../../testing/aws-network";
import type { Network } from "../../testing/aws-network";
import type { WorldRecord } from "../../world/record";
import { TRANSIT_GATEWAY_ASSOCIATION, TRANSIT_GATEWAY_PROPAGATION, TRANSIT_GATEWAY_ROUTE } from "./route-table-types";
import { TRANSIT_GATEWAY, TRANSIT_GATEWAY_ROUTE_TABLE } from "./transit-gateway";
import { VPC_ATTACHMENT } from "./vpc-attachment";

const WITHOUT_DEFAULTS = { defaultRouteTableAssociation: "disable", defaultRouteTablePropagation: "disable" };

describe("a transit gateway", () => {
  let account: Account;
  let network: Network;
  beforeEach(async () => {
    account = new Account();
    network = await makeNetwork(account);
  });

  const attach = (transitGatewayId: string, inputs: Record<string, unknown> = {}) =>
    account.make(VPC_ATTACHMENT, {
      transitGatewayId,
      vpcId: network.vpc.id,
      subnetIds: [network.subnetA.id],
      ...inputs,
    });

  it("has one default route table for associations and propagations, unless it is told to have none", async () => {
    const { outputs } = await account.make(TRANSIT_GATEWAY);
    const id = outputs.associationDefaultRouteTableId;
    expect(id).to.equal(outputs.propagationDefaultRouteTableId);
    expect(account.find(TRANSIT_GATEWAY_ROUTE_TABLE, id)?.outputs.defaultAssociationRouteTable).to.equal(true);
    const { outputs: bare } = await account.make(TRANSIT_GATEWAY, WITHOUT_DEFAULTS);
    expect(bare).to.include({ associationDefaultRouteTableId: "", propagationDefaultRouteTableId: "" });
  });

  it("is replaced to get a default route table, not to lose it", async () => {
    const enable = { defaultRouteTableAssociation: "enable" };
    const bare = await account.make(TRANSIT_GATEWAY, WITHOUT_DEFAULTS);
    expect(account.replacing(bare, enable)).to.deep.equal(["defaultRouteTableAssociation"]);
    const full = await account.make(TRANSIT_GATEWAY);
    expect(account.replacing(full, WITHOUT_DEFAULTS)).to.be.empty;
  });

  it("with an AS number outside the private ranges is refused with InvalidParameterValue", async () => {
    expect(await codeOf(account.make(TRANSIT_GATEWAY, { amazonSideAsn: 64511 }))).to.equal("InvalidParameterValue");
    expect(await codeOf(account.make(TRANSIT_GATEWAY, { amazonSideAsn: 4200000000 }))).to.equal("accepted");
  });

  it("with an attachment cannot be deleted: IncorrectState", async () => {
    const gateway = await account.make(TRANSIT_GATEWAY);
    const attachment = await attach(gateway.id);
    expect(await codeOf(account.remove(gateway))).to.equal("IncorrectState");
    await account.remove(attachment);
    expect(await codeOf(account.remove(gateway))).to.equal("accepted");
  });

  it("is attached to a VPC once: DuplicateTransitGatewayAttachment", async () => {
    const { id } = await account.make(TRANSIT_GATEWAY);
    await attach(id);
    expect(await codeOf(attach(id))).to.equal("DuplicateTransitGatewayAttachment");
    const { id: other } = await account.make(TRANSIT_GATEWAY);
    expect(await codeOf(attach(other))).to.equal("accepted");
  });

  it("is attached with one subnet per zone: DuplicateSubnetsInSameZone", async () => {
    const { id } = await account.make(TRANSIT_GATEWAY);
    const inputs = { vpcId: network.vpc.id, cidrBlock: "10.0.9.0/24", availabilityZone: "us-east-1a" };
    const second = await account.make(SUBNET, inputs);
    const subnetIds = [network.subnetA.id, second.id];
    expect(await codeOf(attach(id, { subnetIds }))).to.equal("DuplicateSubnetsInSameZone");
    const both = [network.subnetA.id, network.subnetB.id];
    expect(await codeOf(attach(id, { subnetIds: both }))).to.equal("accepted");
  });

  it("is attached with subnets of the VPC only: InvalidParameterValue", async () => {
    const { id } = await account.make(TRANSIT_GATEWAY);
    const other = await makeNetwork(account, "10.1");
    expect(await codeOf(attach(id, { subnetIds: [other.subnetA.id] }))).to.equal("InvalidParameterValue");
  });

  it("keeps the subnets of its attachments: DependencyViolation", async () => {
    const { id } = await account.make(TRANSIT_GATEWAY);
    await attach(id);
    expect(await codeOf(account.remove(network.subnetA))).to.equal("DependencyViolation");
  });
});

describe("a transit gateway's route table", () => {
  let account: Account;
  let network: Network;
  let gateway: WorldRecord;
  let attachment: WorldRecord;
  let table: WorldRecord;

  async function begin(inputs: Record<string, unknown>): Promise<void> {
    account = new Account();
    network = await makeNetwork(account);
    gateway = await account.make(TRANSIT_GATEWAY, inputs);
    attachment = await account.make(VPC_ATTACHMENT, {
      transitGatewayId: gateway.id,
      vpcId: network.vpc.id,
      subnetIds: [network.subnetA.id],
    });
    table = await account.make(TRANSIT_GATEWAY_ROUTE_TABLE, { transitGatewayId: gateway.id });
  }
  beforeEach(() => begin(WITHOUT_DEFAULTS));

  const link = (type: string, inputs: Record<string, unknown> = {}) =>
    account.make(type, {
      transitGatewayAttachmentId: attachment.id,
      transitGatewayRouteTableId: table.id,
      ...inputs,
    });
  const route = (inputs: Record<string, unknown>) =>
    account.make(TRANSIT_GATEWAY_ROUTE, {
      destinationCidrBlock: "0.0.0.0/0",
      transitGatewayRouteTableId: table.id,
      ...inputs,
    });

  it("is the only one that an attachment is associated with: Resource.AlreadyAssociated", async () => {
    await link(TRANSIT_GATEWAY_ASSOCIATION);
    const other = await account.make(TRANSIT_GATEWAY_ROUTE_TABLE, { transitGatewayId: gateway.id });
    const attempt = link(TRANSIT_GATEWAY_ASSOCIATION, { transitGatewayRouteTableId: other.id });
    expect(await codeOf(attempt)).to.equal("Resource.AlreadyAssociated");
  });

  it("is refused an attachment that is in the default one: Resource.AlreadyAssociated", async () => {
    await begin({});
    expect(await codeOf(link(TRANSIT_GATEWAY_ASSOCIATION))).to.equal("Resource.AlreadyAssociated");
    const instead = link(TRANSIT_GATEWAY_ASSOCIATION, { replaceExistingAssociation: true });
    expect(await codeOf(instead)).to.equal("accepted");
  });

  it("learns an attachment's routes once: TransitGatewayRouteTablePropagation.Duplicate", async () => {
    await link(TRANSIT_GATEWAY_PROPAGATION);
    const again = link(TRANSIT_GATEWAY_PROPAGATION);
    expect(await codeOf(again)).to.equal("TransitGatewayRouteTablePropagation.Duplicate");
  });

  it("takes no attachment of another transit gateway: InvalidParameterValue", async () => {
    const other = await account.make(TRANSIT_GATEWAY, WITHOUT_DEFAULTS);
    table = await account.make(TRANSIT_GATEWAY_ROUTE_TABLE, { transitGatewayId: other.id });
    expect(await codeOf(link(TRANSIT_GATEWAY_ASSOCIATION))).to.equal("InvalidParameterValue");
    expect(await codeOf(link(TRANSIT_GATEWAY_PROPAGATION))).to.equal("InvalidParameterValue");
    expect(await codeOf(route({ transitGatewayAttachmentId: attachment.id }))).to.equal("InvalidParameterValue");
  });

  it("with an association cannot be deleted: IncorrectState", async () => {
    const association = await link(TRANSIT_GATEWAY_ASSOCIATION);
    expect(await codeOf(account.remove(table))).to.equal("IncorrectState");
    await account.remove(association);
    expect(await codeOf(account.remove(table))).to.equal("accepted");
  });

  it("has one route per destination, a blackhole included: RouteAlreadyExists", async () => {
    await route({ transitGatewayAttachmentId: attachment.id });
    expect(await codeOf(route({ blackhole: true }))).to.equal("RouteAlreadyExists");
  });

  it("has routes to an attachment or into a blackhole, not both, not neither: InvalidParameterCombination", async () => {
    const both = route({ blackhole: true, transitGatewayAttachmentId: attachment.id });
    expect(await codeOf(both)).to.equal("InvalidParameterCombination");
    expect(await codeOf(route({}))).to.equal("InvalidParameterCombination");
  });

  it("beyond the twentieth of a transit gateway is refused with TransitGatewayRouteTableLimitExceeded", async () => {
    const make = () => account.make(TRANSIT_GATEWAY_ROUTE_TABLE, { transitGatewayId: gateway.id });
    for (let count = 1; count < 20; count += 1) {
      await make();
    }
    expect(await codeOf(make())).to.equal("TransitGatewayRouteTableLimitExceeded");
  });
});
