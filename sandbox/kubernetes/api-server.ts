import type { Properties } from "../resource-type";
import { digest } from "../server/context";
import { containsUnknown } from "../wire/values";
import { alreadyExists, ApiError, applyConflict, invalid, noMatch, notFound, strictDecoding } from "./api-error";
import type { View } from "./behaviour";
import { behaviourOf } from "./behaviours";
import type { Kind } from "./kinds";
import { nameErrors } from "./names";
import { nameOf, namespaceOf } from "./objects/object";
import type { KubernetesObject } from "./objects/object";
import { applied, conflicts, equal, pruned, valueAt, without } from "./objects/paths";
import { validatorOf } from "./schemas/validate";

/** What is asked of the API server. */
export interface Request {
  readonly kind: Kind;
  readonly object: KubernetesObject;
  readonly view: View;
  /** Names the life of the object: the same for the same request. */
  readonly seed: string;
}

export interface Existing {
  readonly live: KubernetesObject;
  /** What the same program asked for last. */
  readonly before: Properties;
}

export function kindOf({ store }: View, apiVersion: string, kind: string): Kind {
  const served = store.kind(apiVersion, kind);
  if (served === undefined) {
    throw noMatch(apiVersion, kind);
  }
  return served;
}

/**
 * Throws what the published schema of a kind says against an object, which may hold unknown values. Answers whether
 * there is a schema.
 */
export async function validate(
  { group, version, kind }: Pick<Kind, "group" | "version" | "kind">,
  object: KubernetesObject,
): Promise<boolean> {
  const validator = await validatorOf(group, version, kind);
  const { unknown, errors } = validator?.(object) ?? { unknown: [], errors: [] };
  const named = { group, version, kind, plural: "", namespaced: false };
  if (unknown.length > 0) {
    throw strictDecoding(
      named,
      unknown.map((field) => `unknown field "${field}"`),
    );
  }
  if (errors.length > 0) {
    throw invalid(named, nameOf(object), errors);
  }
  return validator !== undefined;
}

/** The object that a creation leads to. Throws {@link ApiError}. */
export function create({ kind, object, view, seed }: Request): KubernetesObject {
  requireNamespace(object, view);
  if (view.store.get(object.apiVersion, kind.kind, namespaceOf(object), nameOf(object))) {
    throw alreadyExists(kind, nameOf(object));
  }
  const complete = behaviourOf(kind.group, kind.kind).complete?.(object, view) ?? object;
  const created = {
    ...complete,
    metadata: {
      ...complete.metadata,
      uid: uuid(seed),
      resourceVersion: version(seed, 1),
      generation: 1,
      creationTimestamp: `${view.aws.today}T00:00:00Z`,
    },
  };
  admit(kind, created, view);
  return created;
}

/** The object that applying new fields to an existing one leads to. Throws {@link ApiError}. */
export function update(request: Request, { live, before }: Existing, force = false): KubernetesObject {
  const { kind, object, view, seed } = request;
  const foreign = force ? [] : foreignFields(live, before, object);
  if (foreign.length > 0) {
    throw applyConflict(kind, "kubectl-edit", foreign);
  }
  const merged = without(applied(live, before, object) as Properties, "status") as KubernetesObject;
  const complete = behaviourOf(kind.group, kind.kind).complete?.(merged, view, live) ?? merged;
  if (equal(complete, without(live, "status"))) {
    return live;
  }
  const generation = Number(live.metadata.generation ?? 1) + (equal(complete.spec, live.spec) ? 0 : 1);
  const updated: KubernetesObject = {
    ...complete,
    ...(live.status === undefined ? {} : { status: live.status }),
    metadata: { ...complete.metadata, generation, resourceVersion: version(seed, generation, complete) },
  };
  admit(kind, updated, view, live);
  return updated;
}

/** Fields that other hands have changed since, and that the request would change again. */
function foreignFields(live: KubernetesObject, before: Properties, object: KubernetesObject): readonly string[] {
  const paths = (asked: Properties) => conflicts(asked, pruned(live, asked)).map((path) => path.join("."));
  const changed = new Set(paths(before));
  return paths(object).filter((path) => changed.has(path));
}

function requireNamespace(object: KubernetesObject, { store }: View): void {
  const namespace = namespaceOf(object);
  if (namespace !== undefined && !store.hasNamespace(namespace)) {
    throw notFound("namespaces", namespace);
  }
}

function admit(kind: Kind, object: KubernetesObject, view: View, old?: KubernetesObject): void {
  if (containsUnknown(object)) {
    return;
  }
  const { refusals = [], immutable = [] } = behaviourOf(kind.group, kind.kind);
  const errors = [...nameErrors(kind, object), ...changed(immutable, object, old)];
  for (const rule of refusals) {
    const refusal = rule(object, view, old) ?? [];
    if (refusal instanceof ApiError) {
      throw refusal;
    }
    errors.push(...refusal);
  }
  if (errors.length > 0) {
    throw invalid(kind, nameOf(object), errors);
  }
}

const changed = (immutable: readonly string[], object: KubernetesObject, old?: KubernetesObject) =>
  immutable
    .filter((path) => old !== undefined && !equal(valueAt(object, path), valueAt(old, path)))
    .map((path) => ({
      field: path,
      problem: `Invalid value: ${JSON.stringify(valueAt(object, path))}: field is immutable`,
    }));

const uuid = (seed: string): string =>
  digest(seed, 32).replace(/^(.{8})(.{4}).(.{3})(.{4})(.{12}).*$/, "$1-$2-4$3-$4-$5");

/** Grows with what happens to an object; looks like the counter that it is in a real cluster. */
const version = (seed: string, generation: number, content: unknown = ""): string =>
  String(generation * 100_000 + (Number.parseInt(digest(seed + JSON.stringify(content), 6), 16) % 100_000));
