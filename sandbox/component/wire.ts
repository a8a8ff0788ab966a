/**
 * Values of a component's arguments and of its children's outputs as they are on the wire. Secrets and unknown values
 * pass through untouched; output values, which only components receive, are turned into them.
 * https://www.pulumi.com/docs/iac/extending-pulumi/provider-protocol/
 */
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";

import { isObject, unknown } from "../wire/values";

const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const resourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";

export const secret = (value: unknown) => ({ [signatureKey]: secretSignature, value });

/** A component has no id. */
export const resourceReference = (urn: string, id: string | undefined, packageVersion: string) => ({
  [signatureKey]: resourceSignature,
  urn,
  ...(id === undefined ? {} : { id }),
  packageVersion,
});

const isSecret = (value: Record<string, unknown>): boolean => value[signatureKey] === secretSignature;
const isOutput = (value: Record<string, unknown>): boolean => value[signatureKey] === outputSignature;

/** Output values as secrets and unknowns; what they depend on goes into `dependencies`. */
export function normalize(value: unknown, dependencies: Set<string>): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => normalize(item, dependencies));
  }
  if (!isObject(value)) {
    return value;
  }
  if (!isOutput(value)) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, item]) => item !== null)
        .map(([name, item]) => [name, normalize(item, dependencies)]),
    );
  }
  for (const urn of Array.isArray(value.dependencies) ? value.dependencies : []) {
    dependencies.add(String(urn));
  }
  const inner = "value" in value ? normalize(value.value, dependencies) : unknown;
  return value.secret === true ? secret(inner) : inner;
}

/** The value without its secrets' wrapping, for what has to be looked at. */
export function revealed(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(revealed);
  }
  if (!isObject(value)) {
    return value;
  }
  return isSecret(value)
    ? revealed(value.value)
    : Object.fromEntries(Object.entries(value).map(([name, item]) => [name, revealed(item)]));
}

export const containsSecret = (value: unknown): boolean =>
  isObject(value) && (isSecret(value) || Object.values(value).some(containsSecret));

/** The same change inside a secret as outside. */
export const mapSecret = (value: unknown, change: (plain: unknown) => unknown): unknown =>
  isObject(value) && isSecret(value) ? secret(change(value.value)) : change(value);

export const asJson = (value: Record<string, unknown>): Record<string, JavaScriptValue> =>
  value as Record<string, JavaScriptValue>;
