import { record, records, text } from "../../aws/values";
import type { FieldError } from "../api-error";
import type { Behaviour, Rule } from "../behaviour";
import { nameOf, specOf } from "../objects/object";

const named: Rule = (object) => {
  const { group, names } = specOf(object);
  const expected = `${text(record(names).plural) ?? ""}.${text(group) ?? ""}`;
  return nameOf(object) === expected
    ? undefined
    : [
        {
          field: "metadata.name",
          problem: `Invalid value: "${nameOf(object)}": must be spec.names.plural+"."+spec.group`,
        },
      ];
};

const oneStored: Rule = (object) => {
  const stored = records(specOf(object).versions).filter(({ storage }) => storage === true);
  return stored.length === 1
    ? undefined
    : [{ field: "spec.versions", problem: "Invalid value: must have exactly one version marked as storage version" }];
};

const schemas: Rule = (object) =>
  records(specOf(object).versions).flatMap<FieldError>(({ schema }, index) =>
    record(schema).openAPIV3Schema === undefined
      ? [{ field: `spec.versions[${index}].schema.openAPIV3Schema`, problem: "Required value: schemas are required" }]
      : [],
  );

export const customResourceDefinition: Behaviour = {
  documentation: "https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/",
  refusals: [named, oneStored, schemas],
  immutable: ["spec.group", "spec.names.kind", "spec.names.plural", "spec.scope"],
  status: (object) => ({
    acceptedNames: specOf(object).names,
    conditions: [
      { type: "NamesAccepted", status: "True", reason: "NoConflicts" },
      { type: "Established", status: "True", reason: "InitialNamesAccepted" },
    ],
  }),
};
