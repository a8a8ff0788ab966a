import { expect } from "chai";
import { type SubnetAllocationArgs, type TierArgs, type TierType, allocateSubnets } from ".";

/**
 * Recorded layouts of networks that may be deployed: tier by tier its block and its subnets. A release that
 * changes one of them would replace subnets, and all that is in them. Add layouts; never change one.
 */
const knownLayouts: { name: string; args: SubnetAllocationArgs; layout: Record<string, string> }[] = [
  {
    name: "a hub in two availability zones",
    args: {
      cidrBlock: "10.0.0.0/16",
      availabilityZones: ["us-east-1a", "us-east-1b"],
      tiers: [tier("public", "public"), tier("private", "private"), tier("attachment", "attachment")],
    },
    layout: {
      public: "10.0.0.0/22 = 10.0.0.0/24 10.0.1.0/24",
      private: "10.0.64.0/18 = 10.0.64.0/20 10.0.80.0/20",
      attachment: "10.0.4.0/26 = 10.0.4.0/28 10.0.4.16/28",
    },
  },
  {
    name: "a spoke in two availability zones",
    args: {
      cidrBlock: "10.1.0.0/16",
      availabilityZones: ["us-east-1a", "us-east-1b"],
      tiers: [tier("nodes", "private"), tier("data", "isolated"), tier("attachment", "attachment")],
    },
    layout: {
      nodes: "10.1.0.0/18 = 10.1.0.0/20 10.1.16.0/20",
      data: "10.1.64.0/22 = 10.1.64.0/24 10.1.65.0/24",
      attachment: "10.1.68.0/26 = 10.1.68.0/28 10.1.68.16/28",
    },
  },
  {
    name: "a spoke in three availability zones",
    args: {
      cidrBlock: "10.1.0.0/16",
      availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
      tiers: [tier("nodes", "private"), tier("data", "isolated"), tier("attachment", "attachment")],
    },
    layout: {
      nodes: "10.1.0.0/18 = 10.1.0.0/20 10.1.16.0/20 10.1.32.0/20",
      data: "10.1.64.0/22 = 10.1.64.0/24 10.1.65.0/24 10.1.66.0/24",
      attachment: "10.1.68.0/26 = 10.1.68.0/28 10.1.68.16/28 10.1.68.32/28",
    },
  },
  {
    name: "one VPC with three tiers",
    args: {
      cidrBlock: "10.0.0.0/16",
      availabilityZones: ["us-east-1a", "us-east-1b"],
      tiers: [tier("public", "public"), tier("private", "private"), tier("database", "isolated")],
    },
    layout: {
      public: "10.0.0.0/22 = 10.0.0.0/24 10.0.1.0/24",
      private: "10.0.64.0/18 = 10.0.64.0/20 10.0.80.0/20",
      database: "10.0.4.0/22 = 10.0.4.0/24 10.0.5.0/24",
    },
  },
  {
    name: "one small VPC with masks of its own",
    args: {
      cidrBlock: "192.168.128.0/22",
      availabilityZones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
      tiers: [
        { ...tier("public", "public"), subnetMask: 27 },
        { ...tier("private", "private"), subnetMask: 25 },
        { ...tier("database", "isolated"), subnetMask: 28, maxAvailabilityZones: 3 },
      ],
    },
    layout: {
      public: "192.168.128.0/25 = 192.168.128.0/27 192.168.128.32/27 192.168.128.64/27",
      private: "192.168.130.0/23 = 192.168.130.0/25 192.168.130.128/25 192.168.131.0/25",
      database: "192.168.128.128/26 = 192.168.128.128/28 192.168.128.144/28 192.168.128.160/28",
    },
  },
  {
    name: "a hub with given public subnets",
    args: {
      cidrBlock: "10.0.0.0/16",
      availabilityZones: ["us-east-2a", "us-east-2b"],
      tiers: [
        { ...tier("public", "public"), subnetCidrBlocks: ["10.0.1.0/24", "10.0.2.0/24"] },
        tier("private", "private"),
        tier("attachment", "attachment"),
      ],
    },
    layout: {
      public: "10.0.1.0/24,10.0.2.0/24 = 10.0.1.0/24 10.0.2.0/24",
      private: "10.0.64.0/18 = 10.0.64.0/20 10.0.80.0/20",
      attachment: "10.0.0.0/26 = 10.0.0.0/28 10.0.0.16/28",
    },
  },
  {
    name: "a VPC with given subnets in every tier",
    args: {
      cidrBlock: "10.0.0.0/16",
      availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
      tiers: [
        { ...tier("public", "public"), subnetCidrBlocks: ["10.0.1.0/24", "10.0.8.0/24", "10.0.9.0/24"] },
        { ...tier("app", "private"), subnetCidrBlocks: ["10.0.2.0/24", "10.0.3.0/24", "10.0.4.0/24"] },
        { ...tier("db", "isolated"), subnetCidrBlocks: ["10.0.5.0/24", "10.0.6.0/24", "10.0.7.0/24"] },
      ],
    },
    layout: {
      public: "10.0.1.0/24,10.0.8.0/24,10.0.9.0/24 = 10.0.1.0/24 10.0.8.0/24 10.0.9.0/24",
      app: "10.0.2.0/24,10.0.3.0/24,10.0.4.0/24 = 10.0.2.0/24 10.0.3.0/24 10.0.4.0/24",
      db: "10.0.5.0/24,10.0.6.0/24,10.0.7.0/24 = 10.0.5.0/24 10.0.6.0/24 10.0.7.0/24",
    },
  },
];

function tier(name: string, type: TierType): TierArgs {
  return { name, type };
}

describe("a layout that may be deployed", () => {
  for (const { name, args, layout } of knownLayouts) {
    it(`stays as it is: ${name}`, () => {
      const { tiers, problems } = allocateSubnets(args);
      expect(problems).to.deep.equal([]);
      const now = tiers.map((one) => [
        one.name,
        `${one.cidrBlocks.join(",")} = ${one.subnets.map((subnet) => subnet.cidrBlock).join(" ")}`,
      ]);
      expect(Object.fromEntries(now)).to.deep.equal(layout);
    });
  }
});
