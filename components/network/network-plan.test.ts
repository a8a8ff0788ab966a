import { execFileSync } from "node:child_process";
import { expect } from "chai";
import * as fc from "fast-check";

import { everything, growths } from "../testing/growing-network";
import type { HubSpokeNetworkArgs, SpokeArgs } from "./hub-spoke-network-args";
import { type NetworkPlan, planNetwork } from "./network-plan";

function spoke(name: string, cidrBlock: string, more: Partial<SpokeArgs> = {}): SpokeArgs {
  return {
    name,
    cidrBlock,
    tiers: [
      { name: "nodes", type: "private" },
      { name: "data", type: "isolated" },
      { name: "transit", type: "attachment" },
    ],
    ...more,
  };
}

function network(args: Partial<HubSpokeNetworkArgs> = {}): HubSpokeNetworkArgs {
  return {
    availabilityZones: ["us-east-1a", "us-east-1b"],
    hub: {
      cidrBlock: "10.0.0.0/16",
      tiers: [
        { name: "public", type: "public" },
        { name: "app", type: "private" },
        { name: "data", type: "isolated" },
        { name: "transit", type: "attachment" },
      ],
    },
    spokes: [spoke("apps", "10.1.0.0/16")],
    ...args,
  };
}

/** The paths of all problems. */
function paths(args: Partial<HubSpokeNetworkArgs>): string[] {
  return planNetwork(network(args)).problems.map(({ path }) => path);
}

const hub = network().hub;

/** Every subnet of a network with its place. */
function subnets({ hub, spokes }: NetworkPlan) {
  return [hub, ...spokes].flatMap((vpc) =>
    vpc.tiers.flatMap((tier) => tier.subnets.map((subnet) => ({ vpc: vpc.name, tier: tier.name, ...subnet }))),
  );
}

describe("planNetwork", () => {
  it("takes a hub with a spoke", () => {
    expect(planNetwork(network())).to.deep.include({ problems: [], warnings: [] });
  });

  it("takes one VPC without a transit gateway", () => {
    expect(paths({ spokes: undefined, hub: { ...hub, tiers: hub.tiers.slice(0, 3) } })).to.deep.equal([]);
  });

  it("finds everything that is wrong at once, where it stands", () => {
    const found = paths({
      availabilityZones: ["us-east-1a", "us-east-1a"],
      hub: { ...hub, cidrBlock: "10.0.0.0/8", gatewayEndpoints: ["sqs"] },
      spokes: [
        spoke("hub", "10.1.0.0/16"),
        spoke("apps", "10.1.128.0/17", { tiers: [{ name: "web", type: "public" }] }),
      ],
      flows: [{ from: "hub.pubilc", to: "apps.web", port: 443, reason: "Typing error" }],
      flowLogs: { retentionInDays: 2 },
      privateZone: { name: "dev.internal." },
    });
    expect(found).to.include.members([
      "availabilityZones[1]",
      "hub.cidrBlock",
      "hub.gatewayEndpoints[0]",
      "spokes[0].name",
      "spokes[1].cidrBlock",
      "spokes[1].tiers",
      "spokes[1].tiers[0].type",
      "flows[0].from",
      "flowLogs.retentionInDays",
      "privateZone.name",
    ]);
    expect(
      found.filter((path) => path === "availabilityZones[1]"),
      "once for all VPCs",
    ).to.have.length(1);
  });

  it("loads no Pulumi, so that config is checked without it", () => {
    const script = `
      require(${JSON.stringify(require.resolve("./network-plan.ts"))});
      process.exit(Object.keys(require.cache).some((file) => file.includes("@pulumi")) ? 1 : 0);
    `;
    execFileSync(process.execPath, ["--require", "tsx/cjs", "--eval", script]);
  });

  it("moves no subnet, rule or entry when the network grows by appending", () => {
    const before = planNetwork(everything);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.values(growths)), { maxLength: 6 }), (steps) => {
        const after = planNetwork(steps.reduce((args, grow, step) => grow(args, step), everything));
        expect(after.problems).to.deep.equal([]);
        expect(subnets(after)).to.include.deep.members(subnets(before));
        expect(after.securityGroupRules).to.include.deep.members(before.securityGroupRules);
        expect(after.networkAclEntries).to.include.deep.members(before.networkAclEntries);
      }),
    );
  });

  describe("of addresses and names", () => {
    it("refuses spokes whose blocks overlap", () => {
      expect(paths({ spokes: [spoke("one", "10.1.0.0/16"), spoke("two", "10.1.0.0/17")] })).to.deep.equal([
        "spokes[1].cidrBlock",
      ]);
    });

    it("refuses two spokes of one name", () => {
      expect(paths({ spokes: [spoke("one", "10.1.0.0/16"), spoke("one", "10.2.0.0/16")] })).to.include(
        "spokes[1].name",
      );
    });

    it("refuses names of VPC and tier that only a hyphen's place tells apart", () => {
      const one = spoke("a", "10.1.0.0/16", {
        tiers: [
          { name: "b-c", type: "private" },
          { name: "transit", type: "attachment" },
        ],
      });
      const other = spoke("a-b", "10.2.0.0/16", {
        tiers: [
          { name: "c", type: "private" },
          { name: "transit", type: "attachment" },
        ],
      });
      expect(paths({ spokes: [one, other] })).to.deep.equal(["spokes[1].tiers[0].name"]);
    });

    it("refuses a group without a tier, and one that has the name of a tier", () => {
      const groups = [
        { name: "nodes", tiers: ["nodes"] },
        { name: "alb", tiers: ["web"] },
      ];
      expect(paths({ spokes: [spoke("apps", "10.1.0.0/16", { groups })] })).to.deep.equal([
        "spokes[0].groups[0].name",
        "spokes[0].groups[1].tiers",
      ]);
    });

    it("refuses a tier that has the name of the bastion's group", () => {
      const tiers = [...hub.tiers, { name: "bastion", type: "private" as const }];
      expect(paths({ hub: { ...hub, tiers }, bastion: { tier: "bastion" } })).to.include("hub.tiers[4].name");
    });

    it("refuses a zone name that no resolver takes", () => {
      for (const name of ["dev.internal.", "Dev.internal", "-dev.internal", ""]) {
        expect(paths({ privateZone: { name } }), name).to.deep.equal(["privateZone.name"]);
      }
    });
  });

  describe("of a transit gateway", () => {
    it("asks for attachment subnets in every VPC", () => {
      const tiers = [{ name: "nodes", type: "private" as const }];
      expect(
        paths({ hub: { ...hub, tiers: hub.tiers.slice(0, 3) }, spokes: [spoke("apps", "10.1.0.0/16", { tiers })] }),
      ).to.deep.equal(["hub.tiers", "spokes[0].tiers"]);
    });

    it("refuses a second attachment tier, which would put two subnets into a zone", () => {
      expect(paths({ hub: { ...hub, tiers: [...hub.tiers, { name: "two", type: "attachment" }] } })).to.deep.equal([
        "hub.tiers",
      ]);
    });

    it("refuses to filter attachment subnets", () => {
      const tiers = hub.tiers.map((tier) => ({ ...tier, networkAcl: "tiered" as const }));
      expect(paths({ hub: { ...hub, tiers } })).to.deep.equal(["hub.tiers[3].networkAcl"]);
    });

    it("refuses settings without spokes, and a public number", () => {
      expect(paths({ spokes: [], transitGateway: {} })).to.deep.equal(["transitGateway"]);
      expect(paths({ transitGateway: { amazonSideAsn: 7224 } })).to.deep.equal(["transitGateway.amazonSideAsn"]);
      expect(paths({ transitGateway: { amazonSideAsn: 4200000000 } })).to.deep.equal([]);
    });

    it("refuses a flow between spokes that do not reach each other, and takes it in one routing domain", () => {
      const flows = [{ from: "one.nodes", to: "two.data", port: 5432, reason: "Shared database" }];
      const spokes = (routingDomain?: string) => [
        spoke("one", "10.1.0.0/16", { routingDomain }),
        spoke("two", "10.2.0.0/16", { routingDomain }),
      ];
      expect(paths({ spokes: spokes(), flows })).to.deep.equal(["flows[0]"]);
      expect(paths({ spokes: spokes("shared"), flows })).to.deep.equal([]);
    });
  });

  describe("of a bastion", () => {
    const wide = ["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "::/0"];
    for (const cidrBlock of wide) {
      it(`refuses SSH from ${cidrBlock}`, () => {
        expect(paths({ bastion: { tier: "public", sshFrom: [cidrBlock] } })).to.deep.equal(["bastion.sshFrom"]);
      });
    }

    it("refuses SSH from the internet by a declared flow as well", () => {
      const flows = [{ from: "internet", to: "hub.bastion", ports: ["20-30"], reason: "Sideways" }];
      expect(paths({ bastion: { tier: "public" }, flows })).to.deep.equal(["bastion.sshFrom"]);
    });

    it("takes SSH from everywhere when it is acknowledged with a reason", () => {
      const sshFrom = ["0.0.0.0/0"];
      const acknowledged = (reason: string) =>
        paths({ bastion: { tier: "public", sshFrom, sshFromAnywhere: { reason } } });
      expect(acknowledged("As the document has it")).to.deep.equal([]);
      expect(acknowledged(" ")).to.deep.equal(["bastion.sshFromAnywhere.reason"]);
    });

    it("takes SSH from named blocks", () => {
      expect(paths({ bastion: { tier: "public", sshFrom: ["203.0.113.0/24", "10.0.0.0/8"] } })).to.deep.equal([]);
    });

    it("names the argument when a block for SSH is none", () => {
      expect(paths({ bastion: { tier: "public", sshFrom: ["203.0.113.0/24", "office"] } })).to.deep.equal([
        "bastion.sshFrom[1]",
      ]);
    });

    it("asks for a tier of the hub", () => {
      expect(paths({ bastion: { tier: "jump" } })).to.deep.equal(["bastion.tier"]);
      expect(paths({ bastion: { tier: "transit" } })).to.deep.equal(["bastion.tier"]);
    });

    it("asks for a way to Systems Manager: public, NAT, or interface endpoints", () => {
      const without = { ...hub, natGateways: "none" as const };
      const interfaceEndpoints = ["ssm", "ssmmessages"];
      expect(paths({ bastion: { tier: "app" } })).to.deep.equal([]);
      expect(paths({ bastion: { tier: "app" }, hub: without })).to.deep.equal(["bastion.tier"]);
      expect(paths({ bastion: { tier: "data" } })).to.deep.equal(["bastion.tier"]);
      expect(paths({ bastion: { tier: "data" }, hub: { ...hub, interfaceEndpoints } })).to.deep.equal([]);
    });
  });

  describe("of endpoints", () => {
    it("asks for an inner tier to put interface endpoints in", () => {
      const tiers = [hub.tiers[0], hub.tiers[3]].flatMap((tier) => tier ?? []);
      expect(paths({ hub: { ...hub, tiers, interfaceEndpoints: ["ssm"] } })).to.deep.equal(["hub.interfaceEndpoints"]);
    });

    it("keeps interface endpoints in their tier when tiers are appended", () => {
      const spokes = (more: SpokeArgs["tiers"]) => [
        spoke("apps", "10.1.0.0/16", {
          tiers: [{ name: "data", type: "isolated" }, { name: "transit", type: "attachment" }, ...more],
          interfaceEndpoints: ["ssm"],
        }),
      ];
      const tierOf = (more: SpokeArgs["tiers"]) =>
        planNetwork(network({ spokes: spokes(more) })).spokes[0]?.endpointTier;
      expect(tierOf([])).to.equal("data");
      expect(tierOf([{ name: "nodes", type: "private" }])).to.equal("data");
    });

    it("lets the whole VPC reach its interface endpoints, and no other", () => {
      const { securityGroupRules } = planNetwork(network({ hub: { ...hub, interfaceEndpoints: ["ssm"] } }));
      const admitted = securityGroupRules.filter(
        (rule) => rule.securityGroup === "hub.endpoints" && rule.direction === "ingress",
      );
      expect(admitted.map(({ peer, fromPort, toPort }) => ({ peer, fromPort, toPort }))).to.deep.equal([
        { peer: { kind: "cidrIpv4", value: "10.0.0.0/16" }, fromPort: 443, toPort: 443 },
      ]);
    });
  });

  it("lets a tier's network ACL pass what leaves by NAT and comes back", () => {
    const tiers = hub.tiers.map((tier) => (tier.name === "public" ? { ...tier, networkAcl: "tiered" as const } : tier));
    const { networkAclEntries } = planNetwork(
      network({
        hub: { ...hub, tiers },
        flows: [{ from: "apps.nodes", to: "internet", port: 443, reason: "Images" }],
      }),
    );
    const entries = networkAclEntries.map((entry) => [entry.egress, entry.cidrBlock, entry.fromPort]);
    expect(entries).to.include.deep.members([
      [false, "10.1.0.0/18", 443],
      [true, "0.0.0.0/0", 443],
      [false, "0.0.0.0/0", 1024],
      [true, "10.1.0.0/18", 1024],
    ]);
  });
});
