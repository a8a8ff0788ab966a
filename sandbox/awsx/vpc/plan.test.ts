import { expect } from "chai";

import { unknown } from "../../wire/values";
import { ResourceReference } from "../../component/plan";
import type { Child, Plan, Output } from "../../component/plan";
import { secret } from "../../component/wire";
import { readArgs } from "./args";
import { ipv6Subnet } from "./ipv6";
import { planVpc } from "./plan";

const ZONES = ["us-east-1a", "us-east-1b", "us-east-1c"];

/** Plans a VPC called `hub` as the component would with these arguments. */
function plan(args: Record<string, unknown> = {}, zones: readonly string[] = ZONES.slice(0, 2)): Plan {
  return planVpc("hub", readArgs(args), zones);
}

const short = ({ type, name }: Child): string => `${String(type.split(":").at(-1))} ${name}`;

function find({ children }: Plan, title: string): Child {
  const child = children.find((candidate) => short(candidate) === title);
  if (!child) {
    throw new Error(`no ${title} in ${children.map(short).join(", ")}`);
  }
  return child;
}

/** Children by what they hang under. */
function tree({ children }: Plan): Record<string, string[]> {
  const byKey = new Map(children.map((child) => [child.key, short(child)]));
  const under: Record<string, string[]> = {};
  for (const child of children) {
    (under[byKey.get(child.parent ?? "") ?? "component"] ??= []).push(short(child));
  }
  return under;
}

const output = (child: Child, property = "id") => ({ child: child.key, property });
const seen = (value: unknown) => {
  const { child, property } = value as Output;
  return { child, property };
};

describe("the children of awsx.ec2.Vpc", () => {
  it("are named and nested as the real ones, whatever the zones' letters are", () => {
    const subnetSpecs = [{ type: "Private" }, { type: "Public", name: "web" }];
    expect(tree(plan({ subnetSpecs, subnetStrategy: "Auto" }, ["us-east-1c"]))).to.deep.equal({
      component: ["Vpc hub"],
      "Vpc hub": ["InternetGateway hub", "Subnet hub-web-1", "Subnet hub-private-1"],
      "Subnet hub-web-1": ["RouteTable hub-web-1", "Eip hub-1", "NatGateway hub-1"],
      "RouteTable hub-web-1": ["RouteTableAssociation hub-web-1", "Route hub-web-1"],
      "Subnet hub-private-1": ["RouteTable hub-private-1"],
      "RouteTable hub-private-1": ["RouteTableAssociation hub-private-1", "Route hub-private-1"],
    });
  });

  it("come zone by zone, in each public before private before isolated", () => {
    const subnetSpecs = [
      { type: "Isolated" },
      { type: "Private" },
      { type: "Public", name: "lb" },
      { type: "Public" },
      { type: "Unused" },
    ];
    const { state } = plan({ subnetSpecs, subnetStrategy: "Auto" });
    const names = (list: unknown) => (list as { child: string }[]).map(({ child }) => child.split("::")[1]);
    expect(names(state.subnets)).to.deep.equal([
      "hub-lb-1",
      "hub-public-1",
      "hub-private-1",
      "hub-isolated-1",
      "hub-lb-2",
      "hub-public-2",
      "hub-private-2",
      "hub-isolated-2",
    ]);
    expect(names(state.publicSubnetIds)).to.deep.equal(["hub-lb-1", "hub-public-1", "hub-lb-2", "hub-public-2"]);
  });

  it("wait for their parent only, beside what their inputs name", () => {
    const made = plan();
    const subnet = find(made, "Subnet hub-public-1");
    expect(find(made, "NatGateway hub-1").dependsOn).to.deep.equal([subnet.key]);
    expect(find(made, "Vpc hub").dependsOn).to.be.empty;
  });

  it("have a VPC of 10.0.0.0/16 whose DNS flags are only as given", () => {
    expect(find(plan(), "Vpc hub").inputs).to.deep.equal({ cidrBlock: "10.0.0.0/16", tags: { Name: "hub" } });
    const given = { cidrBlock: "10.9.0.0/16", enableDnsHostnames: true, instanceTenancy: "dedicated" };
    expect(find(plan(given), "Vpc hub").inputs).to.deep.include(given);
  });

  it("always say whether subnets give public and IPv6 addresses", () => {
    const made = plan();
    const publicSubnet = find(made, "Subnet hub-public-1").inputs;
    expect(publicSubnet).to.include({ mapPublicIpOnLaunch: true, assignIpv6AddressOnCreation: false });
    expect(publicSubnet).not.to.have.property("ipv6CidrBlock");
    expect(find(made, "Subnet hub-private-1").inputs).to.include({ mapPublicIpOnLaunch: false });
  });

  it("are all in the region that the component is given", () => {
    const { children } = plan({ region: "eu-west-1" });
    expect(new Set(children.map(({ inputs }) => inputs.region))).to.deep.equal(new Set(["eu-west-1"]));
  });
});

describe("NAT gateways of awsx.ec2.Vpc", () => {
  const natOf = (made: Plan, title: string) => find(made, title).inputs.natGatewayId as Output | undefined;
  const titles = ({ children }: Plan, type: string) => children.map(short).filter((title) => title.startsWith(type));

  it("are one per zone by default, and each zone's private subnets use their own", () => {
    const made = plan();
    expect(titles(made, "NatGateway")).to.deep.equal(["NatGateway hub-1", "NatGateway hub-2"]);
    expect(seen(natOf(made, "Route hub-private-2"))).to.deep.equal(output(find(made, "NatGateway hub-2")));
  });

  it("are one for all zones with Single", () => {
    const made = plan({ natGateways: { strategy: "Single" } });
    expect(titles(made, "NatGateway")).to.deep.equal(["NatGateway hub-1"]);
    expect(seen(natOf(made, "Route hub-private-2"))).to.deep.equal(output(find(made, "NatGateway hub-1")));
  });

  it("are none with None, and private subnets have no route then", () => {
    const made = plan({ natGateways: { strategy: "None" } });
    expect(titles(made, "NatGateway").concat(titles(made, "Eip"))).to.be.empty;
    expect(titles(made, "Route ")).to.deep.equal(["Route hub-public-1", "Route hub-public-2"]);
  });

  it("sit in the first public subnet of their zone", () => {
    const subnetSpecs = [{ type: "Private" }, { type: "Public", name: "lb" }, { type: "Public" }];
    const made = plan({ subnetSpecs, subnetStrategy: "Auto" });
    expect(titles(made, "NatGateway")).to.have.length(2);
    expect(seen(find(made, "NatGateway hub-2").inputs.subnetId)).to.deep.equal(output(find(made, "Subnet hub-lb-2")));
  });

  it("have Elastic IPs of their own, or those that are given", () => {
    const made = plan();
    const { allocationId } = find(made, "NatGateway hub-1").inputs;
    expect(seen(allocationId)).to.deep.equal(output(find(made, "Eip hub-1"), "allocationId"));
    const given = plan({ natGateways: { strategy: "OnePerAz", elasticIpAllocationIds: ["eipalloc-1", unknown] } });
    expect(titles(given, "Eip")).to.be.empty;
    expect(find(given, "NatGateway hub-2").inputs.allocationId).to.equal(unknown);
    expect(find(given, "NatGateway hub-2").from).to.include("natGateways");
  });

  it("are no way out for isolated subnets", () => {
    const subnetSpecs = [{ type: "Public" }, { type: "Isolated" }];
    expect(titles(plan({ subnetSpecs, subnetStrategy: "Auto" }), "Route ")).to.deep.equal([
      "Route hub-public-1",
      "Route hub-public-2",
    ]);
  });
});

describe("tags of awsx.ec2.Vpc", () => {
  const made = plan({
    tags: { Name: "mine", team: "net", tier: "all" },
    subnetSpecs: [{ type: "Public", tags: { Name: "web", SubnetType: "none", tier: "edge" } }, { type: "Private" }],
    subnetStrategy: "Auto",
  });
  const tags = (title: string, from = made) => find(from, title).inputs.tags;

  it("let the user's Name win on the VPC and the internet gateway", () => {
    expect(tags("Vpc hub")).to.deep.equal({ Name: "mine", team: "net", tier: "all" });
    expect(tags("InternetGateway hub")).to.deep.equal(tags("Vpc hub"));
  });

  it("force Name and SubnetType on subnets; the spec's other tags win", () => {
    expect(tags("Subnet hub-public-1")).to.deep.equal({
      Name: "hub-public-1",
      team: "net",
      tier: "edge",
      SubnetType: "Public",
    });
  });

  it("leave the spec's tags out on route tables", () => {
    expect(tags("RouteTable hub-public-1")).to.deep.equal({
      Name: "hub-public-1",
      team: "net",
      tier: "all",
      SubnetType: "Public",
    });
  });

  it("force the Name on Elastic IPs and NAT gateways", () => {
    expect(tags("Eip hub-1")).to.deep.equal({ Name: "hub-1", team: "net", tier: "all" });
    expect(tags("NatGateway hub-1")).to.deep.equal(tags("Eip hub-1"));
  });

  it("name the zone with subnetNameTagStrategy AvailabilityZone, and nothing else changes", () => {
    const byZone = plan({ subnetNameTagStrategy: "AvailabilityZone" }, ["us-east-1c", "us-gov-west-1a"]);
    expect(tags("Subnet hub-public-1", byZone)).to.include({ Name: "hub-public-1c" });
    expect(tags("RouteTable hub-private-2", byZone)).to.include({ Name: "hub-private-1a" });
  });

  it("stay secret or unknown when they are", () => {
    const hidden = plan({ tags: secret({ team: "net" }) });
    expect(tags("Vpc hub", hidden)).to.deep.equal(secret({ Name: "hub", team: "net" }));
    const one = plan({ tags: { team: secret("net"), owner: unknown } });
    expect(tags("Vpc hub", one)).to.deep.equal({ Name: "hub", team: secret("net"), owner: unknown });
    expect(tags("Vpc hub", plan({ tags: unknown }))).to.equal(unknown);
  });
});

describe("IPv6 of awsx.ec2.Vpc", () => {
  it("gives every subnet a /64 of the VPC's block: zone by zone, then type by type", () => {
    const made = plan({ assignGeneratedIpv6CidrBlock: true });
    const block = (title: string) => {
      const { child, property, map } = find(made, title).inputs.ipv6CidrBlock as Output;
      expect({ child, property }).to.deep.equal(output(find(made, "Vpc hub"), "ipv6CidrBlock"));
      return map("2600:1f18:abcd:ef00::/56");
    };
    expect(block("Subnet hub-public-1")).to.equal("2600:1f18:abcd:ef00::/64");
    expect(block("Subnet hub-public-2")).to.equal("2600:1f18:abcd:ef01::/64");
    expect(block("Subnet hub-private-1")).to.equal("2600:1f18:abcd:ef02::/64");
  });

  it("can be left to single specs, and wants a /56", () => {
    const subnetSpecs = [{ type: "Public", assignIpv6AddressOnCreation: true }, { type: "Private" }];
    const made = plan({ subnetSpecs, subnetStrategy: "Auto" });
    expect(find(made, "Subnet hub-public-1").inputs.assignIpv6AddressOnCreation).to.equal(true);
    expect(find(made, "Subnet hub-private-1").inputs).not.to.have.property("ipv6CidrBlock");
    expect(() => ipv6Subnet("", 0)).to.throw("require the VPC to have an IPv6 CIDR block");
  });
});

describe("endpoints of awsx.ec2.Vpc", () => {
  const S3 = { serviceName: "com.amazonaws.us-east-1.s3", tags: { for: "s3" } };
  const SSM = { serviceName: "com.amazonaws.us-east-1.ssm", vpcEndpointType: "Interface" };
  const specs = [{ type: "Public" }, { type: "Private" }, { type: "Isolated" }];
  const auto = (args: Record<string, unknown> = {}) =>
    plan({
      subnetSpecs: specs,
      subnetStrategy: "Auto",
      vpcEndpointStrategy: "Auto",
      vpcEndpointSpecs: [S3, SSM],
      ...args,
    });

  it("have the bare service as name, and hang under the VPC", () => {
    expect(tree(auto())["Vpc hub"]).to.include.members([
      `VpcEndpoint ${S3.serviceName}`,
      `SecurityGroup ${SSM.serviceName}-sg`,
      `SecurityGroupRule ${SSM.serviceName}-ingress`,
      `VpcEndpoint ${SSM.serviceName}`,
    ]);
  });

  it("get nothing attached with Legacy, and the VPC's DNS stays as it is", () => {
    const made = plan({ vpcEndpointSpecs: [S3, SSM] });
    const vpc = find(made, "Vpc hub");
    const { vpcId, ...others } = find(made, `VpcEndpoint ${SSM.serviceName}`).inputs;
    expect(seen(vpcId)).to.deep.equal(output(vpc));
    expect(others).to.deep.equal({ ...SSM, region: undefined, tags: { Name: "hub" } });
    expect(vpc.inputs).not.to.have.property("enableDnsSupport");
  });

  it("of the gateway type get all route tables with Auto, in subnet order", () => {
    const made = auto();
    const { routeTableIds, tags } = find(made, `VpcEndpoint ${S3.serviceName}`).inputs;
    const names = (routeTableIds as Output[]).map(({ child }) => child.split("::")[1]);
    expect(names.slice(0, 3)).to.deep.equal(["hub-public-1", "hub-private-1", "hub-isolated-1"]);
    expect(tags).to.deep.equal({ Name: "hub", for: "s3" });
  });

  it("of the interface type get a private subnet per zone, private DNS and a group with HTTPS from the VPC", () => {
    const made = auto();
    const { subnetIds, privateDnsEnabled, securityGroupIds } = find(made, `VpcEndpoint ${SSM.serviceName}`).inputs;
    const names = (subnetIds as Output[]).map(({ child }) => child.split("::")[1]);
    expect(names).to.deep.equal(["hub-private-1", "hub-private-2"]);
    expect(privateDnsEnabled).to.equal(true);
    const group = find(made, `SecurityGroup ${SSM.serviceName}-sg`);
    expect((securityGroupIds as Output[]).map(seen)).to.deep.equal([output(group)]);
    const rule = find(made, `SecurityGroupRule ${SSM.serviceName}-ingress`).inputs;
    expect(rule).to.include({ type: "ingress", protocol: "tcp", fromPort: 443, toPort: 443 });
    expect((rule.cidrBlocks as Output[]).map(seen)).to.deep.equal([output(find(made, "Vpc hub"), "cidrBlock")]);
  });

  it("prefer isolated subnets to public ones where there are no private ones", () => {
    const made = auto({ subnetSpecs: [{ type: "Public" }, { type: "Isolated" }], vpcEndpointSpecs: [SSM] });
    const { subnetIds } = find(made, `VpcEndpoint ${SSM.serviceName}`).inputs;
    expect((subnetIds as Output[])[0]?.child).to.contain("hub-isolated-1");
  });

  it("keep what is given by hand", () => {
    const given = { ...SSM, subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"], privateDnsEnabled: false };
    const made = auto({ vpcEndpointSpecs: [given] });
    expect(find(made, `VpcEndpoint ${SSM.serviceName}`).inputs).to.deep.include(given);
    expect(made.children.map(short)).not.to.include(`SecurityGroup ${SSM.serviceName}-sg`);
  });

  it("switch the VPC's DNS on for private DNS, and are refused when it is switched off", () => {
    const on = { enableDnsHostnames: true, enableDnsSupport: true };
    expect(find(auto(), "Vpc hub").inputs).to.include(on);
    expect(find(auto({ vpcEndpointSpecs: [S3] }), "Vpc hub").inputs).not.to.have.property("enableDnsSupport");
    expect(() => auto({ enableDnsSupport: false })).to.throw("requires enableDnsSupport to be true");
  });
});

describe("awsx.ec2.Vpc refuses", () => {
  const refusals: readonly (readonly [string, Record<string, unknown>, string])[] = [
    [
      "NAT gateways without public subnets",
      { subnetSpecs: [{ type: "Private" }] },
      "public subnets must be declared to host the NAT Gateway",
    ],
    [
      "NAT gateways that nothing routes through",
      { subnetSpecs: [{ type: "Public" }] },
      "private or isolated subnets to route through it",
    ],
    [
      "both ways to say the zones",
      { availabilityZoneNames: ["us-east-1a"], numberOfAvailabilityZones: 1 },
      "Only one of [availabilityZoneNames] and [numberOfAvailabilityZones]",
    ],
    [
      "Elastic IPs without NAT gateways",
      { natGateways: { strategy: "None", elasticIpAllocationIds: ["eipalloc-1"] } },
      "1 Elastic IP allocation IDs do not fit the NAT Gateway strategy 'None'",
    ],
    [
      "two Elastic IPs for a single NAT gateway",
      { natGateways: { strategy: "Single", elasticIpAllocationIds: ["a", "b"] } },
      "2 Elastic IP allocation IDs",
    ],
    [
      "another number of Elastic IPs than of zones",
      { natGateways: { strategy: "OnePerAz", elasticIpAllocationIds: ["a"] } },
      "0 or 2 may be specified for 2 availability zones",
    ],
    ["an unknown NAT strategy", { natGateways: { strategy: "Many" } }, "Unknown NatGatewayStrategy 'Many'"],
    [
      "subnets that overlap",
      {
        subnetStrategy: "Auto",
        subnetSpecs: [
          { type: "Public", cidrMask: 28 },
          { type: "Private", cidrMask: 18 },
          { type: "Isolated", cidrMask: 19 },
        ],
      },
      "hub-isolated-1: 10.0.128.0/19",
    ],
    [
      "gaps with the strategy Exact",
      {
        subnetStrategy: "Exact",
        subnetSpecs: [
          { type: "Public", cidrMask: 18 },
          { type: "Private", cidrMask: 19 },
        ],
      },
      "There are gaps in the subnet ranges",
    ],
    [
      "explicit blocks that do not begin with the VPC with the strategy Exact",
      {
        subnetStrategy: "Exact",
        subnetSpecs: [
          { type: "Public", cidrBlocks: ["10.0.64.0/18", "10.0.128.0/18"] },
          { type: "Private", cidrBlocks: ["10.0.0.0/18", "10.0.192.0/18"] },
        ],
      },
      "the beginning of 10.0.0.0/16 <=> hub-public-1: 10.0.64.0/18",
    ],
    ["an unknown block", { cidrBlock: unknown }, "cidrBlock must be known before the VPC is made"],
    ["address pools", { ipv4IpamPoolId: "ipam-pool-1", ipv4NetmaskLength: 16 }, "no IPAM pools"],
  ];
  for (const [title, args, message] of refusals) {
    it(title, () => {
      expect(() => plan(args)).to.throw(message);
    });
  }

  it("zones whose names end alike when these name the subnets", () => {
    const attempt = () => plan({ subnetNameTagStrategy: "AvailabilityZone" }, ["us-east-1a", "us-west-1a"]);
    expect(attempt).to.throw('"us-east-1a" and "us-west-1a" both reduce to "1a"');
  });

  it("nothing when Exact accounts for everything", () => {
    const subnetSpecs = [
      { type: "Public", cidrMask: 18 },
      { type: "Private", cidrMask: 19 },
      { type: "Unused", cidrMask: 19 },
    ];
    expect(plan({ subnetStrategy: "Exact", subnetSpecs }).children).not.to.be.empty;
  });
});

describe("what awsx.ec2.Vpc returns", () => {
  it("is every child by kind, as references, and ids by type of subnet", () => {
    const { state } = plan();
    expect(Object.keys(state)).to.have.members([
      "eips",
      "internetGateway",
      "isolatedSubnetIds",
      "isolatedSubnets",
      "natGateways",
      "privateSubnetIds",
      "privateSubnets",
      "publicSubnetIds",
      "publicSubnets",
      "routeTableAssociations",
      "routeTables",
      "routes",
      "subnetLayout",
      "subnets",
      "vpc",
      "vpcEndpoints",
      "vpcId",
    ]);
    expect(state.vpc).to.be.instanceOf(ResourceReference);
    expect(state.routes).to.have.length(4);
    expect(state.isolatedSubnets).to.be.empty;
  });
});
