import { expect } from "chai";

import { problemsOf, record } from "../testing/recorder";
import { Certificate, type CertificateArgs } from "./certificate";

const types = {
  certificate: "aws:acm/certificate:Certificate",
  validation: "aws:acm/certificateValidation:CertificateValidation",
  record: "aws:route53/record:Record",
};

const make = (args: Partial<CertificateArgs> = {}) =>
  new Certificate("web", { domainName: "bank.dev", zoneId: "Z1", ...args });

describe("Certificate", () => {
  it("makes one in each region, with records of their own for none", async () => {
    const made = await record(() =>
      make({ alternativeNames: ["origin.bank.dev"], regions: ["us-east-1", "eu-central-1"] }),
    );
    expect(made.ofType(types.certificate).map(({ inputs }) => inputs.region)).to.have.members([
      "us-east-1",
      "eu-central-1",
    ]);
    expect(made.ofType(types.record).map(({ name }) => name)).to.have.members(["web-bank.dev", "web-origin.bank.dev"]);
    expect(made.ofType(types.validation).map(({ inputs }) => inputs.certificateArn)).to.have.members([
      "web-us-east-1-arn",
      "web-eu-central-1-arn",
    ]);
    expect(Object.keys(made.result.certificateArns)).to.deep.equal(["us-east-1", "eu-central-1"]);
  });

  it("has one record for a name and its wildcard", async () => {
    const made = await record(() => make({ alternativeNames: ["*.bank.dev"] }));
    expect(made.ofType(types.record).map(({ name }) => name)).to.deep.equal(["web-bank.dev"]);
  });

  it("makes the same in a preview, where no record is known", async () => {
    const args = { alternativeNames: ["origin.bank.dev"], regions: ["us-east-1"] };
    const made = await record(() => make(args));
    const preview = await record(() => make(args), { preview: true });
    expect(preview.identities).to.deep.equal(made.identities);
  });

  it("is in the provider's region, and one, when two are the same", async () => {
    const made = await record(() => make());
    expect(made.get(types.certificate, "web").inputs).to.not.have.property("region");
    const twice = await record(() => make({ regions: ["us-east-1", "us-east-1"] }));
    expect(twice.ofType(types.certificate)).to.have.length(1);
  });

  it("refuses more names than a certificate has, and no region", async () => {
    const alternativeNames = Array.from({ length: 10 }, (_, number) => `n${number}.bank.dev`);
    const problems = await problemsOf(() => make({ alternativeNames, regions: [] }));
    expect(problems).to.have.all.keys("alternativeNames", "regions");
  });
});
