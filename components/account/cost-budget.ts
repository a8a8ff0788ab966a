import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { refuse } from "../network/problems";
import { nameTag } from "../network/tags";
import { costBudgetProblems, type CostBudgetArgs, type CostTagArgs } from "./cost-budget-args";

/**
 * An alarm for what the account costs, or what in it has a tag.
 *
 * **Cost** (https://aws.amazon.com/aws-cost-management/aws-budgets/pricing/): none.
 */
export class CostBudget extends pulumi.ComponentResource {
  /** ARN of the budget. */
  public readonly budgetArn: pulumi.Output<string>;

  public constructor(name: string, args: CostBudgetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:CostBudget", name, args, opts);
    refuse(this, name, costBudgetProblems(args));
    const notification = (notificationType: string, threshold: number) => ({
      notificationType,
      comparisonOperator: "GREATER_THAN",
      threshold,
      thresholdType: "PERCENTAGE",
      subscriberEmailAddresses: args.emails,
    });
    const budget = new aws.budgets.Budget(
      name,
      {
        name: args.budgetName,
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: String(args.monthlyUsd),
        limitUnit: "USD",
        ...(args.costTag && { costFilters: [tagFilter(args.costTag)] }),
        notifications: [notification("ACTUAL", 80), notification("FORECASTED", 100)],
        tags: nameTag(args.budgetName, args.tags),
      },
      { parent: this },
    );

    this.budgetArn = budget.arn;
    this.registerOutputs({ budgetArn: this.budgetArn });
  }
}

/** https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-create-filters.html */
function tagFilter({ key, value }: CostTagArgs): { name: string; values: string[] } {
  return { name: "TagKeyValue", values: [`user:${key}$${value}`] };
}
