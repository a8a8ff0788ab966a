import type { NetworkAclEntry, SecurityGroupRule } from "../flows";
import { allocateSubnets, type Problem, TierType } from "./addresses";
import { bastionGroup, endpointsGroup } from "./built-in-flows";
import type { HubSpokeNetworkArgs, NetworkVpcArgs } from "./hub-spoke-network-args";
import { compileNetworkFlows } from "./network-flows";
import { networkProblems } from "./network-problems";
import type { PlannedVpc } from "./planned-vpc";
import { hubName } from "./transit-routes";

/** A network as its arguments describe it, worked out before anything is made. */
export interface NetworkPlan {
  hub: PlannedVpc;
  spokes: PlannedVpc[];
  securityGroupRules: SecurityGroupRule[];
  networkAclEntries: NetworkAclEntry[];
  /** What AWS would refuse, or what cannot work. */
  problems: Problem[];
  /** What works, but perhaps not as meant. */
  warnings: Problem[];
}

/** Works out a network. Loads no Pulumi, so that config can be checked without it. */
export function planNetwork(args: HubSpokeNetworkArgs): NetworkPlan {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const plan = (name: string, routingDomain: string, path: string, vpc: NetworkVpcArgs) =>
    planVpc(args, { name, routingDomain, path, args: vpc }, problems, warnings);
  const hub = plan(hubName, hubName, "hub", args.hub);
  const spokes = (args.spokes ?? []).map((spoke, index) =>
    plan(spoke.name, spoke.routingDomain ?? spoke.name, `spokes[${index}]`, spoke),
  );

  const { securityGroupRules, networkAclEntries, ...flows } = compileNetworkFlows(args, [hub, ...spokes]);
  problems.push(...flows.problems, ...networkProblems(args, [hub, ...spokes], securityGroupRules));
  warnings.push(...flows.warnings);
  return {
    hub,
    spokes,
    securityGroupRules,
    networkAclEntries,
    problems: unique(problems),
    warnings: unique(warnings),
  };
}

function planVpc(
  { availabilityZones, bastion }: HubSpokeNetworkArgs,
  vpc: Pick<PlannedVpc, "name" | "routingDomain" | "path" | "args">,
  problems: Problem[],
  warnings: Problem[],
): PlannedVpc {
  const { cidrBlock, tiers } = vpc.args;
  const allocation = allocateSubnets({ cidrBlock, availabilityZones, tiers });
  problems.push(...allocation.problems.map((problem) => under(vpc.path, problem)));
  warnings.push(...allocation.warnings.map((problem) => under(vpc.path, problem)));

  const endpointTier = (vpc.args.interfaceEndpoints ?? []).length > 0 ? firstInnerTier(vpc.args) : undefined;
  const groups = [...(vpc.args.groups ?? [])];
  if (endpointTier !== undefined) groups.push({ name: endpointsGroup, tiers: [endpointTier] });
  if (bastion && vpc.name === hubName) groups.push({ name: bastionGroup, tiers: [bastion.tier] });
  return { ...vpc, tiers: allocation.tiers, groups, endpointTier };
}

/** The problem's path in the network's arguments; the availability zones are the network's own. */
function under(path: string, problem: Problem): Problem {
  return problem.path.startsWith("availabilityZones") ? problem : { ...problem, path: `${path}.${problem.path}` };
}

/** The first, so that appending tiers does not move the endpoints. */
function firstInnerTier({ tiers }: NetworkVpcArgs): string | undefined {
  return tiers.find((tier) => tier.type === TierType.private || tier.type === TierType.isolated)?.name;
}

function unique(problems: Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
