/** What the provider makes of a program's inputs before and after the API server is asked. */
import { record, text } from "../aws/values";
import type { Properties } from "../resource-type";
import type { Naming } from "../server/check";
import { containsUnknown, isUnknown } from "../wire/values";
import { splitVersion } from "./kinds";
import { annotationsOf, metadataOf } from "./objects/object";
import type { KubernetesObject } from "./objects/object";

export const AUTONAMED = "pulumi.com/autonamed";

/** Decided by the server: no input, whatever a program writes there. */
const READ_ONLY = [
  "creationTimestamp",
  "deletionGracePeriodSeconds",
  "deletionTimestamp",
  "generation",
  "managedFields",
  "resourceVersion",
  "uid",
];

export interface Identity {
  readonly apiVersion: string;
  readonly kind: string;
  /** The resource changes some fields of an object that it does not own. */
  readonly patch: boolean;
}

/** What a type token names: `kubernetes:apps/v1:Deployment`, `kubernetes:core/v1:ConfigMapPatch`. */
export function identityOf(type: string, inputs: Properties = {}): Identity {
  const [, apiVersion = "", name = ""] = type.split(":");
  const own = text(inputs.kind);
  const patch = name.endsWith("Patch") && own !== name;
  const [group, version] = splitVersion(apiVersion);
  return {
    apiVersion: text(inputs.apiVersion) ?? (group === "core" ? version : apiVersion),
    kind: own ?? (patch ? name.slice(0, -"Patch".length) : name),
    patch,
  };
}

export function withIdentity(inputs: Properties, { apiVersion, kind }: Identity): KubernetesObject {
  const metadata = Object.fromEntries(Object.entries(metadataOf(inputs)).filter(([key]) => !READ_ONLY.includes(key)));
  return { ...inputs, apiVersion, kind, metadata } as unknown as KubernetesObject;
}

/**
 * Gives an object without name one: that of before when it was generated, else `<logical name>-<8 hex digits>`. Throws
 * where the project forbids generated names.
 */
export function named(object: KubernetesObject, olds: Properties, naming: Naming): KubernetesObject {
  if (text(object.metadata.name) !== undefined || isUnknown(object.metadata)) {
    return object;
  }
  if (annotationsOf(olds)[AUTONAMED] === "true") {
    return autonamed(object, String(metadataOf(olds).name));
  }
  if (naming.configured?.mode === "disable") {
    throw new Error("autonaming is disabled, resource requires the .metadata.name field to be set");
  }
  return autonamed(object, naming.configured?.proposed ?? `${naming.logicalName}-${naming.digits}`);
}

const autonamed = (object: KubernetesObject, name: string): KubernetesObject => {
  const annotations = isUnknown(object.metadata.annotations)
    ? object.metadata.annotations
    : { ...annotationsOf(object), [AUTONAMED]: "true" };
  return { ...object, metadata: { ...object.metadata, name, annotations } };
};

export const isAutonamed = (object: Properties): boolean => annotationsOf(object)[AUTONAMED] === "true";

/** Inputs in the one form that the API server keeps, so that two ways to write the same differ in nothing. */
export function normalized(object: KubernetesObject): KubernetesObject {
  if (object.apiVersion !== "v1" || object.kind !== "Secret" || containsUnknown(object.stringData)) {
    return object;
  }
  const { stringData, ...rest } = object;
  const written = Object.entries(record(stringData)).map(([key, value]) => [
    key,
    Buffer.from(String(value)).toString("base64"),
  ]);
  return written.length === 0
    ? object
    : {
        ...rest,
        data: { ...record(object.data), ...(Object.fromEntries(written) as object) },
      };
}
