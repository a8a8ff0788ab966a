import { expect } from "chai";

import { problemsOf, record, type Recording, valueOf } from "../testing/recorder";
import { SpokeVpc, type SpokeVpcArgs } from "./spoke-vpc";

function makeSpoke(args: Partial<SpokeVpcArgs> = {}): SpokeVpc {
  return new SpokeVpc("apps", {
    cidrBlock: "10.1.0.0/16",
    availabilityZones: ["us-east-1a", "us-east-1b"],
    tiers: [
      { name: "nodes", type: "private" },
      { name: "data", type: "isolated" },
    ],
    ...args,
  });
}

describe("SpokeVpc", () => {
  let made: Recording<SpokeVpc>;
  before(async () => {
    made = await record(makeSpoke);
  });

  it("has no way to the internet of its own", () => {
    const types = new Set(made.resources.map(({ type }) => type));
    expect(types).not.to.include("aws:ec2/internetGateway:InternetGateway");
    expect(types).not.to.include("aws:ec2/natGateway:NatGateway");
    expect(types).not.to.include("aws:ec2/route:Route");
    expect(types).not.to.include("awsx:ec2:Vpc");
  });

  it("gives no instance a public address", () => {
    const subnets = made.ofType("aws:ec2/subnet:Subnet");
    expect(subnets).to.have.length(4);
    for (const { inputs } of subnets) expect(inputs.mapPublicIpOnLaunch).to.equal(false);
  });

  it("has a subnet of every tier in every availability zone, in the tier's block", () => {
    const placed = made
      .ofType("aws:ec2/subnet:Subnet")
      .map(({ name, inputs }) => [name, inputs.availabilityZone, inputs.cidrBlock]);
    expect(placed).to.have.deep.members([
      ["apps-nodes-1", "us-east-1a", "10.1.0.0/20"],
      ["apps-nodes-2", "us-east-1b", "10.1.16.0/20"],
      ["apps-data-1", "us-east-1a", "10.1.64.0/24"],
      ["apps-data-2", "us-east-1b", "10.1.65.0/24"],
    ]);
  });

  it("has one route table per tier, associated with all of its subnets", async () => {
    const associated = made
      .ofType("aws:ec2/routeTableAssociation:RouteTableAssociation")
      .map(({ inputs }) => [inputs.subnetId, inputs.routeTableId]);
    expect(associated).to.have.deep.members([
      ["apps-nodes-1-id", "apps-nodes-id"],
      ["apps-nodes-2-id", "apps-nodes-id"],
      ["apps-data-1-id", "apps-data-id"],
      ["apps-data-2-id", "apps-data-id"],
    ]);
    const tier = made.result.tiers.nodes;
    expect(await Promise.all((tier?.routeTableIds ?? []).map(valueOf))).to.deep.equal(["apps-nodes-id"]);
    expect(await Promise.all((tier?.subnetIds ?? []).map(valueOf))).to.deep.equal([
      "apps-nodes-1-id",
      "apps-nodes-2-id",
    ]);
  });

  it("resolves names of private zones and endpoints", () => {
    const { inputs } = made.get("aws:ec2/vpc:Vpc", "apps");
    expect(inputs).to.include({ enableDnsHostnames: true, enableDnsSupport: true });
  });

  it("empties the default security group", () => {
    const { inputs } = made.get("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "apps");
    expect(inputs).not.to.have.any.keys("ingress", "egress");
  });

  it("refuses a public tier", async () => {
    const problems = await problemsOf(() => makeSpoke({ tiers: [{ name: "web", type: "public" }] }));
    expect(problems["tiers[0].type"]).to.contain("no internet gateway");
  });
});
