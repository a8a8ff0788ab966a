import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { nameTag, type Tags } from "../network/tags";

export interface ServiceAccountRoleArgs {
  /** Who vouches for the cluster's service accounts. */
  oidc: pulumi.Input<OidcArgs>;
  /** Namespace of the service account. */
  namespace: string;
  /** Name of the service account. Only it takes the role. */
  serviceAccount: string;
  /**
   * Policy document of the role, as JSON.
   *
   * @default none
   */
  policy?: pulumi.Input<string>;
  /**
   * ARNs of managed policies.
   *
   * @default none
   */
  managedPolicyArns?: string[];
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

/** An IAM OpenID Connect provider. */
export interface OidcArgs {
  /** URL of the cluster's issuer. */
  issuer: pulumi.Input<string>;
  /** ARN of the provider. */
  providerArn: pulumi.Input<string>;
}

/**
 * An IAM role that the pods of one Kubernetes service account take, and nobody else:
 * https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
 *
 * The service account carries the annotation `eks.amazonaws.com/role-arn`.
 *
 * **Cost**: none.
 *
 * @example
 * ```typescript
 * const role = new ServiceAccountRole("dev-reports", {
 *   oidc: cluster.oidc,
 *   namespace: "reports",
 *   serviceAccount: "reports",
 *   managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
 * });
 * ```
 */
export class ServiceAccountRole extends pulumi.ComponentResource {
  /** ARN of the role. */
  public readonly roleArn: pulumi.Output<string>;

  public constructor(name: string, args: ServiceAccountRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:ServiceAccountRole", name, args, opts);
    const { namespace, serviceAccount } = args;
    const role = new aws.iam.Role(
      name,
      {
        description: `Service account ${namespace}/${serviceAccount}`,
        assumeRolePolicy: pulumi.output(args.oidc).apply((oidc) => trustPolicy(oidc, namespace, serviceAccount)),
        tags: nameTag(name, args.tags),
      },
      { parent: this },
    );
    const policies = (args.managedPolicyArns ?? []).map(
      (policyArn) =>
        new aws.iam.RolePolicyAttachment(
          `${name}-${policyArn.split("/").at(-1) ?? ""}`,
          { role: role.name, policyArn },
          { parent: this },
        ),
    );
    const inline =
      args.policy === undefined
        ? []
        : [new aws.iam.RolePolicy(name, { role: role.name, policy: args.policy }, { parent: this })];

    // Whoever has the ARN may use the role at once.
    const granted = pulumi.all([...policies, ...inline].map(({ id }) => id));
    this.roleArn = pulumi.all([role.arn, granted]).apply(([arn]) => arn);
    this.registerOutputs({ roleArn: this.roleArn });
  }
}

function trustPolicy(oidc: { issuer: string; providerArn: string }, namespace: string, serviceAccount: string): string {
  const issuer = oidc.issuer.replace("https://", "");
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: oidc.providerArn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${issuer}:aud`]: "sts.amazonaws.com",
            [`${issuer}:sub`]: `system:serviceaccount:${namespace}:${serviceAccount}`,
          },
        },
      },
    ],
  });
}
