import * as aws from "@pulumi/aws";
import type * as eks from "@pulumi/eks";

/** The control plane that `eks.Cluster` makes, alone: without nodes, groups and add-ons of its own. */
export function createEksCluster(name: string, inputs: Record<string, unknown>): Record<string, unknown> {
  const args = inputs as unknown as eks.ClusterArgs;
  const eksCluster = new aws.eks.Cluster(`${name}-eksCluster`, {
    name: args.name,
    roleArn: "arn:aws:iam::111122223333:role/eks",
    version: args.version,
    vpcConfig: { subnetIds: args.subnetIds ?? [] },
  });
  return { eksCluster };
}
