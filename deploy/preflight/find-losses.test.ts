import { expect } from "chai";
import type { ResourceState } from "../engine/stack";
import { type AskCloud, findLosses } from "./find-losses";
import { type Effect, rules } from "./rules";

const nobodyKnows: AskCloud = () => Promise.resolve(undefined);
const unprotect = (urn: string): string => `unprotect ${urn}`;

async function effects(
  type: string,
  outputs: Record<string, unknown>,
  more: Partial<ResourceState> = {},
  holdsSomething: AskCloud = nobodyKnows,
): Promise<Effect[]> {
  const found = await findLosses("dev/data", [{ urn: "urn", type, outputs, ...more }], { unprotect, holdsSomething });
  return found.map(({ effect }) => effect);
}

const database = "aws:rds/instance:Instance";
const bucket = "aws:s3/bucket:Bucket";

/** For each sentence: type, state of the resource, what becomes of it. */
const cases: readonly (readonly [sentence: string, type: string, state: Record<string, unknown>, Effect[]])[] = [
  [
    "a database with deletion protection stops",
    database,
    { deletionProtection: true, skipFinalSnapshot: true },
    ["stops", "loses"],
  ],
  ["a database whose final snapshot has no name stops", database, { skipFinalSnapshot: false }, ["stops"]],
  ["a database leaves its final snapshot behind", database, { finalSnapshotIdentifier: "last" }, ["stays"]],
  ["a database without final snapshot loses its data", database, { skipFinalSnapshot: true }, ["loses"]],
  ["a read replica takes nothing with it", database, { replicateSourceDb: "accounts" }, []],
  [
    "an Aurora cluster with deletion protection stops",
    "aws:rds/cluster:Cluster",
    { deletionProtection: true, finalSnapshotIdentifier: "last" },
    ["stops", "stays"],
  ],
  [
    "a load balancer with deletion protection stops",
    "aws:lb/loadBalancer:LoadBalancer",
    { enableDeletionProtection: true },
    ["stops"],
  ],
  [
    "a load balancer without it is deleted",
    "aws:lb/loadBalancer:LoadBalancer",
    { enableDeletionProtection: false },
    [],
  ],
  [
    "a table with deletion protection stops",
    "aws:dynamodb/table:Table",
    { deletionProtectionEnabled: true },
    ["stops", "loses"],
  ],
  [
    "a user pool with deletion protection stops",
    "aws:cognito/userPool:UserPool",
    { deletionProtection: "ACTIVE" },
    ["stops", "loses"],
  ],
  ["a cluster with deletion protection stops", "aws:eks/cluster:Cluster", { deletionProtection: true }, ["stops"]],
  [
    "an instance with termination protection stops",
    "aws:ec2/instance:Instance",
    { disableApiTermination: true },
    ["stops"],
  ],
  [
    "a firewall with delete protection stops",
    "aws:networkfirewall/firewall:Firewall",
    { deleteProtection: true },
    ["stops"],
  ],
  ["a bucket stops unless it is empty", bucket, {}, ["stops unless empty"]],
  ["a bucket that is emptied loses its objects", bucket, { forceDestroy: true }, ["loses"]],
  [
    "a repository stops unless it is empty",
    "aws:ecr/repository:Repository",
    { forceDelete: false },
    ["stops unless empty"],
  ],
  ["a backup vault stops unless it is empty", "aws:backup/vault:Vault", {}, ["stops unless empty"]],
  ["a cache without final snapshot loses its data", "aws:elasticache/replicationGroup:ReplicationGroup", {}, ["loses"]],
  [
    "a cache with one loses nothing",
    "aws:elasticache/replicationGroup:ReplicationGroup",
    { finalSnapshotIdentifier: "last" },
    [],
  ],
  [
    "a secret keeps its name in its recovery window",
    "aws:secretsmanager/secret:Secret",
    { recoveryWindowInDays: 30 },
    ["stays"],
  ],
  [
    "a secret without window is lost at once",
    "aws:secretsmanager/secret:Secret",
    { recoveryWindowInDays: 0 },
    ["loses"],
  ],
  ["a key stays until its window ends", "aws:kms/key:Key", {}, ["stays"]],
  ["a public zone loses its name servers", "aws:route53/zone:Zone", { vpcs: [] }, ["loses"]],
  ["a private zone loses nothing", "aws:route53/zone:Zone", { vpcs: [{ vpcId: "vpc-1" }] }, []],
  [
    "a log group that is not to be destroyed stays",
    "aws:cloudwatch/logGroup:LogGroup",
    { skipDestroy: true },
    ["stays"],
  ],
  ["a file system loses its files", "aws:efs/fileSystem:FileSystem", {}, ["loses"]],
  ["a volume without final snapshot loses its data", "aws:ebs/volume:Volume", { finalSnapshot: false }, ["loses"]],
  ["a subnet is just deleted", "aws:ec2/subnet:Subnet", {}, []],
];

describe("before a destroy:", () => {
  for (const [sentence, type, state, expected] of cases) {
    it(sentence, async () => {
      expect(await effects(type, state)).to.deep.equal(expected);
    });
  }

  it("inputs count where the state has no output", async () => {
    expect(await effects(database, {}, { inputs: { skipFinalSnapshot: true } })).to.deep.equal(["loses"]);
  });

  it("a protected resource stops, and the way to unprotect it is told", async () => {
    const resource = { urn: "urn", type: "aws:ec2/vpc:Vpc", protect: true };
    const [loss] = await findLosses("dev/data", [resource], { unprotect, holdsSomething: nobodyKnows });
    expect(loss).to.deep.include({ effect: "stops", mend: "Unprotect it: unprotect urn" });
  });

  it("a resource that is retained stays, and nothing in it is lost", async () => {
    expect(await effects(database, { skipFinalSnapshot: true }, { retainOnDelete: true })).to.deep.equal(["stays"]);
  });

  it("a resource that is only read is none of its business", async () => {
    expect(await effects(bucket, {}, { external: true, protect: true })).to.deep.equal([]);
  });

  it("the cloud is asked whether a bucket is empty", async () => {
    expect(await effects(bucket, {}, {}, () => Promise.resolve(true))).to.deep.equal(["stops"]);
    expect(await effects(bucket, {}, {}, () => Promise.resolve(false))).to.deep.equal([]);
  });

  it("secrets do not matter", async () => {
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:…" };
    expect(await effects(bucket, { forceDestroy: secret })).to.deep.equal(["stops unless empty"]);
  });

  it("each type has rules, and each rule that stops says how to mend it", () => {
    for (const [type, listed] of Object.entries(rules)) {
      expect(listed, type).to.not.deep.equal([]);
      for (const { effect, mend } of listed.filter(({ effect }) => effect.startsWith("stops"))) {
        expect(mend, `${type} ${effect}`).to.be.a("string");
      }
    }
  });
});
