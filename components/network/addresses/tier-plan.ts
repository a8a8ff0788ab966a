import type { CidrBlock } from "./cidr";
import { planDividedTier } from "./divided-tier";
import { planGivenTier } from "./given-tier";
import type { Problem } from "./problem";
import { type TierArgs, TierType } from "./tier";

/** What a tier asks for, checked by itself, before its place in the VPC is looked for. */
export type TierPlan = DividedTierPlan | GivenTierPlan;

/** Subnets are equal parts of a block. */
export interface DividedTierPlan {
  kind: "divided";
  /** The block, if it is pinned. */
  block?: CidrBlock;
  blockPrefix: number;
  subnetPrefix: number;
}

/** Subnets are given. */
export interface GivenTierPlan {
  kind: "given";
  /** The block, if it is pinned. */
  block?: CidrBlock;
  subnets: CidrBlock[];
}

/** A tier while it is read. */
export interface TierReading {
  tier: TierArgs;
  path: string;
  zones: string[];
  /** Gets what is wrong. */
  problems: Problem[];
}

/** Reads a tier. Undefined if something is wrong. */
export function planTier(outer: TierReading): TierPlan | undefined {
  const reading: TierReading = { ...outer, problems: [] };
  checkName(reading);
  const plan = isTyped(reading) ? (planGivenTier(reading) ?? planDividedTier(reading)) : undefined;
  outer.problems.push(...reading.problems);
  return reading.problems.length === 0 ? plan : undefined;
}

function checkName({ tier, path, problems }: TierReading): void {
  if (/^[a-z][a-z0-9-]*$/.test(tier.name)) return;
  problems.push({
    path: `${path}.name`,
    reason: `"${tier.name}" is not a name for a tier: lower-case letters, digits and hyphens, a letter first.`,
  });
}

function isTyped({ tier, path, problems }: TierReading): boolean {
  const types: string[] = Object.values(TierType);
  if (types.includes(tier.type)) return true;
  problems.push({ path: `${path}.type`, reason: `"${tier.type}" is not a type of tier: ${types.join(", ")}.` });
  return false;
}
