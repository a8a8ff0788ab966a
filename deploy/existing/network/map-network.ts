import type { NetworkIds, VpcIds } from "@throughline/stacks/existing";
import { ec2Facts } from "../search";
import type { Context, FoundVpc } from "./context";
import { mapBastion, mapEndpoints, mapFlowLog, mapNatGateways, mapPrivateZone } from "./map-parts";
import { mapGroup } from "./map-security-groups";
import { mapTier } from "./map-tier";
import { mapTransitGateway } from "./map-transit-gateway";

/**
 * Finds in an inventory what the settings want. What is missing, or not told apart, is among the problems of the search;
 * the ids are complete when there is none.
 */
export function mapNetwork(context: Context): { ids: NetworkIds; vpcs: readonly FoundVpc[] } {
  const vpcs = context.wanted.vpcs.flatMap((wanted) => findVpc(context, wanted) ?? []);
  const hub = vpcs.find(({ wanted }) => wanted === context.wanted.vpcs[0]);
  const bastion = hub && context.wanted.bastion ? mapBastion(context, hub) : undefined;
  const ids: NetworkIds = {
    vpcs: Object.fromEntries(
      vpcs.map((vpc) => [vpc.wanted.name, mapVpc(context, vpc, vpc === hub ? bastion?.securityGroupId : undefined)]),
    ),
    natGatewayIds: hub ? mapNatGateways(context, hub) : [],
    transitGateway:
      context.wanted.transitGateway && vpcs.length === context.wanted.vpcs.length
        ? mapTransitGateway(context, vpcs)
        : undefined,
    privateZone: hub && context.wanted.privateZone !== undefined ? mapPrivateZone(context, vpcs) : undefined,
    bastion,
  };
  return { ids, vpcs };
}

type Wanted = FoundVpc["wanted"];

function findVpc({ inventory, search, told }: Context, wanted: Wanted): FoundVpc | undefined {
  const blocks = (vpc: FoundVpc["vpc"]) => [
    ...new Set([vpc.CidrBlock, ...(vpc.CidrBlockAssociationSet ?? []).map(({ CidrBlock }) => CidrBlock)]),
  ];
  const vpc = search.one({
    what: `VPC ${wanted.name}`,
    among: inventory.vpcs,
    facts: ec2Facts((candidate) => candidate.VpcId),
    key: `network.vpcs.${wanted.name}`,
    given: told.vpcs?.[wanted.name],
    fits: (candidate) => blocks(candidate).includes(wanted.cidrBlock),
    fitting: `with the block ${wanted.cidrBlock}`,
  });
  if (vpc?.VpcId === undefined) {
    return undefined;
  }
  if (!blocks(vpc).includes(wanted.cidrBlock)) {
    const has = blocks(vpc).join(", ");
    search.problem(
      `VPC ${wanted.name}: ${vpc.VpcId} has the block ${has}, and the settings say ${wanted.cidrBlock}. Correct its cidrBlock, or throughline:existing.network.vpcs.${wanted.name}`,
    );
    return undefined;
  }
  return { wanted, vpc, vpcId: vpc.VpcId };
}

function mapVpc(context: Context, vpc: FoundVpc, bastionGroup: string | undefined): VpcIds {
  const { wanted, vpcId } = vpc;
  const { groupsOfInterfaces, ...endpointIds } = mapEndpoints(context, vpc);
  // The groups of what they are for, where that exists.
  const own: Readonly<Record<string, readonly string[] | undefined>> = {
    endpoints: groupsOfInterfaces,
    bastion: bastionGroup === undefined ? undefined : [bastionGroup],
  };
  const groups = wanted.groups.flatMap((name) => {
    const id = mapGroup(context, vpc, { name, required: true, among: own[name] });
    return id === undefined ? [] : [[name, id] as const];
  });
  const tiers = wanted.tiers.map((tier) => [tier.name, mapTier(context, vpc, tier)] as const);
  return {
    vpcId,
    tiers: Object.fromEntries(tiers),
    groups: Object.fromEntries(groups),
    ...endpointIds,
    flowLogId: wanted.flowLogs ? mapFlowLog(context, vpc) : undefined,
  };
}
