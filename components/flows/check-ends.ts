import { TierType } from "../network/addresses";
import { type Endpoint, isInternet } from "./endpoint";
import type { Findings } from "./findings";
import type { FlowArgs } from "./flow";

/** Checks whether two ends can mean something to each other. */
export function checkEnds(flow: FlowArgs, from: Endpoint, to: Endpoint, path: string, findings: Findings): void {
  if (!isFiltered(from) && !isFiltered(to)) {
    findings.problems.push({
      path,
      reason: `Neither ${flow.from} nor ${flow.to} has a security group or network ACL here, so nothing would come of this flow. Name a tier that has one, or remove the flow.`,
    });
    return;
  }
  if (isInternet(to) && from.tiers.length > 0 && from.tiers.every(({ type }) => type === TierType.isolated)) {
    findings.problems.push({
      path: `${path}.to`,
      reason: `${flow.from} is isolated: it has no route to the internet. Make its tier private, or name what it shall reach inside.`,
    });
  }
  const unreachable = to.tiers.filter(({ type }) => type !== TierType.public).map(({ fullName }) => fullName);
  if (isInternet(from) && unreachable.length > 0) {
    findings.warnings.push({
      path: `${path}.from`,
      reason: `No route leads from the internet to ${unreachable.join(", ")}. Only a load balancer that keeps client addresses makes use of this flow; otherwise name the load balancer's tier.`,
    });
  }
}

function isFiltered(end: Endpoint): boolean {
  return end.securityGroups.length > 0 || end.tiers.some((tier) => tier.networkAcl);
}
