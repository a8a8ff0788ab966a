import { expect } from "chai";

import { problemsOf, record, type Recording, valueOf } from "../testing/recorder";
import { RedisCache, type RedisCacheArgs } from "./redis-cache";

const replicationGroup = "aws:elasticache/replicationGroup:ReplicationGroup";

const args: RedisCacheArgs = {
  engineVersion: "7.1",
  nodeType: "cache.t4g.micro",
  subnetIds: ["subnet-1", "subnet-2"],
  securityGroupIds: ["sg-1"],
};
const make = (more: Partial<RedisCacheArgs> = {}) => record(() => new RedisCache("dev-sessions", { ...args, ...more }));

describe("RedisCache", () => {
  let made: Recording<RedisCache>;
  before(async () => {
    made = await make();
  });
  const group = (recording: Recording<RedisCache>) => recording.get(replicationGroup, "dev-sessions").inputs;

  it("is encrypted at rest and on the way, and asks for a token", () => {
    expect(group(made)).to.include({
      atRestEncryptionEnabled: true,
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
    });
    const { value } = group(made).authToken as { value: string };
    expect(value).to.include("dev-sessions-password");
  });

  it("has its token in Secrets Manager", () => {
    const { secretString } = made.get("aws:secretsmanager/secretVersion:SecretVersion", "dev-sessions").inputs;
    expect(JSON.parse((secretString as { value: string }).value)).to.deep.equal({
      engine: "redis",
      host: "master.dev-sessions.cache",
      port: 6379,
      password: "dev-sessions-password",
    });
  });

  it("has parameters of its own, of the family of its version", async () => {
    const family = async (engineVersion: string) =>
      (await make({ engineVersion })).get("aws:elasticache/parameterGroup:ParameterGroup", "dev-sessions").inputs
        .family;
    expect(await family("7.1")).to.equal("redis7");
    expect(await family("6.2")).to.equal("redis6.x");
  });

  it("without replicas neither fails over nor has a reader", () => {
    expect(group(made)).to.include({ numCacheClusters: 1, automaticFailoverEnabled: false, multiAzEnabled: false });
    expect(made.result.readerAddress).to.equal(undefined);
  });

  it("with a replica fails over to another zone, and has names for both", async () => {
    const replicated = await make({ replicas: 1, privateZoneId: "Z1", recordName: "sessions" });
    expect(group(replicated)).to.include({ numCacheClusters: 2, automaticFailoverEnabled: true, multiAzEnabled: true });
    const reader = replicated.result.readerAddress;
    expect(reader && (await valueOf(reader))).to.equal("replica.dev-sessions.cache");
    const names = replicated.ofType("aws:route53/record:Record").map(({ inputs }) => inputs.name);
    expect(names).to.deep.equal(["sessions", "sessions-reader"]);
  });

  it("is watched node by node", async () => {
    const { ofType } = await make({ replicas: 1 });
    const nodes = ofType("aws:cloudwatch/metricAlarm:MetricAlarm").map(
      ({ inputs }) => (inputs.dimensions as Record<string, string>).CacheClusterId,
    );
    expect(new Set(nodes)).to.deep.equal(new Set(["dev-sessions-001", "dev-sessions-002"]));
  });

  it("refuses a version that ElastiCache has not, and an id that is too long", async () => {
    const problems = (name: string, more: Partial<RedisCacheArgs>) =>
      problemsOf(() => new RedisCache(name, { ...args, ...more }));
    expect(await problems("dev-sessions", { engineVersion: "7" })).to.have.all.keys("engineVersion");
    expect(await problems("a".repeat(41), {})).to.have.all.keys("replicationGroupId");
  });
});
