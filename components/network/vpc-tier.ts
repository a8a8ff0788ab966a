import type * as pulumi from "@pulumi/pulumi";

import type { TierType } from "./addresses";

/** One tier of a VPC as it was made: a subnet per availability zone. */
export interface VpcTier {
  /** What the tier's subnets can reach. */
  type: TierType;
  /** Exactly the tier's addresses: one block over all availability zones, unless its subnets were given one by one. */
  cidrBlocks: string[];
  /** Subnets in the order of the availability zones. */
  subnetIds: pulumi.Output<string>[];
  /** The tier's route tables: one per availability zone in a `Vpc`, one for all zones in a `SpokeVpc`. */
  routeTableIds: pulumi.Output<string>[];
}
