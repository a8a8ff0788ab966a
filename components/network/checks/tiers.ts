import { type Problem, TierType } from "../addresses";
import { NetworkAclMode } from "../hub-spoke-network-args";
import type { PlannedVpc } from "../planned-vpc";
import { notOneOf } from "../one-of";

/** https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html */
export function attachmentTierProblems({ path, args: { tiers } }: PlannedVpc, transit: boolean): Problem[] {
  const attachments = tiers.filter((tier) => tier.type === TierType.attachment);
  if (attachments.length > 1) {
    const names = attachments.map((tier) => `"${tier.name}"`).join(", ");
    return [
      { path: `${path}.tiers`, reason: `${names} are all of type "attachment". A VPC has one: remove the others.` },
    ];
  }
  if (attachments.length === 1 || !transit) return [];
  return [
    {
      path: `${path}.tiers`,
      reason: "The transit gateway needs subnets of its own here. Append { name: attachment, type: attachment }.",
    },
  ];
}

/** What is wrong with the network ACLs of a VPC's tiers. */
export function networkAclProblems({ path, args: { tiers } }: PlannedVpc): Problem[] {
  return tiers.flatMap((tier, index) => {
    const tierPath = `${path}.tiers[${index}].networkAcl`;
    if (tier.type !== TierType.attachment || tier.networkAcl !== NetworkAclMode.tiered) {
      return notOneOf(tier.networkAcl, NetworkAclMode, tierPath);
    }
    return {
      path: tierPath,
      reason: '"tiered" would filter all traffic to and from the transit gateway. Give it to the tiers behind it.',
    };
  });
}
