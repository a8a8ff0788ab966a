import { list, record, text } from "../../aws/values";
import type { Properties } from "../../resource-type";

/** An object as the API server knows it. */
export interface KubernetesObject extends Properties {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Properties & { readonly name: string };
}

export const metadataOf = (object: Properties): Properties => record(object.metadata);
export const nameOf = (object: Properties): string => text(metadataOf(object).name) ?? "";
export const namespaceOf = (object: Properties): string | undefined => text(metadataOf(object).namespace);
export const specOf = (object: Properties): Properties => record(object.spec);
export const labelsOf = (object: Properties): Properties => record(metadataOf(object).labels);
export const annotationsOf = (object: Properties): Properties => record(metadataOf(object).annotations);

/** `namespace/name`, or `name` where there are no namespaces: the provider's id of an object. */
export const idOf = (object: Properties): string => idFrom(namespaceOf(object), nameOf(object));

export const idFrom = (namespace: string | undefined, name: string): string =>
  namespace === undefined ? name : `${namespace}/${name}`;

/** Reads an id; one without namespace may be of the default one. */
export function parseId(id: string): { readonly namespace?: string; readonly name: string } {
  const [name = "", namespace] = id.split("/").reverse();
  return { namespace, name };
}

/** Whether all of a selector's labels are among some labels. */
export const selects = (selector: Properties, labels: Properties): boolean =>
  Object.entries(selector).every(([name, value]) => labels[name] === value);

/** Whether a selector with `matchLabels` and `matchExpressions` holds for labels. */
export function matches(selector: Properties, labels: Properties): boolean {
  return (
    selects(record(selector.matchLabels), labels) &&
    list(selector.matchExpressions)
      .map(record)
      .every(({ key, operator, values }) => {
        const value = labels[String(key)];
        switch (operator) {
          case "In":
            return value !== undefined && list(values).includes(value);
          case "NotIn":
            return value === undefined || !list(values).includes(value);
          case "Exists":
            return value !== undefined;
          default:
            return value === undefined;
        }
      })
  );
}
