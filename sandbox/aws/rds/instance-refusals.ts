import type { Properties, Refusal, Rule, RuleContext } from "../../resource-type";
import { INTERNET_GATEWAY } from "../ec2/internet-gateway";
import { SECURITY_GROUP } from "../ec2/permissions";
import { number, text, texts } from "../values";
import { sourceOf } from "./instance-source";
import { minutesOf, overlap } from "./windows";
import { PARAMETER_GROUP } from "./parameter-group";
import { SUBNET_GROUP } from "./subnet-group";
import { canBeMade, compareVersions, isEngine, majorOf, versionFor } from "./versions";

export const SNAPSHOT = "aws:rds/snapshot:Snapshot";

const combination = (message: string): Refusal => ({ code: "InvalidParameterCombination", message });
const value = (message: string): Refusal => ({ code: "InvalidParameterValue", message });

const isReplica = ({ replicateSourceDb }: Properties): boolean => text(replicateSourceDb) !== undefined;

/** Whether it comes from something that knows engine, user and storage already. */
const isCopy = (inputs: Properties): boolean =>
  isReplica(inputs) || text(inputs.snapshotIdentifier) !== undefined || inputs.restoreToPointInTime !== undefined;

const engineOf = (inputs: Properties, context: RuleContext): unknown =>
  inputs.engine ?? sourceOf(inputs, context)?.outputs.engine;

const hasWhatItNeeds: Rule = (inputs) => {
  if (isCopy(inputs)) {
    return undefined;
  }
  const needed = { Engine: inputs.engine, AllocatedStorage: inputs.allocatedStorage, MasterUsername: inputs.username };
  const missing = Object.entries(needed).find(([, given]) => given === undefined);
  if (missing) {
    return value(`The parameter ${missing[0]} must be provided and must not be blank.`);
  }
  return inputs.manageMasterUserPassword === true || text(inputs.password ?? inputs.passwordWo) !== undefined
    ? undefined
    : value("The parameter MasterUserPassword must be provided and must not be blank.");
};

const engineExists: Rule = ({ engine }) =>
  engine === undefined || isEngine(engine) ? undefined : value(`Invalid DB engine: ${text(engine) ?? ""}`);

const versionExists: Rule = (inputs, { self }) => {
  const { engine, engineVersion } = inputs;
  const has = self?.outputs;
  if (engineVersion === undefined || engineVersion === has?.engineVersion || canBeMade(engine, engineVersion)) {
    return undefined;
  }
  return combination(`Cannot find version ${text(engineVersion) ?? ""} for ${text(engine) ?? ""}`);
};

const versionOnlyRises: Rule = (inputs, { self, today }) => {
  const has = text(self?.outputs.engineVersionActual);
  const wanted = text(inputs.engineVersion);
  if (has === undefined || wanted === undefined || `${has}.`.startsWith(`${wanted}.`)) {
    return undefined;
  }
  const target = versionFor(inputs.engine, wanted, today);
  if (compareVersions(target, has) < 0) {
    return combination(`Cannot upgrade ${String(inputs.engine)} from ${has} to ${target}`);
  }
  return majorOf(inputs.engine, has) !== majorOf(inputs.engine, target) && inputs.allowMajorVersionUpgrade !== true
    ? combination("The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.")
    : undefined;
};

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html */
const classIsOffered: Rule = (inputs, context) =>
  /^db\.(t2|m[1-4]|r[34]|x1e?)\./.test(String(inputs.instanceClass))
    ? combination(
        "RDS does not support creating a DB instance with the following combination: " +
          `DBInstanceClass=${String(inputs.instanceClass)}, Engine=${String(engineOf(inputs, context))}.`,
      )
    : undefined;

const storageFits: Rule = (inputs, context) => {
  const size = number(inputs.allocatedStorage);
  const most = number(inputs.maxAllocatedStorage);
  if (size === undefined) {
    return undefined;
  }
  const [smallest, largest] = inputs.storageType === "gp3" ? [20, 65_536] : [5, 65_536];
  if (size < smallest || size > largest) {
    return value(
      `Invalid storage size for engine name ${String(engineOf(inputs, context))} and storage type ${text(inputs.storageType) ?? "gp2"}: ${size}`,
    );
  }
  if (most !== undefined && most !== 0 && most < size * 1.1) {
    return combination(`Max storage size must be at least 10 % greater than storage size (${most}, ${size})`);
  }
  return inputs.storageType === "gp3" &&
    size < 400 &&
    (inputs.iops !== undefined || inputs.storageThroughput !== undefined)
    ? combination(
        `You can't specify IOPS or storage throughput for engine ${String(inputs.engine)} and a storage size less than 400.`,
      )
    : undefined;
};

const storageOnlyGrows: Rule = ({ allocatedStorage, maxAllocatedStorage }, { self }) => {
  const has = number(self?.outputs.allocatedStorage) ?? 0;
  const wanted = number(allocatedStorage) ?? has;
  const growsByItself = (number(maxAllocatedStorage) ?? 0) > wanted;
  return wanted < has && !growsByItself
    ? combination(`Requested storage of ${wanted} GiB is less than the ${has} GiB that the DB instance has.`)
    : undefined;
};

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
const passwordIsAllowed: Rule = (inputs) => {
  const password = text(inputs.password ?? inputs.passwordWo);
  if (password === undefined) {
    return undefined;
  }
  if (isReplica(inputs)) {
    return combination(
      "Cannot change master user password on a Read Replica because it uses replication and cannot differ from its parent.",
    );
  }
  if (inputs.manageMasterUserPassword === true) {
    return combination("You can't specify MasterUserPassword when ManageMasterUserPassword is enabled.");
  }
  const longest = inputs.engine === "mysql" ? 41 : 128;
  if (password.length < 8 || password.length > longest) {
    return value(
      `The parameter MasterUserPassword is not a valid password: it has to have 8 to ${longest} characters.`,
    );
  }
  return /^[!#-.0-?A-~]+$/.test(password)
    ? undefined
    : value(
        "The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '\"', ' ' may be used.",
      );
};

const RESERVED_USERS: Readonly<Record<string, readonly string[]>> = {
  postgres: ["admin", "rdsadmin", "rds_superuser", "rdsrepladmin"],
  mysql: ["rdsadmin", "rdsrepladmin"],
};

const namesAreAllowed: Rule = ({ engine, username, dbName }) => {
  const user = text(username);
  if (user !== undefined && RESERVED_USERS[String(engine)]?.includes(user.toLowerCase())) {
    return value(`MasterUsername ${user} cannot be used as it is a reserved word used by the engine`);
  }
  const longestUser = engine === "mysql" ? 32 : 63;
  if (user !== undefined && !new RegExp(`^[A-Za-z]\\w{0,${longestUser - 1}}$`).test(user)) {
    return value("The parameter MasterUsername is not valid: 1 to 63 letters and digits, a letter first.");
  }
  return text(dbName) === undefined || /^[A-Za-z]\w{0,62}$/.test(String(dbName))
    ? undefined
    : value("DBName must begin with a letter and contain only alphanumeric characters.");
};

const isInANetwork: Rule = ({ dbSubnetGroupName, ...inputs }) =>
  text(dbSubnetGroupName) === undefined && !isReplica(inputs)
    ? { code: "InvalidSubnet", message: "No default subnet detected in VPC." }
    : undefined;

const vpcOf = (inputs: Properties, context: RuleContext): string | undefined => {
  const name = inputs.dbSubnetGroupName ?? sourceOf(inputs, context)?.outputs.dbSubnetGroupName;
  return text(context.get(SUBNET_GROUP, name)?.outputs.vpcId);
};

const groupsAreInItsVpc: Rule = (inputs, context) => {
  const vpc = vpcOf(inputs, context);
  const foreign = texts(inputs.vpcSecurityGroupIds)
    .map((id) => text(context.get(SECURITY_GROUP, id)?.outputs.vpcId))
    .find((other) => other !== vpc);
  return vpc !== undefined && foreign !== undefined
    ? combination(
        "The DB instance and EC2 security group are in different VPCs. " +
          `The DB instance is in ${vpc} and the EC2 security group is in ${foreign}`,
      )
    : undefined;
};

const isReachableIfPublic: Rule = (inputs, context) =>
  inputs.publiclyAccessible === true && context.where(INTERNET_GATEWAY, "vpcId", vpcOf(inputs, context)).length === 0
    ? {
        code: "InvalidVPCNetworkStateFault",
        message:
          "Cannot create a publicly accessible DBInstance. The specified VPC has no internet gateway attached. " +
          "Update the VPC and then try again",
      }
    : undefined;

const zoneIsFreeToChoose: Rule = ({ multiAz, availabilityZone }) =>
  multiAz === true && text(availabilityZone) !== undefined
    ? combination("Requesting a specific availability zone is not valid for Multi-AZ instances.")
    : undefined;

const familyFits: Rule = (inputs, context) => {
  const { parameterGroupName } = inputs;
  const group = context.get(PARAMETER_GROUP, parameterGroupName)?.outputs;
  const source = sourceOf(inputs, context)?.outputs;
  const engine = engineOf(inputs, context);
  const version = inputs.engineVersion ?? source?.engineVersionActual ?? context.self?.outputs.engineVersionActual;
  const family = `${String(engine)}${majorOf(engine, version)}`;
  return group && version !== undefined && group.family !== family
    ? combination(
        `The parameter group ${String(parameterGroupName)} with DBParameterGroupFamily ${String(group.family)} can't be used for this instance. ` +
          `Please use a parameter group with DBParameterGroupFamily ${family}`,
      )
    : undefined;
};

const LOGS: Readonly<Record<string, readonly string[]>> = {
  postgres: ["postgresql", "upgrade", "iam-db-auth-error"],
  mysql: ["audit", "error", "general", "slowquery", "iam-db-auth-error"],
};

const logsExist: Rule = (inputs, context) => {
  const engine = String(engineOf(inputs, context));
  const wrong = texts(inputs.enabledCloudwatchLogsExports).filter((log) => !LOGS[engine]?.includes(log));
  return wrong.length > 0
    ? combination(`You cannot use the log types '${wrong.join(", ")}' with engine ${engine}.`)
    : undefined;
};

const insightsAreOffered: Rule = (inputs, context) =>
  inputs.performanceInsightsEnabled === true &&
  engineOf(inputs, context) === "mysql" &&
  /^db\.t\d\w*\.(micro|small)$/.test(String(inputs.instanceClass))
    ? combination("Performance Insights not supported for this configuration.")
    : undefined;

const monitoringHasARole: Rule = ({ monitoringInterval, monitoringRoleArn }) =>
  (number(monitoringInterval) ?? 0) > 0 && text(monitoringRoleArn) === undefined
    ? combination("A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.")
    : undefined;

const windowsAreApart: Rule = ({ backupWindow, maintenanceWindow }) => {
  const backup = text(backupWindow);
  if (backup !== undefined && minutesOf(backup) < 30) {
    return value("The backup window must be at least 30 minutes.");
  }
  const maintenance = text(maintenanceWindow);
  return backup !== undefined && maintenance !== undefined && overlap(backup, maintenance)
    ? combination("The backup window and maintenance window must not overlap.")
    : undefined;
};

const sourceCanBeFollowed: Rule = (inputs, context) => {
  const source = sourceOf(inputs, context)?.outputs;
  if (source === undefined || context.self !== undefined) {
    return undefined;
  }
  if (number(source.backupRetentionPeriod) === 0) {
    return {
      code: "InvalidDBInstanceState",
      message:
        "Automated backups are not enabled for this database instance. To enable automated backups, use " +
        "ModifyDBInstance to set the backup retention period to a non-zero value.",
    };
  }
  return source.manageMasterUserPassword === true
    ? value(
        `Creating read replicas for source instance with engine ${String(source.engine)} where ManageMasterUserPassword is enabled is not supported.`,
      )
    : undefined;
};

const snapshotNameIsFree = ({ finalSnapshotIdentifier }: Properties, { get }: RuleContext): Refusal | undefined =>
  get(SNAPSHOT, finalSnapshotIdentifier)
    ? {
        code: "DBSnapshotAlreadyExists",
        message: `Cannot create the snapshot because a snapshot with the identifier ${String(finalSnapshotIdentifier)} already exists.`,
      }
    : undefined;

/** Every refusal of a creation or change. */
export const instanceRefusals: readonly Rule[] = [
  hasWhatItNeeds,
  engineExists,
  versionExists,
  versionOnlyRises,
  classIsOffered,
  storageFits,
  storageOnlyGrows,
  passwordIsAllowed,
  namesAreAllowed,
  isInANetwork,
  groupsAreInItsVpc,
  isReachableIfPublic,
  zoneIsFreeToChoose,
  familyFits,
  logsExist,
  insightsAreOffered,
  monitoringHasARole,
  windowsAreApart,
  sourceCanBeFollowed,
];

export const keepsProtected: Rule = (_inputs, { self }) =>
  self?.outputs.deletionProtection === true
    ? combination("Cannot delete protected DB Instance, please disable deletion protection and try again.")
    : undefined;

/** A replica has no final snapshot. */
export const namesFinalSnapshot: Rule = (inputs, context) => {
  if (inputs.skipFinalSnapshot === true) {
    return undefined;
  }
  if (isReplica(inputs)) {
    return combination("FinalDBSnapshotIdentifier can not be specified when deleting a replica instance");
  }
  return text(inputs.finalSnapshotIdentifier) === undefined
    ? combination("FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.")
    : snapshotNameIsFree(inputs, context);
};
