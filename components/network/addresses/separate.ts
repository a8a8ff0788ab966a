import { overlaps, parseCidr } from "./cidr";
import type { Problem } from "./problem";

/** A block of addresses that are to mean one place only: of a VPC, a remote network, a cluster's pods. */
export interface NamedCidrBlock {
  /** Where it is written. */
  path: string;
  /** What has it: `hub`, `pods of apps`. */
  name: string;
  cidrBlock: string;
}

/**
 * Blocks of connected networks that overlap: packets to the common addresses would reach one of them at most.
 * Blocks that cannot be read are left to whoever reads them.
 */
export function validateSeparateCidrBlocks(blocks: NamedCidrBlock[]): Problem[] {
  const read = blocks.flatMap((named) => {
    const block = parseCidr(named.cidrBlock);
    return block ? [{ ...named, block }] : [];
  });
  return read.flatMap((one, i) =>
    read
      .slice(0, i)
      .filter((earlier) => overlaps(earlier.block, one.block))
      .map((earlier) => ({
        path: one.path,
        reason:
          `${one.cidrBlock} of ${one.name} overlaps ${earlier.cidrBlock} of ${earlier.name} (${earlier.path}). ` +
          "Networks that reach each other need blocks of their own: change one of them.",
      })),
  );
}
