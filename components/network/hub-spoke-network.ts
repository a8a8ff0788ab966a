import * as pulumi from "@pulumi/pulumi";

import type { NetworkAclEntry, SecurityGroupRule } from "../flows";
import { TierType } from "./addresses";
import { Bastion } from "./bastion";
import { bastionGroup, endpointsGroup } from "./built-in-flows";
import { FlowLogs } from "./flow-logs";
import {
  type HubSpokeNetworkArgs,
  NetworkAclMode,
  type NetworkBastionArgs,
  type NetworkPrivateZoneArgs,
} from "./hub-spoke-network-args";
import type {
  NetworkBastion,
  NetworkPrivateZone,
  NetworkTransitGateway,
  NetworkVpc,
} from "./hub-spoke-network-outputs";
import { NetworkAcls } from "./network-acls";
import { planNetwork } from "./network-plan";
import type { PlannedVpc } from "./planned-vpc";
import { PrivateZone } from "./private-zone";
import { refuse } from "./problems";
import { SecurityTiers } from "./security-tiers";
import { SpokeVpc } from "./spoke-vpc";
import { TransitGateway, type TransitGatewaySpokeArgs } from "./transit-gateway";
import { hubName } from "./transit-routes";
import { Vpc } from "./vpc";
import { VpcEndpoints } from "./vpc-endpoints";

/**
 * A hub and its spokes, or one VPC with tiers.
 *
 * The hub has the ways to the internet: public tiers with an internet gateway, NAT gateways for everything private.
 * Spokes are fully private; a transit gateway leads them to the hub and, through its NAT, to the internet. They do not
 * reach one another unless they are in one routing domain. Flows are the only source of security group rules and
 * network ACL entries. Adding an availability zone, a tier, a spoke or a flow at the end only creates.
 *
 * **Cost** (us-east-1): the sum of its parts, see `Vpc`, `TransitGateway`, `VpcEndpoints`, `FlowLogs`, `Bastion` and
 * `PrivateZone`. A hub with one NAT gateway, two spokes, a private zone and no endpoints:
 * 36.50 + 109.50 + 0.50 = 146.50 USD a month before traffic. What a spoke sends to the internet pays the transit
 * gateway and the NAT gateway: 0.02 + 0.045 = 0.065 USD per GB, before the charge for traffic out of AWS.
 *
 * @example
 * ```typescript
 * const network = new HubSpokeNetwork("dev", {
 *   availabilityZones: ["us-east-1a", "us-east-1b"],
 *   hub: {
 *     cidrBlock: "10.0.0.0/16",
 *     tiers: [
 *       { name: "public", type: "public" },
 *       { name: "transit", type: "attachment" },
 *     ],
 *   },
 *   spokes: [
 *     {
 *       name: "apps",
 *       cidrBlock: "10.1.0.0/16",
 *       tiers: [
 *         { name: "nodes", type: "private" },
 *         { name: "transit", type: "attachment" },
 *       ],
 *     },
 *   ],
 *   flows: [{ from: "apps.nodes", to: "internet", port: 443, reason: "Images and packages" }],
 * });
 * ```
 */
export class HubSpokeNetwork extends pulumi.ComponentResource {
  /** The VPCs by name: `hub` and the spokes' names. */
  public readonly vpcs: Record<string, NetworkVpc>;
  /** Public addresses of the NAT gateways, in the order of the availability zones. */
  public readonly natAddresses: pulumi.Output<string>[];
  /** The transit gateway, if there are spokes. */
  public readonly transitGateway?: NetworkTransitGateway;
  /** The private zone, if there is one. */
  public readonly privateZone?: NetworkPrivateZone;
  /** The bastion, if there is one. */
  public readonly bastion?: NetworkBastion;

  public constructor(name: string, args: HubSpokeNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:HubSpokeNetwork", name, args, opts);
    const plan = planNetwork(args);
    for (const { path, reason } of plan.warnings) void pulumi.log.warn(`${path}: ${reason}`, this);
    refuse(this, name, plan.problems);

    const context: Context = { parent: this, name, args };
    const hub = createHub(context, plan.hub);
    const spokes = plan.spokes.map((planned) => createSpoke(context, planned));
    const vpcs = [hub, ...spokes];
    const security = createSecurityTiers(context, vpcs, plan.securityGroupRules);
    const networkAcls = createNetworkAcls(context, vpcs, plan.networkAclEntries);

    this.natAddresses = hub.vpc.natAddresses;
    this.transitGateway = spokes.length > 0 ? createTransitGateway(context, hub, spokes) : undefined;
    this.privateZone = args.privateZone && createPrivateZone(context, args.privateZone, vpcs);
    this.bastion = args.bastion && createBastion(context, args.bastion, hub, security);
    this.vpcs = Object.fromEntries(
      vpcs.map((vpc) => [vpc.planned.name, completeVpc(context, vpc, security, networkAcls)]),
    );
    this.registerOutputs({
      vpcs: this.vpcs,
      natAddresses: this.natAddresses,
      transitGateway: this.transitGateway,
      privateZone: this.privateZone,
      bastion: this.bastion,
    });
  }
}

interface Context {
  parent: pulumi.Resource;
  name: string;
  args: HubSpokeNetworkArgs;
}

/** A VPC with what was planned for it. */
interface MadeVpc<V extends Vpc | SpokeVpc = Vpc | SpokeVpc> {
  planned: PlannedVpc;
  vpc: V;
}

/** Ids by full name: `hub.public`. */
type Ids = Record<string, pulumi.Output<string>>;

function createHub({ parent, name, args }: Context, planned: PlannedVpc): MadeVpc<Vpc> {
  const { availabilityZones, hub, tags } = args;
  const { cidrBlock, tiers, natGateways } = hub;
  const vpc = new Vpc(`${name}-${hubName}`, { cidrBlock, availabilityZones, tiers, natGateways, tags }, { parent });
  return { planned, vpc };
}

function createSpoke({ parent, name, args }: Context, planned: PlannedVpc): MadeVpc<SpokeVpc> {
  const { availabilityZones, tags } = args;
  const { cidrBlock, tiers } = planned.args;
  const vpc = new SpokeVpc(`${name}-${planned.name}`, { cidrBlock, availabilityZones, tiers, tags }, { parent });
  return { planned, vpc };
}

function createTransitGateway(
  { parent, name, args: { transitGateway, tags } }: Context,
  hub: MadeVpc,
  spokes: MadeVpc[],
): NetworkTransitGateway {
  const { transitGatewayId, routeTableIds, attachmentIds } = new TransitGateway(
    name,
    { hub: attachmentOf(hub), spokes: spokes.map(attachmentOf), ...transitGateway, tags },
    { parent },
  );
  return { transitGatewayId, routeTableIds, attachmentIds };
}

function attachmentOf({ planned, vpc }: MadeVpc): TransitGatewaySpokeArgs {
  const tiers = Object.entries(vpc.tiers);
  return {
    name: planned.name,
    routingDomain: planned.routingDomain,
    vpcId: vpc.vpcId,
    cidrBlock: vpc.cidrBlock,
    subnetIds: tiers.flatMap(([, tier]) => (tier.type === TierType.attachment ? tier.subnetIds : [])),
    routeTables: tiers
      .filter(([, tier]) => tier.type !== TierType.attachment)
      .flatMap(([tierName, { type, routeTableIds }]) => {
        const defaultRoute = type === TierType.private && planned.name !== hubName;
        return routeTableIds.map((id, index) => ({ name: `${tierName}-${index + 1}`, id, defaultRoute }));
      }),
  };
}

function createSecurityTiers(
  { parent, name, args: { tags } }: Context,
  vpcs: MadeVpc[],
  rules: SecurityGroupRule[],
): Ids {
  const groups = vpcs.flatMap(({ planned, vpc }) =>
    [...planned.tiers.filter((tier) => tier.type !== TierType.attachment), ...planned.groups].map((group) => ({
      name: `${planned.name}.${group.name}`,
      vpcId: vpc.vpcId,
    })),
  );
  return new SecurityTiers(name, { groups, rules, tags }, { parent }).securityGroupIds;
}

function createNetworkAcls(
  { parent, name, args: { tags } }: Context,
  vpcs: MadeVpc[],
  entries: NetworkAclEntry[],
): Ids {
  const tiers = vpcs.flatMap(({ planned, vpc }) =>
    planned.args.tiers
      .filter((tier) => tier.networkAcl === NetworkAclMode.tiered)
      .map((tier) => ({
        name: `${planned.name}.${tier.name}`,
        vpcId: vpc.vpcId,
        subnetIds: vpc.tiers[tier.name]?.subnetIds ?? [],
      })),
  );
  return tiers.length === 0 ? {} : new NetworkAcls(name, { tiers, entries, tags }, { parent }).networkAclIds;
}

function createPrivateZone(
  { parent, name, args: { tags } }: Context,
  privateZone: NetworkPrivateZoneArgs,
  vpcs: MadeVpc[],
): NetworkPrivateZone {
  const vpcIds = vpcs.map(({ vpc }) => vpc.vpcId);
  const { zoneId, zoneName } = new PrivateZone(name, { name: privateZone.name, vpcIds, tags }, { parent });
  return { zoneId, name: zoneName };
}

function createBastion(
  { parent, name, args: { tags } }: Context,
  settings: NetworkBastionArgs,
  hub: MadeVpc,
  security: Ids,
): NetworkBastion {
  const tier = required(hub.vpc.tiers[settings.tier], settings.tier);
  const securityGroupId = required(security[`${hubName}.${bastionGroup}`], bastionGroup);
  const { instanceType, amiId, keyName } = settings;
  const { instanceId, privateIp } = new Bastion(
    `${name}-${bastionGroup}`,
    {
      instanceType,
      amiId,
      keyName,
      subnetId: required(tier.subnetIds[0], settings.tier),
      public: tier.type === TierType.public,
      securityGroupIds: [securityGroupId],
      tags,
    },
    { parent },
  );
  return { instanceId, privateIp, securityGroupId };
}

/** Adds to a VPC what lives in it: endpoints and flow logs. */
function completeVpc(context: Context, made: MadeVpc, security: Ids, networkAcls: Ids): NetworkVpc {
  const { planned, vpc } = made;
  const fullName = (name: string) => `${planned.name}.${name}`;
  return {
    vpcId: vpc.vpcId,
    cidrBlock: vpc.cidrBlock,
    tiers: Object.fromEntries(
      Object.entries(vpc.tiers).map(([name, tier]) => [
        name,
        { ...tier, securityGroupId: security[fullName(name)], networkAclId: networkAcls[fullName(name)] },
      ]),
    ),
    groups: Object.fromEntries(planned.groups.map(({ name }) => [name, required(security[fullName(name)], name)])),
    ...createEndpoints(context, made, security),
    flowLogGroupName: createFlowLogs(context, made),
  };
}

function createEndpoints(
  { parent, name, args: { tags } }: Context,
  { planned, vpc }: MadeVpc,
  security: Ids,
): Pick<NetworkVpc, "gatewayEndpointIds" | "interfaceEndpointIds"> {
  const { gatewayEndpoints = [], interfaceEndpoints = [] } = planned.args;
  if (gatewayEndpoints.length + interfaceEndpoints.length === 0) {
    return { gatewayEndpointIds: {}, interfaceEndpointIds: {} };
  }
  const { gatewayEndpointIds, interfaceEndpointIds } = new VpcEndpoints(
    `${name}-${planned.name}`,
    {
      vpcId: vpc.vpcId,
      gateway: gatewayEndpoints,
      routeTableIds: Object.values(vpc.tiers).flatMap((tier) => tier.routeTableIds),
      interface: interfaceEndpoints,
      ...(planned.endpointTier !== undefined && {
        subnetIds: required(vpc.tiers[planned.endpointTier], planned.endpointTier).subnetIds,
        securityGroupIds: [required(security[`${planned.name}.${endpointsGroup}`], endpointsGroup)],
      }),
      tags,
    },
    { parent },
  );
  return { gatewayEndpointIds, interfaceEndpointIds };
}

function createFlowLogs(
  { parent, name, args: { flowLogs, tags } }: Context,
  { planned, vpc }: MadeVpc,
): pulumi.Output<string> | undefined {
  if (flowLogs === undefined) return undefined;
  return new FlowLogs(`${name}-${planned.name}-flow-logs`, { ...flowLogs, vpcId: vpc.vpcId, tags }, { parent })
    .logGroupName;
}

/** A value that the plan has made sure of. */
function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`The network's plan has no "${name}".`);
  return value;
}
