import { type Problem, type TierArgs, TierType } from "./addresses";

/** What is wrong with tiers for a spoke. */
export function spokeTierProblems(tiers: TierArgs[]): Problem[] {
  return tiers.flatMap((tier, index) =>
    tier.type === TierType.public
      ? {
          path: `tiers[${index}].type`,
          reason: `Tier "${tier.name}" is public, and a spoke has no internet gateway. Give "private" or "isolated", or put it into the hub.`,
        }
      : [],
  );
}
