import { record } from "../../aws/values";
import type { Properties } from "../../resource-type";
import { secretsIn } from "../../wire/secrets";
import type { Values } from "../../wire/values";
import { recordKey } from "../../world/record";
import type { WorldRecord } from "../../world/record";
import { serverMade } from "../await";
import type { View } from "../behaviour";
import { behaviourOf } from "../behaviours";
import { splitVersion } from "../kinds";
import { keep, recordIn } from "../objects/keeper";
import { idFrom, idOf, namespaceOf, parseId } from "../objects/object";
import type { KubernetesObject } from "../objects/object";
import type { Chart, ReleaseContext } from "./chart";
import { definitionObject } from "./chart";

export const RELEASE = "kubernetes:helm.sh/v3:Release";

export interface Release extends ReleaseContext {
  readonly chartName: string;
  /** Absent where the sandbox does not know what the chart brings. */
  readonly chart?: Chart;
  readonly createNamespace: boolean;
  readonly skipCrds: boolean;
  /** Takes the name of a release that is there. */
  readonly replace: boolean;
}

export const releaseAt = ({ store }: View, id: string): WorldRecord | undefined => {
  const { namespace = "default", name } = parseId(id);
  return store.world.get(store.key(RELEASE, idFrom(namespace, name)));
};

/** Installs a release. Throws what Helm says when it cannot. */
export function install(view: View, urn: string, release: Release, inputs: Values, generation: number): WorldRecord {
  const { name, namespace } = release;
  const { store } = view;
  const id = idFrom(namespace, name);
  if (releaseAt(view, id) && !release.replace) {
    throw new Error("cannot re-use a name that is still in use");
  }
  if (!store.hasNamespace(namespace)) {
    if (!release.createNamespace) {
      throw new Error(`create: failed to create: namespaces "${namespace}" not found`);
    }
    stay(view, urn, [{ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } }]);
  }
  return put(view, urn, release, inputs, 1, { [urn]: generation });
}

/** Moves a release to other values or another version. */
export function upgrade(view: View, id: string, release: Release, inputs: Values): WorldRecord {
  const before = releaseAt(view, id);
  if (before === undefined) {
    throw new Error(`"${release.name}" has no deployed releases`);
  }
  const revision = Number(record(before.outputs.status).revision ?? 1) + 1;
  return put(view, before.urn, release, inputs, revision, {});
}

function put(
  view: View,
  urn: string,
  release: Release,
  inputs: Values,
  revision: number,
  births: Readonly<Record<string, number>>,
): WorldRecord {
  const objects = release.chart?.objects(release) ?? [];
  const { staying, going } = definitionsOf(release, revision);
  const manifest = [...going, ...objects];
  requireFree(view, release, manifest);
  stay(view, urn, staying);
  const outputs = {
    ...inputs.plain,
    version: release.version,
    resourceNames: namesOf(manifest),
    status: statusOf(release, revision),
  };
  const owner = recordIn(view, urn, {
    type: RELEASE,
    id: idFrom(release.namespace, release.name),
    inputs: inputs.plain,
    outputs,
    secrets: secretsIn(outputs, inputs.plain, inputs.secrets),
  });
  keep(
    view,
    owner,
    manifest.map((object) => serverMade(view, owner, object)),
    births,
  );
  return view.store.world.get(recordKey(owner)) ?? owner;
}

/** Definitions that outlive the release, and those that go with it. Helm's own folder is for the first time only. */
function definitionsOf({ chart, values, skipCrds }: Release, revision: number) {
  const crds = chart?.crds;
  if (
    crds === undefined ||
    crds.without?.(values) === true ||
    (crds.from === "directory" && (skipCrds || revision > 1))
  ) {
    return { staying: [], going: [] };
  }
  const objects = crds.all.map(definitionObject);
  return crds.from === "directory" || crds.stay?.(values) === true
    ? { staying: objects, going: [] }
    : { staying: [], going: objects };
}

/** Objects that nobody owns: they are there until somebody deletes them. */
function stay(view: View, urn: string, objects: readonly KubernetesObject[]): void {
  const { world } = view.store;
  const owner = recordIn(view, urn, { type: RELEASE, id: "", outputs: {} });
  const records = objects
    .map((object): WorldRecord => ({ ...serverMade(view, owner, object), owner: undefined }))
    .filter((record) => !world.get(recordKey(record)));
  world.commit({ put: records });
}

/** Helm takes nothing that it did not make. */
function requireFree({ store }: View, { name, namespace }: Release, objects: readonly KubernetesObject[]): void {
  const own = idFrom(namespace, name);
  for (const object of objects) {
    const served = store.kind(object.apiVersion, object.kind);
    const holder = served && store.record(served, namespaceOf(object), object.metadata.name);
    if (holder && holder.owner !== own) {
      throw new Error(
        `Unable to continue with install: ${object.kind} "${object.metadata.name}" in namespace ` +
          `"${namespaceOf(object) ?? ""}" exists and cannot be imported into the current release: invalid ` +
          'ownership metadata; label validation error: missing key "app.kubernetes.io/managed-by": must be set to "Helm"',
      );
    }
  }
}

/** By kind, as `Deployment.apps/apps/v1`. */
function namesOf(objects: readonly KubernetesObject[]): Properties {
  const names: Record<string, string[]> = {};
  for (const object of objects) {
    const [group] = splitVersion(object.apiVersion);
    const key = `${object.kind}${group === "" ? "" : `.${group}`}/${object.apiVersion}`;
    (names[key] ??= []).push(idOf(object));
  }
  return names;
}

const statusOf = ({ name, namespace, version, chart, chartName }: Release, revision: number): Properties => ({
  name,
  namespace,
  revision,
  version,
  chart: chartName,
  appVersion: chart?.appVersion?.(version) ?? version,
  status: "deployed",
});

/** Why what a release installed does not come to run. */
export function obstaclesOf(view: View, release: WorldRecord): readonly string[] {
  return (release.companions ?? [])
    .map((key) => view.store.world.get(key)?.outputs)
    .filter((outputs) => outputs !== undefined)
    .flatMap((outputs) => {
      const object = outputs as KubernetesObject;
      const [group] = splitVersion(object.apiVersion);
      const obstacles = behaviourOf(group, object.kind).obstacles?.(object, view) ?? [];
      return obstacles.map((why) => `${object.kind} ${idOf(object)}: ${why}`);
    });
}
