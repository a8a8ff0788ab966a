import type { ExistingNetworkArgs } from "@throughline/stacks/config/existing";
import { expect } from "chai";
import { group, smallContext, smallInventory } from "../testing/small-network";
import { mapNetwork } from "./map-network";

type Inventory = ReturnType<typeof smallInventory>;

/** What is said of a region in which the small network is, after a change. */
function problems(change: (inventory: Inventory) => void, told: ExistingNetworkArgs = {}): string[] {
  const inventory = smallInventory();
  change(inventory);
  const context = smallContext(inventory, told);
  mapNetwork(context);
  return context.search.problems;
}

/** The items without those that a text tells. */
function without<Item>(items: readonly Item[], text: string): Item[] {
  return items.filter((item) => !JSON.stringify(item).includes(text));
}

const unchanged = () => undefined;

describe("a network among what a region has", () => {
  it("is found by its addresses, its names, and what hangs together", () => {
    const context = smallContext(smallInventory());
    const { ids } = mapNetwork(context);
    expect(context.search.problems).to.deep.equal([]);
    expect(ids).to.deep.equal({
      vpcs: {
        hub: {
          vpcId: "vpc-hub",
          tiers: {
            public: {
              subnetIds: ["subnet-hub.public-1", "subnet-hub.public-2"],
              routeTableIds: ["rtb-hub.public"],
              securityGroupId: undefined,
              networkAclId: undefined,
            },
          },
          groups: { endpoints: "sg-hub.endpoints", bastion: "sg-hub.bastion" },
          gatewayEndpointIds: { s3: "vpce-s3" },
          interfaceEndpointIds: { ssm: "vpce-ssm" },
          flowLogId: "fl-hub",
        },
        apps: {
          vpcId: "vpc-apps",
          tiers: {
            nodes: {
              subnetIds: ["subnet-apps.nodes-1", "subnet-apps.nodes-2"],
              routeTableIds: ["rtb-apps.nodes"],
              securityGroupId: "sg-apps.nodes",
              networkAclId: "acl-apps",
            },
          },
          groups: {},
          gatewayEndpointIds: {},
          interfaceEndpointIds: {},
          flowLogId: undefined,
        },
      },
      natGatewayIds: ["nat-1"],
      transitGateway: {
        transitGatewayId: "tgw-1",
        attachmentIds: { hub: "tgw-attach-hub", apps: "tgw-attach-apps" },
        routeTableIds: { hub: "tgw-rtb-hub", apps: "tgw-rtb-apps" },
      },
      privateZone: { zoneId: "Z1" },
      bastion: { instanceId: "i-bastion", securityGroupId: "sg-hub.bastion" },
    });
  });

  it("does not depend on the order of AWS's answers", () => {
    const found = [smallInventory(), smallInventory()].map((inventory, turn) => {
      const lists = Object.values(inventory) as unknown[][];
      lists.filter(() => turn === 1).forEach((list) => list.reverse());
      const context = smallContext(inventory);
      return { ...mapNetwork(context).ids, resources: context.found.list() };
    });
    expect(JSON.stringify(found[1])).to.equal(JSON.stringify(found[0]));
  });

  it("has every VPC once, or is told which it is", () => {
    const twice = (inventory: Inventory) => {
      inventory.vpcs.push({ VpcId: "vpc-0", CidrBlock: "10.0.0.0/8", Tags: [{ Key: "Name", Value: "old" }] });
    };
    expect(problems(twice)).to.deep.equal([
      "VPC hub: 2 could be it: vpc-0 (old), vpc-hub. Say which it is: throughline:existing.network.vpcs.hub",
    ]);
    expect(problems(twice, { vpcs: { hub: "vpc-hub" } })).to.deep.equal([]);
    expect(problems(twice, { vpcs: { hub: "vpc-1" } })).to.deep.equal([
      'VPC hub: nothing there is "vpc-1". Correct throughline:existing.network.vpcs.hub',
    ]);
  });

  it("takes a VPC with other addresses for none of its own", () => {
    expect(problems(unchanged, { vpcs: { hub: "vpc-apps" } })).to.deep.equal([
      "VPC hub: vpc-apps has the block 172.16.0.0/12, and the settings say 10.0.0.0/8. Correct its cidrBlock, or throughline:existing.network.vpcs.hub",
    ]);
  });

  it("tells each subnet that is missing, and what stands in its place", () => {
    expect(
      problems((inventory) => {
        inventory.subnets = without(inventory.subnets, "nodes-2");
        inventory.subnets.push({
          SubnetId: "subnet-9",
          VpcId: "vpc-apps",
          CidrBlock: "172.16.8.0/22",
          AvailabilityZone: "us-east-1b",
        });
      }),
    ).to.deep.equal([
      "tier apps.nodes: no subnet 172.16.1.0/24 in us-east-1b of vpc-apps. There is 172.16.8.0/22 (subnet-9): give the tier the blocks that it has, by subnetCidrBlocks",
    ]);
  });

  it("tells a subnet that is in another zone", () => {
    expect(
      problems(({ subnets }) => {
        subnets.forEach((subnet) => {
          subnet.AvailabilityZone = subnet.SubnetId === "subnet-apps.nodes-2" ? "us-east-1c" : subnet.AvailabilityZone;
        });
      }),
    ).to.deep.equal([
      "tier apps.nodes: 172.16.1.0/24 (subnet-apps.nodes-2) is in us-east-1c, and the settings have it in us-east-1b. Give the tier its blocks in the order of the zones, by subnetCidrBlocks",
    ]);
  });

  it("has subnets without a route table of their own in the VPC's main one", () => {
    const inventory = smallInventory();
    for (const table of inventory.routeTables.filter(({ VpcId }) => VpcId === "vpc-apps")) {
      table.Associations = [{ Main: true }];
    }
    const context = smallContext(inventory);
    expect(mapNetwork(context).ids.vpcs.apps?.tiers.nodes?.routeTableIds).to.deep.equal(["rtb-apps.nodes"]);
    expect(context.search.problems).to.deep.equal([]);
    const associations = context.found.list().filter(({ type }) => type.endsWith(":RouteTableAssociation"));
    expect(associations.map(({ name }) => name)).to.deep.equal(["hub.public-1", "hub.public-2"]);
  });

  for (const [what, route, told] of [
    ["to the internet gateway", { GatewayId: "igw-1" }, "has a default route to igw-1"],
    [
      "to a NAT gateway that is gone",
      { NatGatewayId: "nat-9", State: "blackhole" },
      "has a default route to nat-9, which is gone",
    ],
    ["nowhere", undefined, "has no default route"],
  ] as const) {
    it(`is not private with a default route ${what}`, () => {
      expect(
        problems(({ routeTables }) => {
          for (const table of routeTables.filter(({ VpcId }) => VpcId === "vpc-apps")) {
            table.Routes = route === undefined ? [] : [{ DestinationCidrBlock: "0.0.0.0/0", ...route }];
          }
        }),
      ).to.deep.equal([
        `tier apps.nodes: it is private in the settings, and its route table rtb-apps.nodes ${told}. Correct the tier's type`,
      ]);
    });
  }

  it("has a security group for each tier that a flow names, and needs none for others", () => {
    expect(
      problems((inventory) => (inventory.securityGroups = without(inventory.securityGroups, "apps"))),
    ).to.deep.equal([
      'security group apps.nodes: there is none called dev-apps.nodes in vpc-apps. Make it, or say which it is: throughline:existing.network.securityGroups["apps.nodes"]',
    ]);
    const other = (inventory: Inventory) => {
      inventory.securityGroups = [
        ...without(inventory.securityGroups, "apps"),
        { GroupId: "sg-7", GroupName: "workers", VpcId: "vpc-apps", Tags: [{ Key: "role", Value: "node" }] },
      ];
    };
    for (const told of ["sg-7", "workers", "role=node"]) {
      expect(problems(other, { securityGroups: { "apps.nodes": told } }), told).to.deep.equal([]);
    }
  });

  it("takes no security group of another VPC", () => {
    expect(
      problems(({ securityGroups }) => {
        securityGroups.push({ ...group("hub", "nodes"), GroupName: "dev-apps.nodes" });
      }),
    ).to.deep.equal([]);
  });

  it("asks which security group of the bastion is meant when it has several", () => {
    const two = ({ instances }: Inventory) => {
      instances.forEach((instance) => instance.SecurityGroups?.push({ GroupId: "sg-hub.endpoints" }));
    };
    const [problem] = problems(two);
    expect(problem).to.equal(
      'security group hub.bastion: 2 could be it: sg-hub.bastion (dev-hub.bastion), sg-hub.endpoints (dev-hub.endpoints). Say which it is: throughline:existing.network.securityGroups["hub.bastion"]',
    );
    expect(problems(two, { securityGroups: { "hub.bastion": "sg-hub.bastion" } })).to.deep.equal([]);
  });

  it("has one network ACL for a tier, and its own where the settings say so", () => {
    expect(
      problems(({ networkAcls }) => {
        networkAcls.forEach((acl) => (acl.IsDefault = true));
      }),
    ).to.deep.equal([
      "tier apps.nodes: its network ACL is the default one of vpc-apps, and the settings say networkAcl: tiered",
    ]);
    expect(
      problems(({ networkAcls }) => {
        networkAcls.push({ NetworkAclId: "acl-2", Associations: [{ SubnetId: "subnet-apps.nodes-2" }] });
      }),
    ).to.deep.equal(["tier apps.nodes: its subnets have several network ACLs, acl-2, acl-apps. A tier has one"]);
  });

  it("is missing endpoints, flow logs, NAT gateways, a bastion, and says it of all at once", () => {
    expect(
      problems((inventory) => {
        inventory.endpoints = [];
        inventory.flowLogs = [];
        inventory.natGateways = [];
        inventory.instances = [];
      }),
    ).to.deep.equal([
      "bastion: there is none called dev-bastion in vpc-hub. Make it, or say which it is: throughline:existing.network.bastion",
      "VPC hub: vpc-hub has no gateway endpoint of s3. Make it, or take it out of gatewayEndpoints",
      "VPC hub: vpc-hub has no interface endpoint of ssm. Make it, or take it out of interfaceEndpoints",
      "VPC hub: vpc-hub has no flow log in CloudWatch. Make it, or take flowLogs out of throughline:network",
      "VPC hub: vpc-hub has no NAT gateway. If nothing private is to reach the internet, say so: throughline:network.hub.natGateways: none",
    ]);
  });

  it("hangs together by one transit gateway", () => {
    expect(
      problems((inventory) => (inventory.vpcAttachments = without(inventory.vpcAttachments, "apps"))),
    ).to.deep.equal([
      "transit gateway: there is none that all VPCs are attached to (hub: tgw-1; apps: none). Make it, or say which it is: throughline:existing.network.transitGateway",
    ]);
    const second = (inventory: Inventory) => {
      inventory.transitGateways.push({ TransitGatewayId: "tgw-2" });
      inventory.vpcAttachments.push(
        ...inventory.vpcAttachments.map((attachment) => ({ ...attachment, TransitGatewayId: "tgw-2" })),
      );
    };
    expect(problems(second)).to.deep.equal([
      "transit gateway: 2 could be it: tgw-1, tgw-2. Say which it is: throughline:existing.network.transitGateway",
    ]);
    expect(problems(second, { transitGateway: "tgw-1" })).to.deep.equal([]);
  });

  it("has every attachment associated with a route table", () => {
    expect(
      problems(({ attachments }) => {
        attachments.forEach((attachment) => (attachment.Association = undefined));
      }),
    ).to.deep.equal([
      "transit gateway: the attachment tgw-attach-hub of VPC hub is associated with no route table",
      "transit gateway: the attachment tgw-attach-apps of VPC apps is associated with no route table",
    ]);
  });

  it("resolves one private zone in every VPC", () => {
    expect(
      problems(({ zones }) => {
        zones.push({ zone: { Id: "/hostedzone/Z2", Name: "dev.internal.", CallerReference: "" }, vpcs: [] });
      }),
      "another of this name that the hub does not resolve",
    ).to.deep.equal([]);
    expect(
      problems((inventory) => {
        inventory.zones = inventory.zones.map(({ zone }) => ({ zone, vpcs: [{ VPCId: "vpc-hub" }] }));
      }),
    ).to.deep.equal(["private zone dev.internal: VPC apps (vpc-apps) is not associated with Z1"]);
  });
});
