import type { CreateContext, Properties, ResourceType, RuleContext, WorldResource } from "../../resource-type";
import { networkInterface } from "../ec2/addresses";
import { SECURITY_GROUP } from "../ec2/permissions";
import { SUBNET } from "../ec2/subnet";
import { VPC } from "../ec2/vpc";
import { derivedUuid } from "../identifiers";
import { arn, companion, derivedId, standard } from "../standard";
import { number, text, texts } from "../values";
import { INSTANCE, sourceOf } from "./instance-source";
import { instanceRefusals, keepsProtected, namesFinalSnapshot, SNAPSHOT } from "./instance-refusals";
import { PARAMETER_GROUP } from "./parameter-group";
import { SUBNET_GROUP } from "./subnet-group";
import { majorOf, versionFor } from "./versions";

const QUOTAS = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html";

const PORTS: Properties = { postgres: 5432, mysql: 3306 };
const LICENSES: Properties = { postgres: "postgresql-license", mysql: "general-public-license" };
/** Zone of the names of RDS: https://docs.aws.amazon.com/general/latest/gr/rds-service.html */
const HOSTED_ZONES: Properties = { "us-east-1": "Z2R2ITUGPM61AM", "us-east-2": "Z2XHWR1WZ565X2" };

/** Storage that has grown by itself stays as it is. */
const hasGrown = (old: unknown, { allocatedStorage, maxAllocatedStorage }: Properties): boolean =>
  (number(old) ?? 0) > (number(allocatedStorage) ?? 0) &&
  (number(maxAllocatedStorage) ?? 0) > (number(allocatedStorage) ?? 0);

/** The version that it has, or the one that it is brought to. */
function actualVersion(inputs: Properties, source: Properties, today: string, old?: Properties): string {
  const wanted = text(inputs.engineVersion) ?? text(source.engineVersionActual);
  const has = text(old?.engineVersionActual);
  if (has !== undefined && (wanted === undefined || `${has}.`.startsWith(`${wanted}.`))) {
    return has;
  }
  return versionFor(inputs.engine ?? source.engine, wanted, today);
}

const subnetGroupOf = (inputs: Properties, source: Properties): unknown =>
  inputs.dbSubnetGroupName ?? source.dbSubnetGroupName;

function subnetsOf(outputs: Properties, context: RuleContext): readonly WorldResource[] {
  const group = context.get(SUBNET_GROUP, outputs.dbSubnetGroupName);
  return texts(group?.outputs.subnetIds).flatMap((id) => context.get(SUBNET, id) ?? []);
}

/** `DBI` resource id: what the provider has as id, since the identifier can be changed. */
const resourceId = (context: CreateContext): string => context.self?.id ?? `db-${context.hex(26).toUpperCase()}`;

export const instance: ResourceType = {
  type: INSTANCE,
  documentation: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html",
  required: ["instanceClass"],
  defaults: {
    autoMinorVersionUpgrade: true,
    copyTagsToSnapshot: false,
    deleteAutomatedBackups: true,
    monitoringInterval: 0,
    performanceInsightsEnabled: false,
    publiclyAccessible: false,
    skipFinalSnapshot: false,
  },
  autoname: { property: "identifier", maximumLength: 63 },
  id: (_inputs, context) => resourceId(context),
  computed: (inputs, context, old) => {
    const source = sourceOf(inputs, context)?.outputs ?? {};
    const id = resourceId(context);
    const engine = inputs.engine ?? source.engine;
    const identifier = text(inputs.identifier) ?? text(old?.identifier) ?? "";
    const port = inputs.port ?? source.port ?? PORTS[String(engine)];
    const address = `${identifier}.${domainLabel(context)}.${context.region}.rds.amazonaws.com`;
    const dbSubnetGroupName = subnetGroupOf(inputs, source);
    const group = context.get(SUBNET_GROUP, dbSubnetGroupName)?.outputs;
    const subnets = subnetsOf({ dbSubnetGroupName }, context);
    const version = actualVersion(inputs, source, context.today, old);
    return {
      ...standard(inputs, context),
      arn: arn(context, "rds", `db:${identifier}`),
      identifier,
      identifierPrefix: inputs.identifierPrefix ?? "",
      resourceId: id,
      status: "available",
      address,
      port,
      endpoint: `${address}:${String(port)}`,
      hostedZoneId: HOSTED_ZONES[context.region] ?? "",
      listenerEndpoints: [],
      engine,
      engineVersion: inputs.engineVersion ?? version,
      engineVersionActual: version,
      engineLifecycleSupport: inputs.engineLifecycleSupport ?? "open-source-rds-extended-support",
      licenseModel: inputs.licenseModel ?? LICENSES[String(engine)],
      dbName: inputs.dbName ?? source.dbName ?? "",
      username: inputs.username ?? source.username ?? "",
      allocatedStorage: hasGrown(old?.allocatedStorage, inputs)
        ? old?.allocatedStorage
        : (inputs.allocatedStorage ?? source.allocatedStorage),
      maxAllocatedStorage: inputs.maxAllocatedStorage ?? 0,
      storageType: inputs.storageType ?? "gp2",
      iops: inputs.iops ?? (inputs.storageType === "gp3" ? 3000 : 0),
      storageThroughput: inputs.storageThroughput ?? (inputs.storageType === "gp3" ? 125 : 0),
      storageEncrypted: inputs.storageEncrypted ?? source.storageEncrypted ?? false,
      kmsKeyId: inputs.kmsKeyId ?? source.kmsKeyId ?? managedKey(inputs.storageEncrypted, context),
      availabilityZone: inputs.availabilityZone ?? old?.availabilityZone ?? subnets[0]?.outputs.availabilityZone ?? "",
      multiAz: inputs.multiAz ?? false,
      dbSubnetGroupName,
      networkType: inputs.networkType ?? "IPV4",
      vpcSecurityGroupIds:
        inputs.vpcSecurityGroupIds ??
        source.vpcSecurityGroupIds ??
        [context.get(VPC, group?.vpcId)?.outputs.defaultSecurityGroupId].filter(Boolean),
      parameterGroupName: inputs.parameterGroupName ?? `default.${String(engine)}${majorOf(engine, version)}`,
      optionGroupName:
        inputs.optionGroupName ?? `default:${String(engine)}-${majorOf(engine, version).replace(".", "-")}`,
      backupRetentionPeriod: inputs.backupRetentionPeriod ?? (text(inputs.replicateSourceDb) ? 0 : 1),
      backupWindow: inputs.backupWindow ?? "06:00-06:30",
      backupTarget: inputs.backupTarget ?? "region",
      maintenanceWindow: inputs.maintenanceWindow ?? "sat:08:00-sat:08:30",
      caCertIdentifier: inputs.caCertIdentifier ?? "rds-ca-rsa2048-g1",
      databaseInsightsMode: inputs.databaseInsightsMode ?? "standard",
      performanceInsightsRetentionPeriod:
        inputs.performanceInsightsRetentionPeriod ?? (inputs.performanceInsightsEnabled === true ? 7 : 0),
      performanceInsightsKmsKeyId:
        inputs.performanceInsightsKmsKeyId ?? managedKey(inputs.performanceInsightsEnabled, context),
      monitoringRoleArn: inputs.monitoringRoleArn ?? "",
      masterUserSecrets: [],
      masterUserSecretKmsKeyId: inputs.masterUserSecretKmsKeyId ?? "",
      characterSetName: inputs.characterSetName ?? "",
      ncharCharacterSetName: inputs.ncharCharacterSetName ?? "",
      domainFqdn: inputs.domainFqdn ?? "",
      latestRestorableTime: "",
      replicaMode: inputs.replicaMode ?? "",
      replicas: context
        .where(INSTANCE, "replicateSourceDb", identifier)
        .map(({ outputs }) => outputs.identifier)
        .sort(),
      snapshotIdentifier: inputs.snapshotIdentifier ?? "",
      timezone: inputs.timezone ?? "",
      upgradeRolloutOrder: "",
    };
  },
  assumed: ["address", "backupWindow", "maintenanceWindow", "engineVersionActual"],
  secretOutputs: ["password", "passwordWo"],
  references: [
    {
      path: "dbSubnetGroupName",
      to: [SUBNET_GROUP],
      by: "name",
      missing: "DBSubnetGroupNotFoundFault",
      inUse: "InvalidDBSubnetGroupStateFault",
    },
    {
      path: "parameterGroupName",
      to: [PARAMETER_GROUP],
      by: "name",
      missing: "DBParameterGroupNotFound",
      inUse: "InvalidDBParameterGroupState",
      except: /^default\./,
    },
    {
      path: "optionGroupName",
      to: ["aws:rds/optionGroup:OptionGroup"],
      by: "name",
      missing: "OptionGroupNotFoundFault",
      inUse: "InvalidOptionGroupStateFault",
      except: /^default:/,
    },
    {
      path: "vpcSecurityGroupIds[]",
      to: [SECURITY_GROUP],
      missing: "InvalidParameterValue",
      inUse: "DependencyViolation",
    },
    // The source can be deleted: its replicas go on as databases of their own.
    { path: "replicateSourceDb", to: [INSTANCE], by: "identifier", missing: "DBInstanceNotFound", except: /^arn:/ },
    { path: "kmsKeyId", to: ["aws:kms/key:Key"], by: "arn", missing: "KMSKeyNotAccessibleFault" },
    { path: "performanceInsightsKmsKeyId", to: ["aws:kms/key:Key"], by: "arn", missing: "KMSKeyNotAccessibleFault" },
    { path: "monitoringRoleArn", to: ["aws:iam/role:Role"], by: "arn", missing: "InvalidParameterValue" },
  ],
  unique: [
    {
      scope: "account-region",
      key: ({ identifier }) => text(identifier)?.toLowerCase(),
      code: "DBInstanceAlreadyExists",
      message: () => "DB instance already exists",
    },
  ],
  replaceOn: [
    "region",
    "availabilityZone",
    "backupTarget",
    "characterSetName",
    "customIamInstanceProfile",
    "dbName",
    "engine",
    "identifierPrefix",
    "kmsKeyId",
    "ncharCharacterSetName",
    "restoreToPointInTime",
    "snapshotIdentifier",
    "storageEncrypted",
    "timezone",
    "username",
  ],
  overlooks: (old, inputs) => (hasGrown(old.allocatedStorage, inputs) ? ["allocatedStorage"] : []),
  formats: [
    {
      property: "identifier",
      pattern: /^(?=.{1,63}$)[a-z](-?[a-z\d])*$/,
      code: "InvalidParameterValue",
      allowed: "up to 63 lower-case letters, digits and single hyphens, a letter first",
    },
    {
      property: "finalSnapshotIdentifier",
      pattern: /^(?=.{1,255}$)[A-Za-z](-?[A-Za-z\d])*$/,
      code: "InvalidParameterValue",
      allowed: "up to 255 letters, digits and single hyphens, a letter first",
    },
    {
      property: "instanceClass",
      pattern: /^db\.[a-z]+\d[a-z\d-]*\.(micro|small|medium|large|\d*xlarge)$/,
      code: "InvalidParameterValue",
      allowed: "an instance class such as db.t4g.micro",
    },
    {
      property: "storageType",
      pattern: /^(standard|gp2|gp3|io1|io2)$/,
      code: "InvalidParameterValue",
      allowed: "gp3, gp2, io1, io2 or standard",
    },
    {
      property: "backupRetentionPeriod",
      pattern: /^([0-9]|[12]\d|3[0-5])$/,
      code: "InvalidParameterValue",
      allowed: "0 to 35 days",
    },
    {
      property: "backupWindow",
      pattern: /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/,
      code: "InvalidParameterValue",
      allowed: "hh24:mi-hh24:mi",
    },
    {
      property: "maintenanceWindow",
      pattern:
        /^(mon|tue|wed|thu|fri|sat|sun):([01]\d|2[0-3]):[0-5]\d-(mon|tue|wed|thu|fri|sat|sun):([01]\d|2[0-3]):[0-5]\d$/i,
      code: "InvalidParameterValue",
      allowed: "ddd:hh24:mi-ddd:hh24:mi",
    },
    {
      property: "caCertIdentifier",
      pattern: /^rds-ca-(rsa2048|rsa4096|ecc384)-g1$/,
      code: "CertificateNotFound",
      allowed: "rds-ca-rsa2048-g1, rds-ca-rsa4096-g1 or rds-ca-ecc384-g1",
    },
    {
      property: "port",
      pattern: /^(11[5-9]\d|1[2-9]\d\d|[2-9]\d{3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])$/,
      code: "InvalidParameterValue",
      allowed: "1150 to 65535",
    },
  ],
  refusals: instanceRefusals,
  quotas: [
    { name: "DB instances", limit: 40, code: "InstanceQuotaExceeded", documentation: `${QUOTAS} (L-7B6409FD)` },
    {
      name: "Read replicas per primary",
      limit: 15,
      per: ({ replicateSourceDb }) => text(replicateSourceDb) ?? "",
      used: ({ replicateSourceDb }, { self, where }) =>
        text(replicateSourceDb) === undefined
          ? 0
          : where(INSTANCE, "replicateSourceDb", replicateSourceDb).filter(({ id }) => id !== self?.id).length + 1,
      code: "InstanceQuotaExceeded",
      documentation: `${QUOTAS} (L-5BC124EF)`,
    },
  ],
  inUse: [keepsProtected, namesFinalSnapshot],
  brings: (outputs, context) =>
    subnetsOf(outputs, context)
      .slice(0, outputs.multiAz === true ? 2 : 1)
      .map(({ id }) =>
        networkInterface(
          {
            id: derivedId("eni", String(outputs.resourceId), id),
            subnetId: id,
            interfaceType: "interface",
            description: "RDSNetworkInterface",
            securityGroups: texts(outputs.vpcSecurityGroupIds),
          },
          outputs,
          context,
        ),
      ),
  leaves: ({ outputs, inputs }) =>
    text(inputs.finalSnapshotIdentifier) === undefined || inputs.skipFinalSnapshot === true
      ? []
      : [
          companion(SNAPSHOT, String(inputs.finalSnapshotIdentifier), {
            dbSnapshotIdentifier: inputs.finalSnapshotIdentifier,
            dbInstanceIdentifier: outputs.identifier,
            engine: outputs.engine,
            engineVersion: outputs.engineVersionActual,
            allocatedStorage: outputs.allocatedStorage,
            encrypted: outputs.storageEncrypted,
            kmsKeyId: outputs.kmsKeyId,
            snapshotType: "manual",
            status: "available",
          }),
        ],
};

/** ARN of the key that AWS manages for a service, if anything is encrypted. */
const managedKey = (encrypted: unknown, context: CreateContext): string =>
  encrypted === true ? arn(context, "kms", `key/${derivedUuid(`${context.account}/${context.region}/aws/rds`)}`) : "";

/** What the names of all instances of an account and region have in common. */
const domainLabel = ({ account, region }: RuleContext): string =>
  `c${derivedUuid(`${account}/${region}/rds`).replaceAll("-", "").slice(0, 11)}`;
