import { none } from "../../resource-type";
import type { Properties, Refusal, ResourceType, Rule } from "../../resource-type";
import { policyText, resourcePolicyFits, statements } from "../iam/policy-documents";
import { list, number, record, records, text } from "../values";
import { perRepository } from "./repository";

const malformed = (message: string): Refusal => ({
  code: "InvalidParameterException",
  message: `Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: ${message}'`,
});

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html */
const lifecycleFits: Rule = ({ policy }) => {
  const rules = rulesOf(policy);
  if (rules === undefined || rules.length === 0) {
    return malformed("could not map policyString into LifecyclePolicy");
  }
  const priorities = rules.map(({ rulePriority }) => number(rulePriority) ?? 0);
  if (new Set(priorities).size < priorities.length) {
    return malformed("rulePriority must be unique");
  }
  const last = Math.max(...priorities);
  return rules
    .map((rule, index) => ruleFits(record(rule.selection), record(rule.action), priorities[index] === last))
    .find((refusal) => refusal !== undefined);
};

function rulesOf(policy: unknown): readonly Properties[] | undefined {
  try {
    const { rules } = record(JSON.parse(policyText(policy)) as unknown);
    return Array.isArray(rules) ? records(rules) : undefined;
  } catch {
    return undefined;
  }
}

function ruleFits(selection: Properties, action: Properties, last: boolean): Refusal | undefined {
  const { tagStatus, tagPrefixList, tagPatternList, countType, countUnit, countNumber } = selection;
  if (!["tagged", "untagged", "any"].includes(String(tagStatus))) {
    return malformed(`tagStatus ${String(tagStatus)}: tagged, untagged or any is allowed`);
  }
  if (tagStatus === "any" && !last) {
    return malformed("a rule with tagStatus any must have the highest rulePriority");
  }
  if (tagStatus === "tagged" && list(tagPrefixList).length + list(tagPatternList).length === 0) {
    return malformed("tagged images need a tagPrefixList or a tagPatternList");
  }
  if (!((number(countNumber) ?? 0) > 0)) {
    return malformed("countNumber must be a positive number");
  }
  if (countType !== "imageCountMoreThan" && (countType !== "sinceImagePushed" || countUnit !== "days")) {
    return malformed("countType is imageCountMoreThan, or sinceImagePushed with the countUnit days");
  }
  return action.type === "expire" ? undefined : malformed("the action of a rule is expire");
}

export const lifecyclePolicy: ResourceType = {
  ...perRepository,
  type: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
  documentation: "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutLifecyclePolicy.html",
  required: ["policy", "repository"],
  defaults: {},
  computed: ({ policy }, { account, region }) => ({ region, registryId: account, policy: policyText(policy) }),
  replaceOn: ["policy", "repository", "region"],
  deleteBeforeReplace: true,
  formats: none("a policy is more than a form"),
  refusals: [lifecycleFits],
};

/** A repository's policy is about the repository that has it. */
const noResource: Rule = ({ policy }) =>
  statements(policy).some(({ Resource }) => (text(Resource) ?? list(Resource)[0]) !== undefined)
    ? {
        code: "InvalidParameterException",
        message:
          "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided' (it names a Resource)",
      }
    : undefined;

export const repositoryPolicy: ResourceType = {
  ...perRepository,
  type: "aws:ecr/repositoryPolicy:RepositoryPolicy",
  documentation: "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html",
  required: ["policy", "repository"],
  defaults: {},
  computed: ({ policy }, { account, region }) => ({ region, registryId: account, policy: policyText(policy) }),
  replaceOn: ["repository", "region"],
  formats: none("a policy is more than a form"),
  refusals: [({ policy }) => resourcePolicyFits(policy, "InvalidParameterException"), noResource],
};
