import { expect } from "chai";

import { problemsOf, record, type Recording, valueOf } from "../testing/recorder";
import { DataTier, type DataTierArgs } from "./data-tier";

const accounts = {
  engine: "postgres" as const,
  engineVersion: "17",
  instanceClass: "db.t4g.micro",
  allocatedStorage: 20,
  databaseName: "accounts",
};
const args: DataTierArgs = {
  tier: "apps.data",
  databases: { accounts: { ...accounts, readReplicas: 1 } },
  selfHostedDatabases: {
    ledger: {
      engine: "mysql",
      engineVersion: "8.4",
      instanceType: "t4g.small",
      volumeSize: 20,
      databaseName: "ledger",
    },
  },
  caches: { sessions: { engineVersion: "7.1", nodeType: "cache.t4g.micro" } },
  secrets: { "api-key": { description: "Key", value: "given" }, made: { description: "Made" } },
  secretRecoveryWindowInDays: 7,
  network: {
    subnetIds: ["subnet-1", "subnet-2"],
    availabilityZones: ["us-east-1a", "us-east-1b"],
    securityGroupId: "sg-1",
    privateZoneId: "Z1",
    privateZoneName: "dev.internal",
  },
};

describe("DataTier", () => {
  let made: Recording<DataTier>;
  before(async () => {
    made = await record(() => new DataTier("dev", args));
  });

  it("has all of its secrets under its name, for as long as they can be brought back", () => {
    const secrets = made.ofType("aws:secretsmanager/secret:Secret").map(({ inputs }) => inputs);
    expect(secrets.map(({ name }) => name)).to.have.members(
      ["accounts", "ledger", "sessions", "api-key", "made"].map((name) => `dev/${name}`),
    );
    for (const { recoveryWindowInDays } of secrets) expect(recoveryWindowInDays).to.equal(7);
  });

  it("generates the value of a secret that is given none", () => {
    const values = made
      .ofType("aws:secretsmanager/secretVersion:SecretVersion")
      .map(({ name, inputs }) => [name, (inputs.secretString as { value: string }).value] as const);
    const byName = Object.fromEntries(values);
    expect(byName["dev-api-key"]).to.include("given");
    expect(byName["dev-made"]).to.include("dev-made-password");
  });

  it("gives databases of both kinds and caches in one form", async () => {
    const { databases, caches, secretArns } = made.result;
    expect(Object.keys(databases)).to.deep.equal(["accounts", "ledger"]);
    expect(databases.ledger).to.include({ engine: "mysql", databaseName: "ledger" });
    const endpoint = databases.ledger?.endpoint;
    expect(endpoint && (await valueOf(endpoint))).to.equal("ledger.dev.internal");
    const port = databases.ledger?.port;
    expect(port && (await valueOf(port))).to.equal(3306);
    expect(caches.sessions?.engine).to.equal("redis");
    expect(Object.keys(secretArns)).to.deep.equal(["api-key", "made"]);
  });

  it("names its parts in the private zone after the settings", () => {
    const names = made.ofType("aws:route53/record:Record").map(({ inputs }) => inputs.name);
    expect(names).to.have.members(["accounts", "accounts-reader", "ledger.dev.internal", "sessions"]);
  });

  it("does not move what is there when something is added", async () => {
    const grown = await record(
      () => new DataTier("dev", { ...args, databases: { orders: accounts, ...args.databases } }),
    );
    expect(grown.identities).to.include.members(made.identities);
  });

  it("makes nothing that depends on a network that a preview does not know", async () => {
    const preview = await record(() => new DataTier("dev", args), { preview: true });
    expect(preview.identities).to.deep.equal(made.identities);
  });

  it("refuses one name for two things, and a database of our own without a name", async () => {
    const network = { ...args.network, privateZoneId: undefined };
    const secrets = { accounts: { description: "Another" } };
    expect(await problemsOf(() => new DataTier("dev", { ...args, secrets, network }))).to.have.all.keys(
      "secrets.accounts",
      "selfHostedDatabases.ledger",
    );
  });
});
