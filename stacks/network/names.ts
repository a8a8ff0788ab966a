import { TierType } from "@throughline/components/network/addresses";
import { error, type Finding } from "../config/finding";
import type { Path } from "../config/place";
import { thereAre, unknownName } from "../config/suggest";
import type { NetworkSection } from "./schema";

/** A tier as flows name it. */
export interface NamedTier {
  /** `apps.nodes` */
  readonly name: string;
  readonly vpc: string;
  readonly type: TierType;
}

/** A security group of workloads, or of a tier, as flows name it. */
export interface NamedGroup {
  readonly name: string;
  /** Full names of the tiers that its members are in. */
  readonly tiers: readonly string[];
}

export function vpcsOf({ hub, spokes = [] }: NetworkSection) {
  return [
    { name: "hub", path: ["hub"] as Path, ...hub },
    ...spokes.map((spoke, i) => ({ ...spoke, path: ["spokes", i] })),
  ];
}

export function tiersOf(network: NetworkSection): NamedTier[] {
  return vpcsOf(network).flatMap((vpc) =>
    vpc.tiers.map(({ name, type }) => ({ name: `${vpc.name}.${name}`, vpc: vpc.name, type })),
  );
}

export function groupsOf(network: NetworkSection): NamedGroup[] {
  return vpcsOf(network).flatMap(({ name: vpc, tiers, groups = [] }) => [
    ...tiers
      .filter(({ type }) => type !== TierType.attachment)
      .map(({ name }) => ({ name: `${vpc}.${name}`, tiers: [`${vpc}.${name}`] })),
    ...groups.map((group) => ({ name: `${vpc}.${group.name}`, tiers: group.tiers.map((tier) => `${vpc}.${tier}`) })),
  ]);
}

/** VPC of a tier or group: `apps` of `apps.nodes`. */
export function vpcOf(name: string): string {
  return name.split(".")[0] ?? name;
}

/** What is wrong with a tier that something is to stand in. */
export function checkTier(network: NetworkSection, path: Path, name: string, types: readonly TierType[]): Finding[] {
  const tiers = tiersOf(network);
  const fit = tiers.filter(({ type }) => types.includes(type)).map((tier) => tier.name);
  const tier = tiers.find((candidate) => candidate.name === name);
  if (tier === undefined) {
    return [error(path, unknownName("tier", name, fit))];
  }
  if (types.includes(tier.type)) {
    return [];
  }
  return [
    error(path, `"${name}" is ${tier.type}; this stands in a tier that is ${types.join(" or ")}. ${thereAre(fit)}`),
  ];
}

export function hasTier(network: NetworkSection, name: string): boolean {
  return tiersOf(network).some((tier) => tier.name === name);
}

/** What is wrong with a security group for something in a tier. That the tier does not exist is told elsewhere. */
export function checkGroup(network: NetworkSection, path: Path, name: string | undefined, tier: string): Finding[] {
  if (name === undefined || !hasTier(network, tier)) {
    return [];
  }
  const fit = groupsOf(network).filter(({ tiers }) => tiers.includes(tier));
  const known = fit.map((group) => group.name);
  return known.includes(name) ? [] : [error(path, unknownName(`security group in ${tier}`, name, known))];
}
