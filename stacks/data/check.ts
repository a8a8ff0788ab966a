import { cacheVersionProblems } from "@throughline/components/data/cache-problems";
import { sameNameProblems } from "@throughline/components/data/data-tier-problems";
import { databaseSettingsProblems } from "@throughline/components/data/database-problems";
import { engines } from "@throughline/components/data/engines";
import { recoveryWindowProblems } from "@throughline/components/data/secret-problems";
import { selfHostedSettingsProblems } from "@throughline/components/data/self-hosted-problems";
import { flowLogProblems } from "@throughline/components/network/flow-log-settings";
import { TierType } from "@throughline/components/network/addresses";
import { at, error, type Finding, warning } from "../config/finding";
import { flowAdmits } from "../config/reach";
import type { Sections } from "../config/sections";
import { checkGroup, checkTier, hasTier, vpcOf, vpcsOf } from "../network/names";
import type { NetworkSection } from "../network/schema";
import type { DataSection } from "./schema";

type Database = NonNullable<DataSection["databases"]>[string];

const redisPort = 6379;

/** What is wrong with databases, caches and secrets. */
export function checkData({ network, data }: Pick<Sections, "network" | "data">): Finding[] {
  if (data === undefined) {
    return [];
  }
  return [
    ...checkTier(network, at("data", "tier"), data.tier, [TierType.isolated, TierType.private]),
    ...zonesOfSubnetGroups(data, network.availabilityZones),
    ...Object.entries(data.databases ?? {}).flatMap(([name, database]) => checkDatabase(name, database)),
    ...checkSelfHosted(network, data),
    ...Object.entries(data.caches ?? {}).flatMap(([name, cache]) =>
      cacheVersionProblems(cache).map(({ path, reason }) => error(at("data", "caches", name, path), reason)),
    ),
    ...sameNameProblems(data).map(({ path, reason }) => error(at("data", ...path.split(".")), reason)),
    ...recoveryWindowProblems(data.secretRecoveryWindowInDays, "secretRecoveryWindowInDays").map(({ path, reason }) =>
      error(at("data", path), reason),
    ),
    ...checkLogRetention(data),
  ];
}

function zonesOfSubnetGroups({ databases = {} }: DataSection, zones: readonly string[]): Finding[] {
  return Object.keys(databases).length > 0 && zones.length < 2
    ? [error(at("network", "availabilityZones"), "RDS wants subnets in two availability zones or more. Append one.")]
    : [];
}

function checkDatabase(name: string, database: Database): Finding[] {
  return databaseSettingsProblems(database).map(({ path, reason }) =>
    error(at("data", "databases", name, path), reason),
  );
}

function checkSelfHosted({ privateZone }: NetworkSection, { selfHostedDatabases = {} }: DataSection): Finding[] {
  return Object.entries(selfHostedDatabases).flatMap(([name, database]) => [
    ...selfHostedSettingsProblems(database).map(({ path, reason }) =>
      error(at("data", "selfHostedDatabases", name, path), reason),
    ),
    ...(privateZone
      ? []
      : [
          error(
            at("data", "selfHostedDatabases", name),
            "its certificate is made out on a name in the private zone. Give network.privateZone.",
          ),
        ]),
  ]);
}

/** Functions that rotate passwords: where they stand, and whether they reach the databases and Secrets Manager. */
export function checkRotation({ network, data, flows }: Pick<Sections, "network" | "data" | "flows">): Finding[] {
  const rotated = Object.entries(data?.databases ?? {}).filter(([, { rotationDays }]) => rotationDays !== undefined);
  if (data === undefined || rotated.length === 0) {
    return [];
  }
  const { tier, securityGroup: group = tier } = data.rotationFunctions ?? { tier: data.tier };
  const key = at("data", ...(data.rotationFunctions ? ["rotationFunctions", "tier"] : ["tier"]));
  const misplaced = [
    ...checkTier(network, key, tier, [TierType.isolated, TierType.private]),
    ...checkGroup(network, at("data", "rotationFunctions", "securityGroup"), group, tier),
  ];
  if (misplaced.length > 0) {
    return data.rotationFunctions ? misplaced : [];
  }
  const unreached = rotated.flatMap(([name, database]) => {
    const port = database.port ?? engines[database.engine].port;
    return flowAdmits(flows, group, data.tier, port)
      ? []
      : [
          error(
            at("data", "databases", name, "rotationDays"),
            `no flow leads from ${group} to ${data.tier} on port ${port}: the function that rotates the password would not reach the database. Add one to throughline:flows.`,
          ),
        ];
  });
  return [
    ...unreached,
    ...waysToSecretsManager(
      { network, flows },
      group,
      rotated.map(([name]) => name),
    ),
  ];
}

function waysToSecretsManager(
  { network, flows }: Pick<Sections, "network" | "flows">,
  group: string,
  databases: readonly string[],
): Finding[] {
  const vpc = vpcsOf(network).find(({ name }) => name === vpcOf(group));
  const hasEndpoint = vpc?.interfaceEndpoints?.includes("secretsmanager") ?? false;
  return hasEndpoint || flowAdmits(flows, group, "internet", 443)
    ? []
    : databases.map((name) =>
        error(
          at("data", "databases", name, "rotationDays"),
          `the function that rotates the password would not reach Secrets Manager from ${group}. Add secretsmanager to the interfaceEndpoints of ${vpc?.name ?? "its VPC"}, or a flow to the internet on port 443 and rotationFunctions in a private tier.`,
        ),
      );
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
function checkLogRetention({ logRetentionInDays }: DataSection): Finding[] {
  return flowLogProblems({ retentionInDays: logRetentionInDays }, "").map(({ reason }) =>
    error(at("data", "logRetentionInDays"), reason),
  );
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
  return database && (database.port ?? engines[database.engine].port);
}
