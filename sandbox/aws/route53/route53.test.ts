import { expect } from "chai";

import { Account, codeOf } from "../../testing/account";
import { makeVpc } from "../../testing/aws-network";
import type { WorldRecord } from "../../world/record";
import { RECORD, ZONE, ZONE_ASSOCIATION } from "./zone";

describe("a hosted zone", () => {
  let account: Account;
  let vpc: WorldRecord;
  beforeEach(async () => {
    account = new Account();
    vpc = await makeVpc(account);
  });

  const privateZone = (name = "dev.internal", inputs: Record<string, unknown> = {}) =>
    account.make(ZONE, { name, vpcs: [{ vpcId: vpc.id }], ...inputs });

  it("has an id of Z and 20 characters, and four name servers", async () => {
    const { id, outputs } = await account.make(ZONE, { name: "Throughline.dev." });
    expect(id).to.match(/^Z[A-Z\d]{20}$/);
    expect(outputs).to.include({ zoneId: id, name: "throughline.dev", arn: `arn:aws:route53:::hostedzone/${id}` });
    expect(outputs.nameServers).to.have.length(4);
  });

  it("for a name of AWS is refused with InvalidDomainName, unless it is private", async () => {
    expect(await codeOf(account.make(ZONE, { name: "shop.amazonaws.com" }))).to.equal("InvalidDomainName");
    expect(await codeOf(privateZone("shop.amazonaws.com"))).to.equal("accepted");
  });

  it("for a name that belongs to nobody is rehearsed", async () => {
    expect(await codeOf(account.make(ZONE, { name: "shop.example.com" }))).to.equal("accepted");
  });

  it("for something that is no domain name is refused with InvalidDomainName", async () => {
    expect(await codeOf(account.make(ZONE, { name: "two..dots" }))).to.equal("InvalidDomainName");
  });

  it("for a VPC that does not exist is refused with InvalidVPCId", async () => {
    const vpcs = [{ vpcId: "vpc-00000000000000000" }];
    expect(await codeOf(privateZone("dev.internal", { vpcs }))).to.equal("InvalidVPCId");
  });

  it("of a name that its VPC has in another zone is refused with ConflictingDomainExists", async () => {
    await privateZone();
    expect(await codeOf(privateZone())).to.equal("ConflictingDomainExists");
    expect(await codeOf(privateZone("other.internal"))).to.equal("accepted");
    expect(await codeOf(account.make(ZONE, { name: "dev.internal" }))).to.equal("accepted");
  });

  it("is associated with a VPC once per name: ConflictingDomainExists", async () => {
    const { id: zoneId } = await privateZone();
    const associate = (vpcId: string) => account.make(ZONE_ASSOCIATION, { zoneId, vpcId });
    expect(await codeOf(associate(vpc.id))).to.equal("ConflictingDomainExists");
    const other = await makeVpc(account, "10.1.0.0/16");
    expect(await codeOf(associate(other.id))).to.equal("accepted");
  });

  it("that is public is associated with no VPC: PublicZoneVPCAssociation", async () => {
    const { id } = await account.make(ZONE, { name: "throughline.dev" });
    const attempt = account.make(ZONE_ASSOCIATION, { zoneId: id, vpcId: vpc.id });
    expect(await codeOf(attempt)).to.equal("PublicZoneVPCAssociation");
  });

  it("that is private takes no delegation set: InvalidInput", async () => {
    expect(await codeOf(privateZone("dev.internal", { delegationSetId: "N1" }))).to.equal("InvalidInput");
  });

  it("with records cannot be deleted unless by force: HostedZoneNotEmpty", async () => {
    const inputs = { type: "A", ttl: 60, records: ["10.0.0.1"] };
    const zone = await privateZone();
    await account.make(RECORD, { zoneId: zone.id, name: "db", ...inputs });
    expect(await codeOf(account.remove(zone))).to.equal("HostedZoneNotEmpty");
    const forced = await privateZone("other.internal", { forceDestroy: true });
    await account.make(RECORD, { zoneId: forced.id, name: "db", ...inputs });
    expect(await codeOf(account.remove(forced))).to.equal("accepted");
  });
});

describe("a record", () => {
  let account: Account;
  let zoneId: string;
  beforeEach(async () => {
    account = new Account();
    zoneId = (await account.make(ZONE, { name: "throughline.dev" })).id;
  });

  const record = (inputs: Record<string, unknown> = {}) =>
    account.make(RECORD, { zoneId, name: "www", type: "A", ttl: 60, records: ["192.0.2.1"], ...inputs });

  it("gets the zone's name behind its own", async () => {
    expect((await record()).outputs.fqdn).to.equal("www.throughline.dev");
    expect((await record({ name: "throughline.dev" })).outputs.fqdn).to.equal("throughline.dev");
  });

  it("that exists is refused with InvalidChangeBatch unless it may be overwritten", async () => {
    await record();
    expect(await codeOf(record({ name: "WWW.throughline.dev." }))).to.equal("InvalidChangeBatch");
    expect(await codeOf(record({ type: "AAAA", records: ["2001:db8::1"] }))).to.equal("accepted");
    expect(await codeOf(record({ records: ["192.0.2.2"], allowOverwrite: true }))).to.equal("accepted");
  });

  it("of type CNAME at the apex is refused with InvalidChangeBatch", async () => {
    const inputs = { name: "", type: "CNAME", records: ["elsewhere.example.net"] };
    expect(await codeOf(record(inputs))).to.equal("InvalidChangeBatch");
  });

  it("of type CNAME stands alone at its name: InvalidChangeBatch", async () => {
    await record();
    const cname = record({ type: "CNAME", records: ["elsewhere.example.net"] });
    expect(await codeOf(cname)).to.equal("InvalidChangeBatch");
  });

  it("has records with a ttl or an alias without one: InvalidChangeBatch", async () => {
    const aliases = [{ name: "lb.example.net", zoneId: "Z1", evaluateTargetHealth: true }];
    expect(await codeOf(record({ aliases }))).to.equal("InvalidChangeBatch");
    expect(await codeOf(record({ ttl: undefined }))).to.equal("InvalidChangeBatch");
    expect(await codeOf(record({ aliases, records: undefined }))).to.equal("InvalidChangeBatch");
    expect(await codeOf(record({ aliases, records: undefined, ttl: undefined }))).to.equal("accepted");
  });

  it("with a routing policy has a setIdentifier, without one has none: InvalidChangeBatch", async () => {
    const weighted = { weightedRoutingPolicies: [{ weight: 1 }] };
    expect(await codeOf(record(weighted))).to.equal("InvalidChangeBatch");
    expect(await codeOf(record({ setIdentifier: "blue" }))).to.equal("InvalidChangeBatch");
    expect(await codeOf(record({ ...weighted, setIdentifier: "blue" }))).to.equal("accepted");
    expect(await codeOf(record({ ...weighted, setIdentifier: "green" }))).to.equal("accepted");
  });
});
