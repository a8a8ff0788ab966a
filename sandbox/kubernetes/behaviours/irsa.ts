/**
 * IAM roles for service accounts: whether a role lets itself be assumed with the token of a service account.
 * https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
import { list, record, records, text } from "../../aws/values";
import type { Properties } from "../../resource-type";
import type { Behaviour, View } from "../behaviour";
import { annotationsOf, nameOf, namespaceOf } from "../objects/object";
import type { KubernetesObject } from "../objects/object";

const ROLE = "aws:iam/role:Role";
const PROVIDER = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
const ROLE_ANNOTATION = "eks.amazonaws.com/role-arn";

export const roleOf = (account: KubernetesObject): string | undefined => text(annotationsOf(account)[ROLE_ANNOTATION]);

/** Why the pods of a service account cannot assume the role that it names; undefined when they can, or name none. */
export function whyNotAssumed(account: KubernetesObject, { store, aws }: View): string | undefined {
  const arn = roleOf(account);
  if (arn?.split(":")[4] !== aws.account) {
    return undefined;
  }
  const denied = `Not authorized to perform sts:AssumeRoleWithWebIdentity (AccessDenied): role ${arn}`;
  const role = aws.where(ROLE, "arn", arn, "*")[0];
  if (role === undefined) {
    return `${denied} does not exist`;
  }
  const issuer = store.cluster.issuer?.replace(/^https:\/\//, "");
  if (issuer === undefined || !aws.all(PROVIDER, "*").some(({ outputs }) => issuerOf(outputs) === issuer)) {
    return `${denied}: the account has no OIDC provider for the cluster's issuer ${issuer ?? "(none)"}`;
  }
  const subject = `system:serviceaccount:${namespaceOf(account) ?? "default"}:${nameOf(account)}`;
  const statements = webIdentityStatements(role.outputs.assumeRolePolicy);
  const ofIssuer = statements.filter(({ Principal }) =>
    federated(Principal).some((arn) => arn.endsWith(`:oidc-provider/${issuer}`)),
  );
  if (ofIssuer.length === 0) {
    return `${denied} does not trust the cluster's OIDC provider`;
  }
  if (
    !ofIssuer.some(
      (statement) =>
        admits(statement, `${issuer}:sub`, subject) && admits(statement, `${issuer}:aud`, "sts.amazonaws.com"),
    )
  ) {
    const trusted = ofIssuer.flatMap((statement) =>
      conditions(statement, `${issuer}:sub`).flatMap(({ values }) => values),
    );
    return `${denied} trusts ${trusted.join(", ") || "other tokens"}, and this is ${subject}`;
  }
  return undefined;
}

const issuerOf = ({ url }: Properties): string | undefined => text(url)?.replace(/^https:\/\//, "");

function webIdentityStatements(policy: unknown): readonly Properties[] {
  const { Statement } = record(typeof policy === "string" ? JSON.parse(policy) : policy);
  return records(Array.isArray(Statement) ? Statement : [Statement]).filter(
    ({ Effect, Action }) =>
      Effect === "Allow" && values(Action).some((action) => /^sts:(\*|AssumeRoleWithWebIdentity)$/.test(action)),
  );
}

const values = (value: unknown): readonly string[] => (Array.isArray(value) ? list(value) : [value]).map(String);
const federated = (principal: unknown): readonly string[] => values(record(principal).Federated);

interface Test {
  readonly like: boolean;
  readonly values: readonly string[];
}

const conditions = ({ Condition }: Properties, key: string): readonly Test[] =>
  Object.entries(record(Condition))
    .filter(
      ([operator, tests]) =>
        /^(ForAnyValue:|ForAllValues:)?String(Equals|Like)$/.test(operator) && key in record(tests),
    )
    .map(([operator, tests]) => ({ like: operator.endsWith("Like"), values: values(record(tests)[key]) }));

/** Conditions of one statement must all hold; values of one condition are alternatives. */
const admits = (statement: Properties, key: string, actual: string): boolean =>
  conditions(statement, key).every(({ like, values }) =>
    values.some((value) => (like ? pattern(value).test(actual) : value === actual)),
  );

const pattern = (text: string): RegExp =>
  new RegExp(
    `^${text
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
  );

/**
 * Kubernetes itself accepts any annotation, and the pods fail later. The sandbox says so at once: nothing would work
 * with the account.
 */
export const serviceAccount: Behaviour = {
  documentation: "https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/service-account-v1/",
  obstacles: (object, view) => {
    const why = whyNotAssumed(object, view);
    return why === undefined ? [] : [why];
  },
};
