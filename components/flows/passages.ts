import type { Endpoint, NamedTier } from "./endpoint";
import type { ReadFlow } from "./read-flow";

/** A network ACL that a flow passes: which way its requests go there, and who is on the other side. */
export interface Passage {
  tier: NamedTier;
  egress: boolean;
  cidrBlocks: string[];
}

/** Every network ACL on the way of a flow. */
export function passagesOf({ from, to }: ReadFlow, named: Map<string, Endpoint>): Passage[] {
  const passages = [
    ...from.tiers.map((tier) => ({ tier, egress: true, cidrBlocks: addressesOf(to, tier) })),
    ...to.tiers.map((tier) => ({ tier, egress: false, cidrBlocks: addressesOf(from, tier) })),
    ...(isOutside(to) ? from.tiers.flatMap((tier) => passagesByNat(tier, to, named)) : []),
  ];
  return passages.filter(({ tier }) => tier.networkAcl);
}

/** NAT gateways forward what comes from the tier, so their tier's ACL sees it on both of its sides. */
function passagesByNat(tier: NamedTier, to: Endpoint, named: Map<string, Endpoint>): Passage[] {
  const natTiers = tier.natTier === undefined ? [] : (named.get(tier.natTier)?.tiers ?? []);
  const ipv4 = (blocks: string[]) => blocks.filter((block) => !block.includes(":"));
  if (ipv4(to.cidrBlocks).length === 0) return [];
  return natTiers.flatMap((natTier) => [
    { tier: natTier, egress: false, cidrBlocks: ipv4(tier.cidrBlocks) },
    { tier: natTier, egress: true, cidrBlocks: ipv4(to.cidrBlocks) },
  ]);
}

function isOutside(end: Endpoint): boolean {
  return end.vpc === undefined && end.cidrBlocks.length > 0;
}

function addressesOf(end: Endpoint, seenFrom: NamedTier): string[] {
  return end.cidrBlocks.length > 0 ? end.cidrBlocks : seenFrom.vpc.cidrBlocks;
}
