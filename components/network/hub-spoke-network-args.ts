import type { FlowArgs, FlowGroup } from "../flows";
import type { TierArgs } from "./addresses";
import type { BastionSettingsArgs } from "./bastion";
import type { FlowLogSettingsArgs } from "./flow-log-settings";
import type { NatGatewayStrategy } from "./nat-gateways";
import type { Tags } from "./tags";

export interface HubSpokeNetworkArgs {
  /** Names of the availability zones that every VPC has subnets in. Append; a change of order replaces subnets. */
  availabilityZones: string[];
  /** The VPC with the ways to the internet; without spokes the only one. Flows call it `hub`. */
  hub: HubArgs;
  /**
   * Private VPCs that reach the internet through the hub. Append or remove freely.
   *
   * @default none, and no transit gateway: one VPC with tiers
   */
  spokes?: SpokeArgs[];
  /** The transit gateway between hub and spokes. */
  transitGateway?: TransitGatewaySettingsArgs;
  /**
   * Who may talk to whom: the rules of all security groups and network ACLs. What no flow allows is refused.
   *
   * @default none but those of the bastion and of interface endpoints
   */
  flows?: FlowArgs[];
  /**
   * Flow logs of every VPC.
   *
   * @default none
   */
  flowLogs?: FlowLogSettingsArgs;
  /**
   * A bastion in the hub. Flows call it `hub.bastion`.
   *
   * @default none
   */
  bastion?: NetworkBastionArgs;
  /**
   * A private hosted zone that every VPC resolves.
   *
   * @default none
   */
  privateZone?: NetworkPrivateZoneArgs;
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

/** What hub and spokes have in common. */
export interface NetworkVpcArgs {
  /** CIDR block of the VPC, /16 to /28; no two of a network overlap. */
  cidrBlock: string;
  /** Tiers of subnets, one of them of type `attachment` when there is a transit gateway. Append. */
  tiers: NetworkTierArgs[];
  /**
   * Security groups for workloads that share a tier but not its rules. Flows call them `<vpc>.<name>`.
   *
   * @default one group per tier
   */
  groups?: FlowGroup[];
  /**
   * Services with a gateway endpoint, `s3` and `dynamodb`, for every route table of the VPC.
   *
   * @default none
   */
  gatewayEndpoints?: string[];
  /**
   * Services with an interface endpoint, such as `ssm` or `ecr.api`, in the first private or isolated tier. The whole
   * VPC may open TCP 443 to them. Flows call them `<vpc>.endpoints`.
   *
   * @default none
   */
  interfaceEndpoints?: string[];
}

export interface HubArgs extends NetworkVpcArgs {
  /**
   * NAT gateways for private tiers and for spokes, in the first public tier.
   *
   * @default `single` with a public tier, else `none`
   */
  natGateways?: NatGatewayStrategy;
}

export interface SpokeArgs extends NetworkVpcArgs {
  /** Name of the spoke, unique, not `hub`. Flows call it so. */
  name: string;
  /**
   * Spokes of one routing domain reach each other.
   *
   * @default a domain of its own, named like the spoke
   */
  routingDomain?: string;
}

export interface NetworkTierArgs extends TierArgs {
  /**
   * Whether the tier's subnets have a network ACL of their own with the entries that the flows ask for.
   *
   * @default default
   */
  networkAcl?: NetworkAclMode;
}

export const NetworkAclMode = {
  /** The VPC's default network ACL, which allows everything. */
  default: "default",
  /** One that allows what flows allow, requests and replies, and nothing else. */
  tiered: "tiered",
} as const;
export type NetworkAclMode = (typeof NetworkAclMode)[keyof typeof NetworkAclMode];

export interface TransitGatewaySettingsArgs {
  /**
   * Private autonomous system number of the Amazon side of BGP sessions, for VPN and Direct Connect: 64512 to 65534,
   * or 4200000000 to 4294967294.
   *
   * @default 64512
   */
  amazonSideAsn?: number;
}

export interface NetworkBastionArgs extends BastionSettingsArgs {
  /** Name of the hub's tier that it stands in, public or private. */
  tier: string;
  /**
   * CIDR blocks that may open SSH to it. A block wider than /8 is refused without `sshFromAnywhere`.
   *
   * @default none: sessions by Session Manager only
   */
  sshFrom?: string[];
  /** Acknowledges that SSH is open to a block wider than /8. */
  sshFromAnywhere?: SshFromAnywhereArgs;
}

export interface SshFromAnywhereArgs {
  /** Why, for whoever reviews it. */
  reason: string;
}

export interface NetworkPrivateZoneArgs {
  /** Domain name of the zone, such as `dev.internal`. */
  name: string;
}
