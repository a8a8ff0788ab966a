import type { FlowArgs } from "../flows";
import { type TierArgs, TierType } from "./addresses";
import type { NetworkBastionArgs } from "./hub-spoke-network-args";
import { hubName } from "./transit-routes";

/** Names of the groups that a network adds to a VPC's own. */
export const bastionGroup = "bastion";
export const endpointsGroup = "endpoints";

/** A flow that an argument other than `flows` asks for. */
export interface BuiltInFlow {
  /** Path of the argument. */
  path: string;
  flow: FlowArgs;
}

/** The whole VPC reaches its interface endpoints. */
export function endpointFlows(vpcName: string, path: string): BuiltInFlow[] {
  const to = `${vpcName}.${endpointsGroup}`;
  return [
    {
      path: `${path}.interfaceEndpoints`,
      flow: { from: vpcName, to, port: 443, reason: "AWS services by interface endpoint" },
    },
  ];
}

/** The bastion reaches Systems Manager and package repositories; named blocks reach the bastion by SSH. */
export function bastionFlows(bastion: NetworkBastionArgs | undefined, tiers: TierArgs[]): BuiltInFlow[] {
  if (bastion === undefined) return [];
  const name = `${hubName}.${bastionGroup}`;
  const isolated = tiers.find((tier) => tier.name === bastion.tier)?.type === TierType.isolated;
  const outward: BuiltInFlow = {
    path: "bastion.tier",
    flow: { from: name, to: "internet", port: 443, reason: "Systems Manager and package repositories" },
  };
  const ssh = (bastion.sshFrom ?? []).map((from, index) => ({
    path: `bastion.sshFrom[${index}]`,
    flow: { from, to: name, port: 22, reason: "SSH to the bastion" },
  }));
  return isolated ? ssh : [outward, ...ssh];
}
