import type { types } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import type { ServiceSecretSourceArgs } from "./mesh-service-args";
import { createCustom, kinds, type ServiceContext } from "./service-context";

/** What of a pod's template brings its credentials. */
export interface Credentials {
  env: types.input.core.v1.EnvVar[];
  volumes: types.input.core.v1.Volume[];
  volumeMounts: types.input.core.v1.VolumeMount[];
  /** What has to be there before pods start. */
  resources: pulumi.Resource[];
}

/** Credentials by External Secrets: each value is copied from where it is kept, and copied again. */
export function createCredentials(context: ServiceContext): Credentials {
  const { database, cache, secrets = {} } = context.args;
  const variables = Object.entries(secrets);
  const kept = variables.filter(([, { secretArn }]) => secretArn !== undefined);
  const inVault = variables.filter(([, { secretArn }]) => secretArn === undefined);
  const manager = database || cache || kept.length > 0 ? createSecretsManagerStore(context) : undefined;
  const parts = [
    ...(manager && database
      ? [
          createFiles(context, manager, "database", database.secretArn, ["username", "password"]),
          tell({
            DATABASE_HOST: database.endpoint,
            DATABASE_PORT: pulumi.interpolate`${database.port}`,
            DATABASE_NAME: database.databaseName,
          }),
        ]
      : []),
    ...(manager && cache
      ? [
          createFiles(context, manager, "cache", cache.secretArn, ["password"]),
          tell({ CACHE_HOST: cache.endpoint, CACHE_PORT: pulumi.interpolate`${cache.port}` }),
        ]
      : []),
    ...(manager && kept.length > 0 ? [createVariables(context, manager, "secrets", kept)] : []),
    ...(inVault.length > 0 ? [createVariables(context, createVaultStore(context), "vault", inVault)] : []),
  ];
  return {
    env: parts.flatMap(({ env = [] }) => env),
    volumes: parts.flatMap(({ volumes = [] }) => volumes),
    volumeMounts: parts.flatMap(({ volumeMounts = [] }) => volumeMounts),
    resources: parts.flatMap(({ resources = [] }) => resources),
  };
}

function tell(variables: Record<string, pulumi.Input<string>>): Partial<Credentials> {
  return { env: Object.entries(variables).map(([name, value]) => ({ name, value })) };
}

/** A place where secrets are kept, as External Secrets reads it on behalf of the service. */
interface Store {
  objectName: string;
  resource: pulumi.Resource;
}

function createStore(context: ServiceContext, what: string, provider: pulumi.Inputs): Store {
  const objectName = `${context.serviceName}-${what}`;
  const resource = createCustom(context, `${context.name}-${what}`, kinds.secretStore, objectName, { provider });
  return { objectName, resource };
}

function createSecretsManagerStore(context: ServiceContext): Store {
  const { region, oidc } = context.args.secretsManager ?? {};
  const auth = { jwt: { serviceAccountRef: { name: context.serviceName } } };
  return createStore(context, "secrets-manager", {
    aws: { service: "SecretsManager", region, ...(oidc !== undefined && { auth }) },
  });
}

function createVaultStore(context: ServiceContext): Store {
  const { address, mount, role } = context.args.vault ?? {};
  const kubernetes = { mountPath: "kubernetes", role, serviceAccountRef: { name: context.serviceName } };
  return createStore(context, "vault-store", {
    vault: { server: address, path: mount, version: "v2", auth: { kubernetes } },
  });
}

interface Value {
  secretKey: string;
  remoteRef: { key?: pulumi.Input<string>; property?: string };
}

/** A Kubernetes secret that follows what is kept elsewhere. */
function createSecret(
  context: ServiceContext,
  { objectName: store, resource }: Store,
  what: string,
  refreshInterval: string,
  data: Value[],
): { secretName: string; resources: pulumi.Resource[] } {
  const secretName = `${context.serviceName}-${what}`;
  const secret = createCustom(
    { ...context, opts: pulumi.mergeOptions(context.opts, { dependsOn: resource }) },
    `${context.name}-${what}`,
    kinds.externalSecret,
    secretName,
    {
      refreshInterval,
      secretStoreRef: { kind: kinds.secretStore.kind, name: store },
      target: { name: secretName, creationPolicy: "Owner" },
      data,
    },
  );
  return { secretName, resources: [secret] };
}

/** As files, which are written anew when the secret is another: a rotated password takes no new pod. */
function createFiles(
  context: ServiceContext,
  store: Store,
  what: string,
  key: pulumi.Input<string>,
  properties: string[],
): Partial<Credentials> {
  const data = properties.map((property) => ({ secretKey: property, remoteRef: { key, property } }));
  const { secretName, resources } = createSecret(context, store, what, "1m", data);
  const mountPath = `/etc/credentials/${what}`;
  return {
    env: [{ name: `${what.toUpperCase()}_CREDENTIALS`, value: mountPath }],
    volumes: [{ name: what, secret: { secretName, defaultMode: 0o440 } }],
    volumeMounts: [{ name: what, mountPath, readOnly: true }],
    resources,
  };
}

function createVariables(
  context: ServiceContext,
  store: Store,
  what: string,
  variables: [string, ServiceSecretSourceArgs][],
): Partial<Credentials> {
  const data = variables.map(([secretKey, { secretArn, vaultPath, property }]) => ({
    secretKey,
    remoteRef: { key: secretArn ?? vaultPath, ...(property !== undefined && { property }) },
  }));
  const { secretName, resources } = createSecret(context, store, what, "1h", data);
  return {
    env: variables.map(([name]) => ({ name, valueFrom: { secretKeyRef: { name: secretName, key: name } } })),
    resources,
  };
}
