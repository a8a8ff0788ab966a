import { TierType } from "../../network/addresses";
import type { FlowTier, FlowTopology } from "../topology";

/** For tests: a hub, a spoke and their tiers, every one with a security group and most with a network ACL. */
export function exampleTopology(): FlowTopology {
  return {
    vpcs: [
      {
        name: "hub",
        cidrBlocks: ["10.0.0.0/16"],
        tiers: [
          tier("public", TierType.public, ["10.0.0.0/22"]),
          tier("private", TierType.private, ["10.0.64.0/18"], { natTier: "hub.public" }),
          tier("attachment", TierType.attachment, ["10.0.4.0/26"], { securityGroup: false, networkAcl: false }),
        ],
        groups: [
          { name: "bastion", tiers: ["public"] },
          { name: "endpoints", tiers: ["private"] },
        ],
      },
      {
        name: "apps",
        cidrBlocks: ["10.1.0.0/16"],
        tiers: [
          tier("nodes", TierType.private, ["10.1.0.0/18"], { natTier: "hub.public" }),
          tier("data", TierType.isolated, ["10.1.64.0/24", "10.1.66.0/24"]),
          tier("plain", TierType.private, ["10.1.128.0/18"], { networkAcl: false, natTier: "hub.public" }),
        ],
      },
    ],
  };
}

function tier(name: string, type: TierType, cidrBlocks: string[], rest: Partial<FlowTier> = {}): FlowTier {
  return { name, type, cidrBlocks, securityGroup: true, networkAcl: true, ...rest };
}
