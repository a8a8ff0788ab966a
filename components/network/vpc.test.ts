import { expect } from "chai";

import { problemsOf, record, type Recording, valueOf } from "../testing/recorder";
import { NatGatewayStrategy } from "./nat-gateways";
import { Vpc, type VpcArgs } from "./vpc";

const route = "aws:ec2/route:Route";
const natGateway = "aws:ec2/natGateway:NatGateway";

function makeVpc(args: Partial<VpcArgs> = {}): Vpc {
  return new Vpc("net", {
    cidrBlock: "10.0.0.0/16",
    availabilityZones: ["us-east-1a", "us-east-1b"],
    tiers: [
      { name: "data", type: "isolated" },
      { name: "app", type: "private" },
      { name: "transit", type: "attachment" },
      { name: "public", type: "public" },
      { name: "lb", type: "public" },
    ],
    ...args,
  });
}

describe("Vpc", () => {
  let made: Recording<Vpc>;
  before(async () => {
    made = await record(() => makeVpc({ tags: { team: "platform", Name: "theirs" } }));
  });

  it("gives awsx every subnet's CIDR block, so that awsx decides no address", () => {
    expect(made.get("awsx:ec2:Vpc", "net").inputs).to.deep.include({
      subnetStrategy: "Auto",
      availabilityZoneNames: ["us-east-1a", "us-east-1b"],
      subnetSpecs: [
        { name: "data", type: "Isolated", cidrBlocks: ["10.0.0.0/24", "10.0.1.0/24"] },
        { name: "app", type: "Private", cidrBlocks: ["10.0.64.0/20", "10.0.80.0/20"] },
        { name: "transit", type: "Private", cidrBlocks: ["10.0.4.0/28", "10.0.4.16/28"] },
        { name: "public", type: "Public", cidrBlocks: ["10.0.8.0/24", "10.0.9.0/24"] },
        { name: "lb", type: "Public", cidrBlocks: ["10.0.12.0/24", "10.0.13.0/24"] },
      ],
    });
  });

  it("finds each tier's subnets and route tables, whatever order awsx has them in", async () => {
    for (const [name, tier] of Object.entries(made.result.tiers)) {
      const ids = [`net-${name}-1-id`, `net-${name}-2-id`];
      expect(await Promise.all(tier.subnetIds.map(valueOf)), "subnets").to.deep.equal(ids);
      expect(await Promise.all(tier.routeTableIds.map(valueOf)), "route tables").to.deep.equal(ids);
    }
  });

  it("keeps the ids of existing subnets known in the preview that adds an availability zone", async () => {
    const { result } = await record(makeVpc, { preview: true, exists: (name) => !name.endsWith("-2") });
    const app = result.tiers.app;
    expect(await Promise.all((app?.subnetIds ?? []).map(valueOf))).to.deep.equal(["net-app-1-id", "unknown"]);
    expect(await Promise.all((app?.routeTableIds ?? []).map(valueOf))).to.deep.equal(["net-app-1-id", "unknown"]);
  });

  it("makes one NAT gateway unless told otherwise", async () => {
    expect(made.ofType(natGateway)).to.have.length(1);
    expect(await Promise.all(made.result.natAddresses.map(valueOf))).to.deep.equal(["net-1-address"]);
  });

  it("lets out private tiers, and what arrives from a transit gateway, by the NAT gateway", () => {
    for (const tier of ["app", "transit"]) {
      const { inputs } = made.get(route, `net-${tier}-2`);
      expect(inputs).to.include({ destinationCidrBlock: "0.0.0.0/0", natGatewayId: "net-1-id" });
    }
  });

  it("leads each zone to its own NAT gateway when there is one per zone", async () => {
    const { result, get, ofType } = await record(() => makeVpc({ natGateways: NatGatewayStrategy.perAz }));
    expect(ofType(natGateway)).to.have.length(2);
    expect(await Promise.all(result.natAddresses.map(valueOf))).to.deep.equal(["net-1-address", "net-2-address"]);
    expect(get(route, "net-app-2").inputs.natGatewayId).to.equal("net-2-id");
  });

  it("gives private tiers no default route without NAT gateways", async () => {
    const { ofType } = await record(() => makeVpc({ natGateways: NatGatewayStrategy.none }));
    expect(ofType(natGateway)).to.be.empty;
    expect(ofType(route).map(({ name }) => name)).to.have.members([
      "net-public-1",
      "net-public-2",
      "net-lb-1",
      "net-lb-2",
    ]);
  });

  it("makes no NAT gateway by itself when no tier is public", async () => {
    const { ofType } = await record(() => makeVpc({ tiers: [{ name: "app", type: "private" }] }));
    expect(ofType(natGateway)).to.be.empty;
  });

  it("gives isolated tiers no route beyond the VPC", () => {
    expect(made.ofType(route).filter(({ name }) => name.includes("data"))).to.be.empty;
  });

  it("empties the default security group", () => {
    const { inputs } = made.get("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "net");
    expect(inputs.vpcId).to.equal("net-id");
    expect(inputs).not.to.have.any.keys("ingress", "egress");
  });

  it("has the user's tags and its own Name", () => {
    expect(made.get("awsx:ec2:Vpc", "net").inputs.tags).to.deep.equal({ team: "platform", Name: "net" });
  });

  it("refuses NAT gateways without a public tier, together with everything else that is wrong", async () => {
    const problems = await problemsOf(() =>
      makeVpc({
        cidrBlock: "10.0.0.0/8",
        tiers: [{ name: "app", type: "private" }],
        natGateways: NatGatewayStrategy.perAz,
      }),
    );
    expect(Object.keys(problems)).to.deep.equal(["cidrBlock", "natGateways"]);
  });
});
