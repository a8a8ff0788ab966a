import { type CidrBlock, contains, formatCidr, overlaps } from "./cidr";
import type { GivenTierPlan, TierReading } from "./tier-plan";
import { isSubnetPrefix, readBlock, subnetPrefixes } from "./vpc-cidr";

/** Reads a tier whose subnets are given. Undefined if they are not. */
export function planGivenTier(reading: TierReading): GivenTierPlan | undefined {
  const { tier, path, zones, problems } = reading;
  const texts = tier.subnetCidrBlocks;
  if (!texts) return undefined;

  for (const argument of ["subnetMask", "maxAvailabilityZones"] as const) {
    if (tier[argument] === undefined) continue;
    problems.push({
      path: `${path}.${argument}`,
      reason: "Means nothing beside subnetCidrBlocks, where each subnet is written. Leave it out.",
    });
  }
  if (texts.length === 0) {
    problems.push({ path: `${path}.subnetCidrBlocks`, reason: "Is empty. Leave it out to have the tier divided." });
  } else if (texts.length < zones.length) {
    problems.push({
      path: `${path}.subnetCidrBlocks`,
      reason: `Each availability zone needs a subnet. Add one for ${zones.slice(texts.length).join(", ")}.`,
    });
  }
  const block = tier.cidrBlock === undefined ? undefined : readBlock(tier.cidrBlock, `${path}.cidrBlock`, problems);
  return { kind: "given", block, subnets: readSubnets(texts, block, reading) };
}

function readSubnets(texts: string[], block: CidrBlock | undefined, { path, problems }: TierReading): CidrBlock[] {
  const subnets: CidrBlock[] = [];
  texts.forEach((text, i) => {
    const at = `${path}.subnetCidrBlocks[${i}]`;
    const subnet = readBlock(text, at, problems);
    if (!subnet) return;
    if (!isSubnetPrefix(subnet.prefix)) {
      problems.push({ path: at, reason: `A subnet is ${subnetPrefixes}, not ${text}.` });
    }
    const other = subnets.find((earlier) => overlaps(earlier, subnet));
    if (other) problems.push({ path: at, reason: `${text} overlaps ${formatCidr(other)} of the same tier.` });
    if (block && !contains(block, subnet)) {
      problems.push({ path: at, reason: `${text} is not in the tier's own block, ${formatCidr(block)}.` });
    }
    subnets.push(subnet);
  });
  return subnets;
}
