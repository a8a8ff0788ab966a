import { type CidrBlock, contains, formatCidr, lowestFree, overlaps, sizeOf } from "./cidr";
import type { Problem } from "./problem";
import type { DividedTierPlan, TierPlan } from "./tier-plan";
import { smallestPrefix } from "./vpc-cidr";

/** A VPC while its tiers are placed. */
export interface Site {
  vpc: CidrBlock;
  /** The tiers so far, with what nobody else may take. */
  placed: { name: string; blocks: CidrBlock[] }[];
  /** Gets what is wrong. */
  problems: Problem[];
}

/** The blocks that a tier takes: one, or its given subnets. Undefined if they cannot be had. */
export function place(name: string, plan: TierPlan, path: string, site: Site): CidrBlock[] | undefined {
  if (plan.block) return claim([plan.block], () => `${path}.cidrBlock`, site);
  if (plan.kind === "given") return claim(plan.subnets, (i) => `${path}.subnetCidrBlocks[${i}]`, site);

  const free = lowestFree(site.vpc, plan.blockPrefix, takenIn(site));
  if (free) return [free];
  site.problems.push({ path, reason: exhausted(name, plan, site) });
  return undefined;
}

/** Takes blocks that were asked for by address. */
function claim(blocks: CidrBlock[], pathOf: (i: number) => string, site: Site): CidrBlock[] | undefined {
  const found = blocks.flatMap((block, i) => {
    const outside = contains(site.vpc, block) ? [] : [`is outside the VPC's block ${formatCidr(site.vpc)}.`];
    const other = site.placed.find((tier) => tier.blocks.some((theirs) => overlaps(theirs, block)));
    const taken = other
      ? [
          `overlaps tier "${other.name}", which has ${other.blocks.map(formatCidr).join(", ")}. ${alternative(block, blocks, site)}`,
        ]
      : [];
    return [...outside, ...taken].map((what) => ({ path: pathOf(i), reason: `${formatCidr(block)} ${what}` }));
  });
  site.problems.push(...found);
  return found.length === 0 ? blocks : undefined;
}

function alternative(block: CidrBlock, wanted: CidrBlock[], site: Site): string {
  const free = lowestFree(site.vpc, block.prefix, [...takenIn(site), ...wanted]);
  return free ? `The lowest free block of this size is ${formatCidr(free)}.` : "No block of this size is free.";
}

function takenIn(site: Site): CidrBlock[] {
  return site.placed.flatMap(({ blocks }) => blocks);
}

function exhausted(name: string, plan: DividedTierPlan, site: Site): string {
  const { vpc } = site;
  const roomBits = plan.subnetPrefix - plan.blockPrefix;
  const used = takenIn(site).reduce((sum, block) => sum + sizeOf(block.prefix), 0);
  const largest = largestFreePrefix(site);
  const left = largest === undefined ? "nothing is left" : `the largest aligned block left is a /${largest}`;
  const fix =
    largest !== undefined && largest + roomBits <= smallestPrefix
      ? `Give it subnetMask: ${largest + roomBits}, or the VPC a larger cidrBlock.`
      : "Give the VPC a larger cidrBlock, or earlier tiers smaller subnets (a larger subnetMask).";
  return (
    `Tier "${name}" needs a /${plan.blockPrefix}: ${2 ** roomBits} subnets of /${plan.subnetPrefix}, ${sizeOf(plan.blockPrefix)} addresses. ` +
    `Of the ${sizeOf(vpc.prefix)} addresses of ${formatCidr(vpc)}, earlier tiers take ${used}; ${left}. ${fix}`
  );
}

function largestFreePrefix(site: Site): number | undefined {
  for (let prefix = site.vpc.prefix; prefix <= smallestPrefix; prefix++) {
    if (lowestFree(site.vpc, prefix, takenIn(site))) return prefix;
  }
  return undefined;
}
