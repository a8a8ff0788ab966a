import { labelsOf, nameOf } from "./objects/object";
import type { KubernetesObject } from "./objects/object";
import type { FieldError } from "./api-error";
import type { Kind } from "./kinds";

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LABEL_1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const LABEL_KEY = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

interface Form {
  readonly pattern: RegExp;
  readonly maximum: number;
  readonly says: string;
}

const subdomain: Form = {
  pattern: SUBDOMAIN,
  maximum: 253,
  says:
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start " +
    "and end with an alphanumeric character",
};
const label: Form = {
  pattern: LABEL,
  maximum: 63,
  says:
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end " +
    "with an alphanumeric character",
};
const label1035: Form = {
  pattern: LABEL_1035,
  maximum: 63,
  says:
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, " +
    "and end with an alphanumeric character",
};
const segment: Form = { pattern: /^(?!\.{1,2}$)[^/%]+$/, maximum: 253, says: "may not contain '/' or '%'" };

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
function formOf({ group, kind }: Kind): Form {
  if (group === "rbac.authorization.k8s.io") {
    return segment;
  }
  return group === "" && kind === "Namespace" ? label : group === "" && kind === "Service" ? label1035 : subdomain;
}

/** What is wrong with the names that an object carries. */
export function nameErrors(kind: Kind, object: KubernetesObject): readonly FieldError[] {
  const { pattern, maximum, says } = formOf(kind);
  const name = nameOf(object);
  const field = "metadata.name";
  const problems = [
    ...(pattern.test(name) ? [] : [{ field, problem: `Invalid value: "${name}": ${says}` }]),
    ...(name.length > maximum
      ? [{ field, problem: `Invalid value: "${name}": must be no more than ${maximum} characters` }]
      : []),
  ];
  return [...problems, ...labelErrors(object)];
}

const labelErrors = (object: KubernetesObject): readonly FieldError[] =>
  Object.entries(labelsOf(object))
    .filter(([key, value]) => !LABEL_KEY.test(key) || !LABEL_VALUE.test(String(value)) || String(value).length > 63)
    .map(([key, value]) => ({
      field: "metadata.labels",
      problem:
        `Invalid value: "${LABEL_KEY.test(key) ? String(value) : key}": a valid label must be an empty string or ` +
        "consist of at most 63 alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric " +
        "character",
    }));
