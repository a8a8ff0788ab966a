import type * as pulumi from "@pulumi/pulumi";

export const DatabaseEngine = {
  postgres: "postgres",
  mysql: "mysql",
} as const;
export type DatabaseEngine = (typeof DatabaseEngine)[keyof typeof DatabaseEngine];

/** Where databases, caches and secrets of an environment are kept. */
export interface DataTierSettingsArgs {
  /** Tier of databases and caches, not public, as flows name it: `apps.data`. */
  tier: string;
  /**
   * Databases on Amazon RDS, by name. Encrypted, TLS forced, credentials generated into Secrets Manager.
   *
   * @default none
   */
  databases?: Record<string, DatabaseArgs>;
  /**
   * Databases on an instance of our own, by name, where RDS is not wanted.
   *
   * @default none
   */
  selfHostedDatabases?: Record<string, SelfHostedDatabaseSettingsArgs>;
  /**
   * Redis replication groups on ElastiCache, by name. Encrypted, TLS and an auth token required.
   *
   * @default none
   */
  caches?: Record<string, CacheArgs>;
  /**
   * Further secrets in Secrets Manager, by name, such as keys of other people's APIs.
   *
   * @default none
   */
  secrets?: Record<string, SecretArgs>;
  /**
   * Days for which a deleted secret can be brought back, 7 to 30; its name is taken for as long. 0 deletes at once.
   *
   * @default 30
   */
  secretRecoveryWindowInDays?: number;
  /**
   * Where the functions run that rotate passwords. They reach the databases, and Secrets Manager by an interface
   * endpoint or NAT.
   *
   * @default in `tier`, in its security group
   */
  rotationFunctions?: RotationFunctionsArgs;
  /**
   * ARN of the KMS key that encrypts databases, caches and volumes; made elsewhere, for it has to outlive the final
   * snapshots.
   *
   * @default the keys that AWS manages for each service
   */
  kmsKeyArn?: pulumi.Input<string>;
  /**
   * Days after which CloudWatch deletes logs of databases, one of those that it offers: 1, 3, 5, 7, 14, 30, 60, 90, …
   *
   * @default 30
   */
  logRetentionInDays?: number;
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Record<string, pulumi.Input<string>>;
}

export interface RotationFunctionsArgs {
  /** Tier of the functions, not public, as flows name it: `apps.nodes`. */
  tier: string;
  /**
   * Their security group, as flows name it.
   *
   * @default the tier's
   */
  securityGroup?: string;
}

export interface DatabaseArgs {
  /** What the database speaks. */
  engine: DatabaseEngine;
  /**
   * Major version, and minor version if it is not left to RDS: `17` or `17.7` of PostgreSQL, `8.4` of MySQL. RDS
   * installs minor versions by itself only if none is given. Raising the major version upgrades in place; there is no
   * way back.
   */
  engineVersion: string;
  /** Instance class: `db.t4g.micro`. */
  instanceClass: string;
  /** Storage in GiB, gp3. It can be raised, never lowered. */
  allocatedStorage: number;
  /**
   * Storage in GiB up to which RDS grows by itself. What it has grown by is left as it is.
   *
   * @default it does not grow
   */
  maxAllocatedStorage?: number;
  /** Name of the database inside the instance. */
  databaseName: string;
  /**
   * Name of the administrator, whose password is generated.
   *
   * @default app
   */
  username?: string;
  /**
   * Port.
   *
   * @default 5432 of PostgreSQL, 3306 of MySQL
   */
  port?: number;
  /**
   * Whether a standby in another availability zone takes over.
   *
   * @default false
   */
  multiAz?: boolean;
  /**
   * Days for which automated backups are kept, 0 to 35; 0 makes none.
   *
   * @default 7
   */
  backupRetentionPeriod?: number;
  /**
   * Number of read replicas, 0 to 15. They need automated backups.
   *
   * @default 0
   */
  readReplicas?: number;
  /**
   * Whether deletion is refused: by RDS, and by Pulumi before it asks RDS.
   *
   * @default true
   */
  deletionProtection?: boolean;
  /**
   * Whether the database is deleted without a final snapshot.
   *
   * @default false with deletion protection, else true
   */
  skipFinalSnapshot?: boolean;
  /**
   * Daily time in UTC in which backups are made, as `hh:mm-hh:mm`, half an hour or more.
   *
   * @default 03:00-03:30
   */
  backupWindow?: string;
  /**
   * Weekly time in UTC in which RDS installs minor versions, as `ddd:hh:mm-ddd:hh:mm`; not within the backup window.
   *
   * @default sun:04:00-sun:05:00
   */
  maintenanceWindow?: string;
  /**
   * Days between rotations of the password by Secrets Manager.
   *
   * @default none: it stays
   */
  rotationDays?: number;
}

export interface SelfHostedDatabaseSettingsArgs {
  /** What the database speaks. */
  engine: DatabaseEngine;
  /** Major version: `17` of PostgreSQL, `8.4` of MySQL. */
  engineVersion: string;
  /** Instance type: `t4g.small`. */
  instanceType: string;
  /** Data volume in GiB, gp3, encrypted; it outlives the instance. */
  volumeSize: number;
  /** Name of the database. */
  databaseName: string;
  /**
   * Port.
   *
   * @default 5432 of PostgreSQL, 3306 of MySQL
   */
  port?: number;
}

export interface CacheArgs {
  /** Version of Redis: `7.1`. */
  engineVersion: string;
  /** Node type: `cache.t4g.micro`. */
  nodeType: string;
  /**
   * Replicas beside the primary, 0 to 5. With one or more, another availability zone takes over.
   *
   * @default 0
   */
  replicas?: number;
  /**
   * Days for which daily snapshots are kept, 0 to 35; 0 makes none.
   *
   * @default 0
   */
  snapshotRetentionLimit?: number;
}

export interface SecretArgs {
  /** What the secret is for. */
  description: string;
  /**
   * Its value, encrypted in the settings. Kept as a secret everywhere.
   *
   * @default generated: 32 letters and digits
   */
  value?: pulumi.Input<string>;
}
