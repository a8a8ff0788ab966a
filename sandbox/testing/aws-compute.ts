import { ADD_ON, ACCESS_ENTRY, ACCESS_POLICY_ASSOCIATION } from "../aws/eks/types";
import type { Account } from "./account";
import { makeNodes } from "./aws-cluster";

const PRINCIPAL = "arn:aws:iam::123456789012:role/platform";

/** One resource of every type of clusters, load balancers, Auto Scaling and parameters. */
export async function makeCompute(account: Account): Promise<void> {
  const { place, cluster, template } = await makeNodes(account);
  const clusterName = cluster.id;
  await account.make(ADD_ON, { clusterName, addonName: "coredns" });
  await account.make(ACCESS_ENTRY, { clusterName, principalArn: PRINCIPAL });
  await account.make(ACCESS_POLICY_ASSOCIATION, {
    clusterName,
    principalArn: PRINCIPAL,
    policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
    accessScope: { type: "cluster" },
  });
  const scaling = await account.make("aws:autoscaling/group:Group", {
    minSize: 0,
    maxSize: 1,
    vpcZoneIdentifiers: place.subnetIds,
    mixedInstancesPolicy: {
      launchTemplate: { launchTemplateSpecification: { launchTemplateId: await imageTemplate(account), version: "1" } },
    },
  });
  await account.make("aws:ssm/parameter:Parameter", { name: "/dev/a", type: "String", value: "a" });
  for (const module of ["lb", "alb"]) {
    await makeLoadBalancer(account, module, place.subnetIds, place.vpc.id, scaling.id);
  }
  await account.update(template, { description: "second version" });
}

const imageTemplate = async (account: Account): Promise<string> =>
  (
    await account.make("aws:ec2/launchTemplate:LaunchTemplate", {
      imageId: "ami-00000000000000000",
      instanceType: "t3.nano",
    })
  ).id;

async function makeLoadBalancer(
  account: Account,
  module: string,
  subnets: readonly string[],
  vpcId: string,
  autoscalingGroupName: string,
): Promise<void> {
  const type = (resource: string, name: string): string => `aws:${module}/${resource}:${name}`;
  const balancer = await account.make(type("loadBalancer", "LoadBalancer"), { subnets, internal: true });
  const group = await account.make(type("targetGroup", "TargetGroup"), { vpcId, port: 80, protocol: "HTTP" });
  const targetGroupArn = group.outputs.arn;
  const listener = await account.make(type("listener", "Listener"), {
    loadBalancerArn: balancer.outputs.arn,
    port: 443,
    protocol: "HTTPS",
    certificateArn: CERTIFICATE,
    defaultActions: [{ type: "forward", targetGroupArn }],
  });
  await account.make(type("listenerRule", "ListenerRule"), {
    listenerArn: listener.outputs.arn,
    conditions: [{ pathPattern: { values: ["/api/*"] } }],
    actions: [{ type: "forward", targetGroupArn }],
  });
  await account.make(type("listenerCertificate", "ListenerCertificate"), {
    listenerArn: listener.outputs.arn,
    certificateArn: CERTIFICATE,
  });
  const [instance] = account.all().filter((record) => record.type === "aws:ec2/instance:Instance" && record.owner);
  await account.make(type("targetGroupAttachment", "TargetGroupAttachment"), {
    targetGroupArn,
    targetId: instance?.id,
  });
  if (module === "lb") {
    await account.make("aws:autoscaling/attachment:Attachment", {
      autoscalingGroupName,
      lbTargetGroupArn: targetGroupArn,
    });
  }
}

/** IAM's certificates need no row of their own. */
const CERTIFICATE = "arn:aws:iam::123456789012:server-certificate/site";
