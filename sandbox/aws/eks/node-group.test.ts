import { expect } from "chai";

import type { Properties } from "../../resource-type";
import { Account, codeOf } from "../../testing/account";
import { makeCluster, makeNodes, makePlace, makeRole, nodeGroupInputs, openWayOut } from "../../testing/aws-cluster";
import type { Place } from "../../testing/aws-cluster";
import { INSTANCE } from "../ec2/instance";
import { LAUNCH_TEMPLATE } from "../ec2/launch-template";
import { SECURITY_GROUP } from "../ec2/permissions";
import { AUTO_SCALING_GROUP } from "../autoscaling/types";
import { record, records, texts } from "../values";
import { NODE_GROUP } from "./types";

describe("a managed node group", () => {
  let account: Account;
  let place: Place;
  let clusterName: string;
  let inputs: Properties;
  let templateId: unknown;
  beforeEach(async () => {
    account = new Account();
    place = await makePlace(account);
    await openWayOut(account, place);
    clusterName = (await makeCluster(account, place)).id;
    const made = await nodeGroupInputs(account, place, clusterName);
    inputs = made.inputs;
    templateId = made.template.id;
  });

  const nodeGroup = (changes: Properties = {}) => account.make(NODE_GROUP, { ...inputs, ...changes });
  const refusal = (changes: Properties) => codeOf(nodeGroup(changes));
  const withTemplate = async (template: Properties, changes: Properties = {}) => {
    const made = await account.make(LAUNCH_TEMPLATE, template);
    return refusal({ launchTemplate: { id: made.id, version: "1" }, ...changes });
  };

  it("has the cluster's version, an Auto Scaling group, and instances with addresses of its subnets", async () => {
    const { outputs } = await nodeGroup();
    expect(outputs).to.include({
      version: "1.35",
      amiType: "AL2023_x86_64_STANDARD",
      releaseVersion: "1.35.4-20261109",
    });
    const name = records(records(outputs.resources)[0]?.autoscalingGroups)[0]?.name;
    expect(account.find(AUTO_SCALING_GROUP, name)?.outputs).to.include({ minSize: 1, desiredCapacity: 2, maxSize: 3 });
    const instances = account.all().filter(({ type }) => type === INSTANCE);
    expect(instances.map((one) => one.outputs.subnetId)).to.have.members(place.subnetIds);
    expect(new Set(instances.map((one) => one.outputs.privateIp)).size).to.equal(2);
  });

  it("gives its instances the groups of the launch template, else the cluster security group", async () => {
    await nodeGroup();
    await nodeGroup({ launchTemplate: undefined });
    const groups = account
      .all()
      .filter(({ type }) => type === INSTANCE)
      .map(({ outputs }) => texts(outputs.vpcSecurityGroupIds));
    const cluster = account.all().find(({ outputs }) => outputs.name === `eks-cluster-sg-${clusterName}`);
    expect(groups.map(({ length }) => length)).to.deep.equal([2, 2, 1, 1]);
    expect(groups[2]).to.deep.equal([cluster?.id]);
  });

  it("scales, takes another template version and another release in place, and another type of instance as another group", async () => {
    const made = await nodeGroup();
    const inPlace = { scalingConfig: { minSize: 1, desiredSize: 3, maxSize: 3 }, releaseVersion: "1.35.4-20261109" };
    expect(account.replacing(made, { ...inPlace, launchTemplate: { id: templateId, version: "2" } })).to.deep.equal([]);
    expect(account.replacing(made, { instanceTypes: ["m7i.xlarge"] })).to.deep.equal(["instanceTypes"]);
    await account.update(made, inPlace);
    expect(account.all().filter(({ type }) => type === INSTANCE)).to.have.length(3);
  });

  it("keeps its cluster, its subnets and its instances' groups", async () => {
    const made = await makeNodes(new Account());
    expect(made.nodeGroup.outputs.status).to.equal("ACTIVE");
    await nodeGroup();
    const cluster = account.find("aws:eks/cluster:Cluster", clusterName);
    expect(cluster && (await codeOf(account.remove(cluster)))).to.equal("ResourceInUseException");
    const [group] = account.all().filter(({ type, owner }) => type === SECURITY_GROUP && owner === undefined);
    expect(group && (await codeOf(account.remove(group)))).to.equal("DependencyViolation");
  });

  it("newer than its cluster is refused, and older than it was", async () => {
    expect(await refusal({ version: "1.36" })).to.equal("InvalidParameterException");
    const made = await nodeGroup({ version: "1.35" });
    expect(await codeOf(account.update(made, { version: "1.34" }))).to.equal("InvalidParameterException");
  });

  it("stays behind when its cluster rises, and follows when it is told to", async () => {
    const made = await nodeGroup();
    const cluster = account.find("aws:eks/cluster:Cluster", clusterName);
    if (cluster) await account.update(cluster, { version: "1.36" });
    expect((await account.update(made, { tags: { a: "b" } })).outputs.version).to.equal("1.35");
    const { outputs } = await account.update(made, { version: "1.36" });
    expect(outputs).to.include({ version: "1.36", releaseVersion: "1.36.2-20261109" });
  });

  it("with a release of another version, or of tomorrow, is refused", async () => {
    expect(await refusal({ releaseVersion: "1.34.6-20261109" })).to.equal("InvalidParameterException");
    expect(await refusal({ releaseVersion: "1.35.4-20270101" })).to.equal("InvalidParameterException");
    expect(await refusal({ releaseVersion: "1.35.4-20260505" })).to.equal("accepted");
  });

  it("with sizes out of order is refused", async () => {
    for (const scalingConfig of [
      { minSize: 2, desiredSize: 2, maxSize: 1 },
      { minSize: 2, desiredSize: 1, maxSize: 3 },
      { minSize: 0, desiredSize: 4, maxSize: 3 },
      { minSize: 0, desiredSize: 0, maxSize: 0 },
    ]) {
      expect(await refusal({ scalingConfig }), JSON.stringify(scalingConfig)).to.equal("InvalidParameterException");
    }
  });

  it("for another processor than its image's is refused", async () => {
    expect(await refusal({ instanceTypes: ["m7g.large"] })).to.equal("InvalidParameterException");
    const arm = { instanceTypes: ["m7g.large"], amiType: "AL2023_ARM_64_STANDARD" };
    expect(await refusal(arm)).to.equal("accepted");
  });

  it("with a role that EC2 cannot assume, or without the policies of nodes, is refused", async () => {
    const foreign = await makeRole(account, "eks.amazonaws.com", "AmazonEKSWorkerNodePolicy");
    expect(await refusal({ nodeRoleArn: foreign.outputs.arn })).to.equal("InvalidParameterException");
    const half = await makeRole(account, "ec2.amazonaws.com", "AmazonEKSWorkerNodePolicy");
    expect(await refusal({ nodeRoleArn: half.outputs.arn })).to.equal("InvalidParameterException");
  });

  it("with subnets or groups of another VPC is refused", async () => {
    const other = await makePlace(account, "10.1");
    expect(await refusal({ subnetIds: other.subnetIds })).to.equal("InvalidParameterException");
    const group = await account.make(SECURITY_GROUP, { vpcId: other.vpc.id });
    expect(await withTemplate({ vpcSecurityGroupIds: [group.id] })).to.equal("InvalidParameterException");
  });

  it("of a cluster that does not exist is refused", async () => {
    expect(await refusal({ clusterName: "nobody" })).to.equal("ResourceNotFoundException");
  });

  describe("with a launch template", () => {
    it("says the instance type only once", async () => {
      expect(await withTemplate({ instanceType: "m7i.large" })).to.equal("InvalidParameterException");
      expect(await withTemplate({ instanceType: "m7i.large" }, { instanceTypes: undefined })).to.equal("accepted");
    });

    it("leaves disk size and remote access to it", async () => {
      expect(await refusal({ diskSize: 50 })).to.equal("InvalidParameterException");
      expect(await refusal({ remoteAccess: { ec2SshKey: "a" } })).to.equal("InvalidParameterException");
      expect(await refusal({ diskSize: 50, launchTemplate: undefined })).to.equal("accepted");
    });

    it("says profile, shutdown, market and subnet itself", async () => {
      for (const template of [
        { instanceInitiatedShutdownBehavior: "stop" },
        { hibernationOptions: { configured: true } },
        { instanceMarketOptions: { marketType: "spot" } },
        { networkInterfaces: [{ subnetId: place.subnetIds[0] }] },
      ]) {
        expect(await withTemplate(template), JSON.stringify(template)).to.equal("InvalidParameterException");
      }
    });

    it("names a version that there is", async () => {
      expect(await refusal({ launchTemplate: { id: templateId, version: "2" } })).to.equal("InvalidParameterException");
      expect(await refusal({ launchTemplate: { id: templateId, version: "$Latest" } })).to.equal("accepted");
    });

    it("has user data of many parts, or an image of its own", async () => {
      const userData = Buffer.from("#!/bin/sh").toString("base64");
      expect(await withTemplate({ userData })).to.equal("Ec2LaunchTemplateInvalidConfiguration");
      const parts = Buffer.from('MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="//"\n').toString("base64");
      expect(await withTemplate({ userData: parts })).to.equal("accepted");
      const imageId = "ami-00000000000000000";
      expect(await withTemplate({ userData, imageId })).to.equal("accepted");
      expect(await withTemplate({ imageId }, { releaseVersion: "1.35.4-20261109" })).to.equal(
        "InvalidParameterException",
      );
    });
  });

  it("has the version of its template as a number", async () => {
    const { outputs } = await nodeGroup({ launchTemplate: { id: templateId, version: "$Latest" } });
    expect(record(outputs.launchTemplate).version).to.equal("1");
  });
});
