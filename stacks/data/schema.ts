import { DatabaseEngine, type DataTierSettingsArgs } from "@throughline/components/data/data-tier-args";
import { z } from "zod";
import { byName, port, secretText, tags } from "../config/formats";

const databaseName = z
  .string()
  .regex(/^[a-zA-Z][a-zA-Z0-9_]{0,62}$/, "a database's name has letters, digits and underscores, a letter first");
const engineVersion = z.string().regex(/^\d+(\.\d+)*$/, 'a version is written in quotes: "17.7"');

/** Section `throughline:data`: what a person decides about databases, caches and secrets. */
export const dataSchema = z.strictObject({
  tier: z.string(),
  databases: byName(
    z.strictObject({
      engine: z.enum(DatabaseEngine),
      engineVersion,
      instanceClass: z.string().regex(/^db\.[a-z0-9-]+\.[a-z0-9]+$/, "an instance class looks like db.t4g.micro"),
      allocatedStorage: z.int().min(20).max(65_536),
      maxAllocatedStorage: z.int().max(65_536).optional(),
      databaseName,
      username: databaseName.optional(),
      port: port.optional(),
      multiAz: z.boolean().optional(),
      backupRetentionPeriod: z.int().min(0).max(35).optional(),
      readReplicas: z.int().min(0).max(15).optional(),
      deletionProtection: z.boolean().optional(),
      skipFinalSnapshot: z.boolean().optional(),
      backupWindow: z
        .string()
        .regex(/^\d\d:\d\d-\d\d:\d\d$/, "a backup window looks like 03:00-03:30")
        .optional(),
      maintenanceWindow: z
        .string()
        .regex(/^[a-z]{3}:\d\d:\d\d-[a-z]{3}:\d\d:\d\d$/, "a maintenance window looks like sun:04:00-sun:05:00")
        .optional(),
      rotationDays: z.int().min(1).max(1000).optional(),
    }),
  ).optional(),
  selfHostedDatabases: byName(
    z.strictObject({
      engine: z.enum(DatabaseEngine),
      engineVersion,
      instanceType: z.string().regex(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, "an instance type looks like t4g.small"),
      volumeSize: z.int().min(1).max(16_384),
      databaseName,
      port: port.optional(),
    }),
  ).optional(),
  caches: byName(
    z.strictObject({
      engineVersion,
      nodeType: z.string().regex(/^cache\.[a-z0-9]+\.[a-z0-9]+$/, "a node type looks like cache.t4g.micro"),
      replicas: z.int().min(0).max(5).optional(),
      snapshotRetentionLimit: z.int().min(0).max(35).optional(),
    }),
  ).optional(),
  secrets: byName(z.strictObject({ description: z.string(), value: secretText.optional() })).optional(),
  secretRecoveryWindowInDays: z.int().min(0).max(30).optional(),
  rotationFunctions: z.strictObject({ tier: z.string(), securityGroup: z.string().optional() }).optional(),
  kmsKeyArn: z
    .string()
    .regex(/^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/, "the ARN of a KMS key")
    .optional(),
  logRetentionInDays: z.int().optional(),
  tags: tags.optional(),
}) satisfies z.ZodType<DataTierSettingsArgs>;

export type DataSection = z.output<typeof dataSchema>;
