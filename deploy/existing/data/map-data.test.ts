import type { WantedData } from "@throughline/stacks/existing";
import { expect } from "chai";
import { Collection } from "../collection";
import { Search } from "../search";
import type { DataInventory } from "./inventory";
import { mapData } from "./map-data";

const store = { secretGiven: false };
const wanted: WantedData = {
  databases: [{ ...store, name: "accounts", engine: "postgres", identifier: "dev-accounts", secret: "dev/accounts" }],
  caches: [{ ...store, name: "sessions", engine: "redis", identifier: "dev-sessions", secret: "dev/sessions" }],
  secrets: [{ name: "mail", secret: "dev/mail" }],
};

function inventory(changes: Partial<DataInventory> = {}): DataInventory {
  return {
    databases: [
      {
        DBInstanceIdentifier: "dev-accounts",
        Engine: "postgres",
        DBName: "accounts",
        Endpoint: { Address: "accounts.example", Port: 5432 },
        VpcSecurityGroups: [{ VpcSecurityGroupId: "sg-data" }],
      },
    ],
    replicationGroups: [{ ReplicationGroupId: "dev-sessions" }],
    cacheNodes: [1, 2].map(() => ({
      ReplicationGroupId: "dev-sessions",
      SecurityGroups: [{ SecurityGroupId: "sg-data" }],
    })),
    secrets: ["accounts", "mail", "managed"].map((name) => ({ Name: `dev/${name}`, ARN: `arn:${name}` })),
    securityGroups: [{ GroupId: "sg-data" }, { GroupId: "sg-more", GroupName: "more" }],
    ...changes,
  };
}

function map(changes: Partial<DataInventory> = {}, wants: Partial<WantedData> = {}) {
  const search = new Search();
  const place = { account: "123456789012", region: "us-east-1" };
  const context = { place, wanted: { ...wanted, ...wants }, inventory: inventory(changes), search };
  const ids = mapData({ ...context, found: new Collection() });
  return { ids, problems: search.problems };
}

describe("databases, caches and secrets among what a region has", () => {
  it("are found by their names", () => {
    expect(map()).to.deep.equal({
      ids: {
        databases: {
          accounts: { identifier: "dev-accounts", securityGroupId: "sg-data", secretArn: "arn:accounts" },
        },
        caches: {
          sessions: { replicationGroupId: "dev-sessions", securityGroupId: "sg-data", secretArn: undefined },
        },
        secretArns: { mail: "arn:mail" },
      },
      problems: [],
    });
  });

  it("have the secret that RDS manages, unless another is told", () => {
    const [database] = inventory().databases;
    const managed = { databases: [{ ...database, MasterUserSecret: { SecretArn: "arn:managed" } }] };
    expect(map(managed).ids.databases.accounts?.secretArn).to.equal("arn:managed");
    const told = wanted.databases.map((one) => ({ ...one, secretGiven: true }));
    expect(map(managed, { databases: told }).ids.databases.accounts?.secretArn).to.equal("arn:accounts");
  });

  it("are told to be missing, all at once, with the key that says which they are", () => {
    expect(map({ databases: [], replicationGroups: [], secrets: [] }).problems).to.deep.equal([
      'database accounts: there is no DB instance "dev-accounts". Make it, or say which it is: throughline:existing.data.databases.accounts.identifier',
      'cache sessions: there is no replication group "dev-sessions". Make it, or say which it is: throughline:existing.data.caches.sessions.identifier',
      "secret mail: there is none called dev/mail. Make it, or say which it is: throughline:existing.data.secrets.mail",
    ]);
  });

  it("need a token's secret where a cache asks for one", () => {
    expect(
      map({ replicationGroups: [{ ReplicationGroupId: "dev-sessions", AuthTokenEnabled: true }] }).problems,
    ).to.deep.equal([
      "cache sessions: its secret: there is none called dev/sessions. Make it, or say which it is: throughline:existing.data.caches.sessions.secret",
    ]);
  });

  it("are what the settings say they are", () => {
    const [database] = inventory().databases;
    expect(map({ databases: [{ ...database, Engine: "mysql", DBName: undefined }] }).problems).to.deep.equal([
      "database accounts: the engine of dev-accounts is mysql, and the settings say postgres. Correct throughline:data.databases.accounts.engine",
      "database accounts: dev-accounts was made without a database in it. RDS does not tell another",
    ]);
  });

  it("have one security group that stands for them", () => {
    const [database] = inventory().databases;
    const groups = ["sg-data", "sg-more"].map((id) => ({ VpcSecurityGroupId: id }));
    const two = { databases: [{ ...database, VpcSecurityGroups: groups }] };
    expect(map(two).problems).to.deep.equal([
      "database accounts: its security group: 2 could be it: sg-data, sg-more (more). Say which it is: throughline:existing.data.databases.accounts.securityGroup",
    ]);
    const told = wanted.databases.map((one) => ({ ...one, securityGroup: "sg-more" }));
    expect(map(two, { databases: told }).ids.databases.accounts?.securityGroupId).to.equal("sg-more");
  });
});
