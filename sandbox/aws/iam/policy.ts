import { none } from "../../resource-type";
import type { Format, ResourceType, Rule } from "../../resource-type";
import { globalArn, kept, named, nameFor, tagsAll } from "../standard";
import { text } from "../values";
import { IAM_QUOTAS, uniqueId } from "./identifiers";
import { identityPolicyFits, policySize, policyText } from "./policy-documents";
import { managedPolicy, POLICY, ROLE_POLICY, ROLE_POLICY_ATTACHMENT, roleByName } from "./role";

const MANAGED_POLICY_LIMIT = 6144;
const INLINE_POLICIES_LIMIT = 10_240;

const documentFits: Rule = ({ policy }) => identityPolicyFits(policy);

const policyName: Format = {
  property: "name",
  pattern: /^[\w+=,.@-]{1,128}$/,
  code: "ValidationError",
  allowed: "1 to 128 of letters, digits and +=,.@_-",
};

export const policy: ResourceType = {
  type: POLICY,
  global: true,
  documentation: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html",
  required: ["policy"],
  defaults: { path: "/" },
  autoname: { property: "name", maximumLength: 128 },
  id: (inputs, context) => globalArn(context, "iam", `policy${text(inputs.path) ?? "/"}${nameFor(inputs, context)}`),
  computed: (inputs, context, old) => ({
    tagsAll: tagsAll(inputs, context),
    arn: globalArn(context, "iam", `policy${text(inputs.path) ?? "/"}${nameFor(inputs, context)}`),
    attachmentCount: 0,
    ...named(inputs, context),
    policy: policyText(inputs.policy),
    policyId: kept(old, "policyId", () => uniqueId("ANPA", context)),
  }),
  references: none("a policy names resources that need not exist"),
  unique: [
    {
      scope: "account",
      key: ({ name }) => text(name)?.toLowerCase(),
      code: "EntityAlreadyExists",
      message: ({ name }) => `A policy called ${String(name)} already exists. Duplicate names are not allowed.`,
    },
  ],
  replaceOn: ["description", "name", "namePrefix", "path"],
  formats: [policyName],
  refusals: [
    documentFits,
    (inputs) =>
      policySize(inputs.policy) > MANAGED_POLICY_LIMIT
        ? { code: "LimitExceeded", message: `Cannot exceed quota for PolicySize: ${MANAGED_POLICY_LIMIT}` }
        : undefined,
  ],
  quotas: [
    {
      name: "Customer managed policies per account",
      limit: 1500,
      code: "LimitExceeded",
      documentation: `${IAM_QUOTAS} (L-E95E4862)`,
    },
  ],
};

export const rolePolicy: ResourceType = {
  type: ROLE_POLICY,
  global: true,
  overwrites: true,
  documentation: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html",
  required: ["policy", "role"],
  defaults: {},
  autoname: { property: "name", maximumLength: 128 },
  id: (inputs, context) => `${String(inputs.role)}:${nameFor(inputs, context)}`,
  computed: (inputs, context) => ({ ...named(inputs, context), policy: policyText(inputs.policy) }),
  references: [roleByName],
  unique: none("PutRolePolicy overwrites a policy of the same name"),
  replaceOn: ["name", "namePrefix", "role"],
  formats: [policyName],
  refusals: [
    documentFits,
    (inputs, { self, where }) => {
      const others = where(ROLE_POLICY, "role", inputs.role).filter(({ id }) => id !== self?.id);
      const size = others.reduce((sum, { outputs }) => sum + policySize(outputs.policy), policySize(inputs.policy));
      return size > INLINE_POLICIES_LIMIT
        ? {
            code: "LimitExceeded",
            message: `Maximum policy size of ${INLINE_POLICIES_LIMIT} bytes exceeded for role ${String(inputs.role)}`,
          }
        : undefined;
    },
  ],
  quotas: none("inline policies are limited by size, not by number"),
};

export const rolePolicyAttachment: ResourceType = {
  type: ROLE_POLICY_ATTACHMENT,
  global: true,
  overwrites: true,
  documentation: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html",
  required: ["policyArn", "role"],
  defaults: {},
  id: ({ role, policyArn }) => `${String(role)}/${String(policyArn)}`,
  computed: () => ({}),
  references: [roleByName, managedPolicy("policyArn", "DeleteConflict")],
  unique: none("attaching twice changes nothing and is not refused"),
  replaceOn: ["policyArn", "role"],
  formats: [
    {
      property: "policyArn",
      pattern: /^arn:[^:]+:iam::(aws|\d{12}):policy\/.+$/,
      code: "ValidationError",
      allowed: "the ARN of a managed policy",
    },
  ],
  refusals: none("its inputs are references"),
  quotas: [
    {
      name: "Managed policies per role",
      limit: 20,
      per: ({ role }) => String(role),
      code: "LimitExceeded",
      documentation: `${IAM_QUOTAS} (L-0DA4ABF3)`,
    },
  ],
};
