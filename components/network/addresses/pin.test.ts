import { expect } from "chai";
import { type TierArgs, TierType, allocateSubnets, pinTiers } from ".";

const allocate = (tiers: TierArgs[]) =>
  allocateSubnets({ cidrBlock: "10.0.0.0/16", availabilityZones: ["us-east-1a", "us-east-1b"], tiers });

describe("pinned tiers", () => {
  const tiers: TierArgs[] = [
    { name: "public", type: TierType.public },
    { name: "app", type: TierType.private, maxAvailabilityZones: 2 },
    { name: "old", type: TierType.isolated, subnetCidrBlocks: ["10.0.9.0/24", "10.0.11.0/24"] },
    { name: "data", type: TierType.isolated, subnetMask: 26 },
  ];
  const before = allocate(tiers);
  const pinned = pinTiers(tiers, before.tiers);

  it("are where they were", () => {
    expect(allocate(pinned)).to.deep.equal(before);
  });

  it("stay there when others are inserted, removed and reordered", () => {
    const [first, second, third, fourth] = pinned as [TierArgs, TierArgs, TierArgs, TierArgs];
    const inserted = { name: "new", type: TierType.isolated, cidrBlock: "10.0.128.0/22" };
    const after = allocate([fourth, inserted, first, third]);
    expect(after.problems).to.deep.equal([]);
    for (const { name } of [fourth, first, third]) {
      const find = (tier: { name: string }) => tier.name === name;
      expect(after.tiers.find(find), name).to.deep.equal(before.tiers.find(find));
    }
    expect(second.cidrBlock).to.equal("10.0.32.0/19");
  });

  it("are told when a new one before them takes their place", () => {
    const [first, ...rest] = pinned as [TierArgs, ...TierArgs[]];
    const { problems } = allocate([first, { name: "new", type: TierType.private, maxAvailabilityZones: 2 }, ...rest]);
    expect(problems.map(({ path, reason }) => `${path}: ${reason}`)).to.deep.equal([
      'tiers[2].cidrBlock: 10.0.32.0/19 overlaps tier "new", which has 10.0.32.0/19. The lowest free block of this size is 10.0.64.0/19.',
    ]);
  });
});
