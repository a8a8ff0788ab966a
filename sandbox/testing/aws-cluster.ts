/** A cluster and what it stands on, as tests of EKS begin. */
import { INTERNET_GATEWAY } from "../aws/ec2/internet-gateway";
import { LAUNCH_TEMPLATE } from "../aws/ec2/launch-template";
import { NAT_GATEWAY } from "../aws/ec2/nat-gateway";
import { ELASTIC_IP } from "../aws/ec2/addresses";
import { SECURITY_GROUP } from "../aws/ec2/permissions";
import { ROUTE, ROUTE_TABLE } from "../aws/ec2/routes";
import { SUBNET } from "../aws/ec2/subnet";
import { VPC } from "../aws/ec2/vpc";
import { CLUSTER, NODE_GROUP } from "../aws/eks/types";
import { ROLE, ROLE_POLICY_ATTACHMENT } from "../aws/iam/role";
import type { Properties } from "../resource-type";
import type { Account } from "./account";

const ROUTE_TABLE_ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";

/** A role that a service may assume, with policies of AWS. */
export async function makeRole(account: Account, service: string, ...policies: readonly string[]) {
  const role = await account.make(ROLE, {
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
    }),
  });
  for (const policy of policies) {
    const policyArn = `arn:aws:iam::aws:policy/${policy}`;
    await account.make(ROLE_POLICY_ATTACHMENT, { role: role.id, policyArn });
  }
  return role;
}

/** A VPC with a public subnet and two private ones, whose route table has no way out yet. */
export async function makePlace(account: Account, block = "10.0") {
  const vpc = await account.make(VPC, {
    cidrBlock: `${block}.0.0/16`,
    enableDnsHostnames: true,
    enableDnsSupport: true,
  });
  const vpcId = vpc.id;
  const subnet = (third: number, zone: string) =>
    account.make(SUBNET, { vpcId, cidrBlock: `${block}.${third}.0/24`, availabilityZone: `us-east-1${zone}` });
  const publicSubnet = await subnet(0, "a");
  const subnets = [await subnet(1, "a"), await subnet(2, "b")];
  const gateway = await account.make(INTERNET_GATEWAY, { vpcId });
  const publicTable = await tableOf(account, vpcId, [publicSubnet.id]);
  await account.make(ROUTE, { routeTableId: publicTable.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id });
  const subnetIds = subnets.map(({ id }) => id);
  return {
    vpc,
    gateway,
    publicSubnet,
    publicTable,
    subnets,
    subnetIds,
    privateTable: await tableOf(account, vpcId, subnetIds),
  };
}

export type Place = Awaited<ReturnType<typeof makePlace>>;

async function tableOf(account: Account, vpcId: string, subnetIds: readonly string[]) {
  const table = await account.make(ROUTE_TABLE, { vpcId });
  for (const subnetId of subnetIds) {
    await account.make(ROUTE_TABLE_ASSOCIATION, { routeTableId: table.id, subnetId });
  }
  return table;
}

/** The private subnets' way out: a NAT gateway in the public one. */
export async function openWayOut(account: Account, { publicSubnet, privateTable }: Place) {
  const address = await account.make(ELASTIC_IP);
  const nat = await account.make(NAT_GATEWAY, { subnetId: publicSubnet.id, allocationId: address.id });
  await account.make(ROUTE, { routeTableId: privateTable.id, destinationCidrBlock: "0.0.0.0/0", natGatewayId: nat.id });
  return { nat, address };
}

export async function makeCluster(account: Account, { subnetIds }: Place, inputs: Properties = {}) {
  const role = await makeRole(account, "eks.amazonaws.com", "AmazonEKSClusterPolicy");
  return account.make(CLUSTER, {
    roleArn: role.outputs.arn,
    version: "1.35",
    accessConfig: { authenticationMode: "API" },
    vpcConfig: { subnetIds, endpointPrivateAccess: true },
    ...inputs,
  });
}

/** Inputs of a node group that EKS accepts, with a launch template of its own. */
export async function nodeGroupInputs(account: Account, { subnetIds, vpc }: Place, clusterName: string) {
  const role = await makeRole(
    account,
    "ec2.amazonaws.com",
    "AmazonEKSWorkerNodePolicy",
    "AmazonEC2ContainerRegistryPullOnly",
  );
  const group = await account.make(SECURITY_GROUP, {
    vpcId: vpc.id,
    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
  });
  const [clusterGroup] = account
    .all()
    .filter(({ type, outputs }) => type === SECURITY_GROUP && outputs.name === `eks-cluster-sg-${clusterName}`);
  const template = await account.make(LAUNCH_TEMPLATE, {
    vpcSecurityGroupIds: [group.id, String(clusterGroup?.id)],
    metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
  });
  return {
    template,
    group,
    clusterGroup,
    inputs: {
      clusterName,
      nodeRoleArn: role.outputs.arn,
      subnetIds,
      instanceTypes: ["m7i.large"],
      launchTemplate: { id: template.id, version: "1" },
      scalingConfig: { minSize: 1, desiredSize: 2, maxSize: 3 },
    } as Properties,
  };
}

/** A cluster with nodes. */
export async function makeNodes(account: Account) {
  const place = await makePlace(account);
  await openWayOut(account, place);
  const cluster = await makeCluster(account, place);
  const { inputs, ...rest } = await nodeGroupInputs(account, place, cluster.id);
  return { place, cluster, inputs, ...rest, nodeGroup: await account.make(NODE_GROUP, inputs) };
}
