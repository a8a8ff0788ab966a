import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { refuse } from "../network/problems";
import { nameTag } from "../network/tags";
import {
  boundaryPolicy,
  environmentSubject,
  githubAudience,
  githubIssuer,
  pullRequestSubject,
  readStatePolicy,
  trustPolicy,
} from "./github-policies";
import { githubActionsRolesProblems, type GithubActionsRolesArgs } from "./github-actions-roles-args";

/**
 * Lets GitHub Actions in without a key: the jobs of pull requests read, those of named environments deploy.
 *
 * **Cost**: none.
 */
export class GithubActionsRoles extends pulumi.ComponentResource {
  /** ARN of GitHub's identity provider, of which an account has one. */
  public readonly providerArn: pulumi.Output<string>;
  /** ARN of the role for previews of pull requests. */
  public readonly planRoleArn: pulumi.Output<string>;
  /** ARN of the role for deployments. */
  public readonly deployRoleArn: pulumi.Output<string>;

  public constructor(name: string, args: GithubActionsRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:GithubActionsRoles", name, args, opts);
    refuse(this, name, githubActionsRolesProblems(args));
    const provider = new aws.iam.OpenIdConnectProvider(
      name,
      { url: `https://${githubIssuer}`, clientIdLists: [githubAudience], tags: nameTag(name, args.tags) },
      { parent: this },
    );
    const plan = createPlanRole(this, name, provider, args);
    const deploy = createDeployRole(this, name, provider, args);

    this.providerArn = provider.arn;
    this.planRoleArn = plan.arn;
    this.deployRoleArn = deploy.arn;
    this.registerOutputs({
      providerArn: this.providerArn,
      planRoleArn: this.planRoleArn,
      deployRoleArn: this.deployRoleArn,
    });
  }
}

function createPlanRole(
  parent: pulumi.Resource,
  name: string,
  provider: aws.iam.OpenIdConnectProvider,
  args: GithubActionsRolesArgs,
): aws.iam.Role {
  const child = `${name}-plan`;
  const role = new aws.iam.Role(
    child,
    {
      name: args.planRoleName,
      description: `Previews of pull requests to ${args.repository}: reads, and changes nothing`,
      assumeRolePolicy: provider.arn.apply((arn) => trustPolicy(arn, [pullRequestSubject(args.repository)])),
      tags: nameTag(args.planRoleName, args.tags),
    },
    { parent },
  );
  new aws.iam.RolePolicyAttachment(
    child,
    { role: role.name, policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
    { parent },
  );
  if (args.stateBucketArn !== undefined && args.stateKeyArn !== undefined) {
    const policy = pulumi
      .all([args.stateBucketArn, args.stateKeyArn])
      .apply(([bucketArn, keyArn]) => readStatePolicy(bucketArn, keyArn));
    new aws.iam.RolePolicy(child, { role: role.name, name: "read-state", policy }, { parent });
  }
  return role;
}

function createDeployRole(
  parent: pulumi.Resource,
  name: string,
  provider: aws.iam.OpenIdConnectProvider,
  args: GithubActionsRolesArgs,
): aws.iam.Role {
  const child = `${name}-deploy`;
  const { accountId, planRoleName, deployRoleName, boundaryName } = args;
  const policy = pulumi
    .all([provider.arn, args.stateBucketArn, args.stateKeyArn])
    .apply(([providerArn, bucketArn, keyArn]) =>
      boundaryPolicy(args.regions, {
        bucketArn,
        keyArn,
        repositoryArns: `arn:aws:ecr:*:${accountId}:repository/*`,
        providerArn,
        roleArns: [planRoleName, deployRoleName].map((role) => `arn:aws:iam::${accountId}:role/${role}`),
        boundaryArn: `arn:aws:iam::${accountId}:policy/${boundaryName}`,
      }),
    );
  const boundary = new aws.iam.Policy(
    child,
    {
      name: boundaryName,
      description: `The most that ${deployRoleName} can do`,
      policy,
      tags: nameTag(boundaryName, args.tags),
    },
    { parent },
  );
  const role = new aws.iam.Role(
    child,
    {
      name: deployRoleName,
      description: `Deployments from ${args.repository}`,
      assumeRolePolicy: provider.arn.apply((arn) =>
        trustPolicy(
          arn,
          args.environments.map((environment) => environmentSubject(args.repository, environment)),
        ),
      ),
      permissionsBoundary: boundary.arn,
      // A cluster and a distribution take their time.
      maxSessionDuration: 2 * 3600,
      tags: nameTag(deployRoleName, args.tags),
    },
    { parent },
  );
  new aws.iam.RolePolicyAttachment(
    child,
    { role: role.name, policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
    { parent },
  );
  return role;
}
