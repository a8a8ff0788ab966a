import type { Mistake } from "./mistake";

const data = "throughline:data";
const flows = "throughline:flows";

/** Databases, caches, secrets. */
export const dataMistakes: readonly Mistake[] = [
  {
    mistake: "a database in a public tier",
    change: { [`${data}.tier`]: "hub.public" },
    problems: [
      'throughline:data.tier: "hub.public" is public; this stands in a tier that is isolated or private. There are: hub.private, apps.nodes, apps.data.',
    ],
    warnings: [
      'throughline:apps.services.account.database: no flow leads from apps.nodes to hub.public on port 5432, where "accounts" listens. Add one to throughline:flows.',
      'throughline:apps.services.account.cache: no flow leads from apps.nodes to hub.public on port 6379, where "sessions" listens. Add one to throughline:flows.',
    ],
  },
  {
    mistake: "replicas without backups",
    change: { [`${data}.databases.accounts.backupRetentionPeriod`]: 0 },
    problems: [
      "throughline:data.databases.accounts.readReplicas: read replicas need automated backups. Give backupRetentionPeriod 1 or more.",
    ],
  },
  {
    mistake: "storage without room to grow",
    change: { [`${data}.databases.accounts.maxAllocatedStorage`]: 20 },
    problems: [
      "throughline:data.databases.accounts.maxAllocatedStorage: 20 GiB leaves no room to grow: RDS wants at least 10 % more than allocatedStorage, which is 20.",
    ],
  },
  {
    mistake: "a reserved user",
    change: { [`${data}.databases.accounts.username`]: "admin" },
    problems: [
      'throughline:data.databases.accounts.username: "admin" is a reserved word of postgres on RDS. Choose another, such as app.',
    ],
  },
  {
    mistake: "one name for two things",
    change: { [`${data}.secrets.accounts`]: { description: "Another" } },
    problems: [
      'throughline:data.secrets.accounts: "accounts" is taken in databases: both would have the secret of that name. Choose another name.',
    ],
  },
  {
    mistake: "a recovery window that is too short",
    change: { [`${data}.secretRecoveryWindowInDays`]: 3 },
    problems: [
      "throughline:data.secretRecoveryWindowInDays: Secrets Manager does not take 3: 7 to 30 days, or 0 to delete at once.",
    ],
  },
  {
    mistake: "a secret in plain text",
    change: { [`${data}.secrets.api-key.value`]: "hunter2" },
    problems: [
      "throughline:data.secrets.api-key.value: a secret in plain text. Encrypt it: pulumi config set --secret --path 'throughline:data.secrets.api-key.value'",
    ],
  },
  {
    mistake: "an encrypted value that decides",
    change: { [`${data}.tier`]: { secure: "v1:bm9uY2U=:Y2lwaGVydGV4dA==" } },
    problems: [
      "throughline:data.tier: cannot be encrypted: it decides what is made, and a program that reads it would not keep it secret. Write it plainly.",
    ],
  },
  {
    mistake: "a secret of Pulumi Cloud",
    change: { [`${data}.secrets.api-key.value`]: { secure: "AAABAKbxN2w0" } },
    problems: [
      "throughline:data.secrets.api-key.value: only one stack could decrypt this: it was encrypted with a key that Pulumi Cloud keeps for each stack, and all layers share this file. Make the stacks with a passphrase or a key of a key service (pulumi stack init --secrets-provider awskms://…) and encrypt it again.",
    ],
  },
  {
    mistake: "a database that no flow reaches",
    change: { [`${flows}[3].ports`]: ["6379"] },
    warnings: [
      'throughline:apps.services.account.database: no flow leads from apps.nodes to apps.data on port 5432, where "accounts" listens. Add one to throughline:flows.',
    ],
  },
  {
    mistake: "a user with too long a name",
    change: {
      [`${data}.databases.accounts`]: {
        engine: "mysql",
        engineVersion: "8.4",
        instanceClass: "db.t4g.micro",
        allocatedStorage: 20,
        databaseName: "accounts",
        port: 5432,
        username: "u".repeat(40),
      },
    },
    problems: ["throughline:data.databases.accounts.username: a user of MySQL has at most 32 characters."],
  },
  {
    mistake: "a version that is none",
    change: { [`${data}.databases.accounts.engineVersion`]: "17.7.1" },
    problems: [
      'throughline:data.databases.accounts.engineVersion: "17.7.1" is no version of postgres. Write it as 17 or 17.7.',
    ],
  },
  {
    mistake: "a cache of long ago",
    change: { [`${data}.caches.sessions.engineVersion`]: "7.9" },
    problems: [
      'throughline:data.caches.sessions.engineVersion: "7.9" is not a version that a new cache should have. Choose 7.1, 7.0, 6.2 or 6.0.',
    ],
  },
  {
    mistake: "a retention that CloudWatch does not offer",
    change: { [`${data}.logRetentionInDays`]: 8 },
    problems: [
      "throughline:data.logRetentionInDays: CloudWatch does not offer 8 days. It offers 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653.",
    ],
  },
  {
    mistake: "a password that is rotated where nothing is reached",
    change: { [`${data}.databases.accounts.rotationDays`]: 30 },
    problems: [
      "throughline:data.databases.accounts.rotationDays: no flow leads from apps.data to apps.data on port 5432: the function that rotates the password would not reach the database. Add one to throughline:flows.",
      "throughline:data.databases.accounts.rotationDays: the function that rotates the password would not reach Secrets Manager from apps.data. Add secretsmanager to the interfaceEndpoints of apps, or a flow to the internet on port 443 and rotationFunctions in a private tier.",
    ],
  },
  {
    mistake: "functions in a public tier",
    change: {
      [`${data}.databases.accounts.rotationDays`]: 30,
      [`${data}.rotationFunctions`]: { tier: "hub.public" },
    },
    problems: [
      'throughline:data.rotationFunctions.tier: "hub.public" is public; this stands in a tier that is isolated or private. There are: hub.private, apps.nodes, apps.data.',
    ],
  },
];
