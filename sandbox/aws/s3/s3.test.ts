import { expect } from "chai";

import { Account, codeOf } from "../../testing/account";
import { BUCKET, BUCKET_OBJECT_V2, BUCKET_PUBLIC_ACCESS_BLOCK, BUCKET_VERSIONING } from "./names";

const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const LOGGING = "aws:s3/bucketLogging:BucketLogging";
const OWNERSHIP = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";

const policy = (statement: object) => ({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::state/*", ...statement },
  ],
});

describe("an S3 bucket", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  const bucket = (inputs: Record<string, unknown> = {}) => account.make(BUCKET, { bucket: "state", ...inputs });
  const put = (type: string, inputs: Record<string, unknown>) => account.make(type, { bucket: "state", ...inputs });

  it("has its name as id, and domain names made from it", async () => {
    const { id, outputs } = await bucket({ region: "eu-central-1" });
    expect(id).to.equal("state");
    expect(outputs).to.include({
      arn: "arn:aws:s3:::state",
      bucketDomainName: "state.s3.amazonaws.com",
      bucketRegionalDomainName: "state.s3.eu-central-1.amazonaws.com",
      hostedZoneId: "Z21DNDUVLTQW6Q",
    });
  });

  it("has a name that nobody else in the world has: BucketAlreadyExists, or BucketAlreadyOwnedByYou", async () => {
    await bucket();
    expect(await codeOf(bucket())).to.equal("BucketAlreadyExists");
    expect(await codeOf(bucket({ region: "eu-central-1" }))).to.equal("BucketAlreadyOwnedByYou");
  });

  it("with objects is not deleted unless by force: BucketNotEmpty", async () => {
    const full = await bucket();
    const object = await put(BUCKET_OBJECT_V2, { key: "a", content: "a" });
    expect(await codeOf(account.remove(full))).to.equal("BucketNotEmpty");
    await account.remove(object);
    expect(await codeOf(account.remove(full))).to.equal("accepted");
    const forced = await bucket({ forceDestroy: true });
    await put(BUCKET_OBJECT_V2, { key: "a", content: "a" });
    expect(await codeOf(account.remove(forced))).to.equal("accepted");
  });

  it("of another name is another bucket; tags are an update", async () => {
    const changes = { bucket: "other", tags: { a: "b" } };
    expect(account.replacing(await bucket(), changes)).to.deep.equal(["bucket"]);
  });

  it("that does not exist has no settings: NoSuchBucket", async () => {
    expect(await codeOf(put(BUCKET_VERSIONING, { versioningConfiguration: { status: "Enabled" } }))).to.equal(
      "NoSuchBucket",
    );
  });

  it("has its settings put over those that are there", async () => {
    await bucket();
    const enabled = { versioningConfiguration: { status: "Enabled" } };
    await put(BUCKET_VERSIONING, enabled);
    expect(await codeOf(put(BUCKET_VERSIONING, enabled))).to.equal("accepted");
    expect(account.all().filter(({ type }) => type === BUCKET_VERSIONING)).to.have.length(1);
  });

  it("once versioned can only be suspended", async () => {
    await bucket();
    const versioning = await put(BUCKET_VERSIONING, { versioningConfiguration: { status: "Enabled" } });
    const to = (status: string) => account.update(versioning, { versioningConfiguration: { status } });
    expect(await codeOf(to("Disabled"))).to.equal("IllegalVersioningConfigurationException");
    expect(await codeOf(to("Suspended"))).to.equal("accepted");
  });

  it("takes a key for aws:kms only: InvalidArgument", async () => {
    await bucket();
    const rules = (sseAlgorithm: string) => ({
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm, kmsMasterKeyId: "alias/state" } }],
    });
    expect(await codeOf(put(ENCRYPTION, rules("AES256")))).to.equal("InvalidArgument");
    expect(await codeOf(put(ENCRYPTION, rules("aws:kms")))).to.equal("accepted");
  });

  describe("policy", () => {
    beforeEach(() => bucket());

    it("that lets everybody in is refused until public policies are allowed: AccessDenied", async () => {
      expect(await codeOf(put(POLICY, { policy: policy({}) }))).to.equal("AccessDenied");
      await put(BUCKET_PUBLIC_ACCESS_BLOCK, { blockPublicPolicy: false });
      expect(await codeOf(put(POLICY, { policy: policy({}) }))).to.equal("accepted");
    });

    it("may name everybody under a condition, or to deny", async () => {
      const Condition = { StringEquals: { "aws:SourceAccount": "123456789012" } };
      expect(await codeOf(put(POLICY, { policy: policy({ Condition }) }))).to.equal("accepted");
      expect(await codeOf(put(POLICY, { policy: policy({ Effect: "Deny" }) }))).to.equal("accepted");
    });

    it("without principal, or about another bucket, is refused with MalformedPolicy", async () => {
      expect(await codeOf(put(POLICY, { policy: policy({ Principal: undefined }) }))).to.equal("MalformedPolicy");
      const Resource = ["arn:aws:s3:::state", "arn:aws:s3:::states/*"];
      expect(await codeOf(put(POLICY, { policy: policy({ Effect: "Deny", Resource }) }))).to.equal("MalformedPolicy");
      expect(await codeOf(put(POLICY, { policy: "{" }))).to.equal("MalformedPolicy");
    });
  });

  it("has lifecycle rules that do something, and differ in their ids", async () => {
    await bucket();
    const rule = { id: "old", status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 90 } };
    const rules = (...list: object[]) => codeOf(put(LIFECYCLE, { rules: list }));
    expect(await rules({ id: "old", status: "Enabled" })).to.equal("InvalidRequest");
    expect(await rules(rule, rule)).to.equal("InvalidArgument");
    expect(await rules({ ...rule, noncurrentVersionExpiration: { noncurrentDays: 0 } })).to.equal("InvalidArgument");
    expect(await rules(...Array.from({ length: 1001 }, (_none, id) => ({ ...rule, id: `${id}` })))).to.equal(
      "MalformedXML",
    );
    expect(await rules(rule)).to.equal("accepted");
  });

  it("writes logs into a bucket that exists, and grants there only where ACLs are", async () => {
    await bucket();
    const log = (inputs: object) => codeOf(put(LOGGING, { targetBucket: "state", targetPrefix: "log/", ...inputs }));
    expect(await log({ targetBucket: "nowhere" })).to.equal("InvalidTargetBucketForLogging");
    const targetGrants = [{ permission: "READ", grantee: { type: "Group" } }];
    expect(await log({ targetGrants })).to.equal("InvalidBucketAclWithObjectOwnership");
    await put(OWNERSHIP, { rule: { objectOwnership: "ObjectWriter" } });
    expect(await log({ targetGrants })).to.equal("accepted");
  });

  it("has no ACLs, nor have its objects, unless its ownership controls bring them back", async () => {
    expect(await codeOf(bucket({ acl: "public-read" }))).to.equal("AccessControlListNotSupported");
    await bucket();
    const object = () => codeOf(put(BUCKET_OBJECT_V2, { key: "a", content: "a", acl: "public-read" }));
    expect(await object()).to.equal("AccessControlListNotSupported");
    await put(OWNERSHIP, { rule: { objectOwnership: "BucketOwnerPreferred" } });
    expect(await object()).to.equal("accepted");
  });
});

describe("an S3 object", () => {
  let account: Account;
  beforeEach(async () => {
    account = new Account();
    await account.make(BUCKET, { bucket: "site" });
  });

  const object = (inputs: object) => account.make(BUCKET_OBJECT_V2, { bucket: "site", ...inputs });

  it("is known by bucket and key, and its tag is the content's hash", async () => {
    const { id, outputs } = await object({ key: "index.html", content: "hello" });
    expect(id).to.equal("site/index.html");
    expect(outputs).to.include({
      etag: "5d41402abc4b2a76b9719d911017c592",
      versionId: "",
      serverSideEncryption: "AES256",
    });
  });

  it("has a version in a versioned bucket, and the bucket's encryption", async () => {
    await account.make(BUCKET_VERSIONING, { bucket: "site", versioningConfiguration: { status: "Enabled" } });
    const rules = [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } }];
    await account.make(ENCRYPTION, { bucket: "site", rules });
    const { outputs } = await object({ key: "a", content: "a" });
    expect(outputs.versionId).to.match(/^.{32}$/);
    expect(outputs.serverSideEncryption).to.equal("aws:kms");
  });

  it("has one content", async () => {
    expect(await codeOf(object({ key: "a", content: "a", contentBase64: "YQ==" }))).to.equal("ConflictsWith");
  });
});

describe("getBucket", () => {
  it("finds a bucket by its name, and none that does not exist", async () => {
    const account = new Account();
    const ask = () => account.ask("aws:s3/getBucket:getBucket", { bucket: "site" });
    expect(ask()).to.include({ code: "NotFound" });
    await account.make(BUCKET, { bucket: "site" });
    expect(ask()).to.include({ id: "site", arn: "arn:aws:s3:::site" });
  });
});
