import type { Problem } from "../network/addresses";
import type { CacheArgs } from "./data-tier-args";
import { recoveryWindowProblems } from "./secret-problems";

interface Checked extends CacheArgs {
  secretRecoveryWindowInDays?: number;
}

/** What is wrong with a cache, beyond what ElastiCache says of single values. */
export function cacheProblems(replicationGroupId: string, args: Checked): Problem[] {
  return [
    ...idProblems(replicationGroupId),
    ...cacheVersionProblems(args),
    ...recoveryWindowProblems(args.secretRecoveryWindowInDays, "secretRecoveryWindowInDays"),
  ];
}

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html */
function idProblems(replicationGroupId: string): Problem[] {
  if (/^(?=.{1,40}$)[a-z](-?[a-z0-9])*$/.test(replicationGroupId)) return [];
  return [
    {
      path: "replicationGroupId",
      reason: `"${replicationGroupId}" is not a name that ElastiCache takes: up to 40 lower-case letters, digits and single hyphens, a letter first.`,
    },
  ];
}

/** Redis ended with 7.1 on ElastiCache. Without a minor version, ElastiCache would not know what to keep. */
export function cacheVersionProblems({ engineVersion }: Pick<CacheArgs, "engineVersion">): Problem[] {
  if (/^(6\.[02]|7\.[01])$/.test(engineVersion)) return [];
  return [
    {
      path: "engineVersion",
      reason: `"${engineVersion}" is not a version that a new cache should have. Choose 7.1, 7.0, 6.2 or 6.0.`,
    },
  ];
}
