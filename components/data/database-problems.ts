import type { Problem } from "../network/addresses";
import { notOneOf } from "../network/one-of";
import { type DatabaseArgs, DatabaseEngine } from "./data-tier-args";
import { engines } from "./engines";
import { recoveryWindowProblems } from "./secret-problems";

/** Names that RDS keeps: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
const reservedUsers: Record<DatabaseEngine, string[]> = {
  postgres: ["admin", "rdsadmin", "rds_superuser", "rdsrepladmin"],
  mysql: ["rdsadmin", "rdsrepladmin"],
};

/** Longest identifier of an instance of RDS, and longest name of a function of Lambda. */
const longestIdentifier = 63;
const longestFunctionName = 64;

/** Name of the function that rotates the password of a database. */
export const rotationFunctionName = (identifier: string): string => `${identifier}-rotation`;

export const replicaIdentifier = (identifier: string, number: number): string => `${identifier}-replica-${number}`;

interface Checked extends DatabaseArgs {
  secretRecoveryWindowInDays?: number;
  rotation?: object;
}

/** What is wrong with a database, beyond what RDS says of single values. */
export function databaseProblems(identifier: string, args: Checked): Problem[] {
  const unknownEngine = notOneOf(args.engine, DatabaseEngine, "engine");
  if (unknownEngine.length > 0) return unknownEngine;
  return [
    ...identifierProblems(identifier, args),
    ...databaseSettingsProblems(args),
    ...rotationProblems(identifier, args),
    ...recoveryWindowProblems(args.secretRecoveryWindowInDays, "secretRecoveryWindowInDays"),
  ];
}

/** What is wrong with the settings of a database, whatever its name is and wherever it stands. */
export function databaseSettingsProblems(args: DatabaseArgs): Problem[] {
  return [...versionProblems(args), ...userProblems(args), ...storageProblems(args), ...replicaProblems(args)];
}

function identifierProblems(identifier: string, { readReplicas = 0 }: Checked): Problem[] {
  const longest = readReplicas === 0 ? identifier : replicaIdentifier(identifier, readReplicas);
  if (longest.length > longestIdentifier) {
    const reason = `"${longest}" has ${longest.length} characters; RDS takes ${longestIdentifier}. Shorten the name.`;
    return [{ path: "identifier", reason }];
  }
  return /^[a-z](-?[a-z0-9])*$/.test(identifier)
    ? []
    : [
        {
          path: "identifier",
          reason: `"${identifier}" is not a name that RDS takes: lower-case letters, digits and single hyphens, a letter first.`,
        },
      ];
}

function versionProblems({ engine, engineVersion }: Checked): Problem[] {
  const { majorParts } = engines[engine];
  const parts = engineVersion.split(".").length;
  if (parts === majorParts || parts === majorParts + 1) return [];
  const example = { postgres: "17 or 17.7", mysql: "8.4 or 8.4.8" }[engine];
  return [{ path: "engineVersion", reason: `"${engineVersion}" is no version of ${engine}. Write it as ${example}.` }];
}

function userProblems({ engine, username }: Checked): Problem[] {
  if (username === undefined) return [];
  if (reservedUsers[engine].includes(username.toLowerCase())) {
    const reason = `"${username}" is a reserved word of ${engine} on RDS. Choose another, such as app.`;
    return [{ path: "username", reason }];
  }
  return engine === DatabaseEngine.mysql && username.length > 32
    ? [{ path: "username", reason: "a user of MySQL has at most 32 characters." }]
    : [];
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html */
function storageProblems({ allocatedStorage, maxAllocatedStorage }: Checked): Problem[] {
  if (maxAllocatedStorage === undefined || maxAllocatedStorage >= allocatedStorage * 1.1) return [];
  const reason = `${maxAllocatedStorage} GiB leaves no room to grow: RDS wants at least 10 % more than allocatedStorage, which is ${allocatedStorage}.`;
  return [{ path: "maxAllocatedStorage", reason }];
}

function replicaProblems({ readReplicas = 0, backupRetentionPeriod = 7 }: Checked): Problem[] {
  return readReplicas > 0 && backupRetentionPeriod === 0
    ? [
        {
          path: "readReplicas",
          reason: "read replicas need automated backups. Give backupRetentionPeriod 1 or more.",
        },
      ]
    : [];
}

function rotationProblems(identifier: string, { rotationDays, rotation }: Checked): Problem[] {
  if (rotationDays === undefined) return [];
  const name = rotationFunctionName(identifier);
  const tooLong = name.length > longestFunctionName;
  return [
    ...(rotation === undefined
      ? [{ path: "rotation", reason: "rotationDays needs a place for the function that rotates the password." }]
      : []),
    ...(tooLong
      ? [
          {
            path: "rotationDays",
            reason: `the function "${name}" would have ${name.length} characters; Lambda takes ${longestFunctionName}. Shorten the name of the database.`,
          },
        ]
      : []),
  ];
}
