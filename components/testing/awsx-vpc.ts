import * as aws from "@pulumi/aws";
import type * as awsx from "@pulumi/awsx";

/**
 * What `awsx.ec2.Vpc` makes from explicit CIDR blocks: zone by zone, in it public before private before isolated, each
 * subnet with a route table of its own, all named `<vpc>-<spec>-<number of the zone>`.
 */
export function createAwsxVpc(name: string, inputs: Record<string, unknown>): Record<string, unknown> {
  const args = inputs as unknown as awsx.ec2.VpcArgs;
  const strategy = args.natGateways?.strategy ?? "OnePerAz";
  const vpc = new aws.ec2.Vpc(name, { cidrBlock: args.cidrBlock });
  const internetGateway = new aws.ec2.InternetGateway(name, { vpcId: vpc.id });
  const subnets: aws.ec2.Subnet[] = [];
  const routeTables: aws.ec2.RouteTable[] = [];
  const eips: aws.ec2.Eip[] = [];
  const natGateways: aws.ec2.NatGateway[] = [];

  (args.availabilityZoneNames ?? []).forEach((availabilityZone, zone) => {
    for (const spec of [...(args.subnetSpecs ?? [])].sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type))) {
      const child = `${name}-${spec.name ?? spec.type.toLowerCase()}-${zone + 1}`;
      const subnet = new aws.ec2.Subnet(child, {
        vpcId: vpc.id,
        availabilityZone,
        cidrBlock: spec.cidrBlocks?.[zone],
        mapPublicIpOnLaunch: spec.type === "Public",
      });
      const routeTable = new aws.ec2.RouteTable(child, { vpcId: vpc.id });
      subnets.push(subnet);
      routeTables.push(routeTable);
      new aws.ec2.RouteTableAssociation(child, { subnetId: subnet.id, routeTableId: routeTable.id });

      const wanted = { None: 0, Single: 1, OnePerAz: zone + 1 }[strategy];
      if (spec.type === "Public" && natGateways.length < wanted) {
        const numbered = `${name}-${zone + 1}`;
        const eip = new aws.ec2.Eip(numbered, {});
        eips.push(eip);
        natGateways.push(new aws.ec2.NatGateway(numbered, { subnetId: subnet.id, allocationId: eip.allocationId }));
      }
      const nat = strategy === "Single" ? natGateways[0] : natGateways[zone];
      const target = { Public: { gatewayId: internetGateway.id }, Private: nat && { natGatewayId: nat.id } };
      const route = target[spec.type as "Public" | "Private"];
      if (route) {
        new aws.ec2.Route(child, { routeTableId: routeTable.id, destinationCidrBlock: "0.0.0.0/0", ...route });
      }
    }
  });
  return { vpcId: vpc.id, vpc, internetGateway, subnets, routeTables, eips, natGateways };
}

const order = ["Public", "Private", "Isolated"];
