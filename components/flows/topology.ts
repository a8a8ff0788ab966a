import type { TierType } from "../network/addresses";

/** What flows are compiled against: who there is, and which filters they have. */
export interface FlowTopology {
  vpcs: FlowVpc[];
  /** Own prefix lists that flows name. AWS-managed ones are known. */
  prefixLists?: FlowPrefixList[];
  /** Where the account has others than AWS's defaults. */
  quotas?: FlowQuotas;
}

export interface FlowVpc {
  /** Unique. Flows name the VPC by it, and its tiers by `vpc.tier`. */
  name: string;
  cidrBlocks: string[];
  tiers: FlowTier[];
  /** Workloads inside tiers that have a security group of their own, such as a bastion or interface endpoints. */
  groups?: FlowGroup[];
}

export interface FlowTier {
  name: string;
  type: TierType;
  /** The tier's addresses, exactly: `AllocatedTier.cidrBlocks`. */
  cidrBlocks: string[];
  /** Has a security group, on which rules are made and which others in the VPC reference. */
  securityGroup: boolean;
  /**
   * Has a network ACL of its own. Leave `attachment` tiers on the VPC's default ACL:
   * https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html
   */
  networkAcl: boolean;
  /** The tier whose NAT gateways it leaves by, as `vpc.tier`; that tier's network ACL must let it through. */
  natTier?: string;
}

/** A security group of some workloads in tiers. */
export interface FlowGroup {
  /** Unique among the VPC's tiers and groups. Flows name it by `vpc.group`. */
  name: string;
  /** Names of the tiers that its members are in. */
  tiers: string[];
}

export interface FlowPrefixList {
  /** `pl-…` */
  id: string;
  /** Its maximum number of entries, which counts against quotas whatever it holds now. */
  maxEntries: number;
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
export interface FlowQuotas {
  /** Rules per security group in each direction. @default 60 */
  rulesPerSecurityGroup?: number;
  /** Rules per network ACL in each direction, AWS's default deny rule included; at most 40. @default 20 */
  rulesPerNetworkAcl?: number;
}
