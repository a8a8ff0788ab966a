import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { ServiceAccountRole } from "../compute/service-account-role";
import type { MeshServiceArgs } from "./mesh-service-args";
import { metadataFor, type ServiceContext } from "./service-context";

/** ARNs of what a service keeps in Secrets Manager. */
export function secretArnsOf({
  database,
  cache,
  secrets = {},
}: Pick<MeshServiceArgs, "database" | "cache" | "secrets">): pulumi.Input<string>[] {
  return [database?.secretArn, cache?.secretArn, ...Object.values(secrets).map(({ secretArn }) => secretArn)].filter(
    (arn) => arn !== undefined,
  );
}

/**
 * Who the pods are, to the mesh and to AWS. External Secrets takes the role on behalf of the service: it may read the
 * service's secrets and nothing else.
 */
export function createServiceAccount(context: ServiceContext): kubernetes.core.v1.ServiceAccount {
  const { name, serviceName, opts } = context;
  const role = createRole(context);
  return new kubernetes.core.v1.ServiceAccount(
    name,
    {
      metadata: {
        ...metadataFor(context, serviceName),
        ...(role && { annotations: { "eks.amazonaws.com/role-arn": role.roleArn } }),
      },
      // Nothing in a pod of it talks to the Kubernetes API.
      automountServiceAccountToken: false,
    },
    opts,
  );
}

function createRole({ name, serviceName, namespace, args, opts }: ServiceContext): ServiceAccountRole | undefined {
  const { oidc, kmsKeyArn } = args.secretsManager ?? {};
  const secretArns = secretArnsOf(args);
  if (oidc === undefined || secretArns.length === 0) return undefined;
  return new ServiceAccountRole(
    name,
    {
      oidc,
      namespace,
      serviceAccount: serviceName,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
            Resource: secretArns,
          },
          ...(kmsKeyArn === undefined ? [] : [{ Effect: "Allow", Action: ["kms:Decrypt"], Resource: [kmsKeyArn] }]),
        ],
      }),
      tags: args.tags,
    },
    { parent: opts.parent },
  );
}
