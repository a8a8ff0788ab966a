import type { EksClusterArgs } from "../compute/eks-cluster-args";

/** A cluster in two availability zones, whose API is reached through a bastion. */
export const exampleCluster: EksClusterArgs = {
  version: "1.35",
  nodeImage: "1.35.4-20260505",
  addOns: {
    "vpc-cni": "v1.21.1-eksbuild.3",
    coredns: "v1.13.2-eksbuild.1",
    "kube-proxy": "v1.35.0-eksbuild.2",
  },
  subnetIds: ["subnet-1", "subnet-2"],
  cidrBlocks: ["10.1.0.0/18"],
  nodeSecurityGroupId: "sg-nodes",
  api: { access: "tunnel" },
  bastion: { privateIp: "10.0.32.7", securityGroupId: "sg-bastion" },
  nodeGroups: { general: { instanceTypes: ["t3.large"], minSize: 2, maxSize: 4 } },
  tags: { team: "platform" },
};
