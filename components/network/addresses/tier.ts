/** Where the subnets of a tier send what is not for their own VPC. */
export const TierType = {
  /** To the internet gateway. */
  public: "public",
  /** To a NAT gateway in a hub or a single VPC; to the transit gateway in a spoke. */
  private: "private",
  /** Nowhere, or to the transit gateway where that is asked for. */
  isolated: "isolated",
  /** Holds the transit gateway's interfaces only. */
  attachment: "attachment",
} as const;
export type TierType = (typeof TierType)[keyof typeof TierType];

/** A group of subnets with one purpose, one in each availability zone. */
export interface TierArgs {
  /** Lower-case letters, digits and hyphens; unique in the VPC. Flows name the tier by it: `hub.public`. */
  name: string;
  /** What the tier's subnets can reach. */
  type: TierType;
  /**
   * Prefix length of each subnet, from 16 to 28.
   * @default 24 for `public` and `isolated`, 20 for `private`, 28 for `attachment`; with `cidrBlock`, the block
   * divided among `maxAvailabilityZones`
   */
  subnetMask?: number;
  /**
   * For how many availability zones the tier's block has room, rounded up to a power of two. Changing it later
   * resizes the block.
   * @default 4
   */
  maxAvailabilityZones?: number;
  /**
   * Pins the tier's block, whatever stands before it in the list. Aligned to its size, inside the VPC's block.
   * @default the lowest aligned block that no earlier tier in the list takes
   */
  cidrBlock?: string;
  /**
   * Gives the subnets, one for each availability zone in the same order, to adopt an existing layout. Further
   * ones are kept for zones that are added later.
   * @default `cidrBlock` is divided equally
   */
  subnetCidrBlocks?: string[];
}

/** A subnet of a tier. */
export interface AllocatedSubnet {
  availabilityZone: string;
  /** Position of the availability zone in the list, from 1. */
  index: number;
  cidrBlock: string;
}

/** A tier with its addresses. */
export interface AllocatedTier {
  name: string;
  type: TierType;
  /** The smallest block that covers the tier. With given subnets it may cover other tiers too: see `cidrBlocks`. */
  cidrBlock: string;
  /** What a rule or route that means this tier names: exactly the tier's addresses, one block unless subnets are given. */
  cidrBlocks: string[];
  subnets: AllocatedSubnet[];
}

const subnetMasks: Record<TierType, number> = {
  public: 24,
  private: 20,
  isolated: 24,
  // Recommended: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html
  attachment: 28,
};

/** The prefix length that a tier's subnets get unless the tier says otherwise. */
export function defaultSubnetMask(type: TierType): number {
  return subnetMasks[type];
}

/** For how many availability zones a tier has room unless it says otherwise. */
export const defaultMaxAvailabilityZones = 4;
