import { expect } from "chai";

import type { Properties } from "../../resource-type";
import { Account, codeOf } from "../../testing/account";
import { makePlace } from "../../testing/aws-cluster";
import type { Place } from "../../testing/aws-cluster";
import { INSTANCE } from "../ec2/instance";
import { LAUNCH_TEMPLATE } from "../ec2/launch-template";
import { SECURITY_GROUP } from "../ec2/permissions";
import { AUTO_SCALING_GROUP } from "./types";

const IMAGE = { imageId: "ami-00000000000000000", instanceType: "t3.nano" };

describe("an Auto Scaling group", () => {
  let account: Account;
  let place: Place;
  beforeEach(async () => {
    account = new Account();
    place = await makePlace(account);
  });

  const group = async (inputs: Properties = {}, template: Properties = IMAGE) => {
    const { id } = await account.make(LAUNCH_TEMPLATE, template);
    return account.make(AUTO_SCALING_GROUP, {
      minSize: 1,
      maxSize: 3,
      vpcZoneIdentifiers: place.subnetIds,
      launchTemplate: { id, version: "$Latest" },
      ...inputs,
    });
  };
  const refusal = (inputs: Properties, template?: Properties) => codeOf(group(inputs, template));

  it("has instances in all of its subnets, as many as are desired", async () => {
    const made = await group({ desiredCapacity: 2 });
    const instances = account.all().filter(({ type }) => type === INSTANCE);
    expect(instances.map(({ outputs }) => outputs.subnetId)).to.have.members(place.subnetIds);
    expect(made.outputs.availabilityZones).to.deep.equal(["us-east-1a", "us-east-1b"]);
    await account.update(made, { desiredCapacity: 1 });
    expect(account.all().filter(({ type }) => type === INSTANCE)).to.have.length(1);
  });

  it("desires something between its bounds", async () => {
    expect(await refusal({ minSize: 4 })).to.equal("ValidationError");
    expect(await refusal({ desiredCapacity: 4 })).to.equal("ValidationError");
    expect(await refusal({ desiredCapacity: 0 })).to.equal("ValidationError");
  });

  it("has one source of instances, and a place", async () => {
    expect(await refusal({ launchTemplate: undefined })).to.equal("ValidationError");
    expect(await refusal({ launchConfiguration: "old" })).to.equal("ValidationError");
    expect(await refusal({ vpcZoneIdentifiers: undefined })).to.equal("ValidationError");
  });

  it("has a template with image and type, in a version that there is", async () => {
    expect(await refusal({}, { instanceType: "t3.nano" })).to.equal("ValidationError");
    expect(await refusal({}, { imageId: IMAGE.imageId })).to.equal("ValidationError");
    const { id } = await account.make(LAUNCH_TEMPLATE, IMAGE);
    expect(await refusal({ launchTemplate: { id, version: "7" } })).to.equal("ValidationError");
  });

  it("is in one VPC with its groups and target groups", async () => {
    const other = await makePlace(account, "10.1");
    expect(await refusal({ vpcZoneIdentifiers: [place.subnetIds[0], other.subnetIds[0]] })).to.equal("ValidationError");
    const foreign = await account.make(SECURITY_GROUP, { vpcId: other.vpc.id });
    expect(await refusal({}, { ...IMAGE, vpcSecurityGroupIds: [foreign.id] })).to.equal("ValidationError");
    const target = await account.make("aws:lb/targetGroup:TargetGroup", {
      vpcId: other.vpc.id,
      port: 80,
      protocol: "HTTP",
    });
    expect(await refusal({ targetGroupArns: [target.id] })).to.equal("ValidationError");
  });

  it("has a name once: AlreadyExists", async () => {
    await group({ name: "web" });
    expect(await refusal({ name: "web" })).to.equal("AlreadyExists");
  });
});
