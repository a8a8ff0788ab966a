import { generateKeyPairSync } from "node:crypto";

import { expect } from "chai";

import { Account, codeOf } from "../../testing/account";
import {
  behavior,
  distributionInputs,
  makeInternalLoadBalancer,
  PUBLIC_KEY as PEM,
  vpcOriginOf,
} from "../../testing/aws-edge";
import { record } from "../values";
import {
  CACHE_POLICY,
  DISTRIBUTION,
  FUNCTION,
  KEY_GROUP,
  ORIGIN_REQUEST_POLICY,
  PUBLIC_KEY,
  RESPONSE_HEADERS_POLICY,
  VPC_ORIGIN,
} from "./types";

const NOTHING = {
  cookiesConfig: { cookieBehavior: "none" },
  headersConfig: { headerBehavior: "none" },
  queryStringsConfig: { queryStringBehavior: "none" },
};

describe("a policy of CloudFront", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  const cachePolicy = (inputs: object = {}, key: object = {}) =>
    account.make(CACHE_POLICY, { parametersInCacheKeyAndForwardedToOrigin: { ...NOTHING, ...key }, ...inputs });

  it("has a name that the account has once", async () => {
    const types = [
      [CACHE_POLICY, "CachePolicyAlreadyExists", { parametersInCacheKeyAndForwardedToOrigin: NOTHING }],
      [ORIGIN_REQUEST_POLICY, "OriginRequestPolicyAlreadyExists", NOTHING],
      [
        RESPONSE_HEADERS_POLICY,
        "ResponseHeadersPolicyAlreadyExists",
        { securityHeadersConfig: { contentTypeOptions: { override: true } } },
      ],
    ] as const;
    for (const [type, code, inputs] of types) {
      await account.make(type, { name: "site", ...inputs });
      expect(await codeOf(account.make(type, { name: "site", ...inputs }))).to.equal(code);
    }
  });

  it("orders its times to live: InvalidArgument", async () => {
    expect(await codeOf(cachePolicy({ minTtl: 60, defaultTtl: 60, maxTtl: 60 }))).to.equal("accepted");
    expect(await codeOf(cachePolicy({ minTtl: 61, defaultTtl: 60 }))).to.equal("InvalidArgument");
    expect(await codeOf(cachePolicy({ maxTtl: 60 }))).to.equal("InvalidArgument");
  });

  it("compresses only what it caches: InvalidArgument", async () => {
    const never = { defaultTtl: 0, maxTtl: 0 };
    expect(await codeOf(cachePolicy(never))).to.equal("accepted");
    expect(await codeOf(cachePolicy(never, { enableAcceptEncodingGzip: true }))).to.equal("InvalidArgument");
  });

  it("names what it selects, and nothing when it selects nothing: InvalidArgument", async () => {
    const headers = (headersConfig: object) => codeOf(cachePolicy({}, { headersConfig }));
    expect(await headers({ headerBehavior: "whitelist", headers: { items: ["Origin"] } })).to.equal("accepted");
    expect(await headers({ headerBehavior: "whitelist" })).to.equal("InvalidArgument");
    expect(await headers({ headerBehavior: "none", headers: { items: ["Origin"] } })).to.equal("InvalidArgument");
  });

  it("of a behaviour is not deleted: CachePolicyInUse", async () => {
    const policy = await cachePolicy();
    await account.make(
      DISTRIBUTION,
      distributionInputs({ orderedCacheBehaviors: [behavior({ pathPattern: "/a", cachePolicyId: policy.id })] }),
    );
    expect(await codeOf(account.remove(policy))).to.equal("CachePolicyInUse");
  });

  it("for answers adds or removes something, and leaves the host and date: InvalidArgument", async () => {
    const policy = (inputs: object = {}) => codeOf(account.make(RESPONSE_HEADERS_POLICY, { ...inputs }));
    expect(await policy()).to.equal("InvalidArgument");
    expect(await policy({ removeHeadersConfig: { items: [{ header: "Date" }] } })).to.equal("InvalidArgument");
    expect(await policy({ removeHeadersConfig: { items: [{ header: "Server" }] } })).to.equal("accepted");
    const twice = { items: ["X-A", "x-a"].map((header) => ({ header, value: "a", override: true })) };
    expect(await policy({ customHeadersConfig: twice })).to.equal("InvalidArgument");
  });
});

describe("a function of CloudFront", () => {
  const code = "function handler(event) { return event.request; }";
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  it("has a name that the account has once: FunctionAlreadyExists", async () => {
    const inputs = { name: "spa", runtime: "cloudfront-js-2.0", code };
    await account.make(FUNCTION, inputs);
    expect(await codeOf(account.make(FUNCTION, inputs))).to.equal("FunctionAlreadyExists");
  });

  it("has at most 10 KB: FunctionSizeLimitExceeded", async () => {
    const ofSize = (size: number) =>
      codeOf(account.make(FUNCTION, { runtime: "cloudfront-js-2.0", code: code.padEnd(size) }));
    expect(await ofSize(10_240)).to.equal("accepted");
    expect(await ofSize(10_241)).to.equal("FunctionSizeLimitExceeded");
  });

  it("of a behaviour is not deleted: FunctionInUse", async () => {
    const made = await account.make(FUNCTION, { runtime: "cloudfront-js-2.0", code });
    const functionAssociations = [{ eventType: "viewer-request", functionArn: made.outputs.arn }];
    await account.make(DISTRIBUTION, distributionInputs({ defaultCacheBehavior: behavior({ functionAssociations }) }));
    expect(await codeOf(account.remove(made))).to.equal("FunctionInUse");
  });
});

describe("a key for signed URLs", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  const pem = (key: ReturnType<typeof generateKeyPairSync>["publicKey"]) =>
    key.export({ type: "spki", format: "pem" }).toString();

  it("is RSA with 2048 bits or on P-256: InvalidArgument", async () => {
    const made = (encodedKey: string) => codeOf(account.make(PUBLIC_KEY, { encodedKey }));
    expect(await made(PEM)).to.equal("accepted");
    expect(await made(pem(generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey))).to.equal("accepted");
    expect(await made(pem(generateKeyPairSync("ec", { namedCurve: "P-384" }).publicKey))).to.equal("InvalidArgument");
    expect(await made("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")).to.equal("InvalidArgument");
  });

  it("of a group is not deleted, nor is the group of a behaviour", async () => {
    const key = await account.make(PUBLIC_KEY, { encodedKey: PEM });
    const group = await account.make(KEY_GROUP, { items: [key.id] });
    expect(await codeOf(account.remove(key))).to.equal("PublicKeyInUse");
    const made = await account.make(
      DISTRIBUTION,
      distributionInputs({ defaultCacheBehavior: behavior({ trustedKeyGroups: [group.id] }) }),
    );
    expect(made.outputs.trustedKeyGroups).to.deep.equal([
      { enabled: true, items: [{ keyGroupId: group.id, keyPairIds: [] }] },
    ]);
    expect(await codeOf(account.remove(group))).to.equal("ResourceInUse");
  });

  it("comes in groups of one to five", async () => {
    expect(await codeOf(account.make(KEY_GROUP, { items: [] }))).to.equal("InvalidArgument");
    expect(await codeOf(account.make(KEY_GROUP, { items: ["K0"] }))).to.equal("InvalidArgument");
    const keys = await Promise.all(
      Array.from({ length: 6 }, () => account.make(PUBLIC_KEY, { encodedKey: PEM, name: undefined })),
    );
    const items = keys.map(({ id }) => id);
    expect(await codeOf(account.make(KEY_GROUP, { items }))).to.equal("TooManyPublicKeysInKeyGroup");
  });
});

describe("a VPC origin", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  it("brings interfaces into the subnets of the load balancer, and their group", async () => {
    const loadBalancer = await makeInternalLoadBalancer(account);
    const made = await account.make(VPC_ORIGIN, vpcOriginOf(loadBalancer));
    const group = account.ask("aws:ec2/getSecurityGroup:getSecurityGroup", {
      name: "CloudFront-VPCOrigins-Service-SG",
      vpcId: loadBalancer.outputs.vpcId,
    });
    expect(group.id).to.match(/^sg-[\da-f]{17}$/);
    const interfaces = account
      .all()
      .filter(({ owner, type }) => owner === made.id && type.endsWith("NetworkInterface"));
    expect(interfaces.map(({ outputs }) => outputs.subnetId)).to.have.members(loadBalancer.outputs.subnets as string[]);
    expect(interfaces.map(({ outputs }) => outputs.securityGroups)).to.deep.equal([[group.id], [group.id]]);
  });

  it("takes its group with it, once no rule names it: DependencyViolation", async () => {
    const loadBalancer = await makeInternalLoadBalancer(account);
    const { vpcId } = loadBalancer.outputs;
    const made = await account.make(VPC_ORIGIN, vpcOriginOf(loadBalancer));
    const query = { name: "CloudFront-VPCOrigins-Service-SG", vpcId };
    const { id: referencedSecurityGroupId } = account.ask("aws:ec2/getSecurityGroup:getSecurityGroup", query);
    const own = await account.make("aws:ec2/securityGroup:SecurityGroup", { vpcId });
    const rule = await account.make("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {
      securityGroupId: own.id,
      referencedSecurityGroupId,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    });
    expect(await codeOf(account.remove(made))).to.equal("DependencyViolation");
    await account.remove(rule);
    expect(await codeOf(account.remove(made))).to.equal("accepted");
    expect(account.ask("aws:ec2/getSecurityGroup:getSecurityGroup", query)).to.include({ code: "NotFound" });
  });

  it("leads to a load balancer that exists: InvalidArgument", async () => {
    const loadBalancer = await makeInternalLoadBalancer(account);
    expect(await codeOf(account.make(VPC_ORIGIN, vpcOriginOf(loadBalancer, { arn: "arn:aws:lb:none" })))).to.equal(
      "InvalidArgument",
    );
  });

  it("holds its load balancer: OperationNotPermitted", async () => {
    const loadBalancer = await makeInternalLoadBalancer(account);
    await account.make(VPC_ORIGIN, vpcOriginOf(loadBalancer));
    expect(await codeOf(account.remove(loadBalancer))).to.equal("OperationNotPermitted");
  });

  it("wants an internet gateway in the VPC: InvalidArgument", async () => {
    const loadBalancer = await makeInternalLoadBalancer(account);
    const gateway = account.all().find(({ type }) => type === "aws:ec2/internetGateway:InternetGateway");
    if (gateway) {
      await account.remove(gateway);
    }
    expect(await codeOf(account.make(VPC_ORIGIN, vpcOriginOf(loadBalancer)))).to.equal("InvalidArgument");
  });

  it("has ports 80, 443 or from 1024 on: InvalidArgument", async () => {
    const loadBalancer = await makeInternalLoadBalancer(account);
    const withPort = (httpPort: number) =>
      codeOf(account.make(VPC_ORIGIN, vpcOriginOf(loadBalancer, { httpPort, name: `at-${httpPort}` })));
    expect(await withPort(8080)).to.equal("accepted");
    expect(await withPort(81)).to.equal("InvalidArgument");
  });

  it("has a name that the account has once: EntityAlreadyExists", async () => {
    const inputs = vpcOriginOf(await makeInternalLoadBalancer(account));
    const made = await account.make(VPC_ORIGIN, inputs);
    expect(record(made.outputs.vpcOriginEndpointConfig).name).to.equal("edge");
    expect(await codeOf(account.make(VPC_ORIGIN, inputs))).to.equal("EntityAlreadyExists");
  });
});
