import { planNetwork } from "@throughline/components/network/network-plan";
import type { Sections } from "../config/sections";
import type { ContractValues } from ".";
import type { Known } from "./read";

/** What the settings decide of the network's contract: names, zones and addresses, but no identifier. */
export function knownNetwork({
  account,
  network,
}: Pick<Sections, "account" | "network">): Known<ContractValues<"network">> {
  const { hub, spokes } = planNetwork(network);
  const vpcs = [hub, ...spokes].map(({ name, args, tiers }) => [
    name,
    {
      cidrBlock: args.cidrBlock,
      tiers: Object.fromEntries(tiers.map((tier) => [tier.name, { type: tier.type, cidrBlocks: tier.cidrBlocks }])),
    },
  ]);
  return {
    account,
    availabilityZones: network.availabilityZones,
    vpcs: Object.fromEntries(vpcs) as Known<ContractValues<"network">["vpcs"]>,
    ...(network.privateZone && { privateZone: { name: network.privateZone.name } }),
  };
}
