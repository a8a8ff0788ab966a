export { type SubnetAllocation, type SubnetAllocationArgs, allocateSubnets } from "./allocate";
export { type CidrBlock, canonicalCidr, contains, covering, formatCidr, overlaps, parseCidr } from "./cidr";
export { pinTiers } from "./pin";
export type { Problem } from "./problem";
export { type NamedCidrBlock, validateSeparateCidrBlocks } from "./separate";
export { type AllocatedSubnet, type AllocatedTier, type TierArgs, TierType, defaultSubnetMask } from "./tier";
