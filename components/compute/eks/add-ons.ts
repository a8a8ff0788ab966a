import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { nameTag } from "../../network/tags";
import type { EksClusterArgs } from "../eks-cluster-args";

/** Run on every node, where they have to be before the node is ready. The others wait for nodes to run on. */
const beforeNodes = ["vpc-cni", "kube-proxy"];

/** The cluster's network: it gives pods their addresses, and enforces network policies only when told to. */
const vpcCni = "vpc-cni";

export interface AddOnsContext {
  parent: pulumi.Resource;
  name: string;
  args: EksClusterArgs;
  clusterName: pulumi.Output<string>;
  /** Role of the service account of `vpc-cni`. */
  networkRoleArn: pulumi.Output<string>;
}

/** Add-ons without which no node becomes ready. */
export function createAddOnsBeforeNodes(context: AddOnsContext): aws.eks.Addon[] {
  return createAddOns(context, (addOn) => beforeNodes.includes(addOn), []);
}

/** Add-ons that EKS calls active once their pods run. */
export function createAddOnsOnNodes(context: AddOnsContext, nodes: pulumi.Resource[]): aws.eks.Addon[] {
  return createAddOns(context, (addOn) => !beforeNodes.includes(addOn), nodes);
}

function createAddOns(
  { parent, name, args, clusterName, networkRoleArn }: AddOnsContext,
  wanted: (addOn: string) => boolean,
  dependsOn: pulumi.Resource[],
): aws.eks.Addon[] {
  return Object.entries(args.addOns)
    .filter(([addOn]) => wanted(addOn))
    .map(([addOn, version]) => {
      const addOnName = `${name}-${addOn}`;
      return new aws.eks.Addon(
        addOnName,
        {
          clusterName,
          addonName: addOn,
          addonVersion: version,
          ...(addOn === vpcCni && {
            serviceAccountRoleArn: networkRoleArn,
            configurationValues: JSON.stringify({ enableNetworkPolicy: "true" }),
          }),
          resolveConflictsOnCreate: "OVERWRITE",
          resolveConflictsOnUpdate: "OVERWRITE",
          tags: nameTag(addOnName, args.tags),
        },
        { parent, dependsOn },
      );
    });
}
