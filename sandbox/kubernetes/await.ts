import type { Traffic } from "../server/traffic";
import type { Values } from "../wire/values";
import { recordKey } from "../world/record";
import type { WorldRecord } from "../world/record";
import { ApiError } from "./api-error";
import type { View } from "./behaviour";
import { behaviourOf } from "./behaviours";
import { splitVersion, typeOf } from "./kinds";
import type { Kind } from "./kinds";
import { keep, objectRecord, recordIn } from "./objects/keeper";
import { annotationsOf, idOf } from "./objects/object";
import type { KubernetesObject } from "./objects/object";

/** Repeats what is refused for now, as the provider does, until nothing is under way that could change the answer. */
export async function steady<T>(traffic: Traffic, attempt: () => T): Promise<T> {
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!(error instanceof ApiError) || !error.retried || !(await traffic.nextChange())) {
        throw error;
      }
    }
  }
}

/** An object that the API server has taken. */
export interface Accepted {
  readonly view: View;
  readonly kind: Kind;
  readonly urn: string;
  readonly live: KubernetesObject;
  readonly asked: Values;
  readonly births: Readonly<Record<string, number>>;
  /** The object as its owner made it, where somebody else changes it. */
  readonly owner?: WorldRecord;
}

/** Keeps an object, and waits until controllers have done what it asks for. Throws `failed` when they cannot. */
export async function settle(
  accepted: Accepted,
  traffic: Traffic,
  failed: (record: WorldRecord, obstacles: readonly string[]) => Error,
): Promise<WorldRecord> {
  const { view, kind, live, births } = accepted;
  const { obstacles } = behaviourOf(kind.group, kind.kind);
  const waits = obstacles !== undefined && annotationsOf(live)["pulumi.com/skipAwait"] !== "true";
  let record = kept(accepted, !waits, births);
  traffic.changed();
  if (!waits) {
    return record;
  }
  for (;;) {
    const current = (view.store.world.get(recordKey(record))?.outputs ?? live) as KubernetesObject;
    const left = obstacles(current, view);
    if (left.length === 0) {
      record = kept(accepted, true, {});
      traffic.changed();
      return record;
    }
    if (!(await traffic.nextChange())) {
      throw failed(record, left);
    }
  }
}

function kept(accepted: Accepted, ready: boolean, births: Readonly<Record<string, number>>): WorldRecord {
  const { view, kind, urn, live, asked, owner } = accepted;
  const { status, brings } = behaviourOf(kind.group, kind.kind);
  const reported = status?.(live, view, ready);
  const outputs = reported === undefined ? live : { ...live, status: reported };
  const record = owner ? { ...owner, outputs } : objectRecord(view, kind, urn, outputs, asked);
  const brought = ready ? (brings?.(outputs, view) ?? []) : [];
  keep(
    view,
    record,
    brought.map((object) => serverMade(view, record, object)),
    births,
  );
  return record;
}

/** The record of an object that a controller, or Helm, makes on behalf of another one. */
export function serverMade(view: View, owner: WorldRecord, object: KubernetesObject): WorldRecord {
  const [group, version] = splitVersion(object.apiVersion);
  const { status } = behaviourOf(group, object.kind);
  const reported = status?.(object, view, true);
  const outputs = reported === undefined ? object : { ...object, status: reported };
  return recordIn(view, owner.urn, {
    type: typeOf({ group, version, kind: object.kind, plural: "", namespaced: true }),
    id: idOf(object),
    outputs,
    secrets: object.kind === "Secret" ? [["data"]] : [],
    owner: owner.id,
  });
}
