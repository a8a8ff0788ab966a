import { expect } from "chai";
import * as fc from "fast-check";
import { type AllocatedTier, type SubnetAllocationArgs, type TierArgs, TierType, allocateSubnets } from ".";

const zones = ["a", "b", "c", "d"].map((letter) => `eu-west-1${letter}`);

/** A tier as people write them: mostly by default, some with sizes of their own. */
const anyTier = fc.record(
  {
    type: fc.constantFrom(...Object.values(TierType)),
    subnetMask: fc.integer({ min: 20, max: 28 }),
    maxAvailabilityZones: fc.constantFrom(4, 5, 8),
  },
  { requiredKeys: ["type"] },
);

const anyTiers = fc
  .array(anyTier, { minLength: 1, maxLength: 8 })
  .map((tiers) => tiers.map((tier, i): TierArgs => ({ name: `tier-${i}`, ...tier })));

/** First and last address of a block, by arithmetic of its own. */
function range(cidrBlock: string): [number, number] {
  const [address, prefix] = cidrBlock.split("/") as [string, string];
  const first = address.split(".").reduce((value, octet) => value * 256 + Number(octet), 0);
  return [first, first + 2 ** (32 - Number(prefix)) - 1];
}

const isInside = (inner: string, outer: string) =>
  range(outer)[0] <= range(inner)[0] && range(inner)[1] <= range(outer)[1];

const isAligned = (cidrBlock: string) => {
  const [first, last] = range(cidrBlock);
  return first % (last - first + 1) === 0;
};

function expectDisjoint(cidrBlocks: string[]): void {
  const ranges = cidrBlocks.map(range).sort(([a], [b]) => a - b);
  ranges.slice(1).forEach(([first], i) => {
    expect(first, cidrBlocks.join(", ")).to.be.greaterThan(ranges[i]?.[1] ?? -1);
  });
}

/** Every block by who has it, so that two layouts can be compared by what both of them have. */
const blocksByOwner = (tiers: AllocatedTier[]) =>
  new Map(
    tiers.flatMap((tier) => [
      [tier.name, tier.cidrBlock] as const,
      ...tier.subnets.map(
        (subnet) => [`${tier.name} ${subnet.availabilityZone} ${subnet.index}`, subnet.cidrBlock] as const,
      ),
    ]),
  );

function expectNothingMoved(before: AllocatedTier[], after: AllocatedTier[]): void {
  const now = blocksByOwner(after);
  for (const [owner, block] of blocksByOwner(before)) expect(now.get(owner), owner).to.equal(block);
}

describe("any allocation", () => {
  it("is aligned, disjoint and inside", () => {
    fc.assert(
      fc.property(
        anyTiers,
        fc.integer({ min: 16, max: 24 }),
        fc.integer({ min: 1, max: 4 }),
        (tiers, prefix, count) => {
          const cidrBlock = `10.64.0.0/${prefix}`;
          const { tiers: placed } = allocateSubnets({ cidrBlock, availabilityZones: zones.slice(0, count), tiers });
          expectDisjoint(placed.map((tier) => tier.cidrBlock));
          for (const tier of placed) {
            expect(tier.subnets).to.have.length(count);
            expect(isInside(tier.cidrBlock, cidrBlock)).to.equal(true);
            const subnets = tier.subnets.map((subnet) => subnet.cidrBlock);
            expectDisjoint(subnets);
            for (const subnet of subnets) expect(isInside(subnet, tier.cidrBlock)).to.equal(true);
            for (const block of [tier.cidrBlock, ...subnets]) expect(isAligned(block), block).to.equal(true);
          }
        },
      ),
    );
  });
});

describe("a network that grows", () => {
  /** What can be appended: a tier or the next availability zone to one of the VPCs, or a spoke. */
  const step = fc.oneof(
    fc.record({ vpc: fc.nat(3), tier: anyTier }),
    fc.record({ vpc: fc.nat(3), zone: fc.constant(true) }),
    fc.record({ spoke: anyTiers }),
  );
  type Step = Partial<{ vpc: number; tier: Omit<TierArgs, "name">; zone: boolean; spoke: TierArgs[] }>;

  const vpcWith = (n: number, tiers: TierArgs[]) => ({
    cidrBlock: `10.${n}.0.0/16`,
    availabilityZones: zones.slice(0, 1),
    tiers,
  });

  function grow(vpcs: SubnetAllocationArgs[], { vpc: which, tier, zone, spoke }: Step): SubnetAllocationArgs[] {
    if (spoke) return [...vpcs, vpcWith(vpcs.length, spoke)];
    return vpcs.map((vpc, i) => {
      const { availabilityZones, tiers } = vpc;
      if (i !== which) return vpc;
      if (tier) return { ...vpc, tiers: [...tiers, { name: `tier-${tiers.length}`, ...tier }] };
      return zone ? { ...vpc, availabilityZones: zones.slice(0, availabilityZones.length + 1) } : vpc;
    });
  }

  it("moves nothing when tiers, availability zones and spokes are appended in any order", () => {
    fc.assert(
      fc.property(anyTiers, fc.array(step, { maxLength: 12 }), (tiers, steps) => {
        let vpcs: SubnetAllocationArgs[] = [vpcWith(0, tiers)];
        for (const next of steps) {
          const before = vpcs.map((vpc) => allocateSubnets(vpc).tiers);
          vpcs = grow(vpcs, next);
          const after = vpcs.map((vpc) => allocateSubnets(vpc).tiers);
          before.forEach((old, i) => {
            expectNothingMoved(old, after[i] ?? []);
          });
        }
      }),
    );
  });

  it("moves nothing when a pinned tier is appended, wherever it is pinned", () => {
    fc.assert(
      fc.property(anyTiers, fc.nat(63), (tiers, n) => {
        const args = { cidrBlock: "10.0.0.0/16", availabilityZones: zones, tiers };
        const pinned: TierArgs = { name: "pinned", type: TierType.isolated, cidrBlock: `10.0.${n * 4}.0/22` };
        const before = allocateSubnets(args).tiers;
        expectNothingMoved(before, allocateSubnets({ ...args, tiers: [...tiers, pinned] }).tiers);
      }),
    );
  });

  it("changes no block that rules name when availability zones are appended to given subnets", () => {
    const given = (n: number) => Array.from({ length: n }, (_, i) => `10.0.${i + 1}.0/24`);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), (count) => {
        const at = (n: number) =>
          allocateSubnets({
            cidrBlock: "10.0.0.0/16",
            availabilityZones: zones.slice(0, n),
            tiers: [{ name: "app", type: TierType.private, subnetCidrBlocks: given(n) }],
          }).tiers[0]?.cidrBlocks;
        expect(at(count + 1)).to.include.members(at(count) ?? ["missing"]);
      }),
    );
  });
});
