import type { Properties, Rule } from "../../resource-type";
import { given, record, records, text } from "../values";
import { awsRuleGroups } from "./managed-rule-groups";
import { invalid } from "./types";

export const rulesOf = ({ rules }: Properties): readonly Properties[] => records(rules);

const managedGroup = ({ statement }: Properties): Properties | undefined => {
  const { managedRuleGroupStatement } = record(statement);
  return managedRuleGroupStatement === undefined ? undefined : record(managedRuleGroupStatement);
};

const distinct: Rule = (inputs) => {
  for (const property of ["name", "priority"]) {
    const values = rulesOf(inputs).map((rule) => String(rule[property]));
    const twice = values.find((value, index) => values.indexOf(value) < index);
    if (twice !== undefined) {
      return invalid(`Error reason: two rules have the ${property} ${twice}., field: RULE`);
    }
  }
  return undefined;
};

const oneDefault: Rule = ({ defaultAction }) =>
  given(record(defaultAction), ["allow", "block"]).length === 1
    ? undefined
    : invalid(
        "Error reason: You have used none or multiple values for a field that requires exactly one value., field: DEFAULT_ACTION",
      );

/** Groups are overridden, other rules act. */
const oneAction: Rule = (inputs) => {
  const wrong = rulesOf(inputs).find((rule) => {
    const { ruleGroupReferenceStatement } = record(rule.statement);
    const isGroup = managedGroup(rule) !== undefined || ruleGroupReferenceStatement !== undefined;
    const { action, overrideAction } = rule;
    return isGroup
      ? overrideAction === undefined || action !== undefined
      : action === undefined || overrideAction !== undefined;
  });
  return wrong === undefined
    ? undefined
    : invalid(
        `Error reason: A reference in your rule statement is not valid: rule ${String(wrong.name)} needs overrideAction for a rule group, else action., field: RULE_ACTION`,
      );
};

const oneStatement: Rule = (inputs) => {
  const wrong = rulesOf(inputs).find(({ statement }) => {
    const used = Object.values(record(statement)).filter((part) => part !== undefined && part !== null);
    return used.length !== 1;
  });
  return wrong === undefined
    ? undefined
    : invalid(
        `Error reason: You have used none or multiple values for a field that requires exactly one value., field: STATEMENT, parameter: ${String(wrong.name)}`,
      );
};

const knownGroups: Rule = (inputs) => {
  const wrong = rulesOf(inputs)
    .map(managedGroup)
    .find((group) => group?.vendorName === "AWS" && awsRuleGroups[String(group.name)] === undefined);
  return wrong === undefined
    ? undefined
    : {
        code: "WAFNonexistentItemException",
        message: `AWS WAF couldn't perform the operation because your resource doesn't exist: rule group ${String(wrong.name)}.`,
      };
};

const botControl: Rule = (inputs) => {
  const wrong = rulesOf(inputs)
    .map(managedGroup)
    .find(
      (group) =>
        group?.name === "AWSManagedRulesBotControlRuleSet" &&
        records(group.managedRuleGroupConfigs).every(({ awsManagedRulesBotControlRuleSet }) =>
          ["COMMON", "TARGETED"].every(
            (level) => text(record(awsManagedRulesBotControlRuleSet).inspectionLevel) !== level,
          ),
        ),
    );
  return (
    wrong &&
    invalid("Error reason: The bot control rule group needs an inspection level., field: MANAGED_RULE_GROUP_CONFIG")
  );
};

/** Capacity units of the rules whose cost is known: groups and limits of rates. */
export const capacityOf = (inputs: Properties): number =>
  rulesOf(inputs)
    .map((rule) => {
      const { rateBasedStatement } = record(rule.statement);
      return awsRuleGroups[String(managedGroup(rule)?.name)] ?? (rateBasedStatement === undefined ? 1 : 2);
    })
    .reduce((sum, units) => sum + units, 0);

export const webAclRefusals: readonly Rule[] = [distinct, oneDefault, oneStatement, oneAction, knownGroups, botControl];
