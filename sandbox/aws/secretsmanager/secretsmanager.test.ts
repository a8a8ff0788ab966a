import { expect } from "chai";

import type { Properties } from "../../resource-type";
import { Account, codeOf } from "../../testing/account";
import { makeNetwork } from "../../testing/aws-network";
import { ROTATOR, rotatorParameters } from "../../testing/aws-data";
import type { WorldRecord } from "../../world/record";
import { DELETED_SECRET, SECRET } from "./secret";
import { SECRET_VERSION } from "./secret-version";

const ROTATION = "aws:secretsmanager/secretRotation:SecretRotation";
const POLICY = "aws:secretsmanager/secretPolicy:SecretPolicy";

describe("a secret", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  const secret = (inputs: Properties = {}): Promise<WorldRecord> =>
    account.make(SECRET, { name: "dev/accounts", ...inputs });

  it("has an ARN with six characters of its own as id", async () => {
    const { id, outputs } = await secret();
    expect(id).to.match(/^arn:aws:secretsmanager:us-east-1:123456789012:secret:dev\/accounts-[\da-f]{6}$/);
    expect(outputs.arn).to.equal(id);
  });

  it("with a name that is taken is refused with ResourceExistsException", async () => {
    await secret();
    expect(await codeOf(secret())).to.equal("ResourceExistsException");
  });

  it("that is deleted keeps its name for as long as it can be brought back: InvalidRequestException", async () => {
    const record = await secret({ recoveryWindowInDays: 7 });
    await account.remove(record);
    expect(account.find(SECRET, record.id)).to.equal(undefined);
    expect(account.find(DELETED_SECRET, record.id)?.outputs).to.include({ deletionDate: "2026-11-27" });
    expect(await codeOf(secret())).to.equal("InvalidRequestException");
  });

  it("gives its name back when the recovery window is over", async () => {
    const record = await secret({ recoveryWindowInDays: 7 });
    await account.remove(record);
    const left = account.find(DELETED_SECRET, record.id);
    if (left) account.drift(left, { deletionDate: "2026-11-20" });
    expect(await codeOf(secret())).to.equal("accepted");
  });

  it("that is deleted at once leaves nothing, and the next of its name has another ARN", async () => {
    const first = await secret({ recoveryWindowInDays: 0 });
    await account.remove(first);
    expect(account.all()).to.be.empty;
    expect((await secret()).id).to.not.equal(first.id);
  });

  it("is replaced by another name alone", async () => {
    const record = await secret();
    const changes = { name: "prod/accounts", description: "Other", recoveryWindowInDays: 7 };
    expect(account.replacing(record, changes)).to.deep.equal(["name"]);
  });
});

describe("the value of a secret", () => {
  let account: Account;
  let secretId: string;
  beforeEach(async () => {
    account = new Account();
    secretId = (await account.make(SECRET, { name: "dev/accounts" })).id;
  });

  const version = (inputs: Properties = {}): Promise<WorldRecord> =>
    account.make(SECRET_VERSION, { secretId, secretString: "hunter2", ...inputs });

  it("is the current version, named after the secret", async () => {
    const { id, outputs } = await version();
    expect(id).to.equal(`${secretId}|${String(outputs.versionId)}`);
    expect(outputs).to.deep.include({ arn: secretId, versionStages: ["AWSCURRENT"] });
  });

  it("is secret, whatever the program says", async () => {
    expect((await version()).secrets).to.deep.include(["secretString"]);
  });

  it("is one text, or one that is binary: InvalidParameterException", async () => {
    expect(await codeOf(version({ secretBinary: "aGk=" }))).to.equal("InvalidParameterException");
    expect(await codeOf(version({ secretString: undefined }))).to.equal("InvalidParameterException");
  });

  it("has 64 KiB at most: ValidationException", async () => {
    expect(await codeOf(version({ secretString: "a".repeat(65_537) }))).to.equal("ValidationException");
  });

  it("of a secret that does not exist is refused with ResourceNotFoundException", async () => {
    expect(await codeOf(version({ secretId: `${secretId}0` }))).to.equal("ResourceNotFoundException");
  });

  it("is replaced by another value; that a rotation has put one over it is none", async () => {
    const record = await version();
    expect(account.replacing(record, { secretString: "hunter3" })).to.deep.equal(["secretString"]);
    account.drift(record, { versionStages: ["AWSPREVIOUS"] });
    expect(account.find(SECRET_VERSION, record.id)?.inputs).to.not.have.property("versionStages");
  });
});

describe("the rotation of a secret", () => {
  let account: Account;
  let secretId: string;
  let rotationLambdaArn: unknown;
  beforeEach(async () => {
    account = new Account();
    secretId = (await account.make(SECRET, { name: "dev/accounts" })).id;
    const parameters = rotatorParameters("rotation", await makeNetwork(account));
    const stack = await account.make("aws:serverlessrepository/cloudFormationStack:CloudFormationStack", {
      ...ROTATOR,
      parameters,
    });
    rotationLambdaArn = (stack.outputs.outputs as Properties).RotationLambdaARN;
  });

  const rotate = (inputs: Properties = {}): Promise<string> =>
    codeOf(
      account.make(ROTATION, {
        secretId,
        rotationLambdaArn,
        rotationRules: { automaticallyAfterDays: 30 },
        ...inputs,
      }),
    );

  it("needs a value to begin with: InvalidRequestException", async () => {
    expect(await rotate()).to.equal("InvalidRequestException");
    await account.make(SECRET_VERSION, { secretId, secretString: "hunter2" });
    expect(await rotate()).to.equal("accepted");
  });

  it("needs a function that is there: AccessDeniedException", async () => {
    await account.make(SECRET_VERSION, { secretId, secretString: "hunter2" });
    const nobody = "arn:aws:lambda:us-east-1:123456789012:function:nobody";
    expect(await rotate({ rotationLambdaArn: nobody })).to.equal("AccessDeniedException");
  });

  it("has days or a schedule: InvalidParameterException", async () => {
    await account.make(SECRET_VERSION, { secretId, secretString: "hunter2" });
    expect(await rotate({ rotationRules: {} })).to.equal("InvalidParameterException");
    const both = { automaticallyAfterDays: 30, scheduleExpression: "rate(30 days)" };
    expect(await rotate({ rotationRules: both })).to.equal("InvalidParameterException");
  });
});

describe("the policy of a secret", () => {
  const statement = { Effect: "Allow", Principal: "*", Action: "secretsmanager:GetSecretValue", Resource: "*" };
  const document = (content: object) => JSON.stringify({ Version: "2012-10-17", Statement: [content] });

  it("has to be one: MalformedPolicyDocumentException", async () => {
    const account = new Account();
    const { id } = await account.make(SECRET, { name: "dev/accounts" });
    const put = (policy: string, more: Properties = {}) =>
      codeOf(account.make(POLICY, { secretArn: id, policy, ...more }));
    expect(await put("{}")).to.equal("MalformedPolicyDocumentException");
    expect(await put(document(statement))).to.equal("accepted");
  });

  it("for everybody is refused with PublicPolicyException if that is asked for", async () => {
    const account = new Account();
    const { id } = await account.make(SECRET, { name: "dev/accounts" });
    const inputs = { secretArn: id, policy: document(statement), blockPublicPolicy: true };
    expect(await codeOf(account.make(POLICY, inputs))).to.equal("PublicPolicyException");
  });
});
