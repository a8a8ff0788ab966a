/**
 * What nodes need before they can join their cluster. Where it is missing, EKS makes the instances, waits, and gives up
 * with NodeCreationFailure. https://docs.aws.amazon.com/eks/latest/userguide/troubleshooting.html#worker-node-fail
 */
import type { Properties, Refusal, Rule, RuleContext, WorldResource } from "../../resource-type";
import { contains, parseCidr } from "../cidr";
import { groupsOf, templateOf } from "../ec2/launch-template";
import { permissionsOn } from "../ec2/permissions";
import type { Direction, Permission } from "../ec2/permissions";
import { SUBNET } from "../ec2/subnet";
import { VPC } from "../ec2/vpc";
import { VPC_ENDPOINT } from "../ec2/vpc-endpoint-refusals";
import { record, records, text, texts } from "../values";
import { ADD_ON, CLUSTER } from "./types";
import { routeTableOf, wayOut } from "./way-out";

/** Others may still make what is missing: EKS waits for a while. */
const notJoined = (reason: string): Refusal => ({
  code: "NodeCreationFailure",
  message:
    "unexpected state 'CREATE_FAILED', wanted target 'ACTIVE': Instances failed to join the kubernetes cluster: " +
    `${reason}.`,
  retried: true,
});

/** Public subnets whose instances get no public address lead nowhere, and EKS says so at once. */
const publicAddresses: Rule = (inputs, context) => {
  const assigned = records(templateOf(inputs.launchTemplate, context)?.outputs.networkInterfaces).some(
    ({ associatePublicIpAddress }) => String(associatePublicIpAddress) === "true",
  );
  const closed = texts(inputs.subnetIds).filter((id) => {
    const way = wayOut(id, context);
    return way.open && way.address === undefined && context.get(SUBNET, id)?.outputs.mapPublicIpOnLaunch !== true;
  });
  return closed.length > 0 && !assigned
    ? {
        code: "Ec2SubnetInvalidConfiguration",
        message:
          `One or more Amazon EC2 Subnets of [${closed.join(", ")}] for node group ${String(inputs.nodeGroupName)} does ` +
          "not automatically assign public IP addresses to instances launched into it. If you want your instances to be " +
          "assigned a public IP address, then you need to enable auto-assign public IP address for the subnet.",
      }
    : undefined;
};

/** Images come from the registry: over the internet, or by endpoints of the VPC. */
const registry: Rule = ({ subnetIds }, context) => {
  for (const id of texts(subnetIds)) {
    const way = wayOut(id, context);
    const missing = way.open ? [] : missingEndpoints(id, context);
    if (!way.open && missing.length > 0) {
      return notJoined(`${way.reason}, and its VPC has no endpoints for ${missing.join(", ")}`);
    }
  }
  return undefined;
};

/** https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html */
function missingEndpoints(subnetId: string, context: RuleContext): readonly string[] {
  const subnet = context.get(SUBNET, subnetId);
  const endpoints = context.where(VPC_ENDPOINT, "vpcId", subnet?.outputs.vpcId);
  const has = (service: string): boolean =>
    endpoints.some(
      ({ outputs }) =>
        outputs.serviceName === `com.amazonaws.${context.region}.${service}` &&
        (outputs.vpcEndpointType === "Interface"
          ? outputs.privateDnsEnabled === true
          : texts(outputs.routeTableIds).includes(routeTableOf(subnet, context) ?? "")),
    );
  return ["ec2", "ecr.api", "ecr.dkr", "s3"].filter((service) => !has(service));
}

/** The API is in the VPC, or on the internet for some addresses. */
const api: Rule = ({ clusterName, subnetIds }, context) => {
  const { endpointPrivateAccess, publicAccessCidrs, vpcId } = clusterNetwork(clusterName, context);
  const vpc = context.get(VPC, vpcId)?.outputs;
  if (endpointPrivateAccess === true) {
    return vpc?.enableDnsSupport === true && vpc.enableDnsHostnames === true
      ? undefined
      : notJoined(
          `the private endpoint of ${String(clusterName)} has no address in ${String(vpcId)}: enableDnsSupport and ` +
            "enableDnsHostnames are needed",
        );
  }
  const blocks = texts(publicAccessCidrs).map(parseCidr);
  for (const id of texts(subnetIds)) {
    const way = wayOut(id, context);
    const address = way.open ? parseCidr(`${way.address ?? ""}/32`) : undefined;
    if (!way.open) {
      return notJoined(`${way.reason}, and ${String(clusterName)} has no private endpoint`);
    }
    if (address && !blocks.some((block) => block && contains(block, address))) {
      return notJoined(
        `the public endpoint of ${String(clusterName)} is closed to ${String(way.address)}, by which nodes in ${id} ` +
          "reach it; add it to publicAccessCidrs, or set endpointPrivateAccess",
      );
    }
  }
  return undefined;
};

const clusterNetwork = (clusterName: unknown, { get }: RuleContext): Properties =>
  record(get(CLUSTER, clusterName)?.outputs.vpcConfig);

/** Nodes with groups of their own are not in the cluster security group: rules must let them speak with it. */
const securityGroups: Rule = (inputs, context) => {
  const {
    clusterSecurityGroupId: cluster,
    endpointPrivateAccess,
    ...config
  } = clusterNetwork(inputs.clusterName, context);
  const own = groupsOf(templateOf(inputs.launchTemplate, context));
  if (endpointPrivateAccess !== true || own.length === 0 || own.includes(String(cluster))) {
    return undefined;
  }
  const others = [String(cluster), ...texts(config.securityGroupIds)];
  const subnets = texts(inputs.subnetIds).flatMap((id) => context.get(SUBNET, id) ?? []);
  const leaves = own.some((group) => opens(group, "egress", others, subnets, context));
  const enters = others.some((group) => opens(group, "ingress", own, subnets, context));
  return leaves && enters
    ? undefined
    : notJoined(
        `the groups of the launch template (${own.join(", ")}) are not the cluster security group ${String(cluster)}, and ` +
          `no rule lets ${leaves ? "them in there" : "them out"} on port 443`,
      );
};

/** Whether a rule of a group opens port 443 to or from other groups, or the subnets. */
const opens = (
  group: string,
  direction: Direction,
  peers: readonly string[],
  subnets: readonly WorldResource[],
  context: RuleContext,
): boolean =>
  permissionsOn(group, context).some(
    (permission) =>
      permission.direction === direction &&
      covers443(permission) &&
      (peers.includes(permission.peer) || subnets.every(({ outputs }) => isWithin(outputs.cidrBlock, permission.peer))),
  );

const covers443 = ({ protocol, from, to }: Permission): boolean =>
  protocol === "-1" || (protocol === "tcp" && from <= 443 && 443 <= to);

const isWithin = (block: unknown, peer: string): boolean => {
  const [inner, outer] = [parseCidr(block), parseCidr(peer)];
  return inner !== undefined && outer !== undefined && contains(outer, inner);
};

/** A node without the instance role's credentials, or without a network plugin, never gets ready. */
const readiness: Rule = ({ clusterName, launchTemplate }, context) => {
  const metadata = record(templateOf(launchTemplate, context)?.outputs.metadataOptions);
  if (metadata.httpEndpoint === "disabled") {
    return notJoined(
      "the launch template switches the metadata service off, which has the credentials of the node's role",
    );
  }
  const cluster = context.get(CLUSTER, clusterName)?.outputs;
  return cluster?.bootstrapSelfManagedAddons === false && !context.get(ADD_ON, `${String(clusterName)}:vpc-cni`)
    ? notJoined(`${text(cluster.name) ?? ""} has no network plugin: the add-on vpc-cni comes before the nodes`)
    : undefined;
};

/** Nodes that have joined stay: nothing of this is asked again. */
export const joiningRefusals: readonly Rule[] = [publicAddresses, registry, api, securityGroups, readiness].map(
  (rule) => (inputs, context) => (context.self ? undefined : rule(inputs, context)),
);
