import type { CostBudgetArgs } from "@throughline/components/account/cost-budget-args";
import { githubIssuer } from "@throughline/components/account/github-policies";
import type { GithubActionsRolesArgs } from "@throughline/components/account/github-actions-roles-args";
import type { ImageRepositoriesArgs } from "@throughline/components/account/image-repositories-args";
import { type StateBucketArgs, stateKeyDescription } from "@throughline/components/account/state-bucket-args";
import { names } from "../config/names";
import { type AccountSections, StateKeeper } from "./schema";

/** What an account's file asks for, as the arguments of the components that make it. */
export interface Foundation {
  /** Absent: Pulumi Cloud keeps the state. */
  readonly state?: StateBucketArgs;
  readonly images?: ImageRepositoriesArgs;
  readonly github?: GithubActionsRolesArgs;
  readonly budget?: CostBudgetArgs;
}

/** @param name of the account: its file is `bootstrap/<name>.yaml` */
export function foundationOf(name: string, { account, state, images, github, budget }: AccountSections): Foundation {
  const { id: accountId, region } = account;
  const bucketName = state.bucketName ?? names.bucket(name, `state-${region}`, accountId);
  return {
    ...(state.keeper === StateKeeper.bucket && {
      state: { bucketName, keyAlias: `alias/${name}-state`, oldVersionDays: state.oldVersionDays },
    }),
    ...(images && { images }),
    ...(github && {
      github: {
        accountId,
        repository: github.repository,
        environments: github.environments,
        regions: github.regions ?? [...new Set([region, "us-east-1"])],
        planRoleName: `${name}-plan`,
        deployRoleName: `${name}-deploy`,
        boundaryName: `${name}-deploy-boundary`,
      },
    }),
    ...(budget && { budget: { ...budget, budgetName: `${name}-monthly` } }),
  };
}

/** A resource of a foundation that may exist before its state does, and is then adopted. */
export interface Adoptable {
  /** Pulumi type token. */
  readonly type: AdoptableType;
  /** Name of the resource in the program. */
  readonly name: string;
  /** What the cloud knows it by: the name of a bucket, the alias of a key, an issuer. */
  readonly physicalName: string;
  /** Of a key: what says whose it is while it has no alias yet. */
  readonly description?: string;
}

export type AdoptableType =
  | "aws:s3/bucket:Bucket"
  | "aws:kms/key:Key"
  | "aws:kms/alias:Alias"
  | "aws:ecr/repository:Repository"
  | "aws:iam/openIdConnectProvider:OpenIdConnectProvider"
  | "aws:iam/role:Role"
  | "aws:iam/policy:Policy"
  | "aws:budgets/budget:Budget";

/**
 * Everything of a foundation that AWS refuses to make a second time. What belongs to one of these, such as a bucket's
 * settings and a role's policies, is put over what is there.
 */
export function adoptables(name: string, { state, images, github, budget }: Foundation): Adoptable[] {
  const found: Adoptable[] = [];
  if (state !== undefined) {
    found.push(
      { type: "aws:s3/bucket:Bucket", name, physicalName: state.bucketName },
      {
        type: "aws:kms/key:Key",
        name,
        physicalName: state.keyAlias,
        description: stateKeyDescription(state.bucketName),
      },
      { type: "aws:kms/alias:Alias", name, physicalName: state.keyAlias },
    );
  }
  for (const repository of images?.repositories ?? []) {
    found.push({ type: "aws:ecr/repository:Repository", name: `${name}-${repository}`, physicalName: repository });
  }
  if (github !== undefined) {
    const { planRoleName, deployRoleName, boundaryName } = github;
    found.push(
      { type: "aws:iam/openIdConnectProvider:OpenIdConnectProvider", name, physicalName: githubIssuer },
      { type: "aws:iam/role:Role", name: `${name}-plan`, physicalName: planRoleName },
      { type: "aws:iam/role:Role", name: `${name}-deploy`, physicalName: deployRoleName },
      { type: "aws:iam/policy:Policy", name: `${name}-deploy`, physicalName: boundaryName },
    );
  }
  if (budget !== undefined) {
    found.push({ type: "aws:budgets/budget:Budget", name, physicalName: budget.budgetName });
  }
  return found;
}

/** Key of a resource in what the program is told to adopt: its id in the cloud is the value. */
export function adoptionKey({ type, name }: Pick<Adoptable, "name"> & { readonly type: string }): string {
  return `${type}::${name}`;
}
