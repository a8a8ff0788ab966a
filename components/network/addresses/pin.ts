import type { AllocatedTier, TierArgs } from "./tier";

/**
 * The same tiers, each pinned to the addresses that it has: what to write into config before tiers are inserted,
 * removed, reordered or resized.
 */
export function pinTiers(tiers: TierArgs[], allocated: AllocatedTier[]): TierArgs[] {
  return tiers.map((tier) => {
    const own = allocated.find(({ name }) => name === tier.name);
    if (!own || tier.subnetCidrBlocks) return tier;
    const subnetMask = tier.subnetMask ?? Number(own.subnets[0]?.cidrBlock.split("/")[1]);
    return { ...tier, cidrBlock: own.cidrBlock, subnetMask };
  });
}
