export * from "./flows";
export {
  type AllocatedSubnet,
  type AllocatedTier,
  allocateSubnets,
  type Problem,
  type SubnetAllocation,
  type SubnetAllocationArgs,
  type TierArgs,
  TierType,
} from "./network/addresses";
export { Bastion, type BastionArgs, type BastionSettingsArgs } from "./network/bastion";
export { type FlowLogSettingsArgs, FlowLogTraffic } from "./network/flow-log-settings";
export { FlowLogs, type FlowLogsArgs } from "./network/flow-logs";
export { HubSpokeNetwork } from "./network/hub-spoke-network";
export {
  type HubArgs,
  type HubSpokeNetworkArgs,
  NetworkAclMode,
  type NetworkBastionArgs,
  type NetworkPrivateZoneArgs,
  type NetworkTierArgs,
  type NetworkVpcArgs,
  type SpokeArgs,
  type SshFromAnywhereArgs,
  type TransitGatewaySettingsArgs,
} from "./network/hub-spoke-network-args";
export type {
  NetworkBastion,
  NetworkPrivateZone,
  NetworkTier,
  NetworkTransitGateway,
  NetworkVpc,
} from "./network/hub-spoke-network-outputs";
export { NatGatewayStrategy } from "./network/nat-gateways";
export {
  type NetworkAclEntryArgs,
  NetworkAcls,
  type NetworkAclsArgs,
  type NetworkAclTierArgs,
} from "./network/network-acls";
export { type NetworkPlan, planNetwork } from "./network/network-plan";
export type { PlannedVpc } from "./network/planned-vpc";
export { PrivateZone, type PrivateZoneArgs } from "./network/private-zone";
export {
  type SecurityTierGroupArgs,
  type SecurityTierPeerArgs,
  SecurityTierPeerKind,
  type SecurityTierRuleArgs,
  SecurityTiers,
  type SecurityTiersArgs,
} from "./network/security-tiers";
export { SpokeVpc, type SpokeVpcArgs } from "./network/spoke-vpc";
export type { Tags } from "./network/tags";
export {
  TransitGateway,
  type TransitGatewayArgs,
  type TransitGatewayRouteTableArgs,
  type TransitGatewaySpokeArgs,
  type TransitGatewayVpcArgs,
} from "./network/transit-gateway";
export { Vpc, type VpcArgs } from "./network/vpc";
export { VpcEndpoints, type VpcEndpointsArgs } from "./network/vpc-endpoints";
export type { VpcTier } from "./network/vpc-tier";
