/** What an account has once, whatever environments are in it. */
export { CostBudget } from "./cost-budget";
export type { CostBudgetArgs, CostTagArgs } from "./cost-budget-args";
export { GithubActionsRoles } from "./github-actions-roles";
export type { GithubActionsRolesArgs } from "./github-actions-roles-args";
export { ImageRepositories } from "./image-repositories";
export type { ImageRepositoriesArgs } from "./image-repositories-args";
export { StateBucket } from "./state-bucket";
export type { StateBucketArgs } from "./state-bucket-args";
