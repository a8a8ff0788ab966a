import { expect } from "chai";

import type { Properties } from "../../resource-type";
import { Account, codeOf } from "../../testing/account";
import { makeCluster, makePlace, nodeGroupInputs, openWayOut } from "../../testing/aws-cluster";
import type { Place } from "../../testing/aws-cluster";
import { LAUNCH_TEMPLATE } from "../ec2/launch-template";
import { INGRESS_RULE, SECURITY_GROUP } from "../ec2/permissions";
import { ROUTE, ROUTE_TABLE } from "../ec2/routes";
import { SUBNET } from "../ec2/subnet";
import { record } from "../values";
import { ADD_ON, CLUSTER, NODE_GROUP } from "./types";

const FAILED = "NodeCreationFailure";
const ANYWHERE = "0.0.0.0/0";

describe("nodes join their cluster", () => {
  let account: Account;
  let place: Place;
  beforeEach(async () => {
    account = new Account();
    place = await makePlace(account);
  });

  /** What becomes of a node group in this place. */
  async function joined(changes: Properties = {}, cluster: Properties = {}): Promise<string> {
    const { id } = await makeCluster(account, place, cluster);
    const { inputs } = await nodeGroupInputs(account, place, id);
    return codeOf(account.make(NODE_GROUP, { ...inputs, ...changes }));
  }

  it("by a NAT gateway, and not without a route to it", async () => {
    expect(await joined()).to.equal(FAILED);
    await openWayOut(account, place);
    expect(await joined()).to.equal("accepted");
  });

  it("and not by a NAT gateway whose subnet has no way out itself", async () => {
    await openWayOut(account, place);
    const route = account
      .all()
      .find(({ type, outputs }) => type === ROUTE && outputs.routeTableId === place.publicTable.id);
    if (route) await account.remove(route);
    expect(await joined()).to.equal(FAILED);
  });

  it("by endpoints of the VPC when there is no internet: ec2, ecr.api, ecr.dkr and s3", async () => {
    const endpoint = (service: string, more: Properties) =>
      account.make("aws:ec2/vpcEndpoint:VpcEndpoint", {
        vpcId: place.vpc.id,
        serviceName: `com.amazonaws.us-east-1.${service}`,
        ...more,
      });
    const byInterface = { vpcEndpointType: "Interface", subnetIds: place.subnetIds, privateDnsEnabled: true };
    for (const service of ["ec2", "ecr.api", "ecr.dkr"]) await endpoint(service, byInterface);
    expect(await joined()).to.equal(FAILED);
    await endpoint("s3", { routeTableIds: [place.privateTable.id] });
    expect(await joined()).to.equal("accepted");
  });

  it("in public subnets only with public addresses: Ec2SubnetInvalidConfiguration", async () => {
    const { vpc, publicTable } = place;
    const subnetIds: string[] = [];
    for (const [third, zone] of ["a", "b"].entries()) {
      const cidrBlock = `10.0.${third + 10}.0/24`;
      const subnet = await account.make(SUBNET, { vpcId: vpc.id, cidrBlock, availabilityZone: `us-east-1${zone}` });
      await account.make("aws:ec2/routeTableAssociation:RouteTableAssociation", {
        routeTableId: publicTable.id,
        subnetId: subnet.id,
      });
      subnetIds.push(subnet.id);
    }
    expect(await joined({ subnetIds })).to.equal("Ec2SubnetInvalidConfiguration");
    for (const id of subnetIds) {
      const subnet = account.find(SUBNET, id);
      if (subnet) await account.update(subnet, { mapPublicIpOnLaunch: true });
    }
    expect(await joined({ subnetIds })).to.equal("accepted");
  });

  it("by the public endpoint alone only from an address that it is open to", async () => {
    const { address } = await openWayOut(account, place);
    const isPublic = (publicAccessCidrs: readonly string[]) => ({
      vpcConfig: { subnetIds: place.subnetIds, publicAccessCidrs },
    });
    expect(await joined({}, isPublic(["203.0.113.0/24"]))).to.equal(FAILED);
    expect(await joined({}, isPublic([`${String(address.outputs.publicIp)}/32`]))).to.equal("accepted");
  });

  it("by the private endpoint only where the VPC has DNS host names", async () => {
    await openWayOut(account, place);
    await account.update(place.vpc, { enableDnsHostnames: false });
    expect(await joined()).to.equal(FAILED);
  });

  it("with groups of their own only when rules let them reach the control plane, in and out", async () => {
    await openWayOut(account, place);
    const cluster = await makeCluster(account, place);
    const clusterGroup = String(record(cluster.outputs.vpcConfig).clusterSecurityGroupId);
    const { inputs } = await nodeGroupInputs(account, place, cluster.id);
    const attempt = async (egress: readonly Properties[], name: string) => {
      const group = await account.make(SECURITY_GROUP, { vpcId: place.vpc.id, egress });
      const template = await account.make(LAUNCH_TEMPLATE, { vpcSecurityGroupIds: [group.id] });
      const launchTemplate = { id: template.id, version: "1" };
      const make = () => codeOf(account.make(NODE_GROUP, { ...inputs, launchTemplate, nodeGroupName: name }));
      const before = await make();
      await account.make(INGRESS_RULE, {
        securityGroupId: clusterGroup,
        referencedSecurityGroupId: group.id,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      });
      return [before, await make()];
    };
    const out = { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: [ANYWHERE] };
    expect(await attempt([out], "open")).to.deep.equal([FAILED, "accepted"]);
    expect(await attempt([], "closed")).to.deep.equal([FAILED, FAILED]);
  });

  it("with the metadata service, which has their credentials", async () => {
    await openWayOut(account, place);
    const template = await account.make(LAUNCH_TEMPLATE, { metadataOptions: { httpEndpoint: "disabled" } });
    expect(await joined({ launchTemplate: { id: template.id, version: "1" } })).to.equal(FAILED);
  });

  it("once they have a network plugin", async () => {
    await openWayOut(account, place);
    expect(await joined({}, { name: "bare", bootstrapSelfManagedAddons: false })).to.equal(FAILED);
    const cluster = account.find(CLUSTER, "bare");
    await account.make(ADD_ON, { clusterName: cluster?.id, addonName: "vpc-cni" });
    const { inputs } = await nodeGroupInputs(account, place, "bare");
    expect(await codeOf(account.make(NODE_GROUP, inputs))).to.equal("accepted");
  });

  it("and stay when the way out is closed later", async () => {
    await openWayOut(account, place);
    const cluster = await makeCluster(account, place);
    const { inputs } = await nodeGroupInputs(account, place, cluster.id);
    const nodes = await account.make(NODE_GROUP, inputs);
    const route = account.all().find(({ type, outputs }) => type === ROUTE && outputs.natGatewayId !== undefined);
    if (route) await account.remove(route);
    expect(await codeOf(account.update(nodes, { tags: { a: "b" } }))).to.equal("accepted");
  });

  describe("through a transit gateway", () => {
    let hub: Place;
    let tables: Readonly<Record<"hub" | "spoke", string>>;
    beforeEach(async () => {
      hub = await makePlace(account, "10.1");
      await openWayOut(account, hub);
      const gateway = await account.make("aws:ec2transitgateway/transitGateway:TransitGateway", {
        defaultRouteTableAssociation: "disable",
        defaultRouteTablePropagation: "disable",
      });
      const attach = async ({ vpc, subnetIds }: Place) => {
        const attachment = await account.make("aws:ec2transitgateway/vpcAttachment:VpcAttachment", {
          transitGatewayId: gateway.id,
          vpcId: vpc.id,
          subnetIds,
        });
        const table = await account.make("aws:ec2transitgateway/routeTable:RouteTable", {
          transitGatewayId: gateway.id,
        });
        await account.make("aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation", {
          transitGatewayAttachmentId: attachment.id,
          transitGatewayRouteTableId: table.id,
        });
        return { attachment: attachment.id, table: table.id };
      };
      const [inHub, inSpoke] = [await attach(hub), await attach(place)];
      tables = { hub: inHub.table, spoke: inSpoke.table };
      await account.make("aws:ec2transitgateway/route:Route", {
        transitGatewayRouteTableId: tables.spoke,
        transitGatewayAttachmentId: inHub.attachment,
        destinationCidrBlock: ANYWHERE,
      });
      await account.make("aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation", {
        transitGatewayRouteTableId: tables.hub,
        transitGatewayAttachmentId: inSpoke.attachment,
      });
      const transitGatewayId = gateway.id;
      const route = (routeTableId: string, destinationCidrBlock: string) =>
        account.make(ROUTE, { routeTableId, destinationCidrBlock, transitGatewayId });
      await route(place.privateTable.id, ANYWHERE);
      await route(hub.publicTable.id, "10.0.0.0/16");
    });

    const lose = async (type: string, isIt: (outputs: Properties) => boolean) => {
      const found = account.all().find((candidate) => candidate.type === type && isIt(candidate.outputs));
      expect(found).not.to.equal(undefined);
      if (found) await account.remove(found);
    };

    it("by the NAT gateway of the hub", async () => {
      expect(await joined()).to.equal("accepted");
    });

    it("and not without a default route of the gateway", async () => {
      await lose("aws:ec2transitgateway/route:Route", () => true);
      expect(await joined()).to.equal(FAILED);
    });

    it("and not without the gateway's way back to the spoke", async () => {
      await lose("aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation", () => true);
      expect(await joined()).to.equal(FAILED);
    });

    it("and not without the NAT gateway's way back to the spoke", async () => {
      await lose(ROUTE, (outputs) => outputs.destinationCidrBlock === "10.0.0.0/16");
      expect(await joined()).to.equal(FAILED);
    });

    it("and not when the hub's attachment has no way to the NAT gateway", async () => {
      await lose(ROUTE, (outputs) => outputs.routeTableId === hub.privateTable.id);
      expect(await joined()).to.equal(FAILED);
    });
  });

  it("by the VPC's main route table where a subnet has none of its own", async () => {
    const { vpc } = place;
    const subnetIds: string[] = [];
    for (const [third, zone] of ["a", "b"].entries()) {
      const cidrBlock = `10.0.${third + 10}.0/24`;
      subnetIds.push(
        (await account.make(SUBNET, { vpcId: vpc.id, cidrBlock, availabilityZone: `us-east-1${zone}` })).id,
      );
    }
    await openWayOut(account, place);
    expect(await joined({ subnetIds })).to.equal(FAILED);
    expect(account.find(ROUTE_TABLE, place.privateTable.id)).not.to.equal(undefined);
    await account.make("aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation", {
      vpcId: vpc.id,
      routeTableId: place.privateTable.id,
    });
    expect(await joined({ subnetIds })).to.equal("accepted");
  });
});
