import { expect } from "chai";

import { problemsOf, record } from "../testing/recorder";
import { PublicZone, type PublicZoneArgs } from "./public-zone";

const types = {
  key: "aws:kms/key:Key",
  signingKey: "aws:route53/keySigningKey:KeySigningKey",
  signing: "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec",
  record: "aws:route53/record:Record",
};

const make = (args: Partial<PublicZoneArgs> = {}) => new PublicZone("bank", { zoneName: "app.bank.dev", ...args });

describe("PublicZone", () => {
  it("makes a zone, and leaves the parent to whoever keeps it", async () => {
    const made = await record(() => make());
    expect(made.resources.map(({ type }) => type)).to.deep.equal([
      "throughline:index:PublicZone",
      "aws:route53/zone:Zone",
    ]);
    expect(made.result.dsRecord).to.equal(undefined);
  });

  it("enters its name servers at a parent of the account", async () => {
    const made = await record(() => make({ parentZoneId: "ZPARENT" }));
    expect(made.get(types.record, "bank-delegation").inputs).to.deep.include({
      zoneId: "ZPARENT",
      name: "app.bank.dev",
      type: "NS",
      records: ["ns-1.awsdns-01.com"],
    });
  });

  it("signs with an elliptic key in us-east-1 that Route 53 may use", async () => {
    const made = await record(() => make({ dnssec: true, accountId: "123456789012", parentZoneId: "ZPARENT" }));
    const { inputs } = made.get(types.key, "bank-dnssec");
    expect(inputs).to.include({
      region: "us-east-1",
      customerMasterKeySpec: "ECC_NIST_P256",
      keyUsage: "SIGN_VERIFY",
    });
    expect(inputs.policy).to.contain("dnssec-route53.amazonaws.com").and.to.contain("123456789012");
    expect(made.ofType(types.signing)).to.have.length(1);
    expect(made.get(types.record, "bank-ds").inputs).to.include({ zoneId: "ZPARENT", type: "DS" });
  });

  it("wants to know the account whose key it is", async () => {
    expect(await problemsOf(() => make({ dnssec: true }))).to.have.all.keys("accountId");
  });
});
