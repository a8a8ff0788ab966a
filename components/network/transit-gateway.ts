import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { nameTag, type Tags } from "./tags";
import {
  hubName,
  reachable,
  routesToOthers,
  routingDomains,
  toInternet,
  type TransitVpc,
  unreachable,
} from "./transit-routes";

export interface TransitGatewayArgs {
  /** The VPC that all others reach, and through which they reach the internet. */
  hub: TransitGatewayVpcArgs;
  /** VPCs that reach the hub and their own routing domain. */
  spokes: TransitGatewaySpokeArgs[];
  /**
   * Private autonomous system number of the Amazon side of BGP sessions, for VPN and Direct Connect.
   *
   * @default 64512
   */
  amazonSideAsn?: pulumi.Input<number>;
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

export interface TransitGatewayVpcArgs {
  /** Id of the VPC. */
  vpcId: pulumi.Input<string>;
  /** CIDR block of the VPC. */
  cidrBlock: string;
  /** Attachment subnets: exactly one per availability zone, with nothing else in them. */
  subnetIds: pulumi.Input<string>[];
  /** Route tables of the VPC's other subnets. They receive routes to the transit gateway. */
  routeTables: TransitGatewayRouteTableArgs[];
}

export interface TransitGatewaySpokeArgs extends TransitGatewayVpcArgs {
  /** Name of the spoke, unique, not `hub`. */
  name: string;
  /**
   * Spokes of one routing domain reach each other.
   *
   * @default a domain of its own, named like the spoke
   */
  routingDomain?: string;
}

export interface TransitGatewayRouteTableArgs {
  /** Stable name: part of the names of its routes. */
  name: string;
  /** Id of the route table. */
  id: pulumi.Input<string>;
  /**
   * Whether 0.0.0.0/0 leads to the transit gateway. Otherwise only the VPCs that this one reaches do.
   *
   * @default false
   */
  defaultRoute?: boolean;
}

/**
 * A transit gateway between a hub and its spokes, with a route table per routing domain and routes in both directions.
 *
 * Default association and propagation are off: nothing reaches anything that is not stated here. Spokes of different
 * routing domains are kept apart by blackhole routes as well, because their default routes would otherwise let them
 * meet through the hub's NAT gateway. A transit gateway has 20 route tables by default: that many routing domains.
 *
 * **Cost** (us-east-1, https://aws.amazon.com/transit-gateway/pricing/): 0.05 USD per attachment and hour, and
 * 0.02 USD per GB that a VPC sends to it. A hub with two spokes: 3 × 0.05 × 730 h = 109.50 USD a month before traffic.
 */
export class TransitGateway extends pulumi.ComponentResource {
  /** Id of the transit gateway. */
  public readonly transitGatewayId: pulumi.Output<string>;
  /** Ids of the attachments by VPC: `hub` and the spokes' names. */
  public readonly attachmentIds: Record<string, pulumi.Output<string>>;
  /** Ids of the transit gateway's route tables by routing domain. */
  public readonly routeTableIds: Record<string, pulumi.Output<string>>;

  public constructor(name: string, args: TransitGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:TransitGateway", name, args, opts);
    const gateway = createGateway(this, name, args);
    const vpcs = attachedVpcs(args).map((vpc) => ({ ...vpc, attachment: attach(this, name, gateway, vpc, args.tags) }));
    const domains = routingDomains(vpcs).map((domain) =>
      createRoutingDomain(this, name, gateway, domain, vpcs, args.tags),
    );
    for (const vpc of vpcs) createVpcRoutes(this, name, gateway, vpc, vpcs);

    this.transitGatewayId = gateway.id;
    this.attachmentIds = Object.fromEntries(vpcs.map((vpc) => [vpc.name, vpc.attachment.id]));
    this.routeTableIds = Object.fromEntries(domains);
    this.registerOutputs({
      transitGatewayId: this.transitGatewayId,
      attachmentIds: this.attachmentIds,
      routeTableIds: this.routeTableIds,
    });
  }
}

interface AttachedVpc extends TransitVpc {
  args: TransitGatewayVpcArgs;
  attachment: aws.ec2transitgateway.VpcAttachment;
}

function attachedVpcs({ hub, spokes }: TransitGatewayArgs): Omit<AttachedVpc, "attachment">[] {
  return [
    { name: hubName, routingDomain: hubName, cidrBlock: hub.cidrBlock, args: hub },
    ...spokes.map((spoke) => ({
      name: spoke.name,
      routingDomain: spoke.routingDomain ?? spoke.name,
      cidrBlock: spoke.cidrBlock,
      args: spoke,
    })),
  ];
}

function createGateway(
  parent: pulumi.Resource,
  name: string,
  args: TransitGatewayArgs,
): aws.ec2transitgateway.TransitGateway {
  return new aws.ec2transitgateway.TransitGateway(
    name,
    {
      description: `Hub and spokes of ${name}`,
      amazonSideAsn: args.amazonSideAsn ?? 64512,
      defaultRouteTableAssociation: "disable",
      defaultRouteTablePropagation: "disable",
      tags: nameTag(name, args.tags),
    },
    { parent },
  );
}

function attach(
  parent: pulumi.Resource,
  name: string,
  gateway: aws.ec2transitgateway.TransitGateway,
  vpc: Omit<AttachedVpc, "attachment">,
  tags?: Tags,
): aws.ec2transitgateway.VpcAttachment {
  const attachmentName = `${name}-${vpc.name}`;
  return new aws.ec2transitgateway.VpcAttachment(
    attachmentName,
    {
      transitGatewayId: gateway.id,
      vpcId: vpc.args.vpcId,
      subnetIds: vpc.args.subnetIds,
      transitGatewayDefaultRouteTableAssociation: false,
      transitGatewayDefaultRouteTablePropagation: false,
      tags: nameTag(attachmentName, tags),
    },
    { parent },
  );
}

/** The route table of a routing domain: what is associated with it, what it learns, and what it must not reach. */
function createRoutingDomain(
  parent: pulumi.Resource,
  name: string,
  gateway: aws.ec2transitgateway.TransitGateway,
  domain: string,
  vpcs: AttachedVpc[],
  tags?: Tags,
): [string, pulumi.Output<string>] {
  const tableName = `${name}-${domain}`;
  const routeTable = new aws.ec2transitgateway.RouteTable(
    tableName,
    { transitGatewayId: gateway.id, tags: nameTag(tableName, tags) },
    { parent },
  );
  const transitGatewayRouteTableId = routeTable.id;

  for (const vpc of vpcs.filter((vpc) => vpc.routingDomain === domain)) {
    new aws.ec2transitgateway.RouteTableAssociation(
      `${name}-${vpc.name}`,
      { transitGatewayRouteTableId, transitGatewayAttachmentId: vpc.attachment.id },
      // An attachment is associated with one route table at a time.
      { parent, deleteBeforeReplace: true },
    );
  }
  for (const vpc of reachable(domain, vpcs)) {
    new aws.ec2transitgateway.RouteTablePropagation(
      `${tableName}-from-${vpc.name}`,
      { transitGatewayRouteTableId, transitGatewayAttachmentId: vpc.attachment.id },
      { parent },
    );
  }
  for (const vpc of unreachable(domain, vpcs)) {
    new aws.ec2transitgateway.Route(
      `${tableName}-blackhole-${vpc.name}`,
      { transitGatewayRouteTableId, destinationCidrBlock: vpc.cidrBlock, blackhole: true },
      { parent },
    );
  }
  for (const hub of vpcs.filter((vpc) => vpc.name === hubName && domain !== hubName)) {
    new aws.ec2transitgateway.Route(
      `${tableName}-to-${toInternet.to}`,
      {
        transitGatewayRouteTableId,
        destinationCidrBlock: toInternet.destinationCidrBlock,
        transitGatewayAttachmentId: hub.attachment.id,
      },
      { parent },
    );
  }
  return [domain, routeTable.id];
}

/** Routes in the VPC's own route tables. AWS takes a route to a transit gateway only once the VPC is attached. */
function createVpcRoutes(
  parent: pulumi.Resource,
  name: string,
  gateway: aws.ec2transitgateway.TransitGateway,
  vpc: AttachedVpc,
  vpcs: AttachedVpc[],
): void {
  const toOthers = routesToOthers(vpc, vpcs);
  for (const table of vpc.args.routeTables) {
    for (const { to, destinationCidrBlock } of table.defaultRoute ? [toInternet] : toOthers) {
      new aws.ec2.Route(
        `${name}-${vpc.name}-${table.name}-to-${to}`,
        { routeTableId: table.id, destinationCidrBlock, transitGatewayId: gateway.id },
        { parent, dependsOn: [vpc.attachment] },
      );
    }
  }
}
