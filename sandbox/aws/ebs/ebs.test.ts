import { expect } from "chai";

import type { Properties } from "../../resource-type";
import { Account, codeOf } from "../../testing/account";
import { makeNetwork } from "../../testing/aws-network";
import { INSTANCE } from "../ec2/instance";
import { SNAPSHOT, VOLUME } from "./volume";
import { VOLUME_ATTACHMENT } from "./volume-attachment";

const GP3: Properties = { availabilityZone: "us-east-1a", size: 20, type: "gp3" };

describe("a volume", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  const make = (inputs: Properties = {}) => account.make(VOLUME, { ...GP3, ...inputs });

  it("has the performance that its type begins with", async () => {
    const { id, outputs } = await make();
    expect(id).to.match(/^vol-[\da-f]{17}$/);
    expect(outputs).to.include({ iops: 3000, throughput: 125, encrypted: false });
  });

  it("needs a size or a snapshot, and a zone of the region", async () => {
    expect(await codeOf(make({ size: undefined }))).to.equal("MissingParameter");
    expect(await codeOf(make({ availabilityZone: "eu-west-1a" }))).to.equal("InvalidZone.NotFound");
    expect(await codeOf(make({ type: "gp2", throughput: 125 }))).to.equal("InvalidParameterCombination");
  });

  it("grows in place and never shrinks: InvalidParameterValue", async () => {
    const record = await make();
    expect(account.replacing(record, { size: 30, encrypted: true })).to.deep.equal(["encrypted"]);
    expect(await codeOf(account.update(record, { size: 30 }))).to.equal("accepted");
    expect(await codeOf(account.update(record, { size: 10 }))).to.equal("InvalidParameterValue");
  });

  it("leaves a last snapshot if that is asked for", async () => {
    await account.remove(await make());
    expect(account.all()).to.be.empty;
    await account.remove(await make({ finalSnapshot: true }));
    expect(account.all().map(({ type }) => type)).to.deep.equal([SNAPSHOT]);
  });
});

describe("the attachment of a volume", () => {
  it("is in one zone, once, at a free device", async () => {
    const account = new Account();
    const { subnetA, subnetB } = await makeNetwork(account);
    const instance = (subnetId: string) =>
      account.make(INSTANCE, { ami: "ami-00000000000000000", instanceType: "t4g.nano", subnetId });
    const [here, there] = [await instance(subnetA.id), await instance(subnetB.id)];
    const [first, second] = [await account.make(VOLUME, GP3), await account.make(VOLUME, GP3)];
    const attach = (instanceId: string, volumeId: string, deviceName = "/dev/sdf") =>
      account.make(VOLUME_ATTACHMENT, { instanceId, volumeId, deviceName });
    expect(await codeOf(attach(there.id, first.id))).to.equal("InvalidVolume.ZoneMismatch");
    const attachment = await attach(here.id, first.id);
    expect(await codeOf(attach(here.id, first.id, "/dev/sdg"))).to.equal("VolumeInUse");
    expect(await codeOf(attach(here.id, second.id))).to.equal("InvalidParameterValue");
    expect(await codeOf(account.remove(first))).to.equal("VolumeInUse");
    await account.remove(attachment);
    expect(await codeOf(account.remove(first))).to.equal("accepted");
  });
});
