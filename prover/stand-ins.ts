import {
  isUnknown,
  type Network,
  type NetworkInterface,
  type SecurityGroup,
  type Subnet,
} from "@throughline/graph/model";
import { nameOf, shortName, stackOf } from "./names";

/**
 * The subnets of a tier: `apps.nodes` are those that are named `<stack>-apps-nodes-<number>` in the program, one for
 * each availability zone.
 */
export function tierSubnets(network: Network, tier: string): Subnet[] {
  const wanted = tier.replace(".", "-");
  return [...network.subnets.values()].filter(({ evidence: { urn } }) => {
    const name = nameOf(urn);
    const zone = /-\d+$/.exec(name)?.[0];
    return zone !== undefined && name === `${stackOf(urn) ?? ""}-${wanted}${zone}`;
  });
}

/** Whoever may become a member of a group that has none yet: so paths have answers before there are workloads. */
export function someMember(network: Network, group: SecurityGroup, tiers?: readonly string[]): NetworkInterface {
  const name = shortName(group.evidence.urn);
  const inTiers = (tiers ?? [name])
    .flatMap((tier) => tierSubnets(network, tier))
    .filter(({ vpcId }) => vpcId === group.vpcId);
  const subnets =
    inTiers.length > 0 ? inTiers : [...network.subnets.values()].filter(({ vpcId }) => vpcId === group.vpcId);
  return {
    evidence: group.evidence,
    id: `a member of ${name}`,
    aliases: [],
    kind: "other",
    placements: placementsIn(network, subnets, `a member of ${name}`),
    securityGroupIds: [group.id],
    sourceDestinationCheck: true,
  };
}

/** Anything in a subnet: its groups are not known. */
export function somethingIn(network: Network, subnet: Subnet): NetworkInterface {
  const what = `something in ${nameOf(subnet.evidence.urn)}`;
  return {
    evidence: subnet.evidence,
    id: what,
    aliases: [],
    kind: "other",
    placements: placementsIn(network, [subnet], what),
    securityGroupIds: { unknown: `the security groups of ${what} are not known: ask about a group or a resource` },
    sourceDestinationCheck: true,
  };
}

function placementsIn(network: Network, subnets: readonly Subnet[], what: string): NetworkInterface["placements"] {
  if (subnets.length === 0) {
    const unknown = { unknown: `no source has a subnet for ${what}` };
    return [{ subnetId: unknown, addresses: unknown, publicAddress: unknown }];
  }
  return subnets.map((subnet) => ({
    subnetId: subnet.id,
    addresses: subnet.addresses,
    publicAddress: isPublic(network, subnet)
      ? { unknown: `whether ${what} has a public address is not known` }
      : undefined,
  }));
}

/** In other subnets a public address would be of no use: replies leave by another way. */
function isPublic(network: Network, { routeTableId }: Subnet): boolean {
  const routes = isUnknown(routeTableId) ? undefined : network.routeTables.get(routeTableId)?.routes;
  return routes?.some(({ target }) => isUnknown(target) || target.kind === "internetGateway") ?? true;
}
