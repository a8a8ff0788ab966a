import { expect } from "chai";

import { Account, codeOf } from "../../testing/account";
import { INSTANCE_PROFILE } from "./instance-profile";
import { OPENID_CONNECT_PROVIDER } from "./openid-connect-provider";
import { POLICY, ROLE, ROLE_POLICY, ROLE_POLICY_ATTACHMENT } from "./role";

const document = (statement: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
const TRUST = document({ Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } });
const READ = document({ Action: "s3:GetObject", Resource: "*" });
const SSM = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

describe("an IAM role", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  const role = (inputs: Record<string, unknown> = {}) => account.make(ROLE, { assumeRolePolicy: TRUST, ...inputs });

  it("has its name as id, an ARN without region and a unique id", async () => {
    const { id, outputs } = await role({ name: "app", path: "/team/" });
    expect(id).to.equal("app");
    expect(outputs.arn).to.equal("arn:aws:iam::123456789012:role/team/app");
    expect(outputs.uniqueId).to.match(/^AROA[A-Z2-7]{17}$/);
  });

  it("with a name that is taken is refused with EntityAlreadyExists, in other letters too", async () => {
    await role({ name: "app" });
    expect(await codeOf(role({ name: "App" }))).to.equal("EntityAlreadyExists");
  });

  it("with a name of 65 characters is refused with ValidationError", async () => {
    expect(await codeOf(role({ name: "a".repeat(65) }))).to.equal("ValidationError");
  });

  const malformed: readonly (readonly [string, unknown])[] = [
    ["text that is no JSON", "{"],
    ["an unknown version", JSON.stringify({ Version: "2020-01-01", Statement: [] })],
    ["no statement", JSON.stringify({ Version: "2012-10-17" })],
    ["a resource", document({ Action: "sts:AssumeRole", Principal: "*", Resource: "*" })],
    ["no principal", document({ Action: "sts:AssumeRole" })],
    ["an effect that IAM does not know", document({ Effect: "Permit", Action: "sts:AssumeRole", Principal: "*" })],
    ["a misspelt element", document({ Actions: "sts:AssumeRole", Principal: "*" })],
    ["an action without service", document({ Action: "AssumeRole", Principal: "*" })],
    [
      "a role that does not exist",
      document({ Action: "sts:AssumeRole", Principal: { AWS: "arn:aws:iam::123456789012:role/nobody" } }),
    ],
  ];
  for (const [title, assumeRolePolicy] of malformed) {
    it(`whose trust policy has ${title} is refused with MalformedPolicyDocument`, async () => {
      expect(await codeOf(role({ assumeRolePolicy }))).to.equal("MalformedPolicyDocument");
    });
  }

  it("may trust another role and have its policy written as an object", async () => {
    const { outputs } = await role();
    const assumeRolePolicy = JSON.parse(
      document({ Action: "sts:AssumeRole", Principal: { AWS: outputs.arn } }),
    ) as unknown;
    const trusting = await role({ assumeRolePolicy });
    expect(trusting.outputs.assumeRolePolicy).to.equal(JSON.stringify(assumeRolePolicy));
  });

  it("with a trust policy of more than 2048 characters is refused with LimitExceeded", async () => {
    const Service = Array.from({ length: 60 }, (_none, index) => `service-number-${index}-with-a-long.amazonaws.com`);
    const assumeRolePolicy = document({ Action: "sts:AssumeRole", Principal: { Service } });
    expect(await codeOf(role({ assumeRolePolicy }))).to.equal("LimitExceeded");
  });

  it("with policies cannot be deleted unless it detaches them by force: DeleteConflict", async () => {
    const plain = await role();
    await account.make(ROLE_POLICY_ATTACHMENT, { role: plain.id, policyArn: SSM });
    expect(await codeOf(account.remove(plain))).to.equal("DeleteConflict");
    const inline = await role();
    await account.make(ROLE_POLICY, { role: inline.id, policy: READ });
    expect(await codeOf(account.remove(inline))).to.equal("DeleteConflict");
    const forcing = await role({ forceDetachPolicies: true });
    await account.make(ROLE_POLICY_ATTACHMENT, { role: forcing.id, policyArn: SSM });
    expect(await codeOf(account.remove(forcing))).to.equal("accepted");
  });

  it("is seen from every region of the account", async () => {
    const { id } = await role();
    const elsewhere = account.make(INSTANCE_PROFILE, { role: id, region: "eu-west-1" });
    expect(await codeOf(elsewhere)).to.equal("accepted");
  });
});

describe("an IAM policy", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  it("with a principal or without resources is refused with MalformedPolicyDocument", async () => {
    const policy = (text: string) => account.make(POLICY, { policy: text });
    const withPrincipal = document({ Action: "s3:*", Resource: "*", Principal: "*" });
    expect(await codeOf(policy(withPrincipal))).to.equal("MalformedPolicyDocument");
    expect(await codeOf(policy(document({ Action: "s3:*" })))).to.equal("MalformedPolicyDocument");
    expect(await codeOf(policy(READ))).to.equal("accepted");
  });

  it("with a name that is taken is refused with EntityAlreadyExists", async () => {
    await account.make(POLICY, { name: "read", policy: READ });
    expect(await codeOf(account.make(POLICY, { name: "read", policy: READ }))).to.equal("EntityAlreadyExists");
  });

  it("of more than 6144 characters without white space is refused with LimitExceeded", async () => {
    const resources = (count: number) =>
      document({ Action: "s3:*", Resource: Array.from({ length: count }, (_none, n) => `arn:aws:s3:::bucket-${n}/*`) });
    expect(await codeOf(account.make(POLICY, { policy: resources(300) }))).to.equal("LimitExceeded");
    const spaced = resources(100).replaceAll(",", `,${" ".repeat(100)}`);
    expect(await codeOf(account.make(POLICY, { policy: spaced }))).to.equal("accepted");
  });

  it("that is attached cannot be deleted: DeleteConflict", async () => {
    const policy = await account.make(POLICY, { policy: READ });
    const role = await account.make(ROLE, { assumeRolePolicy: TRUST });
    await account.make(ROLE_POLICY_ATTACHMENT, { role: role.id, policyArn: policy.outputs.arn });
    expect(await codeOf(account.remove(policy))).to.equal("DeleteConflict");
  });

  it("that does not exist cannot be attached: NoSuchEntity; AWS's own ones can", async () => {
    const { id } = await account.make(ROLE, { assumeRolePolicy: TRUST });
    const attach = (policyArn: string) => account.make(ROLE_POLICY_ATTACHMENT, { role: id, policyArn });
    expect(await codeOf(attach("arn:aws:iam::123456789012:policy/none"))).to.equal("NoSuchEntity");
    expect(await codeOf(attach(SSM))).to.equal("accepted");
  });

  it("inline adds up with the others of its role: LimitExceeded beyond 10240 characters", async () => {
    const { id } = await account.make(ROLE, { assumeRolePolicy: TRUST });
    const Resource = Array.from({ length: 250 }, (_none, n) => `arn:aws:s3:::bucket-${n}/*`);
    const make = () => account.make(ROLE_POLICY, { role: id, policy: document({ Action: "s3:*", Resource }) });
    expect(await codeOf(make())).to.equal("accepted");
    expect(await codeOf(make())).to.equal("LimitExceeded");
  });

  it("inline without resources is refused with MalformedPolicyDocument, in a role too", async () => {
    const { id } = await account.make(ROLE, { assumeRolePolicy: TRUST });
    const policy = document({ Action: "s3:*" });
    expect(await codeOf(account.make(ROLE_POLICY, { role: id, policy }))).to.equal("MalformedPolicyDocument");
    const inside = account.make(ROLE, { assumeRolePolicy: TRUST, inlinePolicies: [{ name: "a", policy }] });
    expect(await codeOf(inside)).to.equal("MalformedPolicyDocument");
  });

  it("beyond the twentieth of a role is refused with LimitExceeded", async () => {
    const { id } = await account.make(ROLE, { assumeRolePolicy: TRUST });
    const attach = (index: number) =>
      account.make(ROLE_POLICY_ATTACHMENT, { role: id, policyArn: `arn:aws:iam::aws:policy/Policy${index}` });
    for (let index = 1; index <= 20; index += 1) {
      await attach(index);
    }
    expect(await codeOf(attach(21))).to.equal("LimitExceeded");
  });

  it("of a role that does not exist is refused with NoSuchEntity", async () => {
    expect(await codeOf(account.make(ROLE_POLICY, { role: "nobody", policy: READ }))).to.equal("NoSuchEntity");
  });
});

describe("an instance profile", () => {
  it("with a name that is taken is refused with EntityAlreadyExists", async () => {
    const account = new Account();
    await account.make(INSTANCE_PROFILE, { name: "app" });
    expect(await codeOf(account.make(INSTANCE_PROFILE, { name: "app" }))).to.equal("EntityAlreadyExists");
  });
});

describe("an OpenID Connect provider", () => {
  const GITHUB = { url: "https://token.actions.githubusercontent.com", clientIdLists: ["sts.amazonaws.com"] };
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  const provider = (inputs: Record<string, unknown> = {}) =>
    account.make(OPENID_CONNECT_PROVIDER, { ...GITHUB, ...inputs });

  it("is named by its issuer without the scheme, and has a thumbprint of its own if none is given", async () => {
    const { id, outputs } = await provider();
    expect(id).to.equal("arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com");
    expect(outputs).to.include({ arn: id, url: "token.actions.githubusercontent.com" });
    expect(outputs.thumbprintLists).to.have.length(1);
    const thumbprintLists = ["6938fd4d98bab03faadb97b34396831e3780aea1"];
    const cluster = await provider({ url: "https://oidc.eks.eu-west-1.amazonaws.com/id/0123", thumbprintLists });
    expect(cluster.outputs.thumbprintLists).to.deep.equal(thumbprintLists);
  });

  it("exists once for each issuer in an account, whatever the region: EntityAlreadyExists", async () => {
    await provider();
    expect(await codeOf(provider({ region: "eu-west-1" }))).to.equal("EntityAlreadyExists");
    expect(await codeOf(provider({ url: "https://oidc.eks.us-east-1.amazonaws.com/id/0123" }))).to.equal("accepted");
  });

  it("takes at most 100 audiences and five thumbprints", async () => {
    const many = (count: number) => Array.from({ length: count }, (_none, index) => String(index).padStart(40, "0"));
    expect(await codeOf(provider({ clientIdLists: many(101) }))).to.equal("LimitExceeded");
    expect(await codeOf(provider({ thumbprintLists: many(6) }))).to.equal("InvalidInput");
    expect(await codeOf(provider({ clientIdLists: many(100), thumbprintLists: many(5) }))).to.equal("accepted");
  });

  it("of another issuer is another one; other audiences are an update", async () => {
    const made = await provider();
    const changes = { url: "https://issuer.example", clientIdLists: ["other"] };
    expect(account.replacing(made, changes)).to.deep.equal(["url"]);
  });

  it("is found by its URL, by its ARN, and not when it does not exist", async () => {
    const token = "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider";
    expect(account.ask(token, { url: GITHUB.url })).to.include({ code: "NoSuchEntity" });
    const { id } = await provider();
    expect(account.ask(token, { url: GITHUB.url })).to.include({ id, arn: id });
    expect(account.ask(token, { arn: id })).to.deep.include({ id, clientIdLists: ["sts.amazonaws.com"] });
  });
});
