import { DatabaseEngine } from "@throughline/components/data/data-tier-args";
import { TierType } from "@throughline/components/network/addresses";
import { at, error, type Finding, warning } from "../config/finding";
import { flowAdmits } from "../config/reach";
import type { Sections } from "../config/sections";
import { checkTier, hasTier } from "../network/names";
import type { DataSection } from "./schema";

type Database = NonNullable<DataSection["databases"]>[string];

const defaultPorts: Readonly<Record<DatabaseEngine, number>> = { postgres: 5432, mysql: 3306 };
export const redisPort = 6379;

/** What is wrong with databases, caches and secrets. */
export function checkData({ network, data }: Pick<Sections, "network" | "data">): Finding[] {
  if (data === undefined) {
    return [];
  }
  return [
    ...checkTier(network, at("data", "tier"), data.tier, [TierType.isolated, TierType.private]),
    ...zonesOfSubnetGroups(data, network.availabilityZones),
    ...Object.entries(data.databases ?? {}).flatMap(([name, database]) => checkDatabase(name, database)),
    ...sameNames(data),
    ...checkRecoveryWindow(data),
  ];
}

function zonesOfSubnetGroups({ databases = {} }: DataSection, zones: readonly string[]): Finding[] {
  return Object.keys(databases).length > 0 && zones.length < 2
    ? [error(at("network", "availabilityZones"), "RDS wants subnets in two availability zones or more. Append one.")]
    : [];
}

/** Names that RDS keeps: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
const reservedUsers: Readonly<Record<DatabaseEngine, readonly string[]>> = {
  postgres: ["admin", "rdsadmin", "rds_superuser", "rdsrepladmin"],
  mysql: ["rdsadmin", "rdsrepladmin"],
};

function checkDatabase(name: string, database: Database): Finding[] {
  const {
    engine,
    username,
    allocatedStorage,
    maxAllocatedStorage,
    readReplicas = 0,
    backupRetentionPeriod = 7,
  } = database;
  const path = (key: string) => at("data", "databases", name, key);
  const found: Finding[] = [];
  if (username !== undefined && reservedUsers[engine].includes(username.toLowerCase())) {
    found.push(
      error(path("username"), `"${username}" is a reserved word of ${engine} on RDS. Choose another, such as app.`),
    );
  }
  if (engine === DatabaseEngine.mysql && (username?.length ?? 0) > 32) {
    found.push(error(path("username"), "a user of MySQL has at most 32 characters."));
  }
  if (maxAllocatedStorage !== undefined && maxAllocatedStorage < allocatedStorage * 1.1) {
    found.push(
      error(
        path("maxAllocatedStorage"),
        `${maxAllocatedStorage} GiB leaves no room to grow: RDS wants at least 10 % more than allocatedStorage, which is ${allocatedStorage}.`,
      ),
    );
  }
  if (readReplicas > 0 && backupRetentionPeriod === 0) {
    found.push(
      error(path("readReplicas"), "read replicas need automated backups. Give backupRetentionPeriod 1 or more."),
    );
  }
  return found;
}

/** Databases of both kinds have names in one zone, and credentials beside the other secrets. */
function sameNames({ databases = {}, selfHostedDatabases = {}, caches = {}, secrets = {} }: DataSection): Finding[] {
  const taken = new Map<string, string>();
  return Object.entries({ databases, selfHostedDatabases, caches, secrets }).flatMap(([kind, things]) =>
    Object.keys(things).flatMap((name) => {
      const other = taken.get(name);
      taken.set(name, other ?? kind);
      return other === undefined
        ? []
        : [
            error(
              at("data", kind, name),
              `"${name}" is taken in ${other}: both would have the secret of that name. Choose another name.`,
            ),
          ];
    }),
  );
}

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html */
function checkRecoveryWindow({ secretRecoveryWindowInDays: days = 30 }: DataSection): Finding[] {
  return days > 0 && days < 7
    ? [
        error(
          at("data", "secretRecoveryWindowInDays"),
          `Secrets Manager does not take ${days}: 7 to 30 days, or 0 to delete at once.`,
        ),
      ]
    : [];
}

/** Databases, caches and their ports that no flow lets anybody reach: rules come from flows alone. */
export function unreachedData({
  network,
  data,
  compute,
  apps,
  flows,
}: Pick<Sections, "network" | "data" | "compute" | "apps" | "flows">): Finding[] {
  if (data === undefined || compute === undefined || !hasTier(network, compute.tier) || !hasTier(network, data.tier)) {
    return [];
  }
  return Object.entries(apps?.services ?? {}).flatMap(
    ([service, { database, cache, securityGroups = [compute.tier] }]) => {
      const uses = [
        { key: "database", name: database, port: database === undefined ? undefined : databasePort(data, database) },
        {
          key: "cache",
          name: cache,
          port: cache !== undefined && data.caches?.[cache] !== undefined ? redisPort : undefined,
        },
      ];
      return uses.flatMap(({ key, name, port }) =>
        port === undefined || securityGroups.some((group) => flowAdmits(flows, group, data.tier, port))
          ? []
          : [
              warning(
                at("apps", "services", service, key),
                `no flow leads from ${securityGroups.join(" or ")} to ${data.tier} on port ${port}, where "${name ?? ""}" listens. Add one to throughline:flows.`,
              ),
            ],
      );
    },
  );
}

/** Port of a database of either kind. */
function databasePort({ databases = {}, selfHostedDatabases = {} }: DataSection, name: string): number | undefined {
  const database = databases[name] ?? selfHostedDatabases[name];
  return database && (database.port ?? defaultPorts[database.engine]);
}
