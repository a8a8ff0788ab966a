import type { RulePeer } from "./compiled";
import type { FlowTier, FlowTopology, FlowVpc } from "./topology";

/** A tier under its full name. */
export interface NamedTier extends FlowTier {
  /** `vpc.tier` */
  fullName: string;
  vpc: FlowVpc;
}

/** One end of a flow. */
export interface Endpoint {
  /** The VPC that it is in, if it is in one of the topology. */
  vpc?: FlowVpc;
  /** The groups on which rules for it are made. */
  securityGroups: string[];
  /** The tiers that it is in. */
  tiers: NamedTier[];
  /** What rules in the same VPC, or everywhere if it is in none, name instead of its addresses. */
  reference?: RulePeer;
  /** Its addresses. None for a group that is made elsewhere: somewhere in the VPC of the other end. */
  cidrBlocks: string[];
}

/** Whether an end is the whole internet. */
export function isInternet(end: Endpoint): boolean {
  return end.reference === undefined && (end.cidrBlocks.includes("0.0.0.0/0") || end.cidrBlocks.includes("::/0"));
}

/** Everything that a flow can name in a topology: VPCs, tiers, groups. */
export function namedEndpoints(topology: FlowTopology): Map<string, Endpoint> {
  return new Map(topology.vpcs.flatMap(endpointsOf));
}

function endpointsOf(vpc: FlowVpc): [string, Endpoint][] {
  const tiers = vpc.tiers.map((tier): NamedTier => ({ ...tier, fullName: `${vpc.name}.${tier.name}`, vpc }));
  const parts: [string, Endpoint][] = [
    ...tiers.map((tier) => part(tier.fullName, vpc, [tier], tier.securityGroup)),
    ...(vpc.groups ?? []).map((group) => {
      const around = tiers.filter(({ name }) => group.tiers.includes(name));
      return part(`${vpc.name}.${group.name}`, vpc, around, true);
    }),
  ];
  const securityGroups = parts.flatMap(([, end]) => end.securityGroups);
  return [[vpc.name, { vpc, securityGroups, tiers, cidrBlocks: vpc.cidrBlocks }], ...parts];
}

function part(name: string, vpc: FlowVpc, tiers: NamedTier[], hasGroup: boolean): [string, Endpoint] {
  const cidrBlocks = tiers.flatMap((tier) => tier.cidrBlocks);
  const end: Endpoint = { vpc, securityGroups: [], tiers, cidrBlocks };
  const reference: RulePeer = { kind: "securityGroup", value: name };
  return [name, hasGroup ? { ...end, securityGroups: [name], reference } : end];
}
