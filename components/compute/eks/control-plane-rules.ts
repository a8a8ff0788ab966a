import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { nameTag } from "../../network/tags";
import type { ClusterBastionArgs, EksClusterArgs } from "../eks-cluster-args";
import { ClusterApiAccess } from "../mesh-cluster-args";

const apiPort = 443;
const kubeletPort = 10250;

/** A rule: which group has it, and who is at its other end. */
interface Rule {
  /** Unique and stable: names the resource. */
  key: string;
  direction: "ingress" | "egress";
  securityGroupId: pulumi.Input<string>;
  peer: { referencedSecurityGroupId: pulumi.Input<string> } | { cidrIpv4: pulumi.Input<string> };
  port: number;
  description: string;
}

/**
 * The rules that name the security group which EKS makes with the cluster. Only the control plane's interfaces are in
 * it: to its members it opens everything, so that nodes in it would reach the whole internet, whatever the flows say.
 *
 * https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
 */
export function createControlPlaneRules(
  parent: pulumi.Resource,
  name: string,
  args: EksClusterArgs,
  clusterSecurityGroupId: pulumi.Output<string>,
): pulumi.Resource[] {
  const rules = [...betweenNodesAndControlPlane(args, clusterSecurityGroupId), ...toApi(args, clusterSecurityGroupId)];
  return rules.map(({ key, direction, securityGroupId, peer, port, description }) => {
    const Rule = { ingress: aws.vpc.SecurityGroupIngressRule, egress: aws.vpc.SecurityGroupEgressRule }[direction];
    const ruleName = `${name}-${key}`;
    return new Rule(
      ruleName,
      {
        securityGroupId,
        ...peer,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        description,
        tags: nameTag(ruleName, args.tags),
      },
      { parent },
    );
  });
}

function betweenNodesAndControlPlane(args: EksClusterArgs, clusterSecurityGroupId: pulumi.Output<string>): Rule[] {
  const { nodeSecurityGroupId } = args;
  const nodes = { referencedSecurityGroupId: nodeSecurityGroupId };
  const controlPlane = { referencedSecurityGroupId: clusterSecurityGroupId };
  const called = [kubeletPort, ...(args.webhookPorts ?? [])];
  return [
    {
      key: "api-from-nodes",
      direction: "ingress",
      securityGroupId: clusterSecurityGroupId,
      peer: nodes,
      port: apiPort,
      description: "Nodes and pods to the Kubernetes API",
    },
    {
      key: "nodes-to-api",
      direction: "egress",
      securityGroupId: nodeSecurityGroupId,
      peer: controlPlane,
      port: apiPort,
      description: "Nodes and pods to the Kubernetes API",
    },
    ...called.map((port): Rule => ({
      key: `nodes-from-control-plane-${port}`,
      direction: "ingress",
      securityGroupId: nodeSecurityGroupId,
      peer: controlPlane,
      port,
      description: port === kubeletPort ? "Control plane to kubelets" : "Control plane to a webhook",
    })),
  ];
}

/** Whoever deploys. */
function toApi({ api, bastion, cidrBlocks }: EksClusterArgs, clusterSecurityGroupId: pulumi.Output<string>): Rule[] {
  const admit = (key: string, cidrIpv4: pulumi.Input<string>, description: string): Rule => ({
    key,
    direction: "ingress",
    securityGroupId: clusterSecurityGroupId,
    peer: { cidrIpv4 },
    port: apiPort,
    description,
  });
  if (api.access === ClusterApiAccess.direct) {
    return (api.directAccessCidrBlocks ?? []).map((block) =>
      admit(`api-from-${block}`, block, "Kubernetes API, through the VPC"),
    );
  }
  if (api.access === ClusterApiAccess.tunnel && bastion !== undefined) {
    // By address: a group of another VPC cannot be named.
    const { privateIp, securityGroupId } = outputOf(bastion);
    return [
      admit("api-from-bastion", pulumi.interpolate`${privateIp}/32`, "Sessions to the Kubernetes API"),
      ...cidrBlocks.map((block): Rule => ({
        key: `bastion-to-api-${block}`,
        direction: "egress",
        securityGroupId,
        peer: { cidrIpv4: block },
        port: apiPort,
        description: "Sessions to the Kubernetes API",
      })),
    ];
  }
  return [];
}

function outputOf(bastion: pulumi.Input<ClusterBastionArgs>) {
  const made = pulumi.output(bastion);
  return { privateIp: made.privateIp, securityGroupId: made.securityGroupId };
}
