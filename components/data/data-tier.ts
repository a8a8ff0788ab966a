import * as pulumi from "@pulumi/pulumi";

import { refuse } from "../network/problems";
import type {
  CacheArgs,
  DatabaseArgs,
  DataTierSettingsArgs,
  SecretArgs,
  SelfHostedDatabaseSettingsArgs,
} from "./data-tier-args";
import type { DataTierCache, DataTierDatabase } from "./data-tier-outputs";
import { dataTierProblems } from "./data-tier-problems";
import { engines } from "./engines";
import { GeneratedSecret } from "./generated-secret";
import type { RotationPlaceArgs } from "./password-rotation";
import { RedisCache } from "./redis-cache";
import { RelationalDatabase } from "./relational-database";
import { SelfHostedDatabase } from "./self-hosted-database";

export interface DataTierArgs extends DataTierSettingsArgs {
  /** The tier in the network. */
  network: DataTierNetworkArgs;
  /**
   * ARNs of what alarms tell, such as a topic of SNS.
   *
   * @default none: alarms are seen in CloudWatch
   */
  alarmActions?: pulumi.Input<string>[];
}

/** Where databases and caches stand. */
export interface DataTierNetworkArgs {
  /** Subnets of the tier, one for each availability zone. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Availability zones, in the order of the subnets. */
  availabilityZones: pulumi.Input<pulumi.Input<string>[]>;
  /** Security group of databases and caches. */
  securityGroupId: pulumi.Input<string>;
  /**
   * Id of the private zone in which they get names.
   *
   * @default none
   */
  privateZoneId?: pulumi.Input<string>;
  /**
   * Name of the private zone.
   *
   * @default none
   */
  privateZoneName?: pulumi.Input<string>;
  /**
   * Where functions run that rotate passwords.
   *
   * @default none: no password can be rotated
   */
  rotation?: RotationPlaceArgs;
}

/**
 * Databases, caches and secrets of an environment, all of them in one tier behind one security group, with credentials
 * in Secrets Manager under `<name>/<database>`, and names in the private zone.
 *
 * **Cost**: the sum of its parts, see `RelationalDatabase`, `SelfHostedDatabase`, `RedisCache` and `GeneratedSecret`.
 *
 * @example
 * ```typescript
 * const data = new DataTier("dev", {
 *   tier: "apps.data",
 *   databases: {
 *     accounts: {
 *       engine: "postgres",
 *       engineVersion: "17",
 *       instanceClass: "db.t4g.micro",
 *       allocatedStorage: 20,
 *       databaseName: "accounts",
 *     },
 *   },
 *   network: { subnetIds, availabilityZones, securityGroupId },
 * });
 * ```
 */
export class DataTier extends pulumi.ComponentResource {
  /** Databases of both kinds by name. */
  public readonly databases: Record<string, DataTierDatabase>;
  /** Caches by name. */
  public readonly caches: Record<string, DataTierCache>;
  /** ARNs of the further secrets by name. */
  public readonly secretArns: Record<string, pulumi.Output<string>>;

  public constructor(name: string, args: DataTierArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:DataTier", name, args, opts);
    refuse(this, name, dataTierProblems(args));
    const context: Context = { parent: this, name, args };
    this.databases = {
      ...mapValues(args.databases, (database) => createDatabase(context, database)),
      ...mapValues(args.selfHostedDatabases, (database) => createSelfHosted(context, database)),
    };
    this.caches = mapValues(args.caches, (cache) => createCache(context, cache));
    this.secretArns = mapValues(args.secrets, (secret) => createSecret(context, secret));
    this.registerOutputs({ databases: this.databases, caches: this.caches, secretArns: this.secretArns });
  }
}

interface Context {
  parent: DataTier;
  name: string;
  args: DataTierArgs;
}

/** Something with its name in the settings. */
type Named<T> = [name: string, settings: T];

function mapValues<T, U>(things: Record<string, T> = {}, make: (thing: Named<T>) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(things).map((thing) => [thing[0], make(thing)]));
}

/** What each part has from the tier. */
const inTier = ({ args: { network, alarmActions, kmsKeyArn, tags } }: Context) => ({
  subnetIds: network.subnetIds,
  securityGroupIds: [network.securityGroupId],
  privateZoneId: network.privateZoneId,
  alarmActions,
  kmsKeyArn,
  tags,
});

const secretOf = ({ name, args }: Context, thing: string) => ({
  secretName: `${name}/${thing}`,
  secretRecoveryWindowInDays: args.secretRecoveryWindowInDays,
});

function createDatabase(context: Context, [database, settings]: Named<DatabaseArgs>): DataTierDatabase {
  const { parent, name, args } = context;
  const { arn, address, readerAddress, port, secretArn } = new RelationalDatabase(
    `${name}-${database}`,
    {
      ...settings,
      ...inTier(context),
      ...secretOf(context, database),
      recordName: database,
      rotation: args.network.rotation,
      logRetentionInDays: args.logRetentionInDays,
    },
    { parent },
  );
  return {
    engine: settings.engine,
    arn,
    endpoint: address,
    readerEndpoint: readerAddress,
    port,
    securityGroupId: pulumi.output(args.network.securityGroupId),
    databaseName: settings.databaseName,
    secretArn,
  };
}

function createSelfHosted(
  context: Context,
  [database, settings]: Named<SelfHostedDatabaseSettingsArgs>,
): DataTierDatabase {
  const { parent, name, args } = context;
  const { availabilityZones, subnetIds, privateZoneId = "", privateZoneName = "" } = args.network;
  const { arn, address, secretArn } = new SelfHostedDatabase(
    `${name}-${database}`,
    {
      ...settings,
      ...inTier(context),
      ...secretOf(context, database),
      privateZoneId,
      subnetId: pulumi.output(subnetIds).apply(first),
      availabilityZone: pulumi.output(availabilityZones).apply(first),
      hostName: pulumi.interpolate`${database}.${privateZoneName}`,
    },
    { parent },
  );
  return {
    engine: settings.engine,
    arn,
    endpoint: address,
    port: pulumi.output(settings.port ?? engines[settings.engine].port),
    securityGroupId: pulumi.output(args.network.securityGroupId),
    databaseName: settings.databaseName,
    secretArn,
  };
}

function createCache(context: Context, [cache, settings]: Named<CacheArgs>): DataTierCache {
  const { parent, name, args } = context;
  const { arn, address, readerAddress, port, secretArn } = new RedisCache(
    `${name}-${cache}`,
    { ...settings, ...inTier(context), ...secretOf(context, cache), recordName: cache },
    { parent },
  );
  return {
    engine: "redis",
    arn,
    endpoint: address,
    readerEndpoint: readerAddress,
    port,
    securityGroupId: pulumi.output(args.network.securityGroupId),
    secretArn,
  };
}

function createSecret({ parent, name, args }: Context, [secret, settings]: Named<SecretArgs>): pulumi.Output<string> {
  const { secretRecoveryWindowInDays: recoveryWindowInDays, tags } = args;
  return new GeneratedSecret(
    `${name}-${secret}`,
    { ...settings, secretName: `${name}/${secret}`, recoveryWindowInDays, tags },
    { parent },
  ).secretArn;
}

/** There is a subnet in each availability zone. */
const first = (items: string[]): string => items[0] ?? "";
