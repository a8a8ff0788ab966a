import type { Reference, ResourceType, Rule } from "../../resource-type";
import { globalArn, kept, named, nameFor, tagsAll } from "../standard";
import { records, text, texts } from "../values";
import { CREATED, IAM_QUOTAS, uniqueId } from "./identifiers";
import { identityPolicyFits, policySize, policyText, trustPolicyFits } from "./policy-documents";

export const ROLE = "aws:iam/role:Role";
export const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
export const ROLE_POLICY_ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
export const POLICY = "aws:iam/policy:Policy";

const TRUST_POLICY_LIMIT = 2048;

/** A managed policy: the account's own, or one of AWS's. */
export const managedPolicy = (path: string, inUse?: string): Reference => ({
  path,
  to: [POLICY],
  by: "arn",
  missing: "NoSuchEntity",
  inUse,
  except: /^arn:aws(-cn|-us-gov)?:iam::aws:policy\/[\w+=,.@/-]+$/,
});

const trustPolicySize: Rule = ({ assumeRolePolicy }) =>
  policySize(assumeRolePolicy) > TRUST_POLICY_LIMIT
    ? { code: "LimitExceeded", message: `Cannot exceed quota for ACLSizePerRole: ${TRUST_POLICY_LIMIT}` }
    : undefined;

const inlinePolicies: Rule = ({ inlinePolicies }) =>
  records(inlinePolicies)
    .filter(({ policy }) => policy !== undefined)
    .map(({ policy }) => identityPolicyFits(policy))
    .find((refusal) => refusal !== undefined);

/** The provider takes a role out of instance profiles itself; policies only with forceDetachPolicies. */
const policiesDetached: Rule = (_inputs, { self, where }) => {
  if (self?.outputs.forceDetachPolicies === true) {
    return undefined;
  }
  if (where(ROLE_POLICY_ATTACHMENT, "role", self?.outputs.name).length > 0) {
    return { code: "DeleteConflict", message: "Cannot delete entity, must detach all policies first.", retried: true };
  }
  return where(ROLE_POLICY, "role", self?.outputs.name).length > 0
    ? { code: "DeleteConflict", message: "Cannot delete entity, must delete policies first.", retried: true }
    : undefined;
};

export const role: ResourceType = {
  type: ROLE,
  global: true,
  documentation: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
  required: ["assumeRolePolicy"],
  defaults: { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
  autoname: { property: "name", maximumLength: 64 },
  id: nameFor,
  computed: (inputs, context, old) => ({
    tagsAll: tagsAll(inputs, context),
    arn: globalArn(context, "iam", `role${text(inputs.path) ?? "/"}${nameFor(inputs, context)}`),
    assumeRolePolicy: policyText(inputs.assumeRolePolicy),
    ...named(inputs, context),
    createDate: CREATED,
    uniqueId: kept(old, "uniqueId", () => uniqueId("AROA", context)),
    inlinePolicies: inputs.inlinePolicies ?? [],
    managedPolicyArns: inputs.managedPolicyArns ?? [],
  }),
  assumed: ["createDate"],
  references: [managedPolicy("managedPolicyArns[]", "DeleteConflict"), managedPolicy("permissionsBoundary")],
  unique: [
    {
      scope: "account",
      key: ({ name }) => text(name)?.toLowerCase(),
      code: "EntityAlreadyExists",
      message: ({ name }) => `Role with name ${String(name)} already exists.`,
    },
  ],
  replaceOn: ["name", "namePrefix", "path"],
  formats: [
    {
      property: "name",
      pattern: /^[\w+=,.@-]{1,64}$/,
      code: "ValidationError",
      allowed: "1 to 64 of letters, digits and +=,.@_-",
    },
    {
      property: "path",
      pattern: /^(\/|\/[!-~]{1,510}\/)$/,
      code: "ValidationError",
      allowed: "a path that begins and ends with /",
    },
    {
      property: "description",
      pattern: /^[\t\n\r -~¡-ÿ]{0,1000}$/,
      code: "ValidationError",
      allowed: "up to 1000 characters of Latin-1",
    },
    {
      property: "maxSessionDuration",
      pattern: /^(3[6-9]\d\d|[4-9]\d{3}|[123]\d{4}|4[0-2]\d{3}|43[01]\d\d|43200)$/,
      code: "ValidationError",
      allowed: "3600 to 43200 seconds",
    },
  ],
  refusals: [
    ({ assumeRolePolicy }, context) => trustPolicyFits(assumeRolePolicy, context),
    trustPolicySize,
    inlinePolicies,
  ],
  quotas: [
    { name: "Roles per account", limit: 1000, code: "LimitExceeded", documentation: `${IAM_QUOTAS} (L-FE177D64)` },
    {
      name: "Managed policies per role",
      limit: 20,
      used: ({ managedPolicyArns }) => texts(managedPolicyArns).length,
      code: "LimitExceeded",
      documentation: `${IAM_QUOTAS} (L-0DA4ABF3)`,
    },
  ],
  inUse: [policiesDetached],
};

/** A role by its name, as the policy resources and instance profiles take it. */
export const roleByName: Reference = { path: "role", to: [ROLE], by: "name", missing: "NoSuchEntity" };
