import { expect } from "chai";

import type { Properties } from "../../resource-type";
import { compared } from "../../server/diff";
import { Account, codeOf } from "../../testing/account";
import { DATABASE, subnetsOf } from "../../testing/aws-data";
import { makeNetwork, makeVpc } from "../../testing/aws-network";
import type { Network } from "../../testing/aws-network";
import type { WorldRecord } from "../../world/record";
import { NETWORK_INTERFACE } from "../ec2/addresses";
import { SECURITY_GROUP } from "../ec2/permissions";
import { instance } from "./instance";
import { SNAPSHOT } from "./instance-refusals";
import { INSTANCE } from "./instance-source";
import { PARAMETER_GROUP } from "./parameter-group";
import { SUBNET_GROUP } from "./subnet-group";

describe("a database on RDS", () => {
  let account: Account;
  let network: Network;
  let dbSubnetGroupName: string;
  beforeEach(async () => {
    account = new Account();
    network = await makeNetwork(account);
    dbSubnetGroupName = (await account.make(SUBNET_GROUP, { subnetIds: subnetsOf(network) })).id;
  });

  const database = (inputs: Properties = {}): Promise<WorldRecord> =>
    account.make(INSTANCE, { ...DATABASE, dbSubnetGroupName, ...inputs });
  const replica = (inputs: Properties = {}): Promise<WorldRecord> =>
    account.make(INSTANCE, {
      identifier: "accounts-replica-1",
      instanceClass: "db.t4g.micro",
      replicateSourceDb: "accounts",
      skipFinalSnapshot: true,
      ...inputs,
    });
  const refused = (inputs: Properties): Promise<string> => codeOf(database(inputs));

  it("has an id that its identifier is no part of, and a name in its region", async () => {
    const { id, outputs } = await database();
    expect(id).to.match(/^db-[\dA-F]{26}$/);
    expect(outputs).to.include({ port: 5432, status: "available", availabilityZone: "us-east-1a", resourceId: id });
    expect(outputs.address).to.match(/^accounts\.c[\da-f]{11}\.us-east-1\.rds\.amazonaws\.com$/);
    expect(outputs.endpoint).to.equal(`${String(outputs.address)}:5432`);
  });

  it("that is asked for a major version gets a minor one, and says what it was asked for", async () => {
    expect((await database()).outputs).to.include({ engineVersion: "17", engineVersionActual: "17.10" });
    const mysql = await database({ identifier: "orders", engine: "mysql", engineVersion: "8.4" });
    expect(mysql.outputs).to.include({ port: 3306, engineVersionActual: "8.4.8" });
  });

  it("is not made with a version that is gone, or not there: InvalidParameterCombination", async () => {
    for (const engineVersion of ["17.4", "13", "17.99", "99"]) {
      expect(await refused({ engineVersion }), engineVersion).to.equal("InvalidParameterCombination");
    }
    expect(await refused({ engineVersion: "17.7" })).to.equal("accepted");
  });

  it("is brought to a newer version, never to an older one, and to a major one only if that is meant", async () => {
    const record = await database({ engineVersion: "16.14" });
    expect(await codeOf(account.update(record, { engineVersion: "16.13" }))).to.equal("InvalidParameterCombination");
    expect(await codeOf(account.update(record, { engineVersion: "17" }))).to.equal("InvalidParameterCombination");
    const upgraded = await account.update(record, { engineVersion: "17", allowMajorVersionUpgrade: true });
    expect(upgraded.outputs.engineVersionActual).to.equal("17.10");
    expect(account.replacing(record, { engineVersion: "17" })).to.be.empty;
  });

  it("keeps the minor version that it has as long as that is what is asked for", async () => {
    const record = await database({ engineVersion: "17.7" });
    expect((await account.update(record, { engineVersion: "17" })).outputs.engineVersionActual).to.equal("17.7");
  });

  it("without what it needs is refused with InvalidParameterValue", async () => {
    for (const input of ["engine", "allocatedStorage", "username", "password"]) {
      expect(await refused({ [input]: undefined }), input).to.equal("InvalidParameterValue");
    }
  });

  it("has no default VPC to be in: InvalidSubnet", async () => {
    expect(await refused({ dbSubnetGroupName: undefined })).to.equal("InvalidSubnet");
  });

  it("is not made in a class of an old generation: InvalidParameterCombination", async () => {
    expect(await refused({ instanceClass: "db.t2.micro" })).to.equal("InvalidParameterCombination");
  });

  it("has 20 GiB of gp3 or more, and room to grow of a tenth", async () => {
    expect(await refused({ allocatedStorage: 19 })).to.equal("InvalidParameterValue");
    expect(await refused({ maxAllocatedStorage: 21 })).to.equal("InvalidParameterCombination");
    expect(await refused({ iops: 4000 })).to.equal("InvalidParameterCombination");
    expect(await refused({ maxAllocatedStorage: 22 })).to.equal("accepted");
  });

  it("is not made smaller: InvalidParameterCombination", async () => {
    const record = await database({ allocatedStorage: 50 });
    expect(await codeOf(account.update(record, { allocatedStorage: 40 }))).to.equal("InvalidParameterCombination");
    expect(await codeOf(account.update(record, { allocatedStorage: 60 }))).to.equal("accepted");
  });

  it("that has grown by itself stays as big as it is", async () => {
    const record = await database({ maxAllocatedStorage: 100 });
    account.drift(record, { allocatedStorage: 30 });
    expect((await account.update(record, { multiAz: true })).outputs.allocatedStorage).to.equal(30);
  });

  it("that has grown by itself is no other than the program asks for, until that is more", () => {
    const grown = { ...DATABASE, allocatedStorage: 30, maxAllocatedStorage: 100 };
    const asked = (allocatedStorage: number) => compared(instance, grown, { ...grown, allocatedStorage });
    expect(asked(20)).to.deep.equal(grown);
    expect(asked(50)).to.include({ allocatedStorage: 50 });
    const limited = { ...DATABASE, allocatedStorage: 30 };
    expect(compared(instance, limited, { ...limited, allocatedStorage: 20 })).to.include({ allocatedStorage: 20 });
  });

  it('takes a password of 8 printable characters or more, none of them / @ " or a space', async () => {
    for (const password of ["seven77", "with space", "with/slash", "at@sign99", 'quote"quote']) {
      expect(await refused({ password }), password).to.equal("InvalidParameterValue");
    }
    expect(await refused({ password: "a".repeat(129) })).to.equal("InvalidParameterValue");
    expect(await refused({ engine: "mysql", engineVersion: "8.4", password: "a".repeat(42) })).to.equal(
      "InvalidParameterValue",
    );
    expect(await refused({ manageMasterUserPassword: true })).to.equal("InvalidParameterCombination");
  });

  it("takes no reserved user, and no database that begins with a digit: InvalidParameterValue", async () => {
    expect(await refused({ username: "admin" })).to.equal("InvalidParameterValue");
    expect(await refused({ username: "1app" })).to.equal("InvalidParameterValue");
    expect(await refused({ dbName: "1accounts" })).to.equal("InvalidParameterValue");
  });

  it("with an identifier that is taken is refused with DBInstanceAlreadyExists", async () => {
    await database();
    expect(await refused({})).to.equal("DBInstanceAlreadyExists");
  });

  it("with a group of another VPC is refused with InvalidParameterCombination", async () => {
    const other = await makeVpc(account, "10.1.0.0/16");
    const group = await account.make(SECURITY_GROUP, { vpcId: other.id });
    expect(await refused({ vpcSecurityGroupIds: [group.id] })).to.equal("InvalidParameterCombination");
    expect(await refused({ vpcSecurityGroupIds: ["sg-00000000000000000"] })).to.equal("InvalidParameterValue");
  });

  it("is public only where there is an internet gateway: InvalidVPCNetworkStateFault", async () => {
    await account.remove(network.gateway);
    expect(await refused({ publiclyAccessible: true })).to.equal("InvalidVPCNetworkStateFault");
  });

  it("with a parameter group of another family is refused with InvalidParameterCombination", async () => {
    const group = await account.make(PARAMETER_GROUP, { family: "postgres16" });
    expect(await refused({ parameterGroupName: group.id })).to.equal("InvalidParameterCombination");
    expect(await refused({ parameterGroupName: "nobody" })).to.equal("DBParameterGroupNotFound");
  });

  it("is not told its zone when it has two: InvalidParameterCombination", async () => {
    const inputs = { multiAz: true, availabilityZone: "us-east-1a" };
    expect(await refused(inputs)).to.equal("InvalidParameterCombination");
  });

  it("exports only logs that its engine has: InvalidParameterCombination", async () => {
    expect(await refused({ enabledCloudwatchLogsExports: ["slowquery"] })).to.equal("InvalidParameterCombination");
    expect(await refused({ enabledCloudwatchLogsExports: ["postgresql", "upgrade"] })).to.equal("accepted");
  });

  it("has Performance Insights and monitoring where they are possible: InvalidParameterCombination", async () => {
    const mysql = { engine: "mysql", engineVersion: "8.4", performanceInsightsEnabled: true };
    expect(await refused(mysql)).to.equal("InvalidParameterCombination");
    expect(await refused({ monitoringInterval: 60 })).to.equal("InvalidParameterCombination");
    expect(await refused({ ...mysql, instanceClass: "db.t4g.medium" })).to.equal("accepted");
  });

  it("is backed up for half an hour or more, and not while it is maintained", async () => {
    expect(await refused({ backupWindow: "03:00-03:20" })).to.equal("InvalidParameterValue");
    const meeting = { backupWindow: "23:50-00:30", maintenanceWindow: "sun:00:15-sun:00:45" };
    expect(await refused(meeting)).to.equal("InvalidParameterCombination");
    expect(await refused({ ...meeting, maintenanceWindow: "sun:00:30-sun:01:00" })).to.equal("accepted");
  });

  it("is changed in place, but for what makes it another database", async () => {
    const record = await database();
    const inPlace = { instanceClass: "db.m7g.large", allocatedStorage: 50, multiAz: true, identifier: "other" };
    expect(account.replacing(record, inPlace)).to.be.empty;
    const another = { engine: "mysql", username: "root", dbName: "other", storageEncrypted: true, kmsKeyId: "arn" };
    expect(account.replacing(record, another)).to.have.members(Object.keys(another));
  });

  it("has a network interface in its zone, two with a standby, that keep subnet and group", async () => {
    const group = await account.make(SECURITY_GROUP, { vpcId: network.vpc.id });
    const record = await database({ vpcSecurityGroupIds: [group.id] });
    const interfaces = () =>
      account.all().filter(({ type, owner }) => type === NETWORK_INTERFACE && owner === record.id);
    expect(interfaces()).to.have.length(1);
    await account.update(record, { multiAz: true });
    expect(interfaces().map(({ outputs }) => outputs.subnetId)).to.have.members(subnetsOf(network));
    expect(await codeOf(account.remove(network.subnetB))).to.equal("DependencyViolation");
    expect(await codeOf(account.remove(group))).to.equal("DependencyViolation");
    await account.remove(record);
    expect(await codeOf(account.remove(network.subnetB))).to.equal("accepted");
  });

  describe("that is deleted", () => {
    it("is kept by deletion protection: InvalidParameterCombination", async () => {
      const record = await database({ deletionProtection: true });
      expect(await codeOf(account.remove(record))).to.equal("InvalidParameterCombination");
      const open = await account.update(record, { deletionProtection: false });
      expect(await codeOf(account.remove(open))).to.equal("accepted");
    });

    it("needs a name for its final snapshot, unless it is skipped: InvalidParameterCombination", async () => {
      const record = await database({ skipFinalSnapshot: false });
      expect(await codeOf(account.remove(record))).to.equal("InvalidParameterCombination");
    });

    it("leaves its final snapshot, whose name is taken from then on: DBSnapshotAlreadyExists", async () => {
      const inputs = { skipFinalSnapshot: false, finalSnapshotIdentifier: "accounts-final" };
      await account.remove(await database(inputs));
      expect(account.find(SNAPSHOT, "accounts-final")?.outputs).to.include({ dbInstanceIdentifier: "accounts" });
      expect(await codeOf(account.remove(await database(inputs)))).to.equal("DBSnapshotAlreadyExists");
    });
  });

  describe("with replicas", () => {
    it("lends them engine, port, user and groups", async () => {
      const source = await database({ port: 6000 });
      const { outputs } = await replica();
      expect(outputs).to.include({ engine: "postgres", port: 6000, username: "app", engineVersionActual: "17.10" });
      expect(outputs.vpcSecurityGroupIds).to.deep.equal(source.outputs.vpcSecurityGroupIds);
    });

    it("has to be there: DBInstanceNotFound", async () => {
      expect(await codeOf(replica())).to.equal("DBInstanceNotFound");
    });

    it("has to be backed up: InvalidDBInstanceState", async () => {
      await database({ backupRetentionPeriod: 0 });
      expect(await codeOf(replica())).to.equal("InvalidDBInstanceState");
    });

    it("has a password that RDS does not manage: InvalidParameterValue", async () => {
      await database({ password: undefined, manageMasterUserPassword: true });
      expect(await codeOf(replica())).to.equal("InvalidParameterValue");
    });

    it("does not give them another password: InvalidParameterCombination", async () => {
      await database();
      expect(await codeOf(replica({ password: "abcdefgh" }))).to.equal("InvalidParameterCombination");
    });

    it("has fifteen at most: InstanceQuotaExceeded", async () => {
      await database();
      for (let number = 1; number <= 15; number += 1) {
        await replica({ identifier: `replica-${number}` });
      }
      expect(await codeOf(replica({ identifier: "replica-16" }))).to.equal("InstanceQuotaExceeded");
    });

    it("takes no final snapshot of one: InvalidParameterCombination", async () => {
      await database();
      const record = await replica({ skipFinalSnapshot: false, finalSnapshotIdentifier: "last" });
      expect(await codeOf(account.remove(record))).to.equal("InvalidParameterCombination");
    });

    it("can be deleted before them", async () => {
      const source = await database();
      await replica();
      expect(await codeOf(account.remove(source))).to.equal("accepted");
    });
  });
});
