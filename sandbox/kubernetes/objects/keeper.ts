/** How objects get into the world and out of it. */
import type { Properties } from "../../resource-type";
import { secretsIn } from "../../wire/secrets";
import type { Values } from "../../wire/values";
import { recordKey } from "../../world/record";
import type { WorldRecord } from "../../world/record";
import type { View } from "../behaviour";
import { splitVersion, typeOf } from "../kinds";
import type { Kind } from "../kinds";
import { idOf, namespaceOf, specOf } from "./object";
import type { KubernetesObject } from "./object";

/** A record of something in a cluster. */
export function recordIn(
  { store }: View,
  urn: string,
  thing: { readonly type: string; readonly id: string; readonly outputs: Properties } & Partial<WorldRecord>,
): WorldRecord {
  const { account, place } = store.cluster;
  return { inputs: {}, ...thing, urn, account, region: place };
}

export function objectRecord(view: View, kind: Kind, urn: string, live: KubernetesObject, asked: Values): WorldRecord {
  return recordIn(view, urn, {
    type: typeOf(kind),
    id: idOf(live),
    inputs: asked.plain,
    applied: asked.plain,
    outputs: live,
    secrets: secretsIn(live, asked.plain, asked.secrets),
  });
}

/** Puts a record and exactly those that it brings into the world. Objects that exist already are left alone. */
export function keep(
  { store }: View,
  record: WorldRecord,
  brought: readonly WorldRecord[],
  births: Readonly<Record<string, number>> = {},
): void {
  const before = store.world.get(recordKey(record))?.companions ?? [];
  const own = brought.filter(
    (companion) => before.includes(recordKey(companion)) || !store.world.get(recordKey(companion)),
  );
  const keys = own.map(recordKey);
  store.world.commit({
    births,
    remove: before.filter((key) => !keys.includes(key)),
    put: [{ ...record, companions: keys }, ...own],
  });
}

/** Takes an object out of the world, with what goes when it goes. */
export function discard(view: View, record: WorldRecord): void {
  const gone = new Set<WorldRecord>([record]);
  for (const each of gone) {
    for (const further of [...companionsOf(view, each), ...contents(view, each)]) {
      gone.add(further);
    }
  }
  view.store.world.commit({ remove: [...gone].map(recordKey) });
}

const companionsOf = ({ store }: View, { companions = [] }: WorldRecord): readonly WorldRecord[] =>
  companions.map((key) => store.world.get(key)).filter((found) => found !== undefined);

/** A namespace takes along what is in it, a custom resource definition its objects. */
function contents({ store }: View, { type, outputs, id }: WorldRecord): readonly WorldRecord[] {
  switch (type) {
    case "kubernetes:core/v1:Namespace":
      return store.everything().filter((record) => (namespaceOf(record.outputs) ?? record.outputs.namespace) === id);
    case "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition": {
      const { group, names } = specOf(outputs);
      const kind = (names as Properties | undefined)?.kind;
      return store
        .everything()
        .filter(
          (record) => record.outputs.kind === kind && splitVersion(String(record.outputs.apiVersion))[0] === group,
        );
    }
    default:
      return [];
  }
}
