/** Inputs as the provider hands them to the API server, and as it compares them. */
import type { Properties } from "../resource-type";
import { at } from "../wire/secrets";
import { isUnknown } from "../wire/values";
import { viewOf } from "./clusters";
import type { Session } from "./clusters";
import { normalized, withIdentity } from "./inputs";
import type { Identity } from "./inputs";
import { builtInKind } from "./kinds";
import type { Kind } from "./kinds";
import type { KubernetesObject } from "./objects/object";
import { without } from "./objects/paths";

/** An object of a kind without namespaces has none, whatever was put there before the kind was known. */
export function placed(plain: Properties, identity: Identity, { namespaced }: Kind): KubernetesObject {
  const object = normalized(withIdentity(plain, identity));
  const { namespace, ...metadata } = object.metadata;
  return { ...object, metadata: namespaced ? { ...metadata, namespace: namespace ?? "default" } : metadata };
}

/** The provider puts an object that names no namespace, and whose kind is not known to have none, into its default one. */
export function withNamespace(object: KubernetesObject, session: Session): KubernetesObject {
  if (object.metadata.namespace !== undefined || !mayBeNamespaced(object, session) || isUnknown(object.metadata)) {
    return object;
  }
  return { ...object, metadata: { ...object.metadata, namespace: session.settings.namespace ?? "default" } };
}

function mayBeNamespaced({ apiVersion, kind }: Identity | KubernetesObject, session: Session): boolean {
  const served = builtInKind(apiVersion, kind) ?? viewOf(session)?.store.kind(apiVersion, kind);
  return served?.namespaced ?? true;
}

/** Inputs in the form in which two of them are compared. */
export function comparable(plain: Properties, identity: Identity, session: Session): KubernetesObject {
  const object = normalized(withIdentity(plain, identity));
  const { namespace, ...metadata } = object.metadata;
  return {
    ...object,
    metadata: mayBeNamespaced(identity, session) ? { ...metadata, namespace: namespace ?? "default" } : metadata,
  };
}

/** Fields whose changes are ignored keep the value that they have in the cluster. */
export function leftAlone(
  object: KubernetesObject,
  live: KubernetesObject,
  ignored: readonly string[],
): KubernetesObject {
  return ignored.reduce((result, path) => {
    const keys = path.split(".");
    const value = at(live, keys);
    return value === undefined ? result : (withValue(result, keys, value) as KubernetesObject);
  }, object);
}

function withValue(target: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) {
    return value;
  }
  const object = (typeof target === "object" && target !== null ? target : {}) as Properties;
  return { ...object, [key]: withValue(object[key], rest, value) };
}

/** What `pulumi import` takes for the inputs of an object that no program made. */
export function importable(live: KubernetesObject, identity: Identity): Properties {
  return without(withIdentity(live, identity), "status");
}
