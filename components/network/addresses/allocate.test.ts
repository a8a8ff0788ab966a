import { expect } from "chai";
import { type AllocatedTier, type SubnetAllocationArgs, type TierArgs, TierType, allocateSubnets } from ".";

const zones = ["us-east-1a", "us-east-1b", "us-east-1c"];

function allocate(tiers: TierArgs[], rest: Partial<SubnetAllocationArgs> = {}): AllocatedTier[] {
  const allocation = allocateSubnets({ cidrBlock: "10.0.0.0/16", availabilityZones: zones, tiers, ...rest });
  expect(allocation.problems).to.deep.equal([]);
  return allocation.tiers;
}

const blocksOf = (tiers: AllocatedTier[]) => tiers.map(({ cidrBlock }) => cidrBlock);
const subnetsOf = (tier: AllocatedTier | undefined) => tier?.subnets.map(({ cidrBlock }) => cidrBlock);

describe("the addresses of a VPC", () => {
  it("are one block per tier, with room for four availability zones", () => {
    expect(allocate([{ name: "app", type: TierType.private }])).to.deep.equal([
      {
        name: "app",
        type: "private",
        cidrBlock: "10.0.0.0/18",
        cidrBlocks: ["10.0.0.0/18"],
        subnets: [
          { availabilityZone: "us-east-1a", index: 1, cidrBlock: "10.0.0.0/20" },
          { availabilityZone: "us-east-1b", index: 2, cidrBlock: "10.0.16.0/20" },
          { availabilityZone: "us-east-1c", index: 3, cidrBlock: "10.0.32.0/20" },
        ],
      },
    ]);
  });

  it("give each type of tier subnets of a fitting size", () => {
    const tiers = allocate(Object.values(TierType).map((type) => ({ name: type, type })));
    expect(tiers.map((tier) => [tier.name, subnetsOf(tier)?.[0]])).to.deep.equal([
      ["public", "10.0.0.0/24"],
      ["private", "10.0.64.0/20"],
      ["isolated", "10.0.4.0/24"],
      ["attachment", "10.0.8.0/28"],
    ]);
  });

  it("place a tier in the lowest gap that earlier tiers leave", () => {
    const tiers = allocate([
      { name: "small", type: TierType.attachment },
      { name: "large", type: TierType.private },
      { name: "medium", type: TierType.public },
    ]);
    expect(blocksOf(tiers)).to.deep.equal(["10.0.0.0/26", "10.0.64.0/18", "10.0.4.0/22"]);
  });

  it("round the room for availability zones up to a power of two", () => {
    const [tier] = allocate([{ name: "app", type: TierType.private, maxAvailabilityZones: 5 }]);
    expect(tier?.cidrBlock).to.equal("10.0.0.0/17");
  });

  it("divide a pinned block among the availability zones that it has room for", () => {
    const [tier] = allocate([{ name: "app", type: TierType.private, cidrBlock: "10.0.128.0/20" }]);
    expect(subnetsOf(tier)).to.deep.equal(["10.0.128.0/22", "10.0.132.0/22", "10.0.136.0/22"]);
  });

  it("divide a pinned block by subnetMask where that is given", () => {
    const [tier] = allocate([{ name: "app", type: TierType.private, cidrBlock: "10.0.128.0/20", subnetMask: 24 }]);
    expect(tier?.cidrBlock).to.equal("10.0.128.0/20");
    expect(subnetsOf(tier)).to.deep.equal(["10.0.128.0/24", "10.0.129.0/24", "10.0.130.0/24"]);
  });

  it("keep others out of a pinned block", () => {
    const tiers = allocate([
      { name: "pinned", type: TierType.private, cidrBlock: "10.0.0.0/18" },
      { name: "next", type: TierType.private },
    ]);
    expect(blocksOf(tiers)).to.deep.equal(["10.0.0.0/18", "10.0.64.0/18"]);
  });
});

describe("given subnets", () => {
  const hub: TierArgs[] = [
    { name: "public", type: TierType.public, subnetCidrBlocks: ["10.0.1.0/24", "10.0.2.0/24"] },
    { name: "app", type: TierType.private, subnetCidrBlocks: ["10.0.3.0/24", "10.0.4.0/24"] },
  ];
  const twoZones = { availabilityZones: zones.slice(0, 2) };

  it("are taken as they are, in the order of the availability zones", () => {
    expect(allocate(hub, twoZones)[0]?.subnets).to.deep.equal([
      { availabilityZone: "us-east-1a", index: 1, cidrBlock: "10.0.1.0/24" },
      { availabilityZone: "us-east-1b", index: 2, cidrBlock: "10.0.2.0/24" },
    ]);
  });

  it("are what rules name, because the block that covers them can cover other tiers", () => {
    const [publicTier, app] = allocate(hub, twoZones);
    expect([publicTier?.cidrBlock, publicTier?.cidrBlocks]).to.deep.equal([
      "10.0.0.0/22",
      ["10.0.1.0/24", "10.0.2.0/24"],
    ]);
    expect([app?.cidrBlock, app?.cidrBlocks]).to.deep.equal(["10.0.0.0/21", ["10.0.3.0/24", "10.0.4.0/24"]]);
  });

  it("are named by one block where the tier has one of its own", () => {
    const [tier] = allocate(
      [
        {
          name: "app",
          type: TierType.private,
          cidrBlock: "10.0.2.0/23",
          subnetCidrBlocks: ["10.0.2.0/24", "10.0.3.0/24"],
        },
      ],
      twoZones,
    );
    expect(tier?.cidrBlocks).to.deep.equal(["10.0.2.0/23"]);
  });

  it("may be more than the availability zones: the rest is kept, so adding a zone changes no rule", () => {
    const tiers: TierArgs[] = [
      { name: "db", type: TierType.isolated, subnetCidrBlocks: ["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"] },
      { name: "next", type: TierType.isolated, subnetMask: 26 },
    ];
    const before = allocate(tiers, twoZones);
    const after = allocate(tiers);
    expect(subnetsOf(before[0])).to.deep.equal(["10.0.0.0/24", "10.0.1.0/24"]);
    expect(before[0]?.cidrBlocks).to.deep.equal(after[0]?.cidrBlocks);
    expect(before[1]?.cidrBlock).to.equal("10.0.3.0/24");
  });

  it("leave the gaps between them to other tiers", () => {
    const tiers = allocate([...hub, { name: "attachment", type: TierType.attachment }], twoZones);
    expect(tiers[2]?.cidrBlock).to.equal("10.0.0.0/26");
  });
});
