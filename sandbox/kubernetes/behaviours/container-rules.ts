import { records, text } from "../../aws/values";
import type { FieldError } from "../api-error";
import type { Rule } from "../behaviour";
import { templateOf } from "./pod-templates";

const prefixes: Readonly<Record<string, string>> = {
  Pod: "spec",
  CronJob: "spec.jobTemplate.spec.template.spec",
};

/** What validation says about the containers of a pod among themselves. */
export const containerRules: Rule = (object) => {
  const prefix = prefixes[object.kind] ?? "spec.template.spec";
  const { spec } = templateOf(object);
  const containers = records(spec.containers);
  if (containers.length === 0) {
    return [{ field: `${prefix}.containers`, problem: "Required value" }];
  }
  const volumes = new Set(records(spec.volumes).map(({ name }) => name));
  const templates = new Set(
    records(object.spec && (object.spec as { volumeClaimTemplates?: unknown }).volumeClaimTemplates).map(
      ({ metadata }) => (metadata as { name?: unknown } | undefined)?.name,
    ),
  );
  const names = containers.map(({ name }) => name);
  return containers.flatMap<FieldError>((container, index) => {
    const at = `${prefix}.containers[${index}]`;
    const mounts = records(container.volumeMounts).flatMap<FieldError>(({ name }, position) =>
      volumes.has(name) || templates.has(name)
        ? []
        : [{ field: `${at}.volumeMounts[${position}].name`, problem: `Not found: "${String(name)}"` }],
    );
    return [
      ...(text(container.image) === undefined ? [{ field: `${at}.image`, problem: "Required value" }] : []),
      ...(names.indexOf(container.name) < index
        ? [{ field: `${at}.name`, problem: `Duplicate value: "${String(container.name)}"` }]
        : []),
      ...mounts,
    ];
  });
};
