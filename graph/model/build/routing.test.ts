import { expect } from "chai";
import { entriesOf, routesOf } from "../../testing/describe";
import { made, networkOf, secret, subnet, type TestState, vpc, whyUnknown } from "../../testing/state";

const network = vpc("vpc-1", "10.0.0.0/16");
const local = "10.0.0.0-10.0.255.255 local";
const internet = "0.0.0.0-255.255.255.255 internetGateway igw-1";
const table = (inputs: object = {}, others: object = {}) =>
  made("ec2/routeTable", "rtb-1", { vpcId: "vpc-1", ...inputs }, { ...others });
const route = (inputs: object, others: object = {}) =>
  made("ec2/route", "r-1", { routeTableId: "rtb-1", ...inputs }, { ...others });
const routes = (...resources: readonly TestState[]): string[] => routesOf(networkOf([network, ...resources]), "rtb-1");

describe("route tables", () => {
  it("have the same route inline and as a resource of its own", () => {
    const inline = { cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" };
    const separate = route({ destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-1" });
    for (const form of [
      [table({ routes: [inline] })],
      [table(), separate],
      [table({}, { outputs: { routes: [{ ...inline, natGatewayId: "" }] } }), separate],
      [table({}, { inputs: {}, external: true, outputs: { routes: [inline] } })],
    ]) {
      expect(routes(...form)).to.deep.equal([internet, local]);
    }
  });

  it("lead to every kind of target", () => {
    const targets = {
      egressOnlyGatewayId: "eigw-1",
      natGatewayId: "nat-1",
      transitGatewayId: "tgw-1",
      vpcPeeringConnectionId: "pcx-1",
      vpcEndpointId: "vpce-1",
      networkInterfaceId: "eni-1",
      localGatewayId: "lgw-1",
      coreNetworkArn: "arn:core",
    };
    const kinds = Object.entries(targets).map(
      ([name, id]) => routes(table(), route({ destinationPrefixListId: "pl-1", [name]: id })).at(-1) ?? "",
    );
    expect(kinds).to.deep.equal([
      "pl-1 egressOnlyInternetGateway eigw-1",
      "pl-1 natGateway nat-1",
      "pl-1 transitGateway tgw-1",
      "pl-1 vpcPeering pcx-1",
      "pl-1 vpcEndpoint vpce-1",
      "pl-1 networkInterface eni-1",
      "pl-1 other lgw-1",
      "pl-1 other arn:core",
    ]);
    const gateways = ["vgw-1", "vpce-1", "local"].map(
      (gatewayId) =>
        routes(table(), route({ destinationIpv6CidrBlock: "::/0", gatewayId }))
          .at(-1)
          ?.split(" ")[1],
    );
    expect(gateways).to.deep.equal(["other", "vpcEndpoint", "local"]);
  });

  it("lead to the instance whose interface a route names", () => {
    const instance = made("ec2/instance", "i-1", {}, { outputs: { primaryNetworkInterfaceId: "eni-1" } });
    const way = route({ destinationCidrBlock: "0.0.0.0/0", networkInterfaceId: "eni-1" });
    expect(routes(table(), instance, way)[0]).to.contain("networkInterface i-1");
  });

  it("do not lose a route whose table, destination or target is not known", () => {
    const whole = { destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-1" };
    expect(routes(table(), route({ ...whole, routeTableId: secret }))).to.deep.equal([local, "unknown unknown"]);
    expect(routes(table(), route({ ...whole, destinationCidrBlock: secret }))).to.deep.equal([
      local,
      "unknown internetGateway igw-1",
    ]);
    expect(routes(table(), route({ ...whole, gatewayId: secret }))).to.deep.equal([
      "0.0.0.0-255.255.255.255 unknown",
      local,
    ]);
    expect(routes(table(), route(whole, { delete: true }))).to.deep.equal(["0.0.0.0-255.255.255.255 unknown", local]);
    expect(routes(table({ routes: secret }))).to.deep.equal([local, "unknown unknown"]);
  });

  it("are undecided about a route that was read and is nobody's", () => {
    const told = { routes: [{ cidrBlock: "10.9.0.0/16", transitGatewayId: "tgw-9" }] };
    expect(routes(table({}, { outputs: told }))).to.deep.equal([local, "10.9.0.0-10.9.255.255 unknown"]);
  });

  it("do not know what a VPN gateway or a route server announces", () => {
    expect(routes(table({ propagatingVgws: ["vgw-1"] }))).to.deep.equal([local, "unknown other vgw-1"]);
    const propagation = made("ec2/vpnGatewayRoutePropagation", "p", { routeTableId: "rtb-1", vpnGatewayId: "vgw-1" });
    expect(routes(table(), propagation)).to.deep.equal([local, "unknown other vgw-1"]);
    const server = made("vpc/routeServerPropagation", "p", { routeTableId: "rtb-1", routeServerId: "rs-1" });
    expect(routes(table(), server)).to.deep.equal([local, "unknown other rs-1"]);
  });

  it("have the routes of gateway endpoints, listed or associated", () => {
    const endpoint = (inputs: object) =>
      made("ec2/vpcEndpoint", "vpce-1", { vpcId: "vpc-1", serviceName: "s3", prefixListId: "pl-1", ...inputs });
    const association = (inputs: object) =>
      made("ec2/vpcEndpointRouteTableAssociation", "a", { vpcEndpointId: "vpce-1", routeTableId: "rtb-1", ...inputs });
    const both = [local, "pl-1 vpcEndpoint vpce-1"];
    expect(routes(table(), endpoint({ routeTableIds: ["rtb-1"] }))).to.deep.equal(both);
    expect(routes(table(), endpoint({}), association({}))).to.deep.equal(both);
    expect(routes(table(), endpoint({}), association({ routeTableId: secret }))).to.deep.equal([
      local,
      "unknown unknown",
    ]);
    expect(routes(table(), association({}))).to.deep.equal([local, "unknown unknown"]);
  });

  it("have a local route for each block of the VPC, and none that is certain where a block may be missing", () => {
    const block = (inputs: object) => made("ec2/vpcIpv4CidrBlockAssociation", "b", { vpcId: "vpc-1", ...inputs });
    const ipv6 = made("ec2/vpcIpv6CidrBlockAssociation", "b6", { vpcId: "vpc-1", ipv6CidrBlock: "2001:db8::/56" });
    expect(routes(table(), block({ cidrBlock: "10.9.0.0/16" }), ipv6)).to.have.lengthOf(3);
    expect(routes(table(), block({ vpcId: secret, cidrBlock: "10.9.0.0/16" }))).to.deep.equal(["unknown local"]);
  });

  it("that are a VPC's main one and nobody's have what is routed by resources of their own", () => {
    const way = route({ routeTableId: "rtb-main-vpc-1", destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-1" });
    expect(routesOf(networkOf([network, way]), "rtb-main-vpc-1")).to.deep.equal([internet, local]);
    const adopted = made("ec2/defaultRouteTable", "rtb-main-vpc-1", { vpcId: "vpc-1", routes: [] });
    expect(routesOf(networkOf([network, adopted]), "rtb-main-vpc-1")).to.deep.equal([local]);
  });
});

describe("subnets", () => {
  const own = subnet("subnet-1", "vpc-1", "10.0.1.0/24");
  const associated = (inputs: object, name = "a") =>
    made("ec2/routeTableAssociation", name, { subnetId: "subnet-1", routeTableId: "rtb-1", ...inputs });
  const subnetOf = (...resources: readonly TestState[]) =>
    networkOf([network, own, ...resources]).subnets.get("subnet-1");

  it("have the main route table unless they are associated with another", () => {
    expect(subnetOf()?.routeTableId).to.equal("rtb-main-vpc-1");
    expect(subnetOf(associated({}))?.routeTableId).to.equal("rtb-1");
    const main = made("ec2/mainRouteTableAssociation", "m", { vpcId: "vpc-1", routeTableId: "rtb-2" });
    expect(subnetOf(main)?.routeTableId).to.equal("rtb-2");
    expect(subnetOf(associated({ subnetId: undefined, gatewayId: "igw-1" }))?.routeTableId).to.equal("rtb-main-vpc-1");
  });

  it("have no known table where an association may be theirs, or two do not agree", () => {
    expect(whyUnknown(subnetOf(associated({ subnetId: secret }))?.routeTableId)).to.equal("subnetId of a is not known");
    expect(subnetOf(associated({}), associated({ subnetId: secret }, "b"))?.routeTableId).to.equal("rtb-1");
    const two = subnetOf(associated({}), associated({ routeTableId: "rtb-2" }, "b"));
    expect(whyUnknown(two?.routeTableId)).to.equal("a and b say different things of subnet-1");
    expect(networkOf([own]).subnets.get("subnet-1")?.routeTableId).to.deep.include({
      unknown: "the VPC of subnet subnet-1 is in no source",
    });
  });

  it("have the default network ACL unless another lists them or is associated", () => {
    expect(subnetOf()?.networkAclId).to.equal("acl-default-vpc-1");
    expect(subnetOf(made("ec2/networkAcl", "acl-1", { subnetIds: ["subnet-1"] }))?.networkAclId).to.equal("acl-1");
    const association = (subnetId: unknown) =>
      made("ec2/networkAclAssociation", "a", { subnetId, networkAclId: "acl-2" });
    expect(subnetOf(association("subnet-1"))?.networkAclId).to.equal("acl-2");
    expect(whyUnknown(subnetOf(association(secret))?.networkAclId)).to.equal("subnetId of a is not known");
    const listing = made("ec2/networkAcl", "acl-1", { subnetIds: secret });
    expect(whyUnknown(subnetOf(listing)?.networkAclId)).to.equal("subnetIds of acl-1 is not known");
    const adopted = made("ec2/defaultNetworkAcl", "acl-default-vpc-1", { vpcId: "vpc-1" });
    expect(subnetOf(adopted)?.networkAclId).to.equal("acl-default-vpc-1");
  });

  it("have blocks of both families, or of IPv6 alone", () => {
    const blocks = (inputs: object) =>
      networkOf([network, subnet("subnet-2", "vpc-1", "10.0.2.0/24", inputs)]).subnets.get("subnet-2")?.addresses;
    expect(blocks({ ipv6CidrBlock: "2001:db8::/64" })).to.have.lengthOf(2);
    expect(blocks({ cidrBlock: "", ipv6Native: true, ipv6CidrBlock: "2001:db8::/64" })).to.have.lengthOf(1);
    expect(whyUnknown(blocks({ cidrBlock: "10.0.2.0/33" }))).to.contain('is "10.0.2.0/33", which is no CIDR block');
  });
});

describe("network ACLs", () => {
  const acl = (inputs: object = {}, others: object = {}) =>
    made("ec2/networkAcl", "acl-1", { vpcId: "vpc-1", ...inputs }, { ...others });
  const inline = { ruleNo: 100, action: "allow", protocol: "tcp", fromPort: 443, toPort: 443, cidrBlock: "10.0.0.0/8" };
  const rule = (inputs: object = {}, others: object = {}) =>
    made(
      "ec2/networkAclRule",
      "n-1",
      {
        networkAclId: "acl-1",
        egress: false,
        ruleNumber: 100,
        ruleAction: "allow",
        protocol: "6",
        fromPort: 443,
        toPort: 443,
        cidrBlock: "10.0.0.0/8",
        ...inputs,
      },
      { ...others },
    );
  const entries = (...resources: readonly TestState[]): string[] =>
    entriesOf(networkOf([network, ...resources]), "acl-1", "ingress");
  const entry = "100 allow [6,7] [443,444] 10.0.0.0-10.255.255.255";

  it("have the same entry inline and as a resource of its own", () => {
    expect(entries(acl({ ingress: [inline] }))).to.deep.equal([entry]);
    expect(entries(acl(), rule())).to.deep.equal([entry]);
    expect(entries(acl({}, { outputs: { ingress: [inline] } }), rule())).to.deep.equal([entry]);
  });

  it("read ICMP as types and codes, and other actions than two as not known", () => {
    const icmp = { protocol: "icmp", icmpType: 8, icmpCode: -1 };
    expect(entries(acl(), rule(icmp))[0]).to.contain("[1,2] [2048,2304]");
    expect(entries(acl({ ingress: [{ ...inline, ...icmp }] }))[0]).to.contain("[1,2] [2048,2304]");
    expect(entries(acl(), rule({ ruleAction: "perhaps" }))[0]).to.contain("100 unknown");
  });

  it("do not lose an entry whose ACL, direction, number or block is not known", () => {
    expect(entries(acl(), rule({ networkAclId: secret }))).to.deep.equal(["unknown unknown unknown unknown unknown"]);
    expect(entries(acl(), rule({ egress: secret }))[0]).to.contain("100 unknown");
    expect(entries(acl(), rule({ ruleNumber: secret }))[0]).to.contain("unknown allow");
    expect(entries(acl(), rule({ cidrBlock: secret }))[0]).to.match(/unknown$/);
    expect(entries(acl(), rule({ cidrBlock: undefined }))[0]).to.match(/unknown$/);
    expect(entries(acl(), rule({}, { delete: true }))[0]).to.contain("100 unknown");
    expect(entries(acl({ ingress: secret }))).to.deep.equal(["unknown unknown unknown unknown unknown"]);
  });

  it("are undecided about an entry that was read and is nobody's", () => {
    expect(entries(acl({}, { outputs: { ingress: [inline] } }))[0]).to.contain("100 unknown");
  });

  it("that are a VPC's default one and nobody's let everything pass, after what resources of their own say", () => {
    const other = rule({ networkAclId: "acl-default-vpc-1", ruleNumber: 50, ruleAction: "deny" });
    const of = (direction: "ingress" | "egress") =>
      entriesOf(networkOf([network, other]), "acl-default-vpc-1", direction).map((text) => text.slice(0, 10));
    expect(of("ingress")).to.deep.equal(["100 allow ", "101 allow ", "50 deny [6"]);
    expect(of("egress")).to.have.lengthOf(2);
  });
});
