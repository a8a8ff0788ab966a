import { expect } from "chai";
import { dataAlarms } from "./data-alarms";

const database = {
  engine: "postgres" as const,
  engineVersion: "17",
  instanceClass: "db.t4g.micro",
  allocatedStorage: 20,
  databaseName: "accounts",
};

describe("the alarms of the data layer", () => {
  it("are those of each database and its replicas", () => {
    const data = { tier: "apps.data", databases: { accounts: { ...database, readReplicas: 1 } } };
    expect(dataAlarms("dev", { data, existing: {} })).to.deep.equal({
      accounts: [
        "dev-accounts-cpu",
        "dev-accounts-free-storage",
        "dev-accounts-connections",
        "dev-accounts-replica-1-cpu",
        "dev-accounts-replica-1-free-storage",
        "dev-accounts-replica-1-connections",
        "dev-accounts-replica-1-replica-lag",
      ],
    });
  });

  it("say nothing of connections of a class that nobody knows", () => {
    const data = { tier: "apps.data", databases: { accounts: { ...database, instanceClass: "db.zz9.large" } } };
    expect(dataAlarms("dev", { data, existing: {} }).accounts).to.deep.equal([
      "dev-accounts-cpu",
      "dev-accounts-free-storage",
    ]);
  });

  it("are those of each node of a cache, and of machines with databases of our own", () => {
    const data = {
      tier: "apps.data",
      caches: { sessions: { engineVersion: "7.1", nodeType: "cache.t4g.micro", replicas: 1 } },
      selfHostedDatabases: {
        ledger: {
          engine: "mysql" as const,
          engineVersion: "8.4",
          instanceType: "t4g.small",
          volumeSize: 20,
          databaseName: "ledger",
        },
      },
    };
    expect(dataAlarms("dev", { data, existing: {} })).to.deep.equal({
      ledger: ["dev-ledger-status"],
      sessions: ["001", "002"].flatMap((node) =>
        ["cpu", "memory", "connections"].map((watch) => `dev-sessions-${node}-${watch}`),
      ),
    });
  });

  it("are none where the data layer exists already, or not at all", () => {
    const data = { tier: "apps.data", databases: { accounts: database } };
    expect(dataAlarms("dev", { data, existing: { data: {} } })).to.deep.equal({});
    expect(dataAlarms("dev", { data: undefined, existing: {} })).to.deep.equal({});
  });
});
