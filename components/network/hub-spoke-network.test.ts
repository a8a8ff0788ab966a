import * as aws from "@pulumi/aws";
import { expect } from "chai";

import { everything, growths } from "../testing/growing-network";
import { problemsOf, record, type Recorded, type Recording, valueOf } from "../testing/recorder";
import { HubSpokeNetwork } from "./hub-spoke-network";
import type { HubSpokeNetworkArgs } from "./hub-spoke-network-args";

function makeNetwork(args: Partial<HubSpokeNetworkArgs> = {}): HubSpokeNetwork {
  return new HubSpokeNetwork("net", { ...everything, ...args });
}

describe("HubSpokeNetwork", () => {
  let made: Recording<HubSpokeNetwork>;
  before(async () => {
    made = await record(makeNetwork);
  });

  it("routes a spoke's default to the transit gateway, and the hub's tables back to every spoke", () => {
    const routes = made
      .ofType("aws:ec2/route:Route")
      .filter(({ inputs }) => inputs.transitGatewayId !== undefined)
      .map(({ inputs }) => `${String(inputs.routeTableId)} ${String(inputs.destinationCidrBlock)}`);
    expect(routes).to.have.members([
      "net-apps-nodes-id 0.0.0.0/0",
      "net-apps-data-id 10.0.0.0/16",
      "net-tools-nodes-id 0.0.0.0/0",
      "net-tools-data-id 10.0.0.0/16",
      ...["public-1", "public-2", "app-1", "app-2"].flatMap((table) => [
        `net-hub-${table}-id 10.1.0.0/16`,
        `net-hub-${table}-id 10.2.0.0/16`,
      ]),
    ]);
  });

  it("sends what arrives from spokes for the internet to NAT", () => {
    for (const zone of [1, 2]) {
      expect(made.get("aws:ec2/route:Route", `net-hub-transit-${zone}`).inputs).to.include({
        destinationCidrBlock: "0.0.0.0/0",
        natGatewayId: "net-hub-1-id",
      });
    }
  });

  it("attaches every VPC by its attachment subnets, one per zone", () => {
    const attached = made
      .ofType("aws:ec2transitgateway/vpcAttachment:VpcAttachment")
      .map(({ inputs }) => [inputs.vpcId, inputs.subnetIds]);
    expect(attached).to.have.deep.members([
      ["net-hub-id", ["net-hub-transit-1-id", "net-hub-transit-2-id"]],
      ["net-apps-id", ["net-apps-transit-1-id", "net-apps-transit-2-id"]],
      ["net-tools-id", ["net-tools-transit-1-id", "net-tools-transit-2-id"]],
    ]);
  });

  it("gives spokes no gateway of their own", () => {
    expect(made.ofType("aws:ec2/internetGateway:InternetGateway").map(({ name }) => name)).to.deep.equal(["net-hub"]);
    for (const { inputs } of made.ofType("aws:ec2/natGateway:NatGateway")) {
      expect(inputs.subnetId).to.equal("net-hub-public-1-id");
    }
  });

  it("has a group for every tier that holds workloads, and for every group of workloads, in its VPC", () => {
    const groups = made
      .ofType("aws:ec2/securityGroup:SecurityGroup")
      .map(({ name, inputs }) => `${name} ${String(inputs.vpcId)}`);
    expect(groups).to.have.members([
      "net-hub.public net-hub-id",
      "net-hub.app net-hub-id",
      "net-hub.alb net-hub-id",
      "net-hub.bastion net-hub-id",
      "net-hub.endpoints net-hub-id",
      "net-apps.nodes net-apps-id",
      "net-apps.data net-apps-id",
      "net-tools.nodes net-tools-id",
      "net-tools.data net-tools-id",
    ]);
  });

  it("refers to groups within a VPC, and to addresses across the transit gateway", () => {
    const ingress = made
      .ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .map(({ inputs }) => inputs);
    const at = (port: number) => ingress.find((inputs) => inputs.fromPort === port);
    expect(at(5432)).to.include({
      securityGroupId: "net-apps.data-id",
      referencedSecurityGroupId: "net-apps.nodes-id",
    });
    expect(at(30443)).to.include({ securityGroupId: "net-apps.nodes-id", cidrIpv4: "10.0.0.0/22" });
  });

  it("filters the tiers that ask for it by their own network ACLs, the others by the VPC's", () => {
    const associated = made
      .ofType("aws:ec2/networkAclAssociation:NetworkAclAssociation")
      .map(({ inputs }) => inputs.subnetId);
    expect(associated).to.have.members([
      "net-apps-data-1-id",
      "net-apps-data-2-id",
      "net-tools-data-1-id",
      "net-tools-data-2-id",
    ]);
    const entries = made
      .ofType("aws:ec2/networkAclRule:NetworkAclRule")
      .filter(({ inputs }) => inputs.networkAclId === "net-apps.data-id")
      .map(
        ({ inputs }) => `${inputs.egress === true ? "out" : "in"} ${String(inputs.fromPort)}-${String(inputs.toPort)}`,
      );
    expect(entries).to.have.members(["in 5432-5432", "out 1024-65535"]);
  });

  it("leads every route table of a VPC to its gateway endpoints", () => {
    const { inputs } = made.get("aws:ec2/vpcEndpoint:VpcEndpoint", "net-hub-gateway-s3");
    expect(inputs.routeTableIds).to.have.members(
      ["public", "app", "transit"].flatMap((tier) => [`net-hub-${tier}-1-id`, `net-hub-${tier}-2-id`]),
    );
  });

  it("puts interface endpoints into one subnet per zone, behind their own group", () => {
    expect(made.get("aws:ec2/vpcEndpoint:VpcEndpoint", "net-hub-interface-ssm").inputs).to.deep.include({
      subnetIds: ["net-hub-app-1-id", "net-hub-app-2-id"],
      securityGroupIds: ["net-hub.endpoints-id"],
    });
  });

  it("opens no port on the bastion by itself", () => {
    const rules = made.resources.filter(({ inputs }) => inputs.securityGroupId === "net-hub.bastion-id");
    expect(rules.map(({ type }) => type)).to.not.include("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    expect(made.get("aws:ec2/instance:Instance", "net-bastion").inputs).to.deep.include({
      subnetId: "net-hub-app-1-id",
      vpcSecurityGroupIds: ["net-hub.bastion-id"],
    });
  });

  it("lets every VPC resolve the private zone", () => {
    expect(made.get("aws:route53/zone:Zone", "net").inputs.vpcs).to.deep.equal([
      { vpcId: "net-hub-id" },
      { vpcId: "net-apps-id" },
      { vpcId: "net-tools-id" },
    ]);
  });

  it("logs the flows of every VPC", () => {
    expect(made.ofType("aws:ec2/flowLog:FlowLog").map(({ inputs }) => inputs.vpcId)).to.have.members([
      "net-hub-id",
      "net-apps-id",
      "net-tools-id",
    ]);
  });

  it("tags everything that takes tags with the user's tags and a Name", () => {
    const untagged = made.resources
      .filter(({ type, name }) => !type.startsWith("throughline:") && !madeByAwsx(type, name) && !takesNoTags.has(type))
      .filter(({ inputs }) => {
        const tags = inputs.tags as Record<string, string> | undefined;
        return tags?.team !== "platform" || tags.Name === undefined;
      });
    expect(untagged.map(({ type, name }) => `${type} ${name}`)).to.deep.equal([]);
  });

  it("describes what it made", async () => {
    const { vpcs, transitGateway, privateZone, bastion, natAddresses } = made.result;
    const nodes = vpcs.apps?.tiers.nodes;
    expect(Object.keys(vpcs)).to.deep.equal(["hub", "apps", "tools"]);
    expect(nodes?.cidrBlocks).to.deep.equal(["10.1.0.0/18"]);
    expect(nodes?.securityGroupId && (await valueOf(nodes.securityGroupId))).to.equal("net-apps.nodes-id");
    expect(nodes?.networkAclId).to.equal(undefined);
    expect(vpcs.apps?.tiers.transit?.securityGroupId).to.equal(undefined);
    expect(vpcs.apps?.tiers.data?.networkAclId).not.to.equal(undefined);
    expect(Object.keys(vpcs.hub?.groups ?? {})).to.deep.equal(["alb", "endpoints", "bastion"]);
    expect(vpcs.hub?.flowLogGroupName && (await valueOf(vpcs.hub.flowLogGroupName))).to.contain("net-hub-flow-logs");
    expect(Object.keys(transitGateway?.routeTableIds ?? {})).to.deep.equal(["hub", "apps", "tools"]);
    expect(privateZone?.name).to.equal("dev.internal");
    expect(bastion && (await valueOf(bastion.instanceId))).to.equal("net-bastion-id");
    expect(await Promise.all(natAddresses.map(valueOf))).to.deep.equal(["net-hub-1-address"]);
  });

  it("shows policies the arguments of every component", () => {
    const { inputs } = made.get("throughline:index:HubSpokeNetwork", "net");
    expect(inputs).to.deep.include({ availabilityZones: everything.availabilityZones, bastion: { tier: "app" } });
    expect(made.get("throughline:index:SpokeVpc", "net-apps").inputs).to.include({ cidrBlock: "10.1.0.0/16" });
  });

  it("uses the given provider for every resource and lookup", async () => {
    const { resources, lookups } = await record(() => {
      const provider = new aws.Provider("chosen", { region: "us-east-1" });
      return new HubSpokeNetwork("net", everything, { providers: [provider] });
    });
    const others = resources.filter(
      ({ type, name, provider }) =>
        type.startsWith("aws:") && !madeByAwsx(type, name) && !provider.includes("::chosen::"),
    );
    expect(others.map(({ type, name }) => `${type} ${name}`)).to.deep.equal([]);
    expect(lookups).not.to.be.empty;
    for (const { provider } of lookups) expect(provider).to.contain("::chosen::");
  });

  it("previews from nothing, where AWS has yet to decide everything", async () => {
    const preview = await record(makeNetwork, { preview: true });
    expect(preview.identities).to.deep.equal(made.identities);
    const vpcId = preview.result.vpcs.hub?.vpcId;
    expect(vpcId && (await valueOf(vpcId))).to.equal("unknown");
  });

  it("is one VPC with tiers and no transit gateway when there are no spokes", async () => {
    const { result, resources } = await record(() => makeNetwork({ spokes: [], flows: [] }));
    expect(resources.filter(({ type }) => type.startsWith("aws:ec2transitgateway"))).to.be.empty;
    expect(result.transitGateway).to.equal(undefined);
    expect(Object.keys(result.vpcs)).to.deep.equal(["hub"]);
  });

  it("refuses wrong arguments with every reason, before it makes anything", async () => {
    const problems = await problemsOf(() =>
      makeNetwork({ availabilityZones: ["use1-az1"], privateZone: { name: "." } }),
    );
    expect(Object.keys(problems)).to.have.members(["availabilityZones[0]", "privateZone.name"]);
  });

  it("only creates when availability zones, tiers, spokes and flows are appended", async () => {
    const grown = Object.values(growths).reduce((args, grow, step) => grow(args, step), everything);
    const after = await record(() => new HubSpokeNetwork("net", grown));
    expect(after.identities).to.include.members(made.identities);
    for (const before of made.resources.filter(({ type }) => !type.startsWith("throughline:"))) {
      expect(whatReplaces(after.get(before.type, before.name)), before.name).to.deep.equal(whatReplaces(before));
    }
  });
});

/** Inputs that AWS changes in place when a network grows. */
const updatedInPlace: Record<string, string[]> = {
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": ["subnetIds"],
  "aws:ec2/vpcEndpoint:VpcEndpoint": ["subnetIds", "routeTableIds"],
  "aws:route53/zone:Zone": ["vpcs"],
  "awsx:ec2:Vpc": ["availabilityZoneNames", "subnetSpecs"],
};

function whatReplaces({ type, inputs }: Recorded): Record<string, unknown> {
  const updated = updatedInPlace[type] ?? [];
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => !updated.includes(key)));
}

/** Whether the recorder's awsx made it, which passes on neither tags nor provider. */
function madeByAwsx(type: string, name: string): boolean {
  return /^net-hub(-[a-z0-9]+)?(-\d+)?$/.test(name) && awsxTypes.has(type);
}

const awsxTypes = new Set([
  "aws:ec2/vpc:Vpc",
  "aws:ec2/internetGateway:InternetGateway",
  "aws:ec2/subnet:Subnet",
  "aws:ec2/routeTable:RouteTable",
  "aws:ec2/routeTableAssociation:RouteTableAssociation",
  "aws:ec2/route:Route",
  "aws:ec2/eip:Eip",
  "aws:ec2/natGateway:NatGateway",
]);

const takesNoTags = new Set([
  "aws:ec2/route:Route",
  "aws:ec2/routeTableAssociation:RouteTableAssociation",
  "aws:ec2/networkAclRule:NetworkAclRule",
  "aws:ec2/networkAclAssociation:NetworkAclAssociation",
  "aws:ec2transitgateway/route:Route",
  "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation",
  "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
]);
