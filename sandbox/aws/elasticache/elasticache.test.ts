import { expect } from "chai";

import type { Properties } from "../../resource-type";
import { Account, codeOf } from "../../testing/account";
import { subnetsOf } from "../../testing/aws-data";
import { makeNetwork } from "../../testing/aws-network";
import type { Network } from "../../testing/aws-network";
import type { WorldRecord } from "../../world/record";
import { NETWORK_INTERFACE } from "../ec2/addresses";
import { SECURITY_GROUP } from "../ec2/permissions";
import { PARAMETER_GROUP } from "./parameter-group";
import { REPLICATION_GROUP } from "./replication-group";
import { SNAPSHOT } from "./replication-group-refusals";
import { SUBNET_GROUP } from "./subnet-group";

const TOKEN = "abcdefghijklmnop";

describe("a replication group", () => {
  let account: Account;
  let network: Network;
  let subnetGroupName: string;
  beforeEach(async () => {
    account = new Account();
    network = await makeNetwork(account);
    subnetGroupName = (await account.make(SUBNET_GROUP, { subnetIds: subnetsOf(network) })).id;
  });

  const cache = (inputs: Properties = {}): Promise<WorldRecord> =>
    account.make(REPLICATION_GROUP, {
      replicationGroupId: "sessions",
      description: "Sessions",
      engine: "redis",
      engineVersion: "7.1",
      subnetGroupName,
      ...inputs,
    });
  const refused = (inputs: Properties): Promise<string> => codeOf(cache(inputs));

  it("has names for its primary and its replicas, and a patch of its version", async () => {
    const { id, outputs } = await cache({ transitEncryptionEnabled: true });
    expect(id).to.equal("sessions");
    expect(outputs.primaryEndpointAddress).to.match(/^master\.sessions\.[\da-f]{6}\.use1\.cache\.amazonaws\.com$/);
    expect(outputs.readerEndpointAddress).to.match(/^replica\.sessions\./);
    expect(outputs).to.include({ engineVersion: "7.1", engineVersionActual: "7.1.0" });
  });

  it("has a node with a network interface for each replica, spread over the zones", async () => {
    const { outputs } = await cache({ numCacheClusters: 3 });
    expect(outputs.memberClusters).to.deep.equal(["sessions-001", "sessions-002", "sessions-003"]);
    const subnets = account.all().filter(({ type }) => type === NETWORK_INTERFACE);
    const [a, b] = subnetsOf(network);
    expect(subnets.map((one) => one.outputs.subnetId)).to.deep.equal([a, b, a]);
  });

  it("fails over only to a replica, in two zones: InvalidParameterCombination", async () => {
    expect(await refused({ automaticFailoverEnabled: true })).to.equal("InvalidParameterCombination");
    expect(await refused({ numCacheClusters: 2, multiAzEnabled: true })).to.equal("InvalidParameterCombination");
    const one = await account.make(SUBNET_GROUP, { subnetIds: [network.subnetA.id] });
    const failover = { numCacheClusters: 2, automaticFailoverEnabled: true, multiAzEnabled: true };
    expect(await refused({ ...failover, subnetGroupName: one.id })).to.equal("InvalidParameterValue");
    expect(await refused(failover)).to.equal("accepted");
  });

  it("loses its last replica only after failover is off: InvalidParameterCombination", async () => {
    const record = await cache({ numCacheClusters: 2, automaticFailoverEnabled: true });
    expect(await codeOf(account.update(record, { numCacheClusters: 1 }))).to.equal("InvalidParameterCombination");
  });

  it("has six nodes at most: InvalidParameterValue", async () => {
    expect(await refused({ numCacheClusters: 7 })).to.equal("InvalidParameterValue");
    expect(await refused({ numCacheClusters: 2, replicasPerNodeGroup: 1 })).to.equal("InvalidParameterCombination");
  });

  it("asks for a token only by TLS, of 16 characters or more: InvalidParameterCombination", async () => {
    expect(await refused({ authToken: TOKEN })).to.equal("InvalidParameterCombination");
    const tls = { transitEncryptionEnabled: true };
    expect(await refused({ ...tls, authToken: "short" })).to.equal("InvalidParameterValue");
    expect(await refused({ ...tls, authToken: `${TOKEN}@` })).to.equal("InvalidParameterValue");
    expect(await refused({ ...tls, authToken: TOKEN })).to.equal("accepted");
  });

  it("keeps its token secret", async () => {
    const { secrets } = await cache({ transitEncryptionEnabled: true, authToken: TOKEN });
    expect(secrets).to.deep.include(["authToken"]);
  });

  it("with a version that is not there is refused with InvalidParameterCombination", async () => {
    expect(await refused({ engineVersion: "7.9" })).to.equal("InvalidParameterCombination");
    expect(await refused({ engine: "valkey", engineVersion: "8.1" })).to.equal("accepted");
  });

  it("with a parameter group of another family is refused with InvalidParameterCombination", async () => {
    const group = await account.make(PARAMETER_GROUP, { family: "redis6.x" });
    expect(await refused({ parameterGroupName: group.id })).to.equal("InvalidParameterCombination");
    expect(await refused({ parameterGroupName: "nobody" })).to.equal("CacheParameterGroupNotFound");
  });

  it("without a subnet group is refused with InvalidParameterCombination", async () => {
    expect(await refused({ subnetGroupName: undefined })).to.equal("InvalidParameterCombination");
  });

  it("with a group of another VPC is refused with InvalidParameterValue", async () => {
    const other = await makeNetwork(account, "10.1");
    const group = await account.make(SECURITY_GROUP, { vpcId: other.vpc.id });
    expect(await refused({ securityGroupIds: [group.id] })).to.equal("InvalidParameterValue");
  });

  it("with an id that is taken is refused with ReplicationGroupAlreadyExists", async () => {
    await cache();
    expect(await refused({})).to.equal("ReplicationGroupAlreadyExists");
  });

  it("grows in place; an older version, another port or encryption make another one", async () => {
    const record = await cache();
    const growing = { nodeType: "cache.r7g.large", numCacheClusters: 3, snapshotRetentionLimit: 7 };
    expect(account.replacing(record, growing)).to.be.empty;
    const another = { port: 6380, atRestEncryptionEnabled: true, engineVersion: "7.0" };
    expect(account.replacing(record, another)).to.have.members(Object.keys(another));
  });

  it("leaves its final snapshot, whose name is taken from then on: SnapshotAlreadyExistsFault", async () => {
    const inputs = { finalSnapshotIdentifier: "sessions-final" };
    await account.remove(await cache(inputs));
    expect(account.find(SNAPSHOT, "sessions-final")?.outputs).to.include({ replicationGroupId: "sessions" });
    expect(await codeOf(account.remove(await cache(inputs)))).to.equal("SnapshotAlreadyExistsFault");
  });
});

describe("groups of ElastiCache", () => {
  it("of subnets are in one VPC: InvalidSubnet", async () => {
    const account = new Account();
    const [one, other] = [await makeNetwork(account), await makeNetwork(account, "10.1")];
    const subnetIds = [one.subnetA.id, other.subnetA.id];
    expect(await codeOf(account.make(SUBNET_GROUP, { subnetIds }))).to.equal("InvalidSubnet");
  });

  it("of parameters have a family, and values that it knows: InvalidParameterValue", async () => {
    const account = new Account();
    const make = (inputs: Properties) => codeOf(account.make(PARAMETER_GROUP, { family: "redis7", ...inputs }));
    expect(await make({ family: "redis7.1" })).to.equal("InvalidParameterValue");
    expect(await make({ parameters: [{ name: "maxmemory", value: "1" }] })).to.equal("InvalidParameterValue");
    expect(await make({ parameters: [{ name: "maxmemory-policy", value: "lru" }] })).to.equal("InvalidParameterValue");
    expect(await make({ parameters: [{ name: "maxmemory-policy", value: "allkeys-lru" }] })).to.equal("accepted");
  });
});
