import type { Properties, RuleContext } from "../resource-type";
import type { ApiError, FieldError } from "./api-error";
import type { KubernetesObject } from "./objects/object";
import type { ObjectStore } from "./objects/store";

/** What rules and controllers can look at: the objects of the cluster, and the AWS account that it is in. */
export interface View {
  readonly store: ObjectStore;
  readonly aws: RuleContext;
}

/** One row of the table of kinds: what the API server and the controllers do with objects of a kind. */
export interface Behaviour {
  readonly documentation: string;
  /** The object with what the server fills in. Asked on create and on update (`old` is then set). */
  readonly complete?: (object: KubernetesObject, view: View, old?: KubernetesObject) => KubernetesObject;
  /** What validation and admission refuse. Asked for known values only. */
  readonly refusals?: readonly Rule[];
  /** Paths of fields that cannot change: `spec.selector`. */
  readonly immutable?: readonly string[];
  /** Why controllers cannot bring the object to what it asks for; the last word once nothing changes any more. */
  readonly obstacles?: (object: KubernetesObject, view: View) => readonly string[];
  readonly status?: (object: KubernetesObject, view: View, ready: boolean) => Properties | undefined;
  /** What controllers make of an object that is ready. */
  readonly brings?: (object: KubernetesObject, view: View) => readonly KubernetesObject[];
}

export type Rule = (
  object: KubernetesObject,
  view: View,
  old?: KubernetesObject,
) => readonly FieldError[] | ApiError | undefined;
