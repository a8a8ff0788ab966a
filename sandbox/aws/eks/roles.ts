/** What EKS asks of the roles that it is given. It asks again for a while: IAM takes its time. */
import type { Refusal, RuleContext, WorldResource } from "../../resource-type";
import { assumableBy } from "../iam/policy-documents";
import { ROLE, ROLE_POLICY_ATTACHMENT } from "../iam/role";
import { texts } from "../values";

export const roleOf = (arn: unknown, context: RuleContext): WorldResource | undefined =>
  context.where(ROLE, "arn", arn)[0];

export const isTrusting = (role: WorldResource | undefined, service: string): boolean =>
  role !== undefined && assumableBy(role.outputs.assumeRolePolicy, service);

/** Refuses a role that has none of AWS's policies of one kind. */
export function withPolicies(
  role: WorldResource | undefined,
  kinds: readonly (readonly string[])[],
  context: RuleContext,
): Refusal | undefined {
  const attached = context
    .where(ROLE_POLICY_ATTACHMENT, "role", role?.outputs.name)
    .map(({ outputs }) => outputs.policyArn);
  const names = [...attached, ...texts(role?.outputs.managedPolicyArns)].map((arn) => String(arn).split("/").at(-1));
  const missing = kinds.filter((kind) => !kind.some((policy) => names.includes(policy)));
  return missing.length > 0
    ? {
        code: "InvalidParameterException",
        message:
          "The provided role doesn't have the Amazon EKS Managed Policies associated with it. Please ensure the " +
          `following policies are attached: [${missing.map(([policy = ""]) => `arn:aws:iam::aws:policy/${policy}`).join(", ")}]`,
        retried: true,
      }
    : undefined;
}
