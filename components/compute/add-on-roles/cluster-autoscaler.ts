import { arnIn, type PolicyScope, type Statement } from "./policy";

/**
 * What the autoscaler documents: it sees all Auto Scaling groups and changes those of this cluster, which EKS tags.
 *
 * https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md
 * https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html
 */
export function clusterAutoscaler(scope: PolicyScope): Statement[] {
  const owned = `aws:ResourceTag/k8s.io/cluster-autoscaler/${scope.clusterName}`;
  return [
    {
      Action: [
        "autoscaling:DescribeAutoScalingGroups",
        "autoscaling:DescribeAutoScalingInstances",
        "autoscaling:DescribeLaunchConfigurations",
        "autoscaling:DescribeScalingActivities",
        "autoscaling:DescribeTags",
        "ec2:DescribeImages",
        "ec2:DescribeInstanceTypes",
        "ec2:DescribeLaunchTemplateVersions",
        "ec2:GetInstanceTypesFromInstanceRequirements",
      ],
      Resource: "*",
    },
    { Action: ["eks:DescribeNodegroup"], Resource: arnIn(scope, "eks", `nodegroup/${scope.clusterName}/*`) },
    {
      Action: ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
      Resource: arnIn(scope, "autoscaling", "autoScalingGroup:*"),
      Condition: { StringEquals: { [owned]: "owned" } },
    },
  ];
}
