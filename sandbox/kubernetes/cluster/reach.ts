/** Whether the deployer has a way to a cluster's API from where it stands. */
import { contains, parseCidr } from "../../aws/cidr";
import { record, records, text } from "../../aws/values";
import type { DeployerPlace } from "../../place";
import type { Properties, RuleContext, WorldResource } from "../../resource-type";
import { valuesAt } from "../../world/indexes";
import type { Cluster } from "./clusters";

const INSTANCE = "aws:ec2/instance:Instance";
const INSTANCE_PROFILE = "aws:iam/instanceProfile:InstanceProfile";
const ROLE = "aws:iam/role:Role";
const ROLE_POLICY_ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const SUBNET = "aws:ec2/subnet:Subnet";
const VPC = "aws:ec2/vpc:Vpc";
const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
const ROUTE = "aws:ec2/route:Route";

/** What lets Systems Manager start sessions on an instance. */
const SESSIONS = /AmazonSSMManagedInstanceCore|AmazonSSMManagedEC2InstanceDefaultPolicy/;

/** Where a route to another VPC leads. */
const BETWEEN_VPCS = ["transitGatewayId", "vpcPeeringConnectionId"];

/**
 * Says why a connection would time out, or undefined when it would not. A kubeconfig that names the end of a tunnel
 * takes the tunnel; otherwise a public endpoint is tried first, as it is in reality.
 *
 * https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
 */
export function unreachable(
  cluster: Cluster,
  tunnelled: boolean,
  place: DeployerPlace,
  aws: RuleContext,
): string | undefined {
  const { publicAccess, publicCidrs, privateAccess } = cluster.network;
  if (!tunnelled && publicAccess && publicCidrs.some((block) => covers(block, place.publicAddress))) {
    return undefined;
  }
  const outside = publicAccess
    ? `the public endpoint admits ${publicCidrs.join(", ")} and the deployer comes from ${place.publicAddress}`
    : "the endpoint is not public";
  if (!privateAccess) {
    return `${outside}; private access is off`;
  }
  const inside = fromInside(cluster, place, aws);
  return inside && `${outside}; ${inside}`;
}

function fromInside(cluster: Cluster, { inside }: DeployerPlace, aws: RuleContext): string | undefined {
  if (inside === "direct") {
    return undefined;
  }
  const vpcs = inside === "bastion" ? bastionVpcs(aws) : inside;
  if (vpcs.some((vpcId) => leadsTo(vpcId, cluster, aws))) {
    return undefined;
  }
  if (inside !== "bastion") {
    return `no VPC of the deployer (${inside.join(", ") || "none"}) has a route to that of the cluster`;
  }
  return vpcs.length === 0
    ? "no instance takes Systems Manager sessions, so there is no bastion to tunnel through"
    : `the bastion's VPC (${vpcs.join(", ")}) has no route to that of the cluster (${cluster.network.vpcId ?? "unknown"})`;
}

/** VPCs of the instances that take sessions. */
function bastionVpcs(aws: RuleContext): readonly string[] {
  const vpcs = aws
    .all(INSTANCE)
    .filter((instance) => takesSessions(instance, aws))
    .map(({ outputs }) => text(aws.get(SUBNET, outputs.subnetId)?.outputs.vpcId))
    .filter((vpcId) => vpcId !== undefined);
  return [...new Set(vpcs)];
}

function takesSessions({ outputs }: WorldResource, aws: RuleContext): boolean {
  const profile = aws.where(INSTANCE_PROFILE, "name", outputs.iamInstanceProfile, "*")[0];
  const role = text(profile?.outputs.role);
  const attached = aws
    .where(ROLE_POLICY_ATTACHMENT, "role", role, "*")
    .map((attachment) => attachment.outputs.policyArn);
  const managed = aws.where(ROLE, "name", role, "*").flatMap((found) => valuesAt(found.outputs, "managedPolicyArns[]"));
  return [...attached, ...managed].some((arn) => SESSIONS.test(String(arn)));
}

function leadsTo(vpcId: string, { network }: Cluster, aws: RuleContext): boolean {
  if (vpcId === network.vpcId) {
    return true;
  }
  const block = text(aws.get(VPC, network.vpcId)?.outputs.cidrBlock);
  return block !== undefined && routesFrom(vpcId, aws).some((route) => covers(route, block));
}

/** Blocks that the route tables of a VPC send to other VPCs. */
function routesFrom(vpcId: string, aws: RuleContext): readonly string[] {
  return aws.where(ROUTE_TABLE, "vpcId", vpcId).flatMap((table) =>
    [...aws.where(ROUTE, "routeTableId", table.id).map(({ outputs }) => outputs), ...records(table.outputs.routes)]
      .filter((route) => BETWEEN_VPCS.some((target) => text(route[target]) !== undefined))
      .map(destination)
      .filter((block) => block !== undefined),
  );
}

const destination = (route: Properties): string | undefined =>
  text(route.destinationCidrBlock) ?? text(record(route).cidrBlock);

/** Whether a block covers another one, or an address. */
function covers(outer: string, inner: string): boolean {
  const [block, part] = [parseCidr(outer), parseCidr(inner.includes("/") ? inner : `${inner}/32`)];
  return block !== undefined && part !== undefined && contains(block, part);
}
