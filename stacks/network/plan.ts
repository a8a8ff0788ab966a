import { type NetworkPlan, planNetwork } from "@throughline/components/network/network-plan";
import type { PlannedVpc } from "@throughline/components/network/planned-vpc";
import type { FlowsSection, NetworkSection } from "./schema";

const plans = new WeakMap<NetworkSection, NetworkPlan>();

/** The network worked out; once for all checks. */
export function planOf(network: NetworkSection, flows: FlowsSection): NetworkPlan {
  const plan = plans.get(network) ?? planNetwork({ ...network, flows });
  plans.set(network, plan);
  return plan;
}

/** Blocks of a tier's subnets, one for each availability zone; none if the tier has problems. */
export function subnetsOf({ hub, spokes }: NetworkPlan, name: string): string[] {
  const tierOf = (vpc: PlannedVpc) => vpc.tiers.find((tier) => `${vpc.name}.${tier.name}` === name);
  return (
    [hub, ...spokes]
      .map(tierOf)
      .find((tier) => tier !== undefined)
      ?.subnets.map((subnet) => subnet.cidrBlock) ?? []
  );
}
