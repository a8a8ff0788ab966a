import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { nameTag, type Tags } from "../../network/tags";

/**
 * What every node may do: join the cluster, pull images, and be reached by Session Manager. Not assign addresses to
 * pods: the network add-on has a role of its own.
 *
 * https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
 */
const policies = ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly", "AmazonSSMManagedInstanceCore"];

export interface NodeRole {
  role: aws.iam.Role;
  /** A node that starts without them does not join. */
  attachments: pulumi.Resource[];
}

export function createNodeRole(parent: pulumi.Resource, name: string, tags?: Tags): NodeRole {
  const roleName = `${name}-nodes`;
  const role = new aws.iam.Role(
    roleName,
    {
      description: `Nodes of ${name}`,
      assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ec2.amazonaws.com" }),
      tags: nameTag(roleName, tags),
    },
    { parent },
  );
  const attachments = policies.map(
    (policy) =>
      new aws.iam.RolePolicyAttachment(
        `${roleName}-${policy}`,
        { role: role.name, policyArn: `arn:aws:iam::aws:policy/${policy}` },
        { parent },
      ),
  );
  return { role, attachments };
}
