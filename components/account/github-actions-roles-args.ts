import type * as pulumi from "@pulumi/pulumi";

import type { Problem } from "../network/addresses";
import type { Tags } from "../network/tags";

export interface GithubActionsRolesArgs {
  /** The account that everything is in. */
  accountId: string;
  /** The only repository whose jobs are trusted: `owner/name`. */
  repository: string;
  /** GitHub environments whose jobs may deploy: `prod`. */
  environments: string[];
  /** Regions that may be deployed to. us-east-1 is where CloudFront's certificates and IAM live. */
  regions: string[];
  /** Name of the role for previews of pull requests. */
  planRoleName: string;
  /** Name of the role for deployments. */
  deployRoleName: string;
  /** Name of the deploy role's permissions boundary. */
  boundaryName: string;
  /**
   * ARN of the bucket of the state, which previews read and deployments do not change.
   *
   * @default the state is not in this account
   */
  stateBucketArn?: pulumi.Input<string>;
  /** ARN of the key of the state. */
  stateKeyArn?: pulumi.Input<string>;
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

/** What is wrong with the arguments. */
export function githubActionsRolesProblems({ repository, environments }: GithubActionsRolesArgs): Problem[] {
  const problems: Problem[] = [];
  if (!/^[A-Za-z\d](?:[A-Za-z\d-]{0,38})\/[\w.-]{1,100}$/.test(repository)) {
    problems.push({
      path: "repository",
      reason: `"${repository}" is no repository of GitHub: it looks like owner/name.`,
    });
  }
  if (environments.length === 0) {
    problems.push({ path: "environments", reason: "Nobody could deploy: name a GitHub environment." });
  }
  environments.forEach((environment, index) => {
    // A token's subject is text with colons, and IAM's StringEquals has no patterns: these would not mean themselves.
    if (!/^[\w./ -]{1,255}$/.test(environment)) {
      const reason = `"${environment}" is not allowed: letters, digits, spaces and . _ / -.`;
      problems.push({ path: `environments[${index}]`, reason });
    }
  });
  return problems;
}
