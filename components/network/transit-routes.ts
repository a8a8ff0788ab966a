/**
 * Who reaches whom across a transit gateway, as data: the resources follow from these lists one to one.
 *
 * - The hub reaches every spoke; every spoke reaches the hub.
 * - Spokes of one routing domain reach each other; all others do not.
 * - What leaves a spoke for anywhere else goes to the hub, whose NAT gateways lead to the internet.
 */

/** Name of the hub, of its attachment and of its routing domain. */
export const hubName = "hub";

/** A VPC on the transit gateway. */
export interface TransitVpc {
  name: string;
  cidrBlock: string;
  routingDomain: string;
}

/** A route of a VPC to the transit gateway. */
export interface TransitRoute {
  /** Name of the destination: a VPC, or `internet`. */
  to: string;
  destinationCidrBlock: string;
}

export const toInternet: TransitRoute = { to: "internet", destinationCidrBlock: "0.0.0.0/0" };

type Member = Pick<TransitVpc, "routingDomain">;

export function routingDomains(vpcs: Member[]): string[] {
  return [...new Set(vpcs.map((vpc) => vpc.routingDomain))];
}

/** VPCs that a routing domain reaches. */
export function reachable<V extends Member>(routingDomain: string, vpcs: V[]): V[] {
  return vpcs.filter((vpc) => reaches(routingDomain, vpc));
}

/**
 * Spokes that a domain of spokes must not reach. Without a blackhole the default route would take their packets to
 * the hub, whose NAT gateways have a route to every spoke and would pass them on:
 * https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-egress-to-internet.html
 */
export function unreachable<V extends Member>(routingDomain: string, vpcs: V[]): V[] {
  return routingDomain === hubName ? [] : vpcs.filter((vpc) => !reaches(routingDomain, vpc));
}

/** Routes that a VPC needs to reach the others: one by one, because each direction needs its own. */
export function routesToOthers(vpc: TransitVpc, vpcs: TransitVpc[]): TransitRoute[] {
  return reachable(vpc.routingDomain, vpcs)
    .filter((other) => other.name !== vpc.name)
    .map((other) => ({ to: other.name, destinationCidrBlock: other.cidrBlock }));
}

function reaches(routingDomain: string, vpc: Member): boolean {
  if (routingDomain === hubName) return vpc.routingDomain !== hubName;
  return vpc.routingDomain === hubName || vpc.routingDomain === routingDomain;
}
