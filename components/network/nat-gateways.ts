import { type Problem, type TierArgs, TierType } from "./addresses";
import { notOneOf } from "./one-of";

/** How many NAT gateways let private tiers out. */
export const NatGatewayStrategy = {
  /** No way out. */
  none: "none",
  /** One, in the first availability zone: cheap, and lost with that zone. */
  single: "single",
  /** One per availability zone: a zone's way out depends on that zone only. */
  perAz: "perAz",
} as const;
export type NatGatewayStrategy = (typeof NatGatewayStrategy)[keyof typeof NatGatewayStrategy];

export function defaultNatGateways(tiers: TierArgs[]): NatGatewayStrategy {
  return tiers.some(isPublic) ? NatGatewayStrategy.single : NatGatewayStrategy.none;
}

/** What is wrong with a strategy for a VPC with these tiers. */
export function natGatewayProblems(natGateways: NatGatewayStrategy, tiers: TierArgs[]): Problem[] {
  const unknown = notOneOf(natGateways, NatGatewayStrategy, "natGateways");
  if (unknown.length > 0 || natGateways === NatGatewayStrategy.none || tiers.some(isPublic)) return unknown;
  return [
    {
      path: "natGateways",
      reason: `"${natGateways}" needs a tier of type "public" for NAT gateways to stand in. Add one, or give "none".`,
    },
  ];
}

/** Numbers, from 1, of the availability zones that have a NAT gateway. */
export function natGatewayZones(natGateways: NatGatewayStrategy, zones: string[]): number[] {
  const numbers = zones.map((_, index) => index + 1);
  return { none: [], single: numbers.slice(0, 1), perAz: numbers }[natGateways];
}

function isPublic(tier: TierArgs): boolean {
  return tier.type === TierType.public;
}
