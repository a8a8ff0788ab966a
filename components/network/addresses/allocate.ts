import { availabilityZoneProblems } from "./availability-zones";
import { type CidrBlock, covering, formatCidr, part } from "./cidr";
import { type Site, place } from "./place";
import type { Problem } from "./problem";
import type { AllocatedSubnet, AllocatedTier, TierArgs } from "./tier";
import { type TierPlan, planTier } from "./tier-plan";
import { readVpcBlock } from "./vpc-cidr";

export interface SubnetAllocationArgs {
  /** The VPC's block, from /16 to /28. */
  cidrBlock: string;
  /** Names of availability zones. A zone's position is its subnets' number: append new ones at the end. */
  availabilityZones: string[];
  /** Append new tiers at the end. */
  tiers: TierArgs[];
}

export interface SubnetAllocation {
  /** In the order of the list; tiers with problems are left out. */
  tiers: AllocatedTier[];
  problems: Problem[];
  /** Works, but hurts later. */
  warnings: Problem[];
}

/**
 * Gives every tier its block and every subnet its part of it.
 *
 * Tiers are placed in the order of the list. Each takes its pinned block, or the lowest aligned block of its size
 * that no tier *before* it takes. Nothing else decides, so:
 * - appending a tier or an availability zone moves nothing;
 * - pinning a tier where it is moves nothing;
 * - inserting, removing, reordering or resizing a tier can move the unpinned tiers after it. Before that, pin them:
 *   `pinTiers` writes the blocks that they have.
 */
export function allocateSubnets(args: SubnetAllocationArgs): SubnetAllocation {
  const { availabilityZones: zones } = args;
  const warnings: Problem[] = [];
  const problems = availabilityZoneProblems(zones, "availabilityZones");
  const vpc = readVpcBlock(args.cidrBlock, "cidrBlock", problems, warnings);
  const placed: Site["placed"] = [];

  const tiers = args.tiers.flatMap((tier, i) => {
    const path = `tiers[${i}]`;
    if (args.tiers.slice(0, i).some(({ name }) => name === tier.name)) {
      problems.push({ path: `${path}.name`, reason: `Two tiers are named "${tier.name}". Names are unique in a VPC.` });
    }
    const plan = planTier({ tier, path, zones, problems });
    const blocks = plan && vpc && place(tier.name, plan, path, { vpc, placed, problems });
    if (!blocks) return [];
    placed.push({ name: tier.name, blocks });
    return [allocated(tier, plan, blocks, zones)];
  });
  return { tiers, problems, warnings };
}

function allocated({ name, type }: TierArgs, plan: TierPlan, blocks: CidrBlock[], zones: string[]): AllocatedTier {
  const block = covering(blocks);
  const subnets = zones.flatMap((availabilityZone, i): AllocatedSubnet[] => {
    const subnet = plan.kind === "given" ? plan.subnets[i] : part(block, plan.subnetPrefix, i);
    return subnet ? [{ availabilityZone, index: i + 1, cidrBlock: formatCidr(subnet) }] : [];
  });
  return { name, type, cidrBlock: formatCidr(block), cidrBlocks: blocks.map(formatCidr), subnets };
}
