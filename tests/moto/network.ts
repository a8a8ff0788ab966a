import * as ec2 from "@aws-sdk/client-ec2";
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  type IAMClient,
} from "@aws-sdk/client-iam";
import {
  AssociateVPCWithHostedZoneCommand,
  CreateHostedZoneCommand,
  type Route53Client,
} from "@aws-sdk/client-route-53";
import type { WantedNetwork, WantedVpc } from "@throughline/stacks/existing";

const sessions = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

export interface Made {
  /** Ids by what they are: `vpc apps`, `subnet apps.nodes-1`, `group apps.nodes`. */
  readonly ids: Readonly<Record<string, string>>;
}

/** Makes, as another tool would, what an environment wants of a network. */
export async function makeNetwork(
  client: ec2.EC2Client,
  { route53, iam }: { readonly route53: Route53Client; readonly iam: IAMClient },
  environment: string,
  wanted: WantedNetwork,
): Promise<Made> {
  const maker = new Maker(client, environment, wanted);
  await maker.make(route53, iam);
  return { ids: Object.fromEntries(maker.ids) };
}

class Maker {
  readonly ids = new Map<string, string>();

  constructor(
    private readonly client: ec2.EC2Client,
    private readonly environment: string,
    private readonly wanted: WantedNetwork,
  ) {}

  async make(route53: Route53Client, iam: IAMClient): Promise<void> {
    for (const vpc of this.wanted.vpcs) {
      await this.makeVpc(vpc);
    }
    await this.makeWayToTheInternet();
    await this.makeTransitGateway();
    for (const vpc of this.wanted.vpcs) {
      await this.makeRouteTables(vpc);
      await this.makeEndpoints(vpc);
    }
    await this.makeBastion(iam);
    await this.makeZone(route53);
  }

  private id(what: string): string {
    const id = this.ids.get(what);
    if (id === undefined) {
      throw new Error(`there is no ${what}`);
    }
    return id;
  }

  private keep(what: string, id: string | undefined): string {
    if (id === undefined) {
      throw new Error(`no id of ${what}`);
    }
    this.ids.set(what, id);
    return id;
  }

  private async makeVpc({ name, cidrBlock, tiers, groups }: WantedVpc): Promise<void> {
    const { Vpc } = await this.client.send(new ec2.CreateVpcCommand({ CidrBlock: cidrBlock }));
    const vpcId = this.keep(`vpc ${name}`, Vpc?.VpcId);
    const hostnames = { VpcId: vpcId, EnableDnsHostnames: { Value: true } };
    await this.client.send(new ec2.ModifyVpcAttributeCommand(hostnames));
    for (const tier of tiers) {
      for (const { availabilityZone, cidrBlock: block, index } of tier.subnets) {
        const { Subnet } = await this.client.send(
          new ec2.CreateSubnetCommand({ VpcId: vpcId, CidrBlock: block, AvailabilityZone: availabilityZone }),
        );
        this.keep(`subnet ${name}.${tier.name}-${index}`, Subnet?.SubnetId);
      }
    }
    const inner = tiers.filter((tier) => tier.securityGroup).map((tier) => tier.name);
    for (const group of [...inner, ...groups]) {
      const { GroupId } = await this.client.send(
        new ec2.CreateSecurityGroupCommand({
          VpcId: vpcId,
          GroupName: `${this.environment}-${name}.${group}`,
          Description: "made by hand",
        }),
      );
      this.keep(`group ${name}.${group}`, GroupId);
    }
  }

  private async makeWayToTheInternet(): Promise<void> {
    const { InternetGateway } = await this.client.send(new ec2.CreateInternetGatewayCommand({}));
    const gateway = this.keep("internet gateway", InternetGateway?.InternetGatewayId);
    const attachment = { InternetGatewayId: gateway, VpcId: this.id("vpc hub") };
    await this.client.send(new ec2.AttachInternetGatewayCommand(attachment));
    const { AllocationId } = await this.client.send(new ec2.AllocateAddressCommand({ Domain: "vpc" }));
    const address = { SubnetId: this.id("subnet hub.public-1"), AllocationId };
    const { NatGateway } = await this.client.send(new ec2.CreateNatGatewayCommand(address));
    this.keep("NAT gateway", NatGateway?.NatGatewayId);
  }

  /** One route table for all VPCs: moto associates every attachment with the default one. */
  private async makeTransitGateway(): Promise<void> {
    const { TransitGateway } = await this.client.send(new ec2.CreateTransitGatewayCommand({}));
    const gateway = this.keep("transit gateway", TransitGateway?.TransitGatewayId);
    const table = this.keep("transit route table", TransitGateway?.Options?.AssociationDefaultRouteTableId);
    for (const { name, tiers } of this.wanted.vpcs) {
      const attached = tiers.filter(({ type }) => type === "attachment");
      const { TransitGatewayVpcAttachment } = await this.client.send(
        new ec2.CreateTransitGatewayVpcAttachmentCommand({
          TransitGatewayId: gateway,
          VpcId: this.id(`vpc ${name}`),
          SubnetIds: attached.flatMap((tier) =>
            tier.subnets.map(({ index }) => this.id(`subnet ${name}.${tier.name}-${index}`)),
          ),
        }),
      );
      const attachment = this.keep(`attachment ${name}`, TransitGatewayVpcAttachment?.TransitGatewayAttachmentId);
      const member = { TransitGatewayRouteTableId: table, TransitGatewayAttachmentId: attachment };
      await this.client.send(new ec2.EnableTransitGatewayRouteTablePropagationCommand(member));
    }
    await this.client.send(
      new ec2.CreateTransitGatewayRouteCommand({
        TransitGatewayRouteTableId: table,
        TransitGatewayAttachmentId: this.id("attachment hub"),
        DestinationCidrBlock: "0.0.0.0/0",
      }),
    );
  }

  /** One for each tier with a way out of its VPC; others keep the main one. */
  private async makeRouteTables({ name, tiers }: WantedVpc): Promise<void> {
    for (const tier of tiers.filter(({ type }) => type !== "isolated")) {
      const routes = this.routes(name, tier.type);
      if (routes.length === 0) {
        continue;
      }
      const { RouteTable } = await this.client.send(new ec2.CreateRouteTableCommand({ VpcId: this.id(`vpc ${name}`) }));
      const table = this.keep(`route table ${name}.${tier.name}`, RouteTable?.RouteTableId);
      for (const { index } of tier.subnets) {
        const subnet = this.id(`subnet ${name}.${tier.name}-${index}`);
        await this.client.send(new ec2.AssociateRouteTableCommand({ RouteTableId: table, SubnetId: subnet }));
      }
      for (const route of routes) {
        await this.client.send(new ec2.CreateRouteCommand({ RouteTableId: table, ...route }));
      }
    }
  }

  /** Out by the hub's NAT gateway, and from there back to the spokes. */
  private routes(vpc: string, type: string): Omit<ec2.CreateRouteCommandInput, "RouteTableId">[] {
    const everywhere = { DestinationCidrBlock: "0.0.0.0/0" };
    const transit = { TransitGatewayId: this.id("transit gateway") };
    if (vpc !== "hub") {
      return type === "private" ? [{ ...everywhere, ...transit }] : [];
    }
    const spokes = this.wanted.vpcs.filter(({ name }) => name !== vpc);
    return [
      type === "public"
        ? { ...everywhere, GatewayId: this.id("internet gateway") }
        : { ...everywhere, NatGatewayId: this.id("NAT gateway") },
      ...spokes.map(({ cidrBlock }) => ({ DestinationCidrBlock: cidrBlock, ...transit })),
    ];
  }

  private async makeEndpoints({ name, gatewayEndpoints, flowLogs }: WantedVpc): Promise<void> {
    const vpcId = this.id(`vpc ${name}`);
    for (const service of gatewayEndpoints) {
      const { VpcEndpoint } = await this.client.send(
        new ec2.CreateVpcEndpointCommand({
          VpcId: vpcId,
          ServiceName: `com.amazonaws.us-east-1.${service}`,
          VpcEndpointType: "Gateway",
        }),
      );
      this.keep(`endpoint ${name}.${service}`, VpcEndpoint?.VpcEndpointId);
    }
    if (flowLogs) {
      const { FlowLogIds } = await this.client.send(
        new ec2.CreateFlowLogsCommand({
          ResourceIds: [vpcId],
          ResourceType: "VPC",
          TrafficType: "ALL",
          LogGroupName: `/flow-logs/${name}`,
          DeliverLogsPermissionArn: "arn:aws:iam::123456789012:role/flow-logs",
        }),
      );
      this.keep(`flow log ${name}`, FlowLogIds?.[0]);
    }
  }

  private async makeBastion(iam: IAMClient): Promise<void> {
    const name = "jump-host";
    await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: "{}" }));
    await iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn: sessions }));
    const { InstanceProfile } = await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: name }));
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: name, RoleName: name }));
    const { Instances } = await this.client.send(
      new ec2.RunInstancesCommand({
        ImageId: "ami-12c6146b",
        InstanceType: "t3.nano",
        MinCount: 1,
        MaxCount: 1,
        IamInstanceProfile: { Arn: InstanceProfile?.Arn },
        SubnetId: this.id("subnet hub.private-1"),
        SecurityGroupIds: [this.id("group hub.bastion")],
        TagSpecifications: [
          { ResourceType: "instance", Tags: [{ Key: "Name", Value: `${this.environment}-bastion` }] },
        ],
      }),
    );
    this.keep("bastion", Instances?.[0]?.InstanceId);
  }

  private async makeZone(route53: Route53Client): Promise<void> {
    const vpc = (name: string) => ({ VPCId: this.id(`vpc ${name}`), VPCRegion: "us-east-1" as const });
    const { HostedZone } = await route53.send(
      new CreateHostedZoneCommand({
        Name: this.wanted.privateZone,
        CallerReference: "test",
        HostedZoneConfig: { PrivateZone: true },
        VPC: vpc("hub"),
      }),
    );
    const zone = this.keep("zone", HostedZone?.Id?.replace("/hostedzone/", ""));
    const others = this.wanted.vpcs.filter(({ name }) => name !== "hub");
    for (const { name } of others) {
      await route53.send(new AssociateVPCWithHostedZoneCommand({ HostedZoneId: zone, VPC: vpc(name) }));
    }
  }
}
