import { expect } from "chai";

import { Account } from "../../testing/account";
import { makeNodes, makeRole } from "../../testing/aws-cluster";
import { records } from "../values";

const ADD_ON_VERSION = "aws:eks/getAddonVersion:getAddonVersion";

describe("what EKS offers", () => {
  const account = new Account();
  const addOn = (addonName: string, kubernetesVersion: string, mostRecent = false) =>
    account.ask(ADD_ON_VERSION, { addonName, kubernetesVersion, mostRecent });

  it("is an add-on's default version, or its newest, for a Kubernetes version", () => {
    expect(addOn("kube-proxy", "1.35").version).to.equal("v1.35.4-eksbuild.3");
    expect(addOn("kube-proxy", "1.35", true).version).to.equal("v1.35.4-eksbuild.4");
    expect(addOn("kube-proxy", "1.34", true).version).to.equal("v1.34.6-eksbuild.4");
  });

  it("is nothing for versions and add-ons that it does not know", () => {
    expect(addOn("kube-proxy", "1.12").code).to.equal("InvalidParameterException");
    expect(addOn("istio", "1.35").code).to.equal("InvalidParameterException");
  });

  it("is versions in standard and in extended support, the newest first", () => {
    const versions = (versionStatus?: string) =>
      records(account.ask("aws:eks/getClusterVersions:getClusterVersions", { versionStatus }).clusterVersions).map(
        ({ clusterVersion }) => clusterVersion,
      );
    expect(versions("STANDARD_SUPPORT")).to.deep.equal(["1.36", "1.35", "1.34"]);
    expect(versions()).to.deep.equal(["1.36", "1.35", "1.34", "1.33", "1.32", "1.31"]);
  });

  it("is an image of nodes, found by its parameter and by its name", () => {
    const name = "/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/x86_64/standard/recommended/image_id";
    const { value } = account.ask("aws:ssm/getParameter:getParameter", { name });
    const found = account.ask("aws:ec2/getAmi:getAmi", {
      owners: ["602401143452"],
      filters: [{ name: "name", values: ["amazon-eks-node-al2023-x86_64-standard-1.35-*"] }],
    });
    expect(found).to.include({ id: value, ownerId: "602401143452" });
  });
});

describe("what is there of EKS", () => {
  it("is found by its name", async () => {
    const account = new Account();
    const { cluster, nodeGroup } = await makeNodes(account);
    const found = account.ask("aws:eks/getCluster:getCluster", { name: cluster.id });
    expect(found).to.include({ endpoint: cluster.outputs.endpoint, version: "1.35" });
    expect(found.certificateAuthorities).to.deep.equal([cluster.outputs.certificateAuthority]);
    const { nodeGroupName } = nodeGroup.outputs;
    const group = account.ask("aws:eks/getNodeGroup:getNodeGroup", { clusterName: cluster.id, nodeGroupName });
    expect(group.scalingConfigs).to.deep.equal([nodeGroup.outputs.scalingConfig]);
    expect(account.ask("aws:eks/getClusterAuth:getClusterAuth", { name: cluster.id }).token).to.match(/^k8s-aws-v1\./);
  });

  it("is not found otherwise", () => {
    const account = new Account();
    const code = (token: string, args: Record<string, unknown>) => account.ask(token, args).code;
    expect(code("aws:eks/getCluster:getCluster", { name: "a" })).to.equal("ResourceNotFoundException");
    expect(code("aws:eks/getNodeGroup:getNodeGroup", { clusterName: "a", nodeGroupName: "b" })).to.equal(
      "ResourceNotFoundException",
    );
  });

  it("has roles, which are found by name", async () => {
    const account = new Account();
    const role = await makeRole(account, "ec2.amazonaws.com");
    expect(account.ask("aws:iam/getRole:getRole", { name: role.id }).arn).to.equal(role.outputs.arn);
    expect(account.ask("aws:iam/getRole:getRole", { name: "nobody" }).code).to.equal("NoSuchEntity");
  });
});
