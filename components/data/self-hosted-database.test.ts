import { spawnSync } from "node:child_process";
import { expect } from "chai";

import { problemsOf, record, type Recording, valueOf } from "../testing/recorder";
import { SelfHostedDatabase, type SelfHostedDatabaseArgs } from "./self-hosted-database";
import { mostBytes } from "./self-hosted-user-data";

const instance = "aws:ec2/instance:Instance";

const args: SelfHostedDatabaseArgs = {
  engine: "postgres",
  engineVersion: "17",
  instanceType: "t4g.small",
  volumeSize: 20,
  databaseName: "ledger",
  subnetId: "subnet-1",
  availabilityZone: "us-east-1a",
  securityGroupIds: ["sg-1"],
  privateZoneId: "Z1",
  hostName: "ledger.dev.internal",
};

const make = (more: Partial<SelfHostedDatabaseArgs> = {}) =>
  record(() => new SelfHostedDatabase("dev-ledger", { ...args, ...more }));

describe("SelfHostedDatabase", () => {
  let made: Recording<SelfHostedDatabase>;
  before(async () => {
    made = await make();
  });
  const machine = () => made.get(instance, "dev-ledger").inputs;

  it("is private, with encrypted volumes, and gives its metadata to session tokens only", () => {
    expect(machine()).to.deep.include({ associatePublicIpAddress: false, vpcSecurityGroupIds: ["sg-1"] });
    expect(machine().rootBlockDevice).to.include({ encrypted: true });
    expect(machine().metadataOptions).to.include({ httpTokens: "required", httpPutResponseHopLimit: 1 });
    expect(made.get("aws:ebs/volume:Volume", "dev-ledger").inputs).to.include({
      availabilityZone: "us-east-1a",
      encrypted: true,
      finalSnapshot: true,
    });
  });

  it("has its data on a volume that no other machine has", () => {
    expect(made.get("aws:ec2/volumeAttachment:VolumeAttachment", "dev-ledger").inputs).to.include({
      volumeId: "dev-ledger-id",
      instanceId: "dev-ledger-id",
      stopInstanceBeforeDetaching: true,
    });
  });

  it("may read its own secret and no other", () => {
    const policy = JSON.parse(String(made.get("aws:iam/rolePolicy:RolePolicy", "dev-ledger").inputs.policy)) as unknown;
    expect(policy).to.deep.include({
      Statement: [{ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: "dev-ledger-secret" }],
    });
  });

  it("is reached by the name on its certificate", async () => {
    expect(await valueOf(made.result.address)).to.equal("ledger.dev.internal");
    expect(made.get("aws:route53/record:Record", "dev-ledger").inputs).to.deep.include({
      name: "ledger.dev.internal",
      type: "A",
      records: ["dev-ledger-private-ip"],
    });
  });

  for (const [engine, engineVersion] of [
    ["postgres", "17"],
    ["mysql", "8.4"],
  ] as const) {
    it(`starts ${engine} by a script that bash takes, that fits, and that knows no password`, async () => {
      const script = String((await make({ engine, engineVersion })).get(instance, "dev-ledger").inputs.userData);
      expect(spawnSync("bash", ["-n"], { input: script, encoding: "utf8" })).to.include({ status: 0, stderr: "" });
      expect(Buffer.byteLength(script)).to.be.lessThan(mostBytes);
      expect(script).to.not.include("dev-ledger-password");
      expect(script).to.include("dev-ledger-secret");
      const lint = spawnSync("shellcheck", ["-"], { input: script, encoding: "utf8" });
      if (lint.error === undefined) expect(lint.stdout).to.equal("");
    });
  }

  it("refuses connections without TLS", async () => {
    expect(machine().userData)
      .to.include("hostssl all all all scram-sha-256")
      .and.not.match(/^host /m);
    const mysql = await make({ engine: "mysql", engineVersion: "8.4" });
    expect(mysql.get(instance, "dev-ledger").inputs.userData).to.include("require_secure_transport=ON");
  });

  it("wants a major version, and a name that needs no quotes", async () => {
    const problems = (more: Partial<SelfHostedDatabaseArgs>) =>
      problemsOf(() => new SelfHostedDatabase("dev-ledger", { ...args, ...more }));
    expect(await problems({ engineVersion: "17.7" })).to.deep.equal({
      engineVersion: '"17.7" is no major version of postgres. Write it as 17.',
    });
    expect(await problems({ databaseName: "x'; rm" })).to.have.all.keys("databaseName");
  });
});
