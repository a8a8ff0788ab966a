/**
 * What the External Secrets operator does: https://external-secrets.io/latest/api/externalsecret/
 *
 * The real provider does not wait for these objects, and a secret that never comes is noticed by the pods that need
 * it. The sandbox waits: a rehearsal has nobody who would look.
 */
import { record, records, text } from "../../aws/values";
import type { Properties, WorldResource } from "../../resource-type";
import type { Behaviour, View } from "../behaviour";
import { labelsOf, nameOf, namespaceOf, specOf } from "../objects/object";
import type { KubernetesObject } from "../objects/object";
import { roleOf, whyNotAssumed } from "./irsa";

const API = "external-secrets.io/v1";
const SECRET = "aws:secretsmanager/secret:Secret";
const VERSION = "aws:secretsmanager/secretVersion:SecretVersion";
const PARAMETER = "aws:ssm/parameter:Parameter";

const operator = ({ store }: View): KubernetesObject | undefined =>
  store
    .list("apps/v1", "Deployment")
    .find((deployment) => labelsOf(deployment)["app.kubernetes.io/name"] === "external-secrets");

/** Why a store cannot be used. */
function storeProblem(object: KubernetesObject, view: View): string | undefined {
  const controller = operator(view);
  if (controller === undefined) {
    return "no External Secrets operator is installed in the cluster";
  }
  const { aws } = record(specOf(object).provider);
  const reference = record(record(record(record(aws).auth).jwt).serviceAccountRef);
  if (aws === undefined) {
    return undefined;
  }
  const own = text(record(specOf(record(specOf(controller).template))).serviceAccountName);
  const name = text(reference.name) ?? own ?? "default";
  const namespace =
    reference.name === undefined
      ? namespaceOf(controller)
      : object.kind === "ClusterSecretStore"
        ? text(reference.namespace)
        : namespaceOf(object);
  const account = view.store.get("v1", "ServiceAccount", namespace, name);
  if (account === undefined) {
    return `could not get provider client: ServiceAccount "${name}" not found`;
  }
  return roleOf(account) === undefined && reference.name !== undefined
    ? `could not get provider client: an IAM role must be associated with service account ${name} (namespace: ${namespace ?? ""})`
    : whyNotAssumed(account, view);
}

const problemIn = (problem: string | undefined): readonly string[] => (problem === undefined ? [] : [problem]);

const storeStatus: Behaviour["status"] = (_object, _view, ready) => ({
  conditions: [
    ready
      ? { type: "Ready", status: "True", reason: "Valid", message: "store validated" }
      : { type: "Ready", status: "False", reason: "InvalidProviderConfig" },
  ],
});

const storeRow: Behaviour = {
  documentation: "https://external-secrets.io/latest/provider/aws-secrets-manager/",
  obstacles: (object, view) => problemIn(storeProblem(object, view)),
  status: storeStatus,
};

function storeOf(external: KubernetesObject, { store }: View): KubernetesObject | string {
  const { name, kind = "SecretStore" } = record(specOf(external).secretStoreRef);
  const namespace = kind === "ClusterSecretStore" ? undefined : namespaceOf(external);
  return store.get(API, String(kind), namespace, name) ?? `could not get ${String(kind)} "${String(name)}": not found`;
}

/** A value that an external secret asks for. */
interface Wanted {
  /** Absent: every property becomes a key of its own. */
  readonly secretKey?: string;
  readonly key: string;
  readonly property?: string;
}

const wantedBy = (external: KubernetesObject): readonly Wanted[] => [
  ...records(specOf(external).data).map(({ secretKey, remoteRef }) => ({
    secretKey: text(secretKey),
    key: text(record(remoteRef).key) ?? "",
    property: text(record(remoteRef).property),
  })),
  ...records(specOf(external).dataFrom)
    .map(({ extract }) => record(extract))
    .filter(({ key }) => text(key) !== undefined)
    .map(({ key, property }) => ({ key: text(key) ?? "", property: text(property) })),
];

interface LookedUp {
  readonly value?: string;
  /** There is a value with whatever properties are wanted. */
  readonly untold?: true;
  readonly problem?: string;
}

/** The text behind a name, or why there is none. */
function lookUp(key: string, service: unknown, { aws }: View): LookedUp {
  if (service === "ParameterStore") {
    const parameter = aws.where(PARAMETER, "name", key)[0];
    return parameter === undefined
      ? { problem: `ParameterNotFound: parameter "${key}" not found` }
      : { value: text(parameter.outputs.value) ?? "" };
  }
  const secret = aws.where(SECRET, "name", key)[0] ?? aws.where(SECRET, "arn", key)[0];
  if (secret === undefined) {
    return { problem: `ResourceNotFoundException: Secrets Manager can't find the specified secret (${key})` };
  }
  const version = currentVersion(secret, aws);
  // What existed before has a value, which is told to nobody.
  if (version === undefined && secret.urn === "") {
    return { untold: true };
  }
  // A service that manages a secret writes its value.
  if (version === undefined && secret.owner === undefined) {
    return {
      problem: `ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: AWSCURRENT (${key})`,
    };
  }
  return { value: text(version?.outputs.secretString) ?? MANAGED };
}

/** What a managed database's secret holds. */
const MANAGED = JSON.stringify({ username: "", password: "" });

const currentVersion = ({ id, outputs }: WorldResource, aws: View["aws"]): WorldResource | undefined =>
  aws.where(VERSION, "secretId", id).at(-1) ?? aws.where(VERSION, "secretId", outputs.arn).at(-1);

function fields(value: string): Properties | undefined {
  try {
    return record(JSON.parse(value));
  } catch {
    return undefined;
  }
}

/** What of the wanted is there: data of the secret, and what is missing. */
function fetchAll(
  external: KubernetesObject,
  store: KubernetesObject,
  view: View,
): { readonly data: Properties; readonly problems: readonly string[] } {
  const { service } = record(record(specOf(store).provider).aws);
  const data: Record<string, string> = {};
  const problems: string[] = [];
  for (const { secretKey, key, property } of wantedBy(external)) {
    const { value = "", untold, problem } = lookUp(key, service, view);
    if (problem !== undefined) {
      problems.push(problem);
      continue;
    }
    const found = property === undefined || untold === true ? value : fields(value)?.[property];
    if (found === undefined) {
      problems.push(`key ${String(property)} does not exist in secret ${key}`);
    } else if (secretKey !== undefined) {
      data[secretKey] = base64(found);
    } else {
      Object.assign(
        data,
        Object.fromEntries(Object.entries(fields(asText(found)) ?? {}).map(([name, inner]) => [name, base64(inner)])),
      );
    }
  }
  return { data, problems };
}

const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
const base64 = (value: unknown): string => Buffer.from(asText(value)).toString("base64");

const isAws = (store: KubernetesObject): boolean => record(specOf(store).provider).aws !== undefined;

function externalProblems(external: KubernetesObject, view: View): readonly string[] {
  const store = storeOf(external, view);
  if (typeof store === "string") {
    return [store];
  }
  const problem = storeProblem(store, view);
  return problem === undefined ? (isAws(store) ? fetchAll(external, store, view).problems : []) : [problem];
}

/** What a store outside the world holds: whatever is asked of it. */
const assumed = (external: KubernetesObject): Properties =>
  Object.fromEntries(wantedBy(external).flatMap(({ secretKey }) => (secretKey === undefined ? [] : [[secretKey, ""]])));

const targetOf = (external: KubernetesObject): string => text(record(specOf(external).target).name) ?? nameOf(external);

function targetSecret(external: KubernetesObject, view: View): KubernetesObject {
  const store = storeOf(external, view);
  const data = typeof store === "string" ? {} : isAws(store) ? fetchAll(external, store, view).data : assumed(external);
  const { template } = record(specOf(external).target);
  const templated = Object.fromEntries(Object.keys(record(record(template).data)).map((key) => [key, ""]));
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: targetOf(external), namespace: namespaceOf(external) ?? "default" },
    type: text(record(template).type) ?? "Opaque",
    data: Object.keys(templated).length === 0 ? data : templated,
  };
}

/** Why a secret does not exist although an external secret asks for it. */
export function missingFor(namespace: string, secret: string, view: View): string | undefined {
  const external = view.store
    .list(API, "ExternalSecret", namespace)
    .find((candidate) => targetOf(candidate) === secret);
  return external && `ExternalSecret "${nameOf(external)}": ${externalProblems(external, view).join("; ")}`;
}

export const externalSecrets: Readonly<Record<string, Behaviour>> = {
  "external-secrets.io/SecretStore": storeRow,
  "external-secrets.io/ClusterSecretStore": storeRow,
  "external-secrets.io/ExternalSecret": {
    documentation: "https://external-secrets.io/latest/api/externalsecret/",
    obstacles: externalProblems,
    status: (object, _view, ready) => ({
      binding: { name: targetOf(object) },
      conditions: [
        ready
          ? { type: "Ready", status: "True", reason: "SecretSynced", message: "secret synced" }
          : { type: "Ready", status: "False", reason: "SecretSyncedError" },
      ],
    }),
    brings: (object, view) => [targetSecret(object, view)],
  },
};
