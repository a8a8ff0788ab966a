import type { Problem } from "../network/addresses";
import type { Tags } from "../network/tags";

export interface StateBucketArgs {
  /** Name of the bucket. It is nobody else's in the world, and cannot be changed. */
  bucketName: string;
  /** Alias of the key that encrypts the state, and by which programs find it: `alias/bankapp-state`. */
  keyAlias: string;
  /**
   * Days for which an overwritten or deleted state can be brought back. The twenty newest old versions of each stay
   * for longer.
   *
   * @default 90
   */
  oldVersionDays?: number;
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

/** What is wrong with the arguments. */
export function stateBucketProblems({ keyAlias, oldVersionDays = 90 }: StateBucketArgs): Problem[] {
  const problems: Problem[] = [];
  if (!/^alias\/(?!aws\/)[\w/-]{1,250}$/.test(keyAlias)) {
    const reason = `"${keyAlias}" is no alias of a key: alias/ and letters, digits, /, _ and -, and not alias/aws/.`;
    problems.push({ path: "keyAlias", reason });
  }
  if (!Number.isInteger(oldVersionDays) || oldVersionDays < 1) {
    problems.push({ path: "oldVersionDays", reason: `${oldVersionDays} is not allowed: a whole number from 1.` });
  }
  return problems;
}

/** Description of the key, by which it is found while it has no alias yet. */
export function stateKeyDescription(bucketName: string): string {
  return `Encrypts Pulumi's state in ${bucketName}, and the secrets in it`;
}
