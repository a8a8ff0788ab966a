import type { Problem } from "../addresses";
import type { HubSpokeNetworkArgs } from "../hub-spoke-network-args";
import type { PlannedVpc } from "../planned-vpc";
import { hubName } from "../transit-routes";

const plainName = /^[a-z][a-z0-9-]*$/;

/** What is wrong with the names of spokes and of their routing domains. */
export function spokeNameProblems({ spokes = [] }: HubSpokeNetworkArgs): Problem[] {
  return spokes.flatMap((spoke, index) => {
    const problems: Problem[] = [];
    const path = `spokes[${index}]`;
    for (const key of ["name", "routingDomain"] as const) {
      const value = spoke[key];
      if (value === undefined || (plainName.test(value) && value !== hubName && value !== "internet")) continue;
      problems.push({
        path: `${path}.${key}`,
        reason: `"${value}" cannot be taken: lower-case letters, digits and hyphens, a letter first, not "${hubName}" and not "internet".`,
      });
    }
    if (spokes.findIndex((other) => other.name === spoke.name) < index) {
      problems.push({ path: `${path}.name`, reason: `Two spokes are named "${spoke.name}". Names are unique.` });
    }
    return problems;
  });
}

/** Subnets are called `<vpc>-<tier>-<zone>`: two tiers of which that means the same cannot both exist. */
export function sameNameProblems(vpcs: PlannedVpc[]): Problem[] {
  const tiers = vpcs.flatMap((vpc) =>
    vpc.args.tiers.map((tier, index) => ({
      vpc,
      path: `${vpc.path}.tiers[${index}].name`,
      name: `${vpc.name}-${tier.name}`,
    })),
  );
  return tiers.flatMap(({ vpc, path, name }, index) => {
    const other = tiers.slice(0, index).find((tier) => tier.name === name && tier.vpc.name !== vpc.name);
    return other
      ? { path, reason: `Its subnets would be called "${name}-1" like those of ${other.path}. Choose another name.` }
      : [];
  });
}

/** What is wrong with the groups of workloads of a VPC. */
export function groupProblems({ name: vpcName, path, args, groups }: PlannedVpc): Problem[] {
  const tiers = args.tiers.map((tier) => tier.name);
  const names = [...tiers, ...groups.map((group) => group.name)];
  const given = (args.groups ?? []).flatMap((group, index) => {
    const problems: Problem[] = [];
    const groupPath = `${path}.groups[${index}]`;
    if (!plainName.test(group.name)) {
      problems.push({
        path: `${groupPath}.name`,
        reason: `"${group.name}" cannot be taken: lower-case letters, digits and hyphens, a letter first.`,
      });
    }
    if (names.filter((name) => name === group.name).length > 1) {
      problems.push({
        path: `${groupPath}.name`,
        reason: `"${vpcName}.${group.name}" is taken by a tier, another group, the bastion or interface endpoints. Choose another name.`,
      });
    }
    for (const tier of group.tiers.filter((tier) => !tiers.includes(tier))) {
      problems.push({
        path: `${groupPath}.tiers`,
        reason: `There is no tier "${tier}" in ${vpcName}. There are ${tiers.join(", ")}.`,
      });
    }
    return problems;
  });
  const added = groups.slice(args.groups?.length ?? 0).flatMap((group) =>
    tiers.includes(group.name)
      ? {
          path: `${path}.tiers[${tiers.indexOf(group.name)}].name`,
          reason: `"${vpcName}.${group.name}" is the security group of the ${group.name}. Choose another name for the tier.`,
        }
      : [],
  );
  return [...given, ...added];
}
