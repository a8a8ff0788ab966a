/** What IAM says about policy documents when it stores them. */
import type { Properties, Refusal, RuleContext } from "../../resource-type";
import { list, record, records, text, texts } from "../values";

/** The document as text: the provider writes objects as JSON. */
export const policyText = (policy: unknown): string =>
  typeof policy === "string" ? policy : JSON.stringify(policy ?? null);

const malformed = (message: string): Refusal => ({ code: "MalformedPolicyDocument", message });

/** Statements of a document; `Statement` may be a list or a single one. */
export function statements(policy: unknown): readonly Properties[] {
  const statement = record(parse(policy)).Statement;
  return Array.isArray(statement) ? records(statement) : [record(statement)];
}

function parse(policy: unknown): unknown {
  try {
    return JSON.parse(policyText(policy)) as unknown;
  } catch {
    return undefined;
  }
}

const NAMES = new Set([
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
]);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
function wellFormed(policy: unknown): Refusal | undefined {
  const document = parse(policy);
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    return malformed("This policy contains invalid Json");
  }
  const version = record(document).Version;
  if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17") {
    return malformed(`Invalid policy version ${JSON.stringify(version)}: 2012-10-17 or 2008-10-17 is allowed.`);
  }
  if (record(document).Statement === undefined || statements(policy).length === 0) {
    return malformed("Syntax errors in policy: it has no Statement.");
  }
  return statements(policy)
    .map((statement) => statementFits(statement))
    .find((refusal) => refusal !== undefined);
}

function statementFits(statement: Properties): Refusal | undefined {
  const unknown = Object.keys(statement).find((name) => !NAMES.has(name));
  if (unknown !== undefined) {
    return malformed(`Syntax errors in policy: ${unknown} is no element of a statement.`);
  }
  if (statement.Effect !== "Allow" && statement.Effect !== "Deny") {
    return malformed(`Syntax errors in policy: Effect is ${String(statement.Effect)}, Allow or Deny is allowed.`);
  }
  const actions = values(statement.Action ?? statement.NotAction);
  if (actions.length === 0) {
    return malformed("Policy statement must contain actions.");
  }
  const wrong = actions.find((action) => action !== "*" && !/^[a-zA-Z\d-]+:[\w*?]+$/.test(action));
  return wrong === undefined
    ? undefined
    : malformed(`Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc. (${wrong})`);
}

const values = (value: unknown): readonly string[] => (typeof value === "string" ? [value] : texts(value));

/** A policy that is attached to an identity: it names resources and no principal. */
export function identityPolicyFits(policy: unknown): Refusal | undefined {
  const form = wellFormed(policy);
  if (form) {
    return form;
  }
  for (const statement of statements(policy)) {
    if (statement.Principal !== undefined || statement.NotPrincipal !== undefined) {
      return malformed("Policy document should not specify a principal.");
    }
    if (values(statement.Resource ?? statement.NotResource).length === 0) {
      return malformed("Policy statement must contain resources.");
    }
  }
  return undefined;
}

/** A role's trust policy: it names principals that exist, and no resource. */
export function trustPolicyFits(policy: unknown, context: RuleContext): Refusal | undefined {
  const form = wellFormed(policy);
  if (form) {
    return form;
  }
  for (const statement of statements(policy)) {
    if (statement.Resource !== undefined || statement.NotResource !== undefined) {
      return malformed("Has prohibited field Resource");
    }
    if (statement.Principal === undefined && statement.NotPrincipal === undefined) {
      return malformed("Missing required field Principal");
    }
    const missing = principals(statement, "AWS").find((principal) => isMissingRole(principal, context));
    if (missing) {
      // A role that is being made may not be seen yet.
      return { ...malformed(`Invalid principal in policy: "AWS":"${missing}"`), retried: true };
    }
  }
  return undefined;
}

const principals = (statement: Properties, kind: string): readonly string[] =>
  typeof statement.Principal === "string" ? [statement.Principal] : values(record(statement.Principal)[kind]);

const isMissingRole = (principal: string, context: RuleContext): boolean =>
  principal.startsWith("arn:") &&
  principal.includes(`:iam::${context.account}:role/`) &&
  context.where("aws:iam/role:Role", "arn", principal).length === 0;

/**
 * A policy that is attached to a resource (a bucket, a repository, a topic): it names principals.
 *
 * @param code what the resource's service calls a policy that does not fit
 */
export function resourcePolicyFits(policy: unknown, code: string): Refusal | undefined {
  const form = wellFormed(policy);
  if (form) {
    return { ...form, code };
  }
  const open = statements(policy).find(({ Principal, NotPrincipal }) => (Principal ?? NotPrincipal) === undefined);
  return open && { code, message: "Missing required field Principal" };
}

/** Whether a policy lets everybody do something, without a condition. */
export const isPublic = (policy: unknown): boolean =>
  statements(policy).some(
    (statement) =>
      statement.Effect === "Allow" && statement.Condition === undefined && principals(statement, "AWS").includes("*"),
  );

/** Whether a trust policy lets a service assume the role. */
export const assumableBy = (policy: unknown, service: string): boolean =>
  statements(policy).some(
    (statement) =>
      statement.Effect === "Allow" &&
      values(statement.Action).some((action) => /^(sts:AssumeRole|sts:\*|\*)$/i.test(action)) &&
      (statement.Principal === "*" || list(principals(statement, "Service")).includes(service)),
  );

/** IAM counts the characters of a policy without white space. */
export const policySize = (policy: unknown): number => (text(policyText(policy)) ?? "").replaceAll(/\s/g, "").length;
