import { type CidrBlock, formatCidr } from "./cidr";
import { defaultMaxAvailabilityZones, defaultSubnetMask } from "./tier";
import type { DividedTierPlan, TierReading } from "./tier-plan";
import { isSubnetPrefix, readBlock, subnetPrefixes } from "./vpc-cidr";

/** No region comes near. */
const mostAvailabilityZones = 16;

/** Reads a tier whose subnets are cut from its block. */
export function planDividedTier(reading: TierReading): DividedTierPlan | undefined {
  const { tier, path, problems } = reading;
  const room = tier.maxAvailabilityZones ?? defaultMaxAvailabilityZones;
  if (!Number.isInteger(room) || room < 1 || room > mostAvailabilityZones) {
    problems.push({
      path: `${path}.maxAvailabilityZones`,
      reason: `${room} is not a whole number from 1 to ${mostAvailabilityZones}.`,
    });
    return undefined;
  }
  const roomBits = Math.ceil(Math.log2(room));
  if (tier.cidrBlock !== undefined) return planPinned(reading, tier.cidrBlock, roomBits);

  const subnetPrefix = tier.subnetMask ?? defaultSubnetMask(tier.type);
  const plan: DividedTierPlan = { kind: "divided", blockPrefix: subnetPrefix - roomBits, subnetPrefix };
  if (!isSubnetPrefix(subnetPrefix)) {
    problems.push({ path: `${path}.subnetMask`, reason: `A subnet is ${subnetPrefixes}, not /${subnetPrefix}.` });
  } else {
    checkRoom(reading, plan);
  }
  return plan;
}

function planPinned(reading: TierReading, text: string, roomBits: number): DividedTierPlan | undefined {
  const { tier, path, problems } = reading;
  const block = readBlock(text, `${path}.cidrBlock`, problems);
  if (!block) return undefined;

  const subnetPrefix = tier.subnetMask ?? block.prefix + roomBits;
  const plan: DividedTierPlan = { kind: "divided", block, blockPrefix: block.prefix, subnetPrefix };
  const wrong = wrongSubnetPrefix(reading, block, subnetPrefix);
  if (wrong) problems.push(wrong);
  else checkRoom(reading, plan);
  return plan;
}

function wrongSubnetPrefix({ tier, path }: TierReading, block: CidrBlock, subnetPrefix: number) {
  const text = formatCidr(block);
  if (isSubnetPrefix(subnetPrefix)) {
    return subnetPrefix < block.prefix
      ? { path: `${path}.subnetMask`, reason: `A /${subnetPrefix} subnet does not fit into ${text}.` }
      : undefined;
  }
  if (tier.subnetMask !== undefined) {
    return { path: `${path}.subnetMask`, reason: `A subnet is ${subnetPrefixes}, not /${subnetPrefix}.` };
  }
  const room = tier.maxAvailabilityZones ?? defaultMaxAvailabilityZones;
  return {
    path: `${path}.cidrBlock`,
    reason: `${text} divided among ${room} availability zones gives /${subnetPrefix}, and a subnet is ${subnetPrefixes}. Take another block, or set subnetMask or maxAvailabilityZones.`,
  };
}

function checkRoom({ tier, path, zones, problems }: TierReading, { blockPrefix, subnetPrefix }: DividedTierPlan): void {
  const places = 2 ** (subnetPrefix - blockPrefix);
  const room = `room for ${places} subnets of /${subnetPrefix}`;
  if (tier.maxAvailabilityZones !== undefined && places < tier.maxAvailabilityZones) {
    problems.push({
      path: `${path}.maxAvailabilityZones`,
      reason: `The tier's block has ${room}, not for ${tier.maxAvailabilityZones}. Leave this out, or take a larger block.`,
    });
  } else if (zones.length > places) {
    const larger = tier.cidrBlock === undefined ? `maxAvailabilityZones: ${zones.length}` : "a larger cidrBlock";
    problems.push({
      path,
      reason:
        `Tier "${tier.name}" has ${room}; ${zones.length} availability zones are given. ` +
        `Before its first deployment, give it ${larger}. Afterwards that would move its subnets: ` +
        "list the existing ones, and new ones, in subnetCidrBlocks.",
    });
  }
}
