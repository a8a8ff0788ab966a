import { expect } from "chai";
import { isUnknown, type Network, type VpcAttachment } from "../../index";
import { blockText } from "../../../testing/describe";
import { made, networkOf, secret, type TestState, vpc, whyUnknown } from "../../../testing/state";

const gateway = (outputs: object = {}, name = "tgw-1") =>
  made(
    "tgw/transitGateway",
    name,
    {},
    {
      outputs: {
        ownerId: "1",
        associationDefaultRouteTableId: `${name}-rtb-default`,
        propagationDefaultRouteTableId: `${name}-rtb-default`,
        ...outputs,
      },
    },
  );
const attachment = (inputs: object = {}, others: object = {}) =>
  made(
    "tgw/vpcAttachment",
    "att-1",
    { transitGatewayId: "tgw-1", vpcId: "vpc-1", subnetIds: ["subnet-1"], ...inputs },
    { ...others },
  );
const table = (name: string, transitGatewayId = "tgw-1") => made("tgw/routeTable", name, { transitGatewayId });
const association = (inputs: object = {}, name = "a") =>
  made("tgw/routeTableAssociation", name, {
    transitGatewayAttachmentId: "att-1",
    transitGatewayRouteTableId: "rtb-1",
    ...inputs,
  });
const network = vpc("vpc-1", "10.0.0.0/16");
const alone = { transitGatewayDefaultRouteTableAssociation: false, transitGatewayDefaultRouteTablePropagation: false };

const tableOf = (...resources: readonly TestState[]) =>
  networkOf([network, ...resources]).transitGatewayAttachments.get("att-1")?.routeTableId;

function routesOf(built: Network, id: string): string[] {
  return (built.transitGatewayRouteTables.get(id)?.routes ?? []).map(({ destination, attachmentId, propagated }) => {
    const to = isUnknown(destination) ? "unknown" : blockText(destination);
    const by = attachmentId === undefined ? "blackhole" : isUnknown(attachmentId) ? "unknown" : attachmentId;
    return `${to} ${by}${propagated ? " propagated" : ""}`;
  });
}

describe("attachments of a transit gateway", () => {
  it("are associated by a resource of its own, or with the gateway's default table", () => {
    expect(tableOf(gateway(), attachment(), association())).to.equal("rtb-1");
    expect(tableOf(gateway(), attachment())).to.equal("tgw-1-rtb-default");
    const other = made("tgw/defaultRouteTableAssociation", "d", {
      transitGatewayId: "tgw-1",
      transitGatewayRouteTableId: "rtb-2",
    });
    expect(tableOf(gateway(), attachment(), other)).to.equal("rtb-2");
  });

  it("are associated with none where both sides say so", () => {
    expect(tableOf(gateway(), attachment(alone))).to.equal(undefined);
    expect(tableOf(gateway({ defaultRouteTableAssociation: "disable" }), attachment())).to.equal(undefined);
  });

  it("have no known table where no source has the gateway, or an association may be theirs", () => {
    expect(whyUnknown(tableOf(attachment()))).to.equal("transit gateway tgw-1 is in no source");
    const lost = association({ transitGatewayAttachmentId: secret });
    expect(whyUnknown(tableOf(gateway(), attachment(), lost))).to.contain("transitGatewayAttachmentId of a");
  });

  it("of another account wait for an acceptance that no source has", () => {
    const shared = attachment({}, { outputs: { vpcOwnerId: "2" } });
    expect(whyUnknown(tableOf(gateway(), shared))).to.equal("no source says whether att-1 was accepted");
    expect(tableOf(gateway({ autoAcceptSharedAttachments: "enable" }), shared)).to.equal("tgw-1-rtb-default");
    const accepter = (inputs: object) =>
      made("tgw/vpcAttachmentAccepter", "acc", {
        transitGatewayAttachmentId: "att-1",
        transitGatewayId: "tgw-1",
        vpcId: "vpc-1",
        subnetIds: ["subnet-1"],
        ...inputs,
      });
    expect(tableOf(gateway(), shared, accepter({}))).to.equal("tgw-1-rtb-default");
    expect(tableOf(gateway(), shared, accepter(alone))).to.equal(undefined);
    const only = networkOf([gateway(), accepter({})]).transitGatewayAttachments.get("att-1");
    expect((only as VpcAttachment).vpcId).to.equal("vpc-1");
  });

  it("of other kinds are known by name, and announce nobody knows what", () => {
    const others = [
      made("tgw/connect", "connect-1", { transitGatewayId: "tgw-1" }),
      made(
        "ec2/vpnConnection",
        "vpn-1",
        { transitGatewayId: "tgw-1" },
        { outputs: { transitGatewayAttachmentId: "att-vpn" } },
      ),
      made("ec2/vpnConnection", "vpn-2", { vpnGatewayId: "vgw-1" }),
    ];
    const built = networkOf([gateway(), ...others]);
    expect([...built.transitGatewayAttachments.values()].map(({ kind, id }) => `${kind} ${id}`)).to.deep.equal([
      "other connect-1",
      "other att-vpn",
    ]);
    expect(routesOf(built, "tgw-1-rtb-default")).to.deep.equal([
      "unknown connect-1 propagated",
      "unknown att-vpn propagated",
    ]);
  });
});

describe("route tables of a transit gateway", () => {
  const route = (inputs: object, others: object = {}) =>
    made(
      "tgw/route",
      "r",
      {
        transitGatewayRouteTableId: "rtb-1",
        destinationCidrBlock: "0.0.0.0/0",
        transitGatewayAttachmentId: "att-1",
        ...inputs,
      },
      { ...others },
    );
  const routes = (...resources: readonly TestState[]) =>
    routesOf(networkOf([network, gateway(), attachment(alone), table("rtb-1"), ...resources]), "rtb-1");
  const everywhere = "0.0.0.0-255.255.255.255";
  const block = "10.0.0.0-10.0.255.255 att-1 propagated";

  it("have static routes, blackholes, and references to prefix lists", () => {
    expect(routes(route({}))).to.deep.equal([`${everywhere} att-1`]);
    expect(routes(route({ blackhole: true, transitGatewayAttachmentId: "" }))).to.deep.equal([
      `${everywhere} blackhole`,
    ]);
    const reference = made("tgw/prefixListReference", "ref", {
      transitGatewayRouteTableId: "rtb-1",
      prefixListId: "pl-1",
      transitGatewayAttachmentId: "att-1",
    });
    const list = made("ec2/managedPrefixList", "pl-1", { entries: [{ cidr: "10.1.0.0/16" }, { cidr: "10.2.0.0/16" }] });
    expect(routes(reference, list)).to.have.lengthOf(2);
    expect(routes(reference)).to.deep.equal(["unknown att-1"]);
  });

  it("have what is propagated, explicitly and by default, with all blocks of the VPC", () => {
    const propagation = (inputs: object) =>
      made("tgw/routeTablePropagation", "p", {
        transitGatewayRouteTableId: "rtb-1",
        transitGatewayAttachmentId: "att-1",
        ...inputs,
      });
    const second = made("ec2/vpcIpv4CidrBlockAssociation", "b", { vpcId: "vpc-1", cidrBlock: "10.9.0.0/16" });
    expect(routes(propagation({}), second)).to.deep.equal([block, "10.9.0.0-10.9.255.255 att-1 propagated"]);
    expect(routes(propagation({ transitGatewayAttachmentId: secret }))).to.deep.equal(["unknown unknown propagated"]);
    expect(routes(propagation({ transitGatewayAttachmentId: "att-9" }))).to.deep.equal(["unknown att-9 propagated"]);
    const byDefault = networkOf([network, gateway(), attachment()]);
    expect(routesOf(byDefault, "tgw-1-rtb-default")).to.deep.equal([block]);
    expect(routesOf(networkOf([network, gateway(), attachment(alone)]), "tgw-1-rtb-default")).to.deep.equal([]);
  });

  it("do not lose a route whose table is not known, or that waits for its deletion", () => {
    expect(routes(route({ transitGatewayRouteTableId: secret }))).to.deep.equal(["unknown unknown"]);
    expect(routes(route({}, { delete: true }))).to.deep.equal([`${everywhere} unknown`]);
    expect(routes(route({ destinationCidrBlock: secret }))).to.deep.equal(["unknown att-1"]);
  });
});

describe("peerings of transit gateways", () => {
  const peering = (outputs: object = {}) =>
    made("tgw/peeringAttachment", "att-p", { transitGatewayId: "tgw-1", peerTransitGatewayId: "tgw-2" }, { outputs });
  const accepter = made("tgw/peeringAttachmentAccepter", "acc", {
    transitGatewayAttachmentId: "att-p",
    transitGatewayId: "tgw-2",
    peerTransitGatewayId: "tgw-1",
  });
  const of = (...stacks: readonly (readonly TestState[])[]) => {
    const found = networkOf(...stacks).transitGatewayAttachments.get("att-p");
    return found?.kind === "peering" ? found : undefined;
  };

  it("have a table on each side, and are active once the other side accepts", () => {
    const own = [gateway(), table("rtb-1"), peering(), association({ transitGatewayAttachmentId: "att-p" })];
    const theirs = [
      gateway({}, "tgw-2"),
      table("rtb-2", "tgw-2"),
      accepter,
      association({ transitGatewayAttachmentId: "att-p", transitGatewayRouteTableId: "rtb-2" }, "b"),
    ];
    expect(of(own, theirs)).to.include({ routeTableId: "rtb-1", peerRouteTableId: "rtb-2", active: true });
    const alone_ = of(own);
    expect(whyUnknown(alone_?.peerRouteTableId)).to.equal("transit gateway tgw-2 is in no source");
    expect(whyUnknown(alone_?.active)).to.equal("no source says whether att-p was accepted");
    expect(of([gateway(), peering({ state: "available" })])?.active).to.equal(true);
    expect(of([gateway(), gateway({}, "tgw-2"), peering({ state: "pendingAcceptance" })])?.active).to.equal(false);
  });

  it("are known by their accepter alone", () => {
    expect(of([gateway({}, "tgw-2"), accepter])).to.include({ transitGatewayId: "tgw-2", active: true });
  });
});
