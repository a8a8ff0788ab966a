import { expect } from "chai";

import { Account, codeOf } from "../../testing/account";
import { makeCertificate, makeZone, publish } from "../../testing/aws-edge";
import { messageOf } from "../../testing/refusals";
import { record, records } from "../values";

const CERTIFICATE = "aws:acm/certificate:Certificate";
const VALIDATION = "aws:acm/certificateValidation:CertificateValidation";
const RECORD = "aws:route53/record:Record";

describe("a certificate", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  const request = (inputs: Record<string, unknown> = {}) =>
    account.make(CERTIFICATE, { domainName: "bank.dev", validationMethod: "DNS", ...inputs });

  it("names one record for each of its names, and one for a name and its wildcard", async () => {
    const { outputs } = await request({ subjectAlternativeNames: ["*.bank.dev", "origin.bank.dev"] });
    const names = records(outputs.domainValidationOptions).map(({ resourceRecordName }) => resourceRecordName);
    expect(names).to.have.length(3);
    expect(new Set(names).size).to.equal(2);
    expect(names[0])
      .to.equal(names[1])
      .and.to.match(/^_[\da-f]{32}\.bank\.dev\.$/);
  });

  it("has the record of its name in every region of the account", async () => {
    const here = await request();
    const there = await request({ region: "eu-central-1" });
    expect(there.outputs.domainValidationOptions).to.deep.equal(here.outputs.domainValidationOptions);
    expect(there.outputs.arn).to.match(/^arn:aws:acm:eu-central-1:/);
  });

  it("is requested for names or imported with a body, not both: ValidationException", async () => {
    expect(await codeOf(account.make(CERTIFICATE))).to.equal("ValidationException");
    expect(await codeOf(request({ certificateBody: "-----BEGIN CERTIFICATE-----" }))).to.equal("ValidationException");
    expect(await codeOf(request({ validationMethod: undefined }))).to.equal("ValidationException");
  });

  it("has a first name of 64 characters at most: InvalidDomainValidationOptionsException", async () => {
    const long = `${"a".repeat(60)}.bank.dev`;
    expect(await codeOf(request({ domainName: long }))).to.equal("InvalidDomainValidationOptionsException");
    expect(await codeOf(request({ subjectAlternativeNames: [long] }))).to.equal("accepted");
  });

  it("has ten names at most: LimitExceededException", async () => {
    const names = Array.from({ length: 10 }, (_, number) => `n${number}.bank.dev`);
    expect(await codeOf(request({ subjectAlternativeNames: names.slice(1) }))).to.equal("accepted");
    expect(await codeOf(request({ subjectAlternativeNames: names }))).to.equal("LimitExceededException");
  });

  it("is made anew for other names", async () => {
    const certificate = await request();
    const changes = { domainName: "other.dev", subjectAlternativeNames: ["a.bank.dev"], tags: { a: "b" } };
    expect(account.replacing(certificate, changes)).to.deep.equal(["domainName", "subjectAlternativeNames"]);
  });

  it("of a listener is not deleted: ResourceInUseException", async () => {
    const certificate = await request();
    account.put("aws:lb/listener:Listener", "listener", { certificateArn: certificate.outputs.arn });
    expect(await codeOf(account.remove(certificate))).to.equal("ResourceInUseException");
  });
});

describe("the validation of a certificate", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  const validate = (certificateArn: unknown, inputs: Record<string, unknown> = {}) =>
    account.make(VALIDATION, { certificateArn, ...inputs });

  it("ends once the zone has its records", async () => {
    const certificate = await makeCertificate(account, await makeZone(account));
    expect(await codeOf(validate(certificate.outputs.arn))).to.equal("accepted");
  });

  it("waits in vain for a record that is not there, or has another value", async () => {
    const zone = await makeZone(account);
    const { outputs } = await account.make(CERTIFICATE, { domainName: "bank.dev", validationMethod: "DNS" });
    expect(await codeOf(validate(outputs.arn))).to.equal("Timeout");
    const option = record(records(outputs.domainValidationOptions)[0]);
    await publish(account, zone, { ...option, resourceRecordValue: "elsewhere.acm-validations.aws." });
    expect(await messageOf(validate(outputs.arn)))
      .to.contain("last state: 'PENDING_VALIDATION'")
      .and.to.contain(String(option.resourceRecordName));
  });

  it("waits in vain for records of a private zone", async () => {
    const vpc = await account.make("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
    const zone = await account.make("aws:route53/zone:Zone", { name: "bank.dev", vpcs: [{ vpcId: vpc.id }] });
    const { outputs } = await makeCertificate(account, zone);
    expect(await codeOf(validate(outputs.arn))).to.equal("Timeout");
  });

  it("waits in vain for a zone that its parent, in the account, does not delegate to", async () => {
    const parent = await makeZone(account, "bank.dev");
    const zone = await makeZone(account, "app.bank.dev");
    const { outputs } = await makeCertificate(account, zone);
    expect(await codeOf(validate(outputs.arn))).to.equal("Timeout");
    const delegate = (nameServers: unknown) =>
      account.make(RECORD, {
        zoneId: parent.id,
        name: "app.bank.dev",
        type: "NS",
        ttl: 60,
        records: nameServers,
      });
    const stale = await delegate(["ns-1.awsdns-01.com"]);
    expect(await codeOf(validate(outputs.arn)), "the name servers of a zone that is gone").to.equal("Timeout");
    await account.remove(stale);
    await delegate(zone.outputs.nameServers);
    expect(await codeOf(validate(outputs.arn))).to.equal("accepted");
  });

  it("compares the records that it is given with those of the certificate", async () => {
    const certificate = await makeCertificate(account, await makeZone(account), {
      subjectAlternativeNames: ["origin.bank.dev"],
    });
    const names = records(certificate.outputs.domainValidationOptions).map(({ resourceRecordName }) =>
      String(resourceRecordName).replace(/\.$/, ""),
    );
    const given = (validationRecordFqdns: readonly string[]) =>
      codeOf(validate(certificate.outputs.arn, { validationRecordFqdns }));
    expect(await given(names.slice(0, 1))).to.equal("MissingValidationRecord");
    expect(await given(names)).to.equal("accepted");
  });

  it("is for certificates of Amazon that exist", async () => {
    expect(await codeOf(validate("arn:aws:acm:us-east-1:123456789012:certificate/none"))).to.equal(
      "ResourceNotFoundException",
    );
    const imported = await account.make(CERTIFICATE, { certificateBody: "body", privateKey: "key" });
    expect(await codeOf(validate(imported.outputs.arn))).to.equal("UnsupportedCertificate");
  });
});
