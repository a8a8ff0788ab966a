import type { Reference, RuleContext } from "../../resource-type";
import { number } from "../values";

export const MANAGED_PREFIX_LIST = "aws:ec2/managedPrefixList:ManagedPrefixList";

/** A prefix list that AWS owns: `{region}` in the name is the region that it is asked in. */
interface AwsPrefixList {
  readonly name: string;
  /** Ids differ between regions; the sandbox keeps one per list. */
  readonly id: string;
  /** Rules or routes that one use counts as. */
  readonly weight: number;
  readonly cidrs: readonly string[];
}

/**
 * https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html (names and weights). The
 * ids of S3, DynamoDB and CloudFront are those of us-east-1; the blocks are a sample of the published ranges.
 */
const lists: readonly AwsPrefixList[] = [
  {
    name: "com.amazonaws.{region}.s3",
    id: "pl-63a5400a",
    weight: 1,
    cidrs: ["3.5.0.0/19", "52.216.0.0/15", "54.231.0.0/16"],
  },
  { name: "com.amazonaws.{region}.dynamodb", id: "pl-02cd2c6b", weight: 1, cidrs: ["3.218.180.0/22", "52.94.0.0/22"] },
  {
    name: "com.amazonaws.global.cloudfront.origin-facing",
    id: "pl-3b927c52",
    weight: 55,
    cidrs: ["13.113.196.64/26", "64.252.64.0/18", "130.176.0.0/17"],
  },
];

/** AWS's lists by the names that they have in a region. */
export const awsPrefixLists = (region: string): readonly AwsPrefixList[] =>
  lists.map((entry) => ({ ...entry, name: entry.name.replace("{region}", region) }));

/** What a prefix list counts as in a group or route table: its weight, or its maximum of entries. */
export function weightOf(prefixListId: unknown, context: RuleContext): number {
  const own = context.get(MANAGED_PREFIX_LIST, prefixListId);
  return number(own?.outputs.maxEntries) ?? lists.find(({ id }) => id === prefixListId)?.weight ?? 1;
}

/** An input that names a prefix list: the account's own, or one of AWS's. */
export const managedPrefixListReference = (path: string): Reference => ({
  path,
  to: [MANAGED_PREFIX_LIST],
  missing: "InvalidPrefixListID.NotFound",
  inUse: "DependencyViolation",
  except: new RegExp(`^(${lists.map(({ id }) => id).join("|")})$`),
});
