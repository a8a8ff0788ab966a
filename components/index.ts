export { ClusterIngress, type ClusterIngressArgs, type ClusterListenerArgs } from "./compute/cluster-ingress";
export { AddOnRole } from "./compute/add-on-roles";
export { EksCluster, type EksNodeGroup, type EksOidc } from "./compute/eks-cluster";
export type { ClusterBastionArgs, EksClusterArgs } from "./compute/eks-cluster-args";
export { MeshCluster } from "./compute/mesh-cluster";
export {
  CapacityType,
  ClusterApiAccess,
  type ClusterApiArgs,
  ClusterEngine,
  type ClusterSettingsArgs,
  type ClusterVersionsArgs,
  ControlPlaneLog,
  type K3sNodeArgs,
  type NodeGroupArgs,
} from "./compute/mesh-cluster-args";
export { EntranceType, type MeshClusterArgs, type MeshClusterIngressArgs } from "./compute/mesh-cluster-inputs";
export type { MeshClusterApi, MeshClusterEntrance, MeshClusterNodeGroup } from "./compute/mesh-cluster-outputs";
export { type NodeHealthCheckArgs, NodeTargets, type NodeTargetsArgs, TargetProtocol } from "./compute/node-targets";
export { type OidcArgs, ServiceAccountRole, type ServiceAccountRoleArgs } from "./compute/service-account-role";
export * from "./account";
export * from "./flows";
export { GeneratedSecret, type GeneratedSecretArgs } from "./data/generated-secret";
export { DataTier, type DataTierArgs, type DataTierNetworkArgs } from "./data/data-tier";
export {
  type CacheArgs,
  type DatabaseArgs,
  DatabaseEngine,
  type DataTierSettingsArgs,
  type RotationFunctionsArgs,
  type SecretArgs,
  type SelfHostedDatabaseSettingsArgs,
} from "./data/data-tier-args";
export type { DataTierCache, DataTierDatabase } from "./data/data-tier-outputs";
export { PasswordRotation, type PasswordRotationArgs, type RotationPlaceArgs } from "./data/password-rotation";
export { RedisCache, type RedisCacheArgs } from "./data/redis-cache";
export { RelationalDatabase, type RelationalDatabaseArgs } from "./data/relational-database";
export { SelfHostedDatabase, type SelfHostedDatabaseArgs } from "./data/self-hosted-database";
export {
  ApplicationLoadBalancer,
  type ApplicationLoadBalancerArgs,
  type RequiredHeaderArgs,
} from "./edge/application-load-balancer";
export { Certificate, type CertificateArgs } from "./edge/certificate";
export { ContentDelivery } from "./edge/content-delivery";
export type {
  ContentDeliveryArgs,
  DeliveryAliasesArgs,
  DeliveryLoadBalancerArgs,
  DeliverySiteArgs,
} from "./edge/content-delivery-args";
export { EdgeDistribution } from "./edge/edge-distribution";
export {
  DomainRecord,
  type EdgeAlbArgs,
  type EdgeCdnArgs,
  type EdgeDistributionSettingsArgs,
  type EdgeDomainArgs,
  type EdgeNlbArgs,
  type EdgeWafArgs,
  FirewallAttachment,
  type GeoRestrictionArgs,
  GeoRestrictionType,
  IngressTraffic,
  OriginAccess,
  PriceClass,
  type SignedUrlsArgs,
  SiteOrigin,
} from "./edge/edge-distribution-args";
export type { EdgeDistributionArgs, EdgeNamesArgs, LoadBalancerPlaceArgs } from "./edge/edge-distribution-inputs";
export {
  type EdgeCdn,
  type EdgeDomain,
  type EdgeLoadBalancer,
  LoadBalancerKind,
} from "./edge/edge-distribution-outputs";
export { LoadBalancerOrigin, type LoadBalancerOriginArgs } from "./edge/load-balancer-origin";
export type { LoadBalancerTargetsArgs, TargetHealthCheckArgs } from "./edge/load-balancer-targets";
export { LogBucket, type LogBucketArgs, LogSource } from "./edge/log-bucket";
export {
  type NetworkListenerArgs,
  NetworkLoadBalancer,
  type NetworkLoadBalancerArgs,
} from "./edge/network-load-balancer";
export { PublicZone, type PublicZoneArgs } from "./edge/public-zone";
export { StaticSite, type StaticSiteArgs } from "./edge/static-site";
export { FirewallScope, WebFirewall, type WebFirewallArgs } from "./edge/web-firewall";
export type { FirewallRulesArgs } from "./edge/web-firewall-rules";
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
export { IsolatedNamespace, type IsolatedNamespaceArgs } from "./kubernetes/isolated-namespace";
export { PodSecurityLevel } from "./kubernetes/pod-security";
export { type AllowedTrafficArgs, TrafficDirection, type TrafficPeerArgs } from "./kubernetes/traffic";
export { IngressRoutes, type IngressRouteArgs, type IngressRoutesArgs } from "./apps/ingress-routes";
export { MeshNamespace, type MeshNamespaceArgs } from "./apps/mesh-namespace";
export { MeshService } from "./apps/mesh-service";
export type {
  ArgoCdSourceArgs,
  MeshEntranceArgs,
  MeshMembershipArgs,
  MeshPeerArgs,
  MeshServiceArgs,
  SecretsManagerArgs,
  ServiceDatabaseArgs,
  ServiceSecretSourceArgs,
  ServiceStoreArgs,
} from "./apps/mesh-service-args";
export { MeshServices, type PlacedService } from "./apps/mesh-services";
export {
  type BlueGreenArgs,
  type CanaryTargetArgs,
  Delivery,
  LoadBalancing,
  type MeshServiceSettingsArgs,
  type MeshServicesSettingsArgs,
  type MeshWorkloadArgs,
  RateLimitUnit,
  type RouteArgs,
  type RouteDestinationArgs,
  SecretStore,
  type ServiceAutoscalerArgs,
  type ServiceProbesArgs,
  type ServiceRateLimitArgs,
  type ServiceResourcesArgs,
  type ServiceRouteArgs,
  type ServiceSecretArgs,
  type VaultArgs,
} from "./apps/mesh-services-args";
export type { MeshServicesArgs } from "./apps/mesh-services-inputs";
export type { RouteTargetArgs } from "./apps/traffic";
export { AddOnChart } from "./mesh/add-ons/charts";
export { ContainerMetrics, type ContainerMetricsArgs } from "./mesh/container-metrics";
export { HelmAddOn, type HelmAddOnArgs } from "./mesh/helm-add-on";
export { IngressGateway, type IngressGatewayArgs } from "./mesh/ingress-gateway";
export type { GatewayNodePorts } from "./mesh/ingress-gateway-settings";
export { IstioControlPlane, type IstioControlPlaneArgs } from "./mesh/istio-control-plane";
export { IstioMesh, type MeshIngressGateway } from "./mesh/istio-mesh";
export type {
  ArgoCdAddOnArgs,
  CloudWatchAddOnArgs,
  GatewayNodePortsArgs,
  IngressGatewaySettingsArgs,
  IstioMeshArgs,
  IstioMeshSettingsArgs,
  MeshAddOnsArgs,
  MeshedClusterArgs,
  MeshVersionsArgs,
} from "./mesh/istio-mesh-args";
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
export { AlarmTopic, type AlarmTopicArgs } from "./observability/alarm-topic";
export { Alarms, type AlarmsArgs } from "./observability/alarms";
export { Canaries, type CanariesArgs, type CanaryRequestArgs } from "./observability/canaries";
export { Dashboard, type DashboardArgs } from "./observability/dashboard";
export type { AlarmSettingsArgs } from "./observability/observability-args";
export {
  LoadBalancerType,
  type WatchedArgs,
  type WatchedLoadBalancerArgs,
  type WatchedWebAclArgs,
} from "./observability/watched-args";
