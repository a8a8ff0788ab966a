import type { FlowGroup } from "../flows";
import type { AllocatedTier } from "./addresses";
import type { NetworkVpcArgs } from "./hub-spoke-network-args";

/** A VPC as the network's arguments describe it, with its addresses. */
export interface PlannedVpc {
  name: string;
  routingDomain: string;
  /** Where its arguments stand: `hub`, `spokes[0]`. */
  path: string;
  args: NetworkVpcArgs;
  /** Tiers with their addresses; those with problems are left out. */
  tiers: AllocatedTier[];
  /** Groups of workloads: the given ones, and those of the bastion and of interface endpoints. */
  groups: FlowGroup[];
  /** Name of the tier that holds the interface endpoints. */
  endpointTier?: string;
}
