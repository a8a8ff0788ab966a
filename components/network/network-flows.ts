import { compileFlows, type CompiledFlows, type FlowTier, type FlowTopology } from "../flows";
import { type Problem, TierType } from "./addresses";
import { bastionFlows, type BuiltInFlow, endpointFlows } from "./built-in-flows";
import { type HubSpokeNetworkArgs, NetworkAclMode, type NetworkTierArgs } from "./hub-spoke-network-args";
import { defaultNatGateways, NatGatewayStrategy } from "./nat-gateways";
import type { PlannedVpc } from "./planned-vpc";
import { hubName } from "./transit-routes";

/** Compiles the declared flows of a network together with those that its bastion and endpoints need. */
export function compileNetworkFlows(args: HubSpokeNetworkArgs, vpcs: PlannedVpc[]): CompiledFlows {
  const declared = args.flows ?? [];
  const builtIn = [
    ...vpcs.filter((vpc) => vpc.endpointTier !== undefined).flatMap((vpc) => endpointFlows(vpc.name, vpc.path)),
    ...bastionFlows(args.bastion, args.hub.tiers),
  ];
  const compiled = compileFlows([...declared, ...builtIn.map(({ flow }) => flow)], topologyOf(args, vpcs));
  const relocate = (problem: Problem) => relocated(problem, declared.length, builtIn);
  return { ...compiled, problems: compiled.problems.map(relocate), warnings: compiled.warnings.map(relocate) };
}

/** A problem with a built-in flow belongs to the argument that asked for it. */
function relocated(problem: Problem, declared: number, builtIn: BuiltInFlow[]): Problem {
  const index = /^flows\[(\d+)\]/.exec(problem.path)?.[1];
  const asked = index === undefined ? undefined : builtIn[Number(index) - declared];
  return asked ? { ...problem, path: asked.path } : problem;
}

function topologyOf(args: HubSpokeNetworkArgs, vpcs: PlannedVpc[]): FlowTopology {
  const natTier = natTierOf(args);
  return {
    vpcs: vpcs.map((vpc) => ({
      name: vpc.name,
      cidrBlocks: [vpc.args.cidrBlock],
      tiers: vpc.args.tiers.map((tier) => flowTier(tier, vpc, natTier)),
      groups: vpc.groups,
    })),
  };
}

/** A tier as flows see it; without addresses where it could not be placed, so that flows which name it still can. */
function flowTier(tier: NetworkTierArgs, vpc: PlannedVpc, natTier: string | undefined): FlowTier {
  return {
    name: tier.name,
    type: tier.type,
    cidrBlocks: vpc.tiers.find(({ name }) => name === tier.name)?.cidrBlocks ?? [],
    securityGroup: tier.type !== TierType.attachment,
    networkAcl: tier.networkAcl === NetworkAclMode.tiered,
    natTier: tier.type === TierType.private ? natTier : undefined,
  };
}

/** awsx puts NAT gateways into the first public tier. */
function natTierOf({ hub }: HubSpokeNetworkArgs): string | undefined {
  if ((hub.natGateways ?? defaultNatGateways(hub.tiers)) === NatGatewayStrategy.none) return undefined;
  const tier = hub.tiers.find(({ type }) => type === TierType.public);
  return tier && `${hubName}.${tier.name}`;
}
