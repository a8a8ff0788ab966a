import * as pulumi from "@pulumi/pulumi";

import { ClusterIngress } from "./cluster-ingress";
import type { EksNodeGroup } from "./eks-cluster";
import { EntranceType, type MeshClusterArgs, type MeshClusterIngressArgs } from "./mesh-cluster-inputs";
import type { MeshClusterEntrance } from "./mesh-cluster-outputs";
import { NodeTargets, TargetProtocol } from "./node-targets";

/** Where the ingress gateway says whether it is ready. */
const readyPath = "/healthz/ready";

/** Ports of the internal load balancer: those of the gateway's service. */
const listenerPorts = { http: 80, https: 443, health: 15021 };

interface Context {
  parent: pulumi.Resource;
  name: string;
  args: MeshClusterArgs;
  nodeGroups: Record<string, EksNodeGroup>;
}

/** The way in, by kind of traffic: by target groups in the nodes' VPC, by addresses from another. */
export function createEntrances(
  parent: pulumi.Resource,
  name: string,
  args: MeshClusterArgs,
  nodeGroups: Record<string, EksNodeGroup>,
): Record<string, MeshClusterEntrance> {
  const context: Context = { parent, name, args, nodeGroups };
  return args.ingress === undefined ? byTargetGroups(context) : byAddresses(context, args.ingress);
}

function byTargetGroups(context: Context): Record<string, MeshClusterEntrance> {
  const { vpcId, nodeSecurityGroupId, entrance = EntranceType.application } = context.args;
  const { http, https, health } = nodePorts(context);
  const protocol = protocols[entrance];
  const receiver = {
    vpcId: pulumi.output(vpcId),
    healthCheck: { port: health, path: readyPath },
    securityGroupIds: [pulumi.output(nodeSecurityGroupId)],
  };
  return {
    http: { ...receiver, port: http, targetGroupArn: createTargets(context, "http", http, protocol.http) },
    https: { ...receiver, port: https, targetGroupArn: createTargets(context, "https", https, protocol.https) },
  };
}

function byAddresses(context: Context, ingress: MeshClusterIngressArgs): Record<string, MeshClusterEntrance> {
  const { parent, name, args } = context;
  const ports = nodePorts(context);
  const listener = (kind: keyof typeof listenerPorts) => ({
    port: listenerPorts[kind],
    targetGroupArn: createTargets(context, kind, ports[kind], TargetProtocol.tcp),
  });
  const { addresses } = new ClusterIngress(
    `${name}-ingress`,
    {
      ...ingress,
      subnetIds: args.subnetIds,
      listeners: { http: listener("http"), https: listener("https"), health: listener("health") },
      tags: args.tags,
    },
    { parent },
  );
  const receiver = {
    vpcId: pulumi.output(args.vpcId),
    healthCheck: { port: listenerPorts.health, path: readyPath },
    securityGroupIds: ingress.securityGroupIds.map((id) => pulumi.output(id)),
    addresses,
  };
  return { http: { ...receiver, port: listenerPorts.http }, https: { ...receiver, port: listenerPorts.https } };
}

const protocols = {
  [EntranceType.application]: { http: TargetProtocol.http, https: TargetProtocol.https },
  [EntranceType.network]: { http: TargetProtocol.tcp, https: TargetProtocol.tcp },
};

function nodePorts({
  args: { nodePorts: { http = 30080, https = 30443, health = 30021 } = {} },
}: Pick<Context, "args">) {
  return { http, https, health };
}

function createTargets(
  { parent, name, args, nodeGroups }: Context,
  kind: string,
  port: number,
  protocol: TargetProtocol,
): pulumi.Output<string> {
  const autoScalingGroups = Object.entries(nodeGroups).map(
    ([group, { autoScalingGroupName }]) => [group, autoScalingGroupName] as const,
  );
  const { targetGroupArn } = new NodeTargets(
    `${name}-${kind}`,
    {
      vpcId: args.vpcId,
      port,
      protocol,
      healthCheck: { port: nodePorts({ args }).health, path: readyPath },
      autoScalingGroupNames: Object.fromEntries(autoScalingGroups),
      tags: args.tags,
    },
    { parent },
  );
  return targetGroupArn;
}
