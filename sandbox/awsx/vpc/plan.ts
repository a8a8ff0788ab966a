/**
 * What `awsx.ec2.Vpc` makes: arguments in, children with names, parents and inputs out.
 * https://www.pulumi.com/registry/packages/awsx/api-docs/ec2/vpc/
 */
import { childKey, Output, ResourceReference } from "../../component/plan";
import type { Child, Plan, Planned } from "../../component/plan";
import { revealed } from "../../component/wire";
import { typeOf } from "./args";
import type { SubnetType, VpcArgs } from "./args";
import { formatBlock } from "./block";
import { dnsInputs, planEndpoints } from "./endpoints";
import { ipv6Subnet } from "./ipv6";
import { layOut, subnetLayout, subnetName } from "./layout";
import type { PlacedSubnet } from "./layout";
import {
  natStrategyOf,
  refuseAddresses,
  refuseGaps,
  refuseNatGateways,
  refuseOverlaps,
  refuseZones,
  refuseZoneSuffixes,
  zoneSuffix,
} from "./refusals";
import { mergeTags } from "./tags";

const TYPES = {
  vpc: "aws:ec2/vpc:Vpc",
  internetGateway: "aws:ec2/internetGateway:InternetGateway",
  subnet: "aws:ec2/subnet:Subnet",
  routeTable: "aws:ec2/routeTable:RouteTable",
  routeTableAssociation: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  route: "aws:ec2/route:Route",
  eip: "aws:ec2/eip:Eip",
  natGateway: "aws:ec2/natGateway:NatGateway",
} as const;

/** Within a zone, subnets are made in this order; unused room is not made at all. */
const ORDER: readonly SubnetType[] = ["public", "private", "isolated"];

/** Refuses what does not depend on the zones, before they are asked for. */
export function refuseEarly(args: VpcArgs): void {
  dnsInputs(args);
  refuseZones(args);
}

/** Throws a message for people when the arguments make no VPC. */
export function planVpc(name: string, args: VpcArgs, zones: readonly string[]): Plan {
  refuseEarly(args);
  refuseAddresses(args, zones.length);
  refuseZoneSuffixes(args, zones);
  const layout = layOut(args, zones.length);
  refuseOverlaps(name, layout.subnets);
  if (args.subnetStrategy === "Exact") {
    refuseGaps(name, args, layout.subnets);
  }
  refuseNatGateways(natStrategyOf(args), layout.subnets);
  const planner = new Planner(name, args, zones);
  planner.plan(layout.subnets);
  return planner.finish(subnetLayout(layout, zones.length));
}

interface MadeSubnet {
  readonly key: string;
  readonly type: SubnetType;
}

class Planner {
  private readonly children: Child[] = [];
  private readonly vpc: string;
  private readonly gateway: string;
  private readonly natGateways: string[] = [];
  private readonly subnets: MadeSubnet[][];

  constructor(
    private readonly name: string,
    private readonly args: VpcArgs,
    private readonly zones: readonly string[],
  ) {
    this.vpc = childKey(TYPES.vpc, name);
    this.gateway = childKey(TYPES.internetGateway, name);
    this.subnets = zones.map(() => []);
  }

  plan(placed: readonly PlacedSubnet[]): void {
    const tags = this.sharedTags();
    this.children.push({
      key: this.vpc,
      type: TYPES.vpc,
      name: this.name,
      dependsOn: [],
      from: [...Object.keys(this.args.passed), "tags"],
      inputs: { ...this.args.passed, ...dnsInputs(this.args), cidrBlock: this.args.cidrBlock, tags },
    });
    this.add("internetGateway", this.name, this.vpc, { vpcId: new Output(this.vpc, "id"), tags }, ["tags"]);
    for (const zone of this.zones.keys()) {
      const ofZone = placed.filter((subnet) => subnet.zone === zone);
      const made = ORDER.flatMap((type) => ofZone.filter(({ spec }) => typeOf(spec) === type));
      for (const [position, subnet] of made.entries()) {
        this.planSubnet(subnet, zone + position * this.zones.length);
      }
    }
    this.children.push(
      ...planEndpoints({
        args: this.args,
        vpc: this.vpc,
        tags: (more) => mergeTags(this.sharedTags(), more),
        routeTables: this.keysOf("routeTable"),
        subnets: this.subnets,
      }),
    );
  }

  finish(layout: readonly object[]): Plan {
    const references = (kind: keyof typeof TYPES) => this.keysOf(kind).map((key) => new ResourceReference(key));
    const ofType = (type: SubnetType) =>
      this.subnets
        .flat()
        .filter((subnet) => subnet.type === type)
        .map(({ key }) => key);
    const state: Record<string, Planned> = {
      vpc: new ResourceReference(this.vpc),
      vpcId: new Output(this.vpc, "id"),
      internetGateway: new ResourceReference(this.gateway),
      subnets: references("subnet"),
      routeTables: references("routeTable"),
      routeTableAssociations: references("routeTableAssociation"),
      routes: references("route"),
      eips: references("eip"),
      natGateways: references("natGateway"),
      vpcEndpoints: this.children
        .filter(({ type }) => type === "aws:ec2/vpcEndpoint:VpcEndpoint")
        .map(({ key }) => new ResourceReference(key)),
      subnetLayout: layout,
    };
    for (const type of ORDER) {
      state[`${type}Subnets`] = ofType(type).map((key) => new ResourceReference(key));
      state[`${type}SubnetIds`] = ofType(type).map((key) => new Output(key, "id"));
    }
    return { children: this.children, state };
  }

  /** A subnet and what belongs to it. `index` counts subnets for their IPv6 blocks. */
  private planSubnet(placed: PlacedSubnet, index: number): void {
    const { spec, zone, block } = placed;
    const type = typeOf(spec);
    const name = subnetName(this.name, placed);
    const forced = { Name: this.nameTag(placed), SubnetType: spec.type };
    const subnet = this.add(
      "subnet",
      name,
      this.vpc,
      {
        vpcId: new Output(this.vpc, "id"),
        availabilityZone: this.zones[zone],
        mapPublicIpOnLaunch: type === "public",
        cidrBlock: formatBlock(block),
        ...this.ipv6(spec.assignIpv6AddressOnCreation, index),
        tags: mergeTags(this.sharedTags(), spec.tags, forced),
      },
      ["tags", "subnetSpecs", "assignGeneratedIpv6CidrBlock"],
    );
    this.subnets[zone]?.push({ key: subnet, type });
    const table = this.add(
      "routeTable",
      name,
      subnet,
      { vpcId: new Output(this.vpc, "id"), tags: mergeTags(this.sharedTags(), forced) },
      ["tags"],
    );
    this.add("routeTableAssociation", name, table, {
      routeTableId: new Output(table, "id"),
      subnetId: new Output(subnet, "id"),
    });
    if (type === "public") {
      this.planNatGateway(subnet, zone);
    }
    this.planDefaultRoute(name, table, type, zone);
  }

  /** In the first public subnet of the zone. */
  private planNatGateway(subnet: string, zone: number): void {
    const wanted = { none: 0, single: 1, oneperaz: zone + 1 }[natStrategyOf(this.args)];
    if (this.natGateways.length >= wanted) {
      return;
    }
    const name = `${this.name}-${zone + 1}`;
    const tags = mergeTags(this.args.tags, { Name: name });
    const given = this.args.elasticIpAllocationIds;
    const allocationId =
      given.length > 0 ? given[zone] : new Output(this.add("eip", name, subnet, { tags }, ["tags"]), "allocationId");
    this.natGateways.push(
      this.add("natGateway", name, subnet, { subnetId: new Output(subnet, "id"), allocationId, tags }, [
        "tags",
        "natGateways",
      ]),
    );
  }

  private planDefaultRoute(name: string, table: string, type: SubnetType, zone: number): void {
    const natGateway = natStrategyOf(this.args) === "single" ? this.natGateways[0] : this.natGateways[zone];
    const target =
      type === "public"
        ? { gatewayId: new Output(this.gateway, "id") }
        : type === "private" && natGateway !== undefined
          ? { natGatewayId: new Output(natGateway, "id") }
          : undefined;
    if (target) {
      this.add("route", name, table, {
        routeTableId: new Output(table, "id"),
        destinationCidrBlock: "0.0.0.0/0",
        ...target,
      });
    }
  }

  private ipv6(ofSpec: boolean | undefined, index: number): Record<string, Planned> {
    const assign = ofSpec ?? this.args.passed.assignGeneratedIpv6CidrBlock ?? false;
    return revealed(assign) === false
      ? { assignIpv6AddressOnCreation: assign }
      : {
          assignIpv6AddressOnCreation: assign,
          ipv6CidrBlock: new Output(this.vpc, "ipv6CidrBlock", (block) => ipv6Subnet(block, index)),
        };
  }

  private nameTag(placed: PlacedSubnet): string {
    const name = subnetName(this.name, placed);
    return this.args.subnetNameTagStrategy === "AvailabilityZone"
      ? name.replace(/\d+$/, zoneSuffix(String(this.zones[placed.zone])))
      : name;
  }

  private sharedTags(): unknown {
    return mergeTags({ Name: this.name }, this.args.tags);
  }

  private keysOf(kind: keyof typeof TYPES): readonly string[] {
    return this.children.filter(({ type }) => type === TYPES[kind]).map(({ key }) => key);
  }

  /** Every child but the VPC names its parent as what it depends on. */
  private add(
    kind: keyof typeof TYPES,
    name: string,
    parent: string,
    inputs: Record<string, Planned>,
    from: readonly string[] = [],
  ): string {
    const key = childKey(TYPES[kind], name);
    this.children.push({
      key,
      type: TYPES[kind],
      name,
      parent,
      dependsOn: [parent],
      from: [...from, "region"],
      inputs: { region: this.args.region, ...inputs },
    });
    return key;
  }
}
