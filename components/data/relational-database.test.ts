import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { problemsOf, record, type Recording, valueOf } from "../testing/recorder";
import { RelationalDatabase, type RelationalDatabaseArgs } from "./relational-database";

const instance = "aws:rds/instance:Instance";
const parameterGroup = "aws:rds/parameterGroup:ParameterGroup";
const logGroup = "aws:cloudwatch/logGroup:LogGroup";
const metricAlarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const secretVersion = "aws:secretsmanager/secretVersion:SecretVersion";
const password = "random:index/randomPassword:RandomPassword";
const dnsRecord = "aws:route53/record:Record";

const postgres: RelationalDatabaseArgs = {
  engine: "postgres",
  engineVersion: "17",
  instanceClass: "db.t4g.micro",
  allocatedStorage: 20,
  databaseName: "accounts",
  subnetIds: ["subnet-1", "subnet-2"],
  securityGroupIds: ["sg-1"],
};
const mysql: RelationalDatabaseArgs = { ...postgres, engine: "mysql", engineVersion: "8.4" };

const make = (args: Partial<RelationalDatabaseArgs> = {}, name = "dev-accounts") =>
  record(() => new RelationalDatabase(name, { ...postgres, ...args }));
const problems = (args: Partial<RelationalDatabaseArgs>, name = "dev-accounts") =>
  problemsOf(() => new RelationalDatabase(name, { ...postgres, ...args }));

describe("RelationalDatabase", () => {
  let made: Recording<RelationalDatabase>;
  before(async () => {
    made = await make();
  });
  const inputs = () => made.get(instance, "dev-accounts").inputs;

  it("is private, encrypted, and behind the given groups", () => {
    expect(inputs()).to.deep.include({
      identifier: "dev-accounts",
      publiclyAccessible: false,
      storageEncrypted: true,
      storageType: "gp3",
      vpcSecurityGroupIds: ["sg-1"],
      caCertIdentifier: "rds-ca-rsa2048-g1",
      copyTagsToSnapshot: true,
    });
    expect(made.get("aws:rds/subnetGroup:SubnetGroup", "dev-accounts").inputs.subnetIds).to.deep.equal(
      postgres.subnetIds,
    );
  });

  it("refuses connections without TLS", async () => {
    const forced = async (args: Partial<RelationalDatabaseArgs>) =>
      (await make(args)).get(parameterGroup, "dev-accounts").inputs;
    expect(await forced({})).to.deep.include({ family: "postgres17" });
    expect((await forced({})).parameters).to.deep.include({
      name: "rds.force_ssl",
      value: "1",
      applyMethod: "immediate",
    });
    expect(await forced(mysql)).to.deep.include({ family: "mysql8.4" });
    expect((await forced(mysql)).parameters).to.deep.include({
      name: "require_secure_transport",
      value: "1",
      applyMethod: "immediate",
    });
  });

  it("has its credentials in Secrets Manager, secret in the program too", async () => {
    const { secretString } = made.get(secretVersion, "dev-accounts").inputs;
    const { value } = secretString as { value: string };
    expect(JSON.parse(value)).to.deep.equal({
      engine: "postgres",
      host: "dev-accounts.rds",
      port: 5432,
      dbname: "accounts",
      username: "app",
      password: "dev-accounts-password",
    });
    expect(await valueOf(made.result.secretArn)).to.equal("dev-accounts-secret");
  });

  it("gets another password when anything else in its secret changes, and only then", async () => {
    const keepers = async (args: Partial<RelationalDatabaseArgs>) =>
      (await make(args)).get(password, "dev-accounts").inputs.keepers;
    const first = await keepers({});
    expect(await keepers({ port: 6000 })).to.not.deep.equal(first);
    expect(
      await keepers({
        instanceClass: "db.m7g.large",
        allocatedStorage: 500,
        readReplicas: 2,
        multiAz: true,
        engineVersion: "18",
      }),
    ).to.deep.equal(first);
  });

  it("leaves minor versions to RDS unless one is given", async () => {
    expect(inputs()).to.include({ engineVersion: "17", autoMinorVersionUpgrade: true });
    const pinned = (await make({ engineVersion: "17.7" })).get(instance, "dev-accounts").inputs;
    expect(pinned).to.include({ engineVersion: "17.7", autoMinorVersionUpgrade: false });
  });

  it("is protected, backed up, and keeps a final snapshot under a name of its own", () => {
    expect(inputs()).to.include({
      deletionProtection: true,
      skipFinalSnapshot: false,
      deleteAutomatedBackups: false,
      backupRetentionPeriod: 7,
    });
    expect(inputs().finalSnapshotIdentifier).to.match(/^dev-accounts-final-/);
  });

  it("goes without a trace when it is not protected, unless a snapshot is wanted", async () => {
    const open = (await make({ deletionProtection: false })).get(instance, "dev-accounts").inputs;
    expect(open).to.include({ deletionProtection: false, skipFinalSnapshot: true, deleteAutomatedBackups: true });
    expect(open).to.not.have.property("finalSnapshotIdentifier");
    const kept = await make({ deletionProtection: false, skipFinalSnapshot: false });
    expect(kept.get(instance, "dev-accounts").inputs).to.include.keys("finalSnapshotIdentifier");
  });

  it("has its logs in groups that forget", async () => {
    const logs = made.ofType(logGroup).map(({ inputs: { name, retentionInDays } }) => [name, retentionInDays]);
    expect(logs).to.deep.equal([
      ["/aws/rds/instance/dev-accounts/postgresql", 30],
      ["/aws/rds/instance/dev-accounts/upgrade", 30],
    ]);
    const { ofType } = await make({ ...mysql, logRetentionInDays: 7 });
    expect(ofType(logGroup).map(({ inputs: { name, retentionInDays } }) => [name, retentionInDays])).to.deep.equal([
      ["/aws/rds/instance/dev-accounts/error", 7],
      ["/aws/rds/instance/dev-accounts/slowquery", 7],
    ]);
  });

  it("has Performance Insights where RDS has it", async () => {
    expect(inputs()).to.include({ performanceInsightsEnabled: true, performanceInsightsRetentionPeriod: 7 });
    const small = (await make(mysql)).get(instance, "dev-accounts").inputs;
    expect(small).to.include({ performanceInsightsEnabled: false });
    expect(small).to.not.have.property("performanceInsightsRetentionPeriod");
  });

  it("is watched: processor, storage, connections", async () => {
    const alarms = (recording: Recording<unknown>) =>
      Object.fromEntries(recording.ofType(metricAlarm).map(({ name, inputs: { threshold } }) => [name, threshold]));
    expect(alarms(made)).to.deep.equal({
      "dev-accounts-cpu": 80,
      "dev-accounts-free-storage": 2 * 2 ** 30,
      "dev-accounts-connections": 89,
    });
    expect(alarms(await make({ instanceClass: "db.z1d.large" }))).to.not.include.keys("dev-accounts-connections");
  });

  it("tells a topic when an alarm begins and when it ends", async () => {
    const topic = "arn:aws:sns:us-east-1:123456789012:alarms";
    for (const alarm of (await make({ alarmActions: [topic] })).ofType(metricAlarm)) {
      expect(alarm.inputs).to.deep.include({ alarmActions: [topic], okActions: [topic] });
    }
  });

  it("gives its address, and no reader where there is none", async () => {
    expect(await valueOf(made.result.address)).to.equal("dev-accounts.rds");
    expect(made.result.readerAddress).to.equal(undefined);
  });

  describe("with replicas", () => {
    before(async () => {
      made = await make({ readReplicas: 2, privateZoneId: "Z1", recordName: "accounts" });
    });

    it("has them follow it, without password or final snapshot", async () => {
      const replica = made.get(instance, "dev-accounts-replica-1").inputs;
      expect(replica).to.include({
        replicateSourceDb: "dev-accounts",
        skipFinalSnapshot: true,
        storageEncrypted: true,
      });
      expect(replica).to.not.have.any.keys("password", "engineVersion", "username", "finalSnapshotIdentifier");
      expect(await valueOf(made.result.readerAddress ?? pulumi.output("none"))).to.equal("dev-accounts-replica-1.rds");
    });

    it("watches their lag", () => {
      expect(made.get(metricAlarm, "dev-accounts-replica-2-replica-lag").inputs.dimensions).to.deep.equal({
        DBInstanceIdentifier: "dev-accounts-replica-2",
      });
    });

    it("has a name in the private zone, and one for all replicas together", () => {
      expect(made.get(dnsRecord, "dev-accounts").inputs).to.deep.include({
        name: "accounts",
        type: "CNAME",
        records: ["dev-accounts.rds"],
      });
      const readers = ["dev-accounts-replica-1", "dev-accounts-replica-2"].map(
        (name) => made.get(dnsRecord, name).inputs,
      );
      expect(readers.map(({ name }) => name)).to.deep.equal(["accounts-reader", "accounts-reader"]);
      expect(readers.map(({ setIdentifier }) => setIdentifier)).to.deep.equal(["replica-1", "replica-2"]);
    });

    it("gets another one by adding resources alone", async () => {
      const grown = await make({ readReplicas: 3, privateZoneId: "Z1", recordName: "accounts" });
      expect(grown.identities).to.include.members(made.identities);
      const { inputs: before } = made.get(instance, "dev-accounts");
      expect(grown.get(instance, "dev-accounts").inputs).to.deep.equal(before);
    });
  });

  describe("with rotation", () => {
    const rotation = { subnetIds: ["subnet-3"], securityGroupIds: ["sg-2"] };
    before(async () => {
      made = await make({ rotationDays: 30, rotation });
    });

    it("has AWS's own function for its engine, in the given subnets and groups", async () => {
      const stack = "aws:serverlessrepository/cloudFormationStack:CloudFormationStack";
      const { inputs: postgresStack } = made.get(stack, "dev-accounts-rotation");
      expect(postgresStack.applicationId).to.equal(
        "arn:aws:serverlessrepo:us-east-1:297356227824:applications/SecretsManagerRDSPostgreSQLRotationSingleUser",
      );
      expect(postgresStack.parameters).to.include({
        functionName: "dev-accounts-rotation",
        endpoint: "https://secretsmanager.us-east-1.amazonaws.com",
        vpcSubnetIds: "subnet-3",
        vpcSecurityGroupIds: "sg-2",
      });
      const other = await make({ ...mysql, rotationDays: 30, rotation });
      expect(other.get(stack, "dev-accounts-rotation").inputs.applicationId).to.match(/RDSMySQLRotationSingleUser$/);
    });

    it("rotates on a schedule, once there is a value", () => {
      expect(
        made.get("aws:secretsmanager/secretRotation:SecretRotation", "dev-accounts-rotation").inputs,
      ).to.deep.include({
        rotationRules: { automaticallyAfterDays: 30 },
        secretId: "dev-accounts-secret",
      });
    });
  });

  it("refuses what RDS would refuse later, all at once", async () => {
    expect(
      await problems({
        username: "admin",
        maxAllocatedStorage: 20,
        readReplicas: 1,
        backupRetentionPeriod: 0,
        rotationDays: 30,
        secretRecoveryWindowInDays: 3,
      }),
    ).to.have.all.keys("username", "maxAllocatedStorage", "readReplicas", "rotation", "secretRecoveryWindowInDays");
    expect(await problems({ engineVersion: "17.7.1" })).to.have.all.keys("engineVersion");
    expect(await problems({ ...mysql, engineVersion: "8", username: "u".repeat(33) })).to.have.all.keys(
      "engineVersion",
      "username",
    );
    expect(await problems({ engine: "oracle" as "postgres" })).to.have.all.keys("engine");
  });

  it("refuses names that are too long for RDS and Lambda", async () => {
    expect(await problems({}, "a".repeat(64))).to.have.all.keys("identifier");
    expect(await problems({ readReplicas: 1 }, "a".repeat(60))).to.have.all.keys("identifier");
    expect(await problems({}, "Dev--accounts")).to.have.all.keys("identifier");
    const rotation = { subnetIds: [], securityGroupIds: [] };
    expect(await problems({ rotationDays: 30, rotation }, "a".repeat(56))).to.have.all.keys("rotationDays");
  });
});
