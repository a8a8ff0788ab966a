import { expect } from "chai";

import type { Properties } from "../../resource-type";
import { Account, codeOf } from "../../testing/account";
import { makeCluster, makeNodes, makePlace } from "../../testing/aws-cluster";
import { ADD_ON, CLUSTER } from "./types";

describe("an add-on of EKS", () => {
  let account: Account;
  let clusterName: string;
  beforeEach(async () => {
    account = new Account();
    clusterName = (await makeCluster(account, await makePlace(account))).id;
  });

  const addOn = (addonName: string, inputs: Properties = {}) =>
    account.make(ADD_ON, { clusterName, addonName, ...inputs });

  it("has the default version for the cluster's Kubernetes version, one build behind the newest", async () => {
    expect((await addOn("vpc-cni")).outputs.addonVersion).to.equal("v1.21.1-eksbuild.3");
    expect((await addOn("kube-proxy")).outputs.addonVersion).to.equal("v1.35.4-eksbuild.3");
  });

  it("of a version for another Kubernetes version is refused", async () => {
    expect(await codeOf(addOn("kube-proxy", { addonVersion: "v1.34.0-eksbuild.1" }))).to.equal(
      "InvalidParameterException",
    );
    expect(await codeOf(addOn("kube-proxy", { addonVersion: "v1.35.0-eksbuild.2" }))).to.equal("accepted");
  });

  it("that AWS does not know is refused", async () => {
    expect(await codeOf(addOn("istio"))).to.equal("InvalidParameterException");
  });

  it("is there once: ResourceInUseException", async () => {
    await addOn("vpc-cni");
    expect(await codeOf(addOn("vpc-cni"))).to.equal("ResourceInUseException");
  });

  it("with pods of a deployment needs nodes: InsufficientNumberOfReplicas", async () => {
    expect(await codeOf(addOn("coredns"))).to.equal("InsufficientNumberOfReplicas");
    const other = new Account();
    const { cluster } = await makeNodes(other);
    expect(await codeOf(other.make(ADD_ON, { clusterName: cluster.id, addonName: "coredns" }))).to.equal("accepted");
  });

  it("with a configuration outside of its schema is refused", async () => {
    const configured = (configurationValues: string) => codeOf(addOn("vpc-cni", { configurationValues }));
    expect(await configured("enableNetworkPolicy: true")).to.equal("InvalidParameterException");
    expect(await configured('{"enableNetworkPolicy":true}')).to.equal("InvalidParameterException");
    expect(await configured('{"enableNetworkPolicy":"true"}')).to.equal("accepted");
  });

  it("keeps its version when the cluster rises, and takes one that fits then", async () => {
    const made = await addOn("kube-proxy", { addonVersion: "v1.35.0-eksbuild.2" });
    const cluster = account.find(CLUSTER, clusterName);
    if (cluster) await account.update(cluster, { version: "1.36" });
    expect(await codeOf(account.update(made, { tags: { a: "b" } }))).to.equal("accepted");
    expect(await codeOf(account.update(made, { addonVersion: "v1.35.0-eksbuild.1" }))).to.equal(
      "InvalidParameterException",
    );
    expect(await codeOf(account.update(made, { addonVersion: "v1.36.0-eksbuild.1" }))).to.equal("accepted");
  });

  it("goes with its cluster, which does not wait for it", async () => {
    await addOn("vpc-cni");
    const cluster = account.find(CLUSTER, clusterName);
    expect(cluster && (await codeOf(account.remove(cluster)))).to.equal("accepted");
  });

  it("of a cluster that does not exist, or with a role that does not, is refused", async () => {
    expect(await codeOf(addOn("vpc-cni", { clusterName: "nobody" }))).to.equal("ResourceNotFoundException");
    const serviceAccountRoleArn = "arn:aws:iam::123456789012:role/nobody";
    expect(await codeOf(addOn("vpc-cni", { serviceAccountRoleArn }))).to.equal("InvalidParameterException");
  });
});
