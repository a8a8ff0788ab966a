import { exportOf, made, subnet, type TestState, vpc } from "./state";

const subnetsPerVpc = 6;
const groupsPerVpc = 20;
const rulesPerGroup = 4;
const instancesPerVpc = 40;

/**
 * The export of a stack with this many VPCs of ordinary contents: subnets with tables and routes, groups with rules,
 * instances, and one transit gateway between them all.
 */
export function generatedExport(stack: number, vpcs: number): string {
  return exportOf([gateway(stack), ...Array.from({ length: vpcs }, (_, index) => oneVpc(stack, index)).flat()]);
}

function gateway(stack: number): TestState {
  const id = `tgw-${stack}`;
  const table = `tgw-rtb-${stack}`;
  return made(
    "tgw/transitGateway",
    id,
    {},
    { outputs: { ownerId: "1", associationDefaultRouteTableId: table, propagationDefaultRouteTableId: table } },
  );
}

function oneVpc(stack: number, index: number): TestState[] {
  const id = `${stack}-${index}`;
  const [vpcId, table] = [`vpc-${id}`, `rtb-${id}`];
  const network = `10.${Math.floor(index / 256) % 256}.${index % 256}`;
  const named = Array.from({ length: groupsPerVpc }, (_, group) => `sg-${id}-${group}`);
  return [
    vpc(vpcId, `${network}.0/24`),
    made("ec2/routeTable", table, { vpcId }),
    made("ec2/route", `r-${id}`, {
      routeTableId: table,
      destinationCidrBlock: "0.0.0.0/0",
      transitGatewayId: `tgw-${stack}`,
    }),
    made("tgw/vpcAttachment", `tgw-attach-${id}`, {
      transitGatewayId: `tgw-${stack}`,
      vpcId,
      subnetIds: [`subnet-${id}-0`],
    }),
    ...Array.from({ length: subnetsPerVpc }, (_, each) => [
      subnet(`subnet-${id}-${each}`, vpcId, `${network}.${each * 32}/27`),
      made("ec2/routeTableAssociation", `a-${id}-${each}`, { subnetId: `subnet-${id}-${each}`, routeTableId: table }),
    ]).flat(),
    ...named.flatMap((groupId, each) => [
      made(
        "ec2/securityGroup",
        groupId,
        { vpcId, name: groupId, tags: { Name: groupId } },
        { outputs: { ingress: [] } },
      ),
      ...Array.from({ length: rulesPerGroup }, (_, rule) =>
        made("vpc/securityGroupIngressRule", `sgr-${id}-${each}-${rule}`, {
          securityGroupId: groupId,
          ipProtocol: "tcp",
          fromPort: 8000 + rule,
          toPort: 8000 + rule,
          ...(rule === 0 ? { referencedSecurityGroupId: named[0] } : { cidrIpv4: `10.${rule}.${each}.0/24` }),
        }),
      ),
    ]),
    ...Array.from({ length: instancesPerVpc }, (_, each) => instance(id, each, network)),
  ];
}

function instance(id: string, index: number, network: string): TestState {
  return made(
    "ec2/instance",
    `i-${id}-${index}`,
    {
      subnetId: `subnet-${id}-${index % subnetsPerVpc}`,
      vpcSecurityGroupIds: [`sg-${id}-${index % groupsPerVpc}`],
      instanceType: "t4g.micro",
      tags: { Name: `instance ${index}` },
    },
    { outputs: { privateIp: `${network}.${(index % subnetsPerVpc) * 32 + 4}`, arn: `arn:aws:ec2:::instance/${id}` } },
  );
}
