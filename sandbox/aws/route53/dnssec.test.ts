import { expect } from "chai";

import { Account, codeOf } from "../../testing/account";
import { makeZone, signingKeyInputs } from "../../testing/aws-edge";
import type { WorldRecord } from "../../world/record";
import { KEY_SIGNING_KEY, ZONE_SIGNING } from "./dnssec";
import { RECORD, ZONE } from "./zone";

const KEY = "aws:kms/key:Key";

describe("a zone that signs its answers", () => {
  let account: Account;
  let zone: WorldRecord;
  beforeEach(async () => {
    account = new Account();
    zone = await makeZone(account);
  });

  const signingKey = async (key: Record<string, unknown> = {}, inputs: Record<string, unknown> = {}) => {
    const { outputs } = await account.make(KEY, signingKeyInputs(key));
    return account.make(KEY_SIGNING_KEY, {
      hostedZoneId: zone.id,
      keyManagementServiceArn: outputs.arn,
      name: "one",
      ...inputs,
    });
  };
  const sign = () => account.make(ZONE_SIGNING, { hostedZoneId: zone.id });

  it("has a key whose DS record names algorithm 13 and a SHA-256 digest", async () => {
    const { outputs } = await signingKey();
    expect(outputs.dsRecord).to.match(/^\d{1,5} 13 2 [\dA-F]{64}$/);
    expect(outputs.dnskeyRecord).to.match(/^257 3 13 /);
  });

  it("has an elliptic key in us-east-1 that Route 53 may use: InvalidKMSArn", async () => {
    expect(await codeOf(signingKey({ region: "eu-central-1" }))).to.equal("InvalidKMSArn");
    expect(await codeOf(signingKey({ keyUsage: "ENCRYPT_DECRYPT" }))).to.equal("InvalidKMSArn");
    expect(await codeOf(signingKey({ customerMasterKeySpec: "RSA_2048" }))).to.equal("InvalidKMSArn");
    expect(await codeOf(signingKey({ policy: undefined }))).to.equal("InvalidKMSArn");
  });

  it("has two keys at most, each by a name: TooManyKeySigningKeys", async () => {
    await signingKey();
    expect(await codeOf(signingKey())).to.equal("KeySigningKeyAlreadyExists");
    await signingKey({}, { name: "two" });
    expect(await codeOf(signingKey({}, { name: "three" }))).to.equal("TooManyKeySigningKeys");
  });

  it("has an active key: KeySigningKeyWithActiveStatusNotFound", async () => {
    expect(await codeOf(sign())).to.equal("KeySigningKeyWithActiveStatusNotFound");
    await signingKey({}, { status: "INACTIVE" });
    expect(await codeOf(sign())).to.equal("KeySigningKeyWithActiveStatusNotFound");
    await signingKey({}, { name: "two" });
    expect(await codeOf(sign())).to.equal("accepted");
  });

  it("is public: InvalidArgument", async () => {
    const vpc = await account.make("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
    zone = await account.make(ZONE, { name: "dev.internal", vpcs: [{ vpcId: vpc.id }] });
    expect(await codeOf(signingKey())).to.equal("InvalidArgument");
  });

  it("stops in the order DS record, signing, key, zone", async () => {
    const parent = await makeZone(account, "dev");
    const key = await signingKey();
    const signing = await sign();
    const dsRecord = await account.make(RECORD, {
      zoneId: parent.id,
      name: "bank.dev",
      type: "DS",
      ttl: 300,
      records: [key.outputs.dsRecord],
    });
    expect(await codeOf(account.remove(zone))).to.equal("HostedZoneNotEmpty");
    expect(await codeOf(account.remove(key))).to.equal("KeySigningKeyInUse");
    expect(await codeOf(account.remove(signing))).to.equal("KeySigningKeyInParentDSRecord");
    for (const resource of [dsRecord, signing, key, zone]) {
      expect(await codeOf(account.remove(resource)), resource.type).to.equal("accepted");
    }
  });
});

describe("the log of a zone's queries", () => {
  const logGroup = (account: Account, region: string) =>
    account.make("aws:cloudwatch/logGroup:LogGroup", { name: "/aws/route53/bank.dev", region });

  it("is in us-east-1, once for a public zone", async () => {
    const account = new Account();
    const zone = await makeZone(account);
    const log = (cloudwatchLogGroupArn: unknown, zoneId = zone.id) =>
      codeOf(account.make("aws:route53/queryLog:QueryLog", { zoneId, cloudwatchLogGroupArn }));
    const here = (await logGroup(account, "us-east-1")).outputs.arn;
    expect(await log((await logGroup(account, "eu-central-1")).outputs.arn)).to.equal("InvalidInput");
    expect(await log(here)).to.equal("accepted");
    expect(await log(here)).to.equal("QueryLoggingConfigAlreadyExists");
    const vpc = await account.make("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
    const inside = await account.make(ZONE, { name: "dev.internal", vpcs: [{ vpcId: vpc.id }] });
    expect(await log(here, inside.id)).to.equal("InvalidInput");
  });
});

describe("a health check", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  const check = (inputs: Record<string, unknown>) => account.make("aws:route53/healthCheck:HealthCheck", inputs);

  it("has what its type needs: InvalidInput", async () => {
    expect(await codeOf(check({ type: "HTTPS" }))).to.equal("InvalidInput");
    expect(await codeOf(check({ type: "TCP", ipAddress: "192.0.2.1", port: 443 }))).to.equal("accepted");
    expect(await codeOf(check({ type: "HTTP_STR_MATCH", fqdn: "bank.dev" }))).to.equal("InvalidInput");
    expect(await codeOf(check({ type: "HTTP", fqdn: "bank.dev", searchString: "ok" }))).to.equal("InvalidInput");
    expect(await codeOf(check({ type: "CALCULATED" }))).to.equal("InvalidInput");
    expect(await codeOf(check({ type: "CLOUDWATCH_METRIC", cloudwatchAlarmName: "a" }))).to.equal("InvalidInput");
  });

  it("of a record, or of another health check, is not deleted: HealthCheckInUse", async () => {
    const zone = await makeZone(account);
    const one = await check({ type: "HTTPS", fqdn: "bank.dev" });
    const all = await check({ type: "CALCULATED", childHealthchecks: [one.id], childHealthThreshold: 1 });
    expect(await codeOf(account.remove(one))).to.equal("HealthCheckInUse");
    const inputs = { zoneId: zone.id, name: "www", type: "A", ttl: 60, records: ["192.0.2.1"], setIdentifier: "one" };
    await account.make(RECORD, {
      ...inputs,
      healthCheckId: all.id,
      failoverRoutingPolicies: [{ type: "PRIMARY" }],
    });
    expect(await codeOf(account.remove(all))).to.equal("HealthCheckInUse");
  });
});
