import { expect } from "chai";

import { record, type Recording, valueOf } from "../testing/recorder";
import { TransitGateway, type TransitGatewaySpokeArgs } from "./transit-gateway";

function spoke(name: string, number: number, routingDomain?: string): TransitGatewaySpokeArgs {
  return {
    name,
    routingDomain,
    vpcId: `vpc-${name}`,
    cidrBlock: `10.${number}.0.0/16`,
    subnetIds: [`subnet-${name}-1`, `subnet-${name}-2`],
    routeTables: [
      { name: "nodes", id: `rtb-${name}-nodes`, defaultRoute: true },
      { name: "data", id: `rtb-${name}-data` },
    ],
  };
}

function makeGateway(): TransitGateway {
  return new TransitGateway("net", {
    hub: {
      vpcId: "vpc-hub",
      cidrBlock: "10.0.0.0/16",
      subnetIds: ["subnet-hub-1", "subnet-hub-2"],
      routeTables: [
        { name: "public-1", id: "rtb-hub-public-1" },
        { name: "app-1", id: "rtb-hub-app-1" },
      ],
    },
    spokes: [spoke("one", 1, "shared"), spoke("two", 2, "shared"), spoke("three", 3)],
  });
}

describe("TransitGateway", () => {
  let made: Recording<TransitGateway>;
  before(async () => {
    made = await record(makeGateway);
  });

  /** `<route table> <destination>` of every route in a VPC to the transit gateway. */
  const vpcRoutes = () =>
    made.ofType("aws:ec2/route:Route").map(({ inputs }) => {
      expect(inputs.transitGatewayId).to.equal("net-id");
      return `${String(inputs.routeTableId)} ${String(inputs.destinationCidrBlock)}`;
    });

  /** Inputs of a type in one route table of the transit gateway. */
  const inTable = (kind: string, domain: string) =>
    made
      .ofType(`aws:ec2transitgateway/${kind}`)
      .filter(({ inputs }) => inputs.transitGatewayRouteTableId === `net-${domain}-id`)
      .map(({ inputs }) => inputs);

  it("associates and propagates nothing by default", () => {
    expect(made.get("aws:ec2transitgateway/transitGateway:TransitGateway", "net").inputs).to.include({
      defaultRouteTableAssociation: "disable",
      defaultRouteTablePropagation: "disable",
    });
    for (const { inputs } of made.ofType("aws:ec2transitgateway/vpcAttachment:VpcAttachment")) {
      expect(inputs).to.include({
        transitGatewayDefaultRouteTableAssociation: false,
        transitGatewayDefaultRouteTablePropagation: false,
      });
    }
  });

  it("has a route table per routing domain, with every attachment in its own", () => {
    const associated = made
      .ofType("aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation")
      .map(({ inputs }) => [inputs.transitGatewayAttachmentId, inputs.transitGatewayRouteTableId]);
    expect(associated).to.have.deep.members([
      ["net-hub-id", "net-hub-id"],
      ["net-one-id", "net-shared-id"],
      ["net-two-id", "net-shared-id"],
      ["net-three-id", "net-three-id"],
    ]);
    expect(Object.keys(made.result.routeTableIds)).to.have.members(["hub", "shared", "three"]);
  });

  it("teaches the hub all spokes, and a domain the hub and its members", () => {
    const learned = (domain: string) =>
      inTable("routeTablePropagation:RouteTablePropagation", domain).map((inputs) => inputs.transitGatewayAttachmentId);
    expect(learned("hub")).to.have.members(["net-one-id", "net-two-id", "net-three-id"]);
    expect(learned("shared")).to.have.members(["net-hub-id", "net-one-id", "net-two-id"]);
    expect(learned("three")).to.have.members(["net-hub-id", "net-three-id"]);
  });

  it("leads spokes to the internet by the hub, and the hub nowhere by default", () => {
    const defaults = (domain: string) =>
      inTable("route:Route", domain).filter((inputs) => inputs.destinationCidrBlock === "0.0.0.0/0");
    expect(defaults("shared")).to.have.length(1);
    expect(defaults("shared")[0]).to.include({ transitGatewayAttachmentId: "net-hub-id" });
    expect(defaults("hub")).to.be.empty;
  });

  it("keeps domains apart by blackholes, since the hub's NAT gateway would pass on what the default route brings", () => {
    const blackholes = (domain: string) =>
      inTable("route:Route", domain)
        .filter((inputs) => inputs.blackhole === true)
        .map((inputs) => inputs.destinationCidrBlock);
    expect(blackholes("three")).to.have.members(["10.1.0.0/16", "10.2.0.0/16"]);
    expect(blackholes("shared")).to.have.members(["10.3.0.0/16"]);
    expect(blackholes("hub")).to.be.empty;
  });

  it("routes public and private tables of the hub back to every spoke, for replies of NAT and load balancers", () => {
    expect(vpcRoutes().filter((line) => line.startsWith("rtb-hub"))).to.have.members(
      ["public-1", "app-1"].flatMap((table) =>
        ["10.1.0.0/16", "10.2.0.0/16", "10.3.0.0/16"].map((cidrBlock) => `rtb-hub-${table} ${cidrBlock}`),
      ),
    );
  });

  it("routes everything from a private tier, and from an isolated tier only the VPCs that it reaches", () => {
    expect(vpcRoutes().filter((line) => line.startsWith("rtb-one"))).to.have.members([
      "rtb-one-nodes 0.0.0.0/0",
      "rtb-one-data 10.0.0.0/16",
      "rtb-one-data 10.2.0.0/16",
    ]);
    expect(vpcRoutes().filter((line) => line.startsWith("rtb-three"))).to.have.members([
      "rtb-three-nodes 0.0.0.0/0",
      "rtb-three-data 10.0.0.0/16",
    ]);
  });

  it("attaches each VPC by the subnets that are meant for it", async () => {
    const { inputs } = made.get("aws:ec2transitgateway/vpcAttachment:VpcAttachment", "net-two");
    expect(inputs).to.deep.include({ vpcId: "vpc-two", subnetIds: ["subnet-two-1", "subnet-two-2"] });
    expect(await Promise.all(Object.values(made.result.attachmentIds).map(valueOf))).to.have.members([
      "net-hub-id",
      "net-one-id",
      "net-two-id",
      "net-three-id",
    ]);
  });
});
