import type { ExistingStoreArgs } from "../config/existing";
import { names } from "../config/names";
import type { Sections } from "../config/sections";

/** What has to exist for the contract of the data layer to be fulfilled, as the settings say it. */
export interface WantedData {
  readonly databases: readonly WantedStore[];
  readonly caches: readonly WantedStore[];
  readonly secrets: readonly WantedSecret[];
}

export interface WantedStore {
  readonly name: string;
  readonly engine: string;
  /** Identifier of the DB instance or replication group. */
  readonly identifier: string;
  /** Name or ARN of the secret with its credentials. */
  readonly secret: string;
  /** Whether somebody said which secret it is: then it has to be that one. */
  readonly secretGiven: boolean;
  /** Which of its security groups stands for it, where it has several. */
  readonly securityGroup?: string;
}

export interface WantedSecret {
  readonly name: string;
  /** Name or ARN in Secrets Manager. */
  readonly secret: string;
}

export function wantedData(environment: string, { data, existing }: Pick<Sections, "data" | "existing">): WantedData {
  const { databases = {}, caches = {}, secrets = {} } = data ?? {};
  const given = existing.data ?? {};
  return {
    databases: Object.entries(databases).map(([name, { engine }]) =>
      wantedStore({ environment, name, engine, identifier: names.database }, given.databases?.[name]),
    ),
    caches: Object.keys(caches).map((name) =>
      wantedStore({ environment, name, engine: "redis", identifier: names.cache }, given.caches?.[name]),
    ),
    secrets: Object.keys(secrets).map((name) => ({
      name,
      secret: given.secrets?.[name] ?? names.secret(environment, name),
    })),
  };
}

interface Named {
  readonly environment: string;
  readonly name: string;
  readonly engine: string;
  /** The identifier that Throughline would give. */
  readonly identifier: (environment: string, name: string) => string;
}

function wantedStore({ environment, name, engine, identifier }: Named, given: ExistingStoreArgs = {}): WantedStore {
  return {
    name,
    engine,
    identifier: given.identifier ?? identifier(environment, name),
    secret: given.secret ?? names.secret(environment, name),
    secretGiven: given.secret !== undefined,
    securityGroup: given.securityGroup,
  };
}
