import type { Problem } from "../network/addresses";
import type { Tags } from "../network/tags";

export interface CostBudgetArgs {
  /** Name of the budget. */
  budgetName: string;
  /** USD a month. */
  monthlyUsd: number;
  /** Addresses that get mail when 80 % are spent, and when all of it is forecast to be: one to ten. */
  emails: string[];
  /**
   * Counts only what has this tag. Somebody has to activate it once as a cost allocation tag, in the billing console of
   * the account that pays; before, nothing is counted.
   *
   * @default the whole account
   */
  costTag?: CostTagArgs;
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

export interface CostTagArgs {
  key: string;
  value: string;
}

/** What is wrong with the arguments. https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/management-limits.html */
export function costBudgetProblems({ monthlyUsd, emails }: CostBudgetArgs): Problem[] {
  const problems: Problem[] = [];
  if (!(monthlyUsd > 0)) {
    problems.push({ path: "monthlyUsd", reason: `${monthlyUsd} is not allowed: a number of USD above 0.` });
  }
  if (emails.length === 0 || emails.length > 10) {
    problems.push({ path: "emails", reason: `${emails.length} addresses are not allowed: one to ten.` });
  }
  return problems;
}
