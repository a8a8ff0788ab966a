import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

import { nameTag } from "../network/tags";
import type { DatabaseArgs } from "./data-tier-args";
import { type DatabaseContext, isProtected, portOf, protection, replicaNumbers, userOf } from "./database-context";
import { replicaIdentifier } from "./database-problems";
import { engines, parameterGroupFamily } from "./engines";
import { hasPerformanceInsights } from "./instance-classes";

export function createParameterGroup({ parent, name, args }: DatabaseContext): aws.rds.ParameterGroup {
  const { engine, engineVersion, tags } = args;
  return new aws.rds.ParameterGroup(
    name,
    {
      family: parameterGroupFamily(engine, engineVersion),
      description: `Parameters of ${name}: TLS forced`,
      parameters: engines[engine].parameters.map((parameter) => ({ ...parameter, applyMethod: "immediate" })),
      tags: nameTag(name, tags),
    },
    { parent },
  );
}

/** What the database and its replicas have in common. */
function common(
  { args }: DatabaseContext,
  identifier: string,
  parameterGroup: aws.rds.ParameterGroup,
): aws.rds.InstanceArgs {
  const { engine, engineVersion, instanceClass, kmsKeyArn, maxAllocatedStorage, tags } = args;
  const insights = hasPerformanceInsights(engine, instanceClass);
  return {
    identifier,
    instanceClass,
    port: portOf(args),
    maxAllocatedStorage,
    storageType: "gp3",
    storageEncrypted: true,
    publiclyAccessible: false,
    vpcSecurityGroupIds: args.securityGroupIds,
    parameterGroupName: parameterGroup.name,
    caCertIdentifier: "rds-ca-rsa2048-g1",
    // A minor version that is given is meant: RDS leaves it alone.
    autoMinorVersionUpgrade: !namesMinorVersion(engine, engineVersion),
    maintenanceWindow: args.maintenanceWindow ?? "sun:04:00-sun:05:00",
    applyImmediately: true,
    copyTagsToSnapshot: true,
    enabledCloudwatchLogsExports: engines[engine].logs,
    performanceInsightsEnabled: insights,
    ...(insights && { performanceInsightsRetentionPeriod: 7, performanceInsightsKmsKeyId: kmsKeyArn }),
    tags: nameTag(identifier, tags),
  };
}

function namesMinorVersion(engine: DatabaseArgs["engine"], version: string): boolean {
  return version.split(".").length > engines[engine].majorParts;
}

export function createPrimary(
  context: DatabaseContext,
  parameterGroup: aws.rds.ParameterGroup,
  password: pulumi.Output<string>,
): aws.rds.Instance {
  const { parent, name, identifier, args } = context;
  const { skipFinalSnapshot = !isProtected(args), tags } = args;
  const subnetGroup = new aws.rds.SubnetGroup(
    name,
    { subnetIds: args.subnetIds, description: `Subnets of ${name}`, tags: nameTag(name, tags) },
    { parent },
  );
  return new aws.rds.Instance(
    name,
    {
      ...common(context, identifier, parameterGroup),
      engine: args.engine,
      engineVersion: args.engineVersion,
      // The version changes by hand only.
      allowMajorVersionUpgrade: true,
      allocatedStorage: args.allocatedStorage,
      kmsKeyId: args.kmsKeyArn,
      dbName: args.databaseName,
      username: userOf(args),
      password,
      dbSubnetGroupName: subnetGroup.name,
      multiAz: args.multiAz ?? false,
      backupRetentionPeriod: args.backupRetentionPeriod ?? 7,
      backupWindow: args.backupWindow ?? "03:00-03:30",
      deleteAutomatedBackups: !isProtected(args),
      deletionProtection: isProtected(args),
      skipFinalSnapshot,
      finalSnapshotIdentifier: skipFinalSnapshot ? undefined : finalSnapshotName(context),
    },
    { parent, ...protection(args), dependsOn: createLogGroups(context, name, identifier) },
  );
}

/** The name is taken as long as the snapshot exists, so the next database of this name needs another one. */
function finalSnapshotName({ parent, name, identifier, args }: DatabaseContext): pulumi.Output<string> {
  const { engine, databaseName } = args;
  const keepers = { engine, databaseName, username: userOf(args), identifier };
  const { hex } = new random.RandomId(`${name}-final-snapshot`, { byteLength: 4, keepers }, { parent });
  return pulumi.interpolate`${identifier}-final-${hex}`;
}

/** RDS would make the groups itself, and never delete what is in them. */
function createLogGroups(
  { parent, args }: DatabaseContext,
  name: string,
  identifier: string,
): aws.cloudwatch.LogGroup[] {
  return engines[args.engine].logs.map(
    (log) =>
      new aws.cloudwatch.LogGroup(
        `${name}-${log}`,
        {
          name: `/aws/rds/instance/${identifier}/${log}`,
          retentionInDays: args.logRetentionInDays ?? 30,
          tags: nameTag(`${name}-${log}`, args.tags),
        },
        { parent },
      ),
  );
}

export function createReplicas(
  context: DatabaseContext,
  parameterGroup: aws.rds.ParameterGroup,
  primary: aws.rds.Instance,
): aws.rds.Instance[] {
  const { parent, name, identifier, args } = context;
  return replicaNumbers(args).map((number) => {
    const replica = replicaIdentifier(identifier, number);
    const replicaName = replicaIdentifier(name, number);
    return new aws.rds.Instance(
      replicaName,
      {
        ...common(context, replica, parameterGroup),
        replicateSourceDb: primary.identifier,
        // What a replica holds is in the primary too: RDS takes no final snapshot of one.
        skipFinalSnapshot: true,
      },
      { parent, dependsOn: createLogGroups(context, replicaName, replica) },
    );
  });
}
