import { expect } from "chai";

import { INSTANCE } from "../aws/ec2/instance";
import { NODE_GROUP } from "../aws/eks/types";
import { record } from "../aws/values";
import type { Properties } from "../resource-type";
import { Account } from "../testing/account";
import { makeNodes } from "../testing/aws-cluster";
import type { WorldRecord } from "../world/record";

describe("a month later", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  /** What others changed of a type. */
  const changed = (type: string) =>
    account
      .monthLater()
      .changes.filter((change) => change.type === type)
      .map(({ property, from, to }) => ({ property, from, to }));
  const now = (resource: WorldRecord): Properties => account.find(resource.type, resource.id)?.outputs ?? {};

  it("there are new images and add-ons, and the old ones are still offered", () => {
    const image = () =>
      account.ask("aws:ssm/getParameter:getParameter", {
        name: "/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/arm64/standard/recommended/image_id",
      }).value;
    const addOn = () =>
      account.ask("aws:eks/getAddonVersion:getAddonVersion", { addonName: "coredns", kubernetesVersion: "1.35" })
        .version;
    const before = [image(), addOn()];
    const { today, published } = account.monthLater();
    expect(today).to.equal("2026-12-20");
    expect(published.map(({ what }) => what)).to.include.members([
      "Amazon Linux 2023 image",
      "image of EKS nodes",
      "default version of coredns",
    ]);
    expect(image()).not.to.equal(before[0]);
    expect([before[1], addOn()]).to.deep.equal(["v1.13.2-eksbuild.3", "v1.13.2-eksbuild.4"]);
  });

  it("a Kubernetes version may have left support", () => {
    const versions = () => JSON.stringify(account.ask("aws:eks/getClusterVersions:getClusterVersions").clusterVersions);
    expect(versions()).to.contain('"1.31"');
    account.monthLater();
    expect(versions()).not.to.contain('"1.31"');
  });

  it("the autoscaler has added a node, and its instance exists", async () => {
    const { nodeGroup } = await makeNodes(account);
    const instances = () => account.all().filter(({ type }) => type === INSTANCE).length;
    expect(instances()).to.equal(2);
    expect(changed(NODE_GROUP)).to.deep.equal([{ property: "scalingConfig.desiredSize", from: 2, to: 3 }]);
    expect(record(now(nodeGroup).scalingConfig)).to.deep.equal({ minSize: 1, desiredSize: 3, maxSize: 3 });
    expect(instances()).to.equal(3);
    expect(changed(NODE_GROUP)).to.deep.equal([{ property: "scalingConfig.desiredSize", from: 3, to: 2 }]);
  });

  it("the hidden group of a node group follows it, and is not scaled on its own", async () => {
    await makeNodes(account);
    expect(changed("aws:autoscaling/group:Group")).to.deep.equal([]);
    const group = account.all().find(({ type }) => type === "aws:autoscaling/group:Group");
    expect(group?.outputs.desiredCapacity).to.equal(3);
  });

  it("nodes keep their image and their version, and clusters have a newer platform", async () => {
    const { nodeGroup, cluster } = await makeNodes(account);
    const { releaseVersion, version } = nodeGroup.outputs;
    account.monthLater();
    expect(now(nodeGroup)).to.include({ releaseVersion, version });
    expect([cluster.outputs.platformVersion, now(cluster).platformVersion]).to.deep.equal(["eks.12", "eks.13"]);
  });

  it("what has one size only stays", async () => {
    const { inputs } = await makeNodes(account);
    await account.make(NODE_GROUP, { ...inputs, scalingConfig: { minSize: 1, desiredSize: 1, maxSize: 1 } });
    expect(changed(NODE_GROUP)).to.have.length(1);
  });

  const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
  const AUTOSCALER = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";
  const INSTANCE_OF_RDS = "aws:rds/instance:Instance";

  it("the pod autoscaler has added a replica to what it scales, and to nothing else", () => {
    const metadata = (name: string) => ({ metadata: { name, namespace: "bank" } });
    account.put(DEPLOYMENT, "bank/account", { ...metadata("account"), spec: { replicas: 2, paused: false } });
    account.put(DEPLOYMENT, "bank/frontend", { ...metadata("frontend"), spec: { replicas: 2 } });
    account.put(AUTOSCALER, "bank/account", {
      ...metadata("account"),
      spec: { scaleTargetRef: { kind: "Deployment", name: "account" }, minReplicas: 2, maxReplicas: 4 },
    });
    expect(changed(DEPLOYMENT)).to.deep.equal([{ property: "spec.replicas", from: 2, to: 3 }]);
  });

  it("RDS has installed a minor version and grown, where it may", () => {
    const database = {
      engine: "postgres",
      engineVersion: "17",
      engineVersionActual: "17.10",
      allocatedStorage: 20,
      maxAllocatedStorage: 100,
      autoMinorVersionUpgrade: true,
    };
    account.put(INSTANCE_OF_RDS, "db-1", database);
    expect(changed(INSTANCE_OF_RDS)).to.deep.equal([
      { property: "allocatedStorage", from: 20, to: 22 },
      { property: "engineVersionActual", from: "17.10", to: "17.11" },
    ]);
    const fixed = { ...database, maxAllocatedStorage: undefined, autoMinorVersionUpgrade: false };
    account.put(INSTANCE_OF_RDS, "db-1", fixed);
    expect(changed(INSTANCE_OF_RDS)).to.deep.equal([]);
  });

  it("a rotated secret has another current version", async () => {
    const secret = await account.make("aws:secretsmanager/secret:Secret", { name: "database" });
    const version = await account.make("aws:secretsmanager/secretVersion:SecretVersion", {
      secretId: secret.id,
      secretString: "first",
    });
    expect(changed(version.type)).to.deep.equal([]);
    account.put("aws:secretsmanager/secretRotation:SecretRotation", secret.id, { secretId: secret.id });
    expect(changed(version.type)).to.deep.equal([
      { property: "versionStages", from: ["AWSCURRENT"], to: ["AWSPREVIOUS"] },
    ]);
    expect(now(version).secretString).to.equal("first");
  });
});
