import { record, records, text } from "../../aws/values";
import type { Properties } from "../../resource-type";
import { byPlace, inRegion } from "../../world/indexes";
import { recordKey } from "../../world/record";
import type { WorldRecord } from "../../world/record";
import type { IndexDefinition } from "../../world/type-records";
import type { World } from "../../world/world";
import type { Cluster } from "../cluster/clusters";
import { builtInKind, builtInKinds, isBuiltInGroup, splitVersion, typeOf } from "../kinds";
import type { Kind } from "../kinds";
import { idFrom } from "./object";
import type { KubernetesObject } from "./object";
import { systemObject } from "./system";

export const CUSTOM_RESOURCE_DEFINITION = "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition";

/** The objects of one cluster. */
export class ObjectStore {
  constructor(
    readonly world: World,
    readonly cluster: Cluster,
  ) {}

  /** A kind that the API server serves, by itself or because of a custom resource definition. */
  kind(apiVersion: string, kind: string): Kind | undefined {
    return builtInKind(apiVersion, kind) ?? this.custom(...splitVersion(apiVersion), kind);
  }

  /** The record of an object, in whichever of its kind's versions it was made. */
  record(kind: Kind, namespace: string | undefined, name: string): WorldRecord | undefined {
    const id = idFrom(kind.namespaced ? (namespace ?? "default") : undefined, name);
    for (const version of this.versions(kind)) {
      const found = this.world.get(this.key(typeOf({ ...kind, version }), id));
      if (found) {
        return found;
      }
    }
    return undefined;
  }

  get(apiVersion: string, kind: string, namespace: string | undefined, name: unknown): KubernetesObject | undefined {
    const served = this.kind(apiVersion, kind);
    if (served === undefined || typeof name !== "string") {
      return undefined;
    }
    const place = served.namespaced ? (namespace ?? "default") : undefined;
    const found = this.record(served, place, name)?.outputs as KubernetesObject | undefined;
    return found ?? systemObject(served, place, name);
  }

  /** All objects of a kind, in one namespace or in all. */
  list(apiVersion: string, kind: string, namespace?: string): readonly KubernetesObject[] {
    const served = this.kind(apiVersion, kind);
    const all =
      served === undefined
        ? []
        : this.versions(served).flatMap((version) => this.ofType(typeOf({ ...served, version })));
    return namespace === undefined ? all : all.filter(({ metadata }) => metadata.namespace === namespace);
  }

  hasNamespace(name: string): boolean {
    return this.get("v1", "Namespace", undefined, name) !== undefined;
  }

  /** Everything in the cluster, Helm releases included. */
  everything(): readonly WorldRecord[] {
    const { account, place } = this.cluster;
    return this.world.all().filter((found) => found.account === account && found.region === place);
  }

  key(type: string, id: string): string {
    return recordKey({ account: this.cluster.account, region: this.cluster.place, type, id });
  }

  private ofType(type: string): readonly KubernetesObject[] {
    const { account, place } = this.cluster;
    return this.world.find(type, byPlace, inRegion(account, place)).map(({ outputs }) => outputs as KubernetesObject);
  }

  private custom(group: string, version: string, kind: string): Kind | undefined {
    const definition = this.definition(group, kind);
    const served = versionsOf(definition).find(({ name, served }) => name === version && served !== false);
    const names = record(definition?.names);
    return (
      definition &&
      served && { group, version, kind, plural: text(names.plural) ?? "", namespaced: definition.scope !== "Cluster" }
    );
  }

  private definition(group: string, kind: string): Properties | undefined {
    const { account, place } = this.cluster;
    const [found] = this.world.find(
      CUSTOM_RESOURCE_DEFINITION,
      byGroupKind,
      inRegion(account, place, `${group}/${kind}`),
    );
    return found && record(found.outputs.spec);
  }

  private versions({ group, kind, version }: Kind): readonly string[] {
    const served = isBuiltInGroup(group)
      ? builtInKinds.filter((known) => known.group === group && known.kind === kind).map((known) => known.version)
      : versionsOf(this.definition(group, kind)).map(({ name }) => String(name));
    return [...new Set([version, ...served])];
  }
}

const versionsOf = (definition: Properties | undefined): readonly Properties[] => records(definition?.versions);

const byGroupKind: IndexDefinition = {
  name: "group and kind",
  keys: ({ account, region, outputs }) => {
    const { group, names } = record(outputs.spec);
    return [inRegion(account, region, `${String(group)}/${String(record(names).kind)}`)];
  },
};
