import type { AllocatedTier } from "@throughline/components/network/addresses";
import { TierType } from "@throughline/components/network/addresses";
import type { PlannedVpc } from "@throughline/components/network/planned-vpc";
import { NatGatewayStrategy } from "@throughline/components/network/nat-gateways";
import { NetworkAclMode } from "@throughline/components/network/hub-spoke-network-args";
import type { Sections } from "../config/sections";
import { planOf } from "../network/plan";

/** What has to exist for the network's contract to be fulfilled, as the settings say it. */
export interface WantedNetwork {
  readonly availabilityZones: readonly string[];
  /** The hub first. */
  readonly vpcs: readonly WantedVpc[];
  /** Whether private subnets reach the internet by NAT gateways of the hub. */
  readonly natGateways: boolean;
  /** Whether a transit gateway connects the VPCs. */
  readonly transitGateway: boolean;
  /** Domain name of the private zone. */
  readonly privateZone?: string;
  readonly bastion: boolean;
}

export interface WantedVpc {
  readonly name: string;
  readonly cidrBlock: string;
  readonly routingDomain: string;
  readonly tiers: readonly WantedTier[];
  /** Security groups of workloads. */
  readonly groups: readonly string[];
  /** Services. */
  readonly gatewayEndpoints: readonly string[];
  readonly interfaceEndpoints: readonly string[];
  /** Whether its flow logs go to CloudWatch. */
  readonly flowLogs: boolean;
}

export interface WantedTier extends AllocatedTier {
  /** Whether flows name the tier, so that it must have a security group of its own. */
  readonly securityGroup: boolean;
  /** Whether it has a network ACL of its own. */
  readonly networkAcl: boolean;
}

type NetworkSections = Pick<Sections, "network" | "flows">;

export function wantedNetwork({ network, flows }: NetworkSections): WantedNetwork {
  const { hub, spokes } = planOf(network, flows);
  const named = new Set(flows.flatMap(({ from, to }) => [from, to]));
  return {
    availabilityZones: network.availabilityZones,
    vpcs: [hub, ...spokes].map((vpc) => wantedVpc(vpc, network, named)),
    natGateways: natGateways(network.hub),
    transitGateway: spokes.length > 0,
    privateZone: network.privateZone?.name,
    bastion: network.bastion !== undefined,
  };
}

function wantedVpc(
  { name, routingDomain, args, tiers, groups }: PlannedVpc,
  { flowLogs }: NetworkSections["network"],
  named: ReadonlySet<string>,
): WantedVpc {
  return {
    name,
    cidrBlock: args.cidrBlock,
    routingDomain,
    tiers: tiers.map((tier) => ({
      ...tier,
      securityGroup: tier.type !== TierType.attachment && named.has(`${name}.${tier.name}`),
      networkAcl: args.tiers.some((one) => one.name === tier.name && one.networkAcl === NetworkAclMode.tiered),
    })),
    groups: groups.map((group) => group.name),
    gatewayEndpoints: args.gatewayEndpoints ?? [],
    interfaceEndpoints: args.interfaceEndpoints ?? [],
    flowLogs: flowLogs !== undefined && flowLogs.bucketArn === undefined,
  };
}

function natGateways({ natGateways, tiers }: NetworkSections["network"]["hub"]): boolean {
  const given =
    natGateways ?? (tiers.some(({ type }) => type === TierType.public) ? NatGatewayStrategy.single : undefined);
  return given !== undefined && given !== NatGatewayStrategy.none;
}
