import { expect } from "chai";

import type { Properties } from "../../resource-type";
import { Account, codeOf } from "../../testing/account";
import { makeCluster, makePlace } from "../../testing/aws-cluster";
import { ACCESS_ENTRY, ACCESS_POLICY_ASSOCIATION } from "./types";

const PRINCIPAL = "arn:aws:iam::123456789012:role/team/platform";
const POLICY = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";

describe("access to an EKS cluster", () => {
  let account: Account;
  let clusterName: string;
  beforeEach(async () => {
    account = new Account();
    clusterName = (await makeCluster(account, await makePlace(account))).id;
  });

  const entry = (inputs: Properties = {}) =>
    account.make(ACCESS_ENTRY, { clusterName, principalArn: PRINCIPAL, ...inputs });
  const association = (inputs: Properties = {}) =>
    account.make(ACCESS_POLICY_ASSOCIATION, {
      clusterName,
      principalArn: PRINCIPAL,
      policyArn: POLICY,
      accessScope: { type: "cluster" },
      ...inputs,
    });

  it("is by the session's name for a role, and by the ARN for a user", async () => {
    expect((await entry()).outputs.userName).to.equal(
      "arn:aws:sts::123456789012:assumed-role/platform/{{SessionName}}",
    );
    const user = "arn:aws:iam::123456789012:user/ann";
    expect((await entry({ principalArn: user })).outputs.userName).to.equal(user);
  });

  it("has one entry for a principal: ResourceInUseException", async () => {
    await entry();
    expect(await codeOf(entry())).to.equal("ResourceInUseException");
  });

  it("has an entry for the cluster's creator already", async () => {
    const principalArn = "arn:aws:iam::123456789012:role/sandbox";
    expect(await codeOf(entry({ principalArn }))).to.equal("ResourceInUseException");
  });

  it("is by the ConfigMap alone where the cluster says so: InvalidRequestException", async () => {
    const other = await makeCluster(account, await makePlace(account, "10.1"), { accessConfig: undefined });
    expect(await codeOf(entry({ clusterName: other.id }))).to.equal("InvalidRequestException");
  });

  it("is not by groups of the system", async () => {
    expect(await codeOf(entry({ kubernetesGroups: ["system:masters"] }))).to.equal("InvalidParameterException");
    expect(await codeOf(entry({ kubernetesGroups: ["developers"] }))).to.equal("accepted");
  });

  it("has no groups and no policies for nodes", async () => {
    const ofNodes = { type: "EC2_LINUX" };
    expect(await codeOf(entry({ ...ofNodes, kubernetesGroups: ["a"] }))).to.equal("InvalidParameterException");
    expect((await entry(ofNodes)).outputs.kubernetesGroups).to.deep.equal(["system:nodes"]);
    expect(await codeOf(association())).to.equal("InvalidRequestException");
  });

  it("has policies only for principals that have an entry: ResourceNotFoundException", async () => {
    expect(await codeOf(association())).to.equal("ResourceNotFoundException");
    await entry();
    expect(await codeOf(association())).to.equal("accepted");
  });

  it("names namespaces for the scope of namespaces, and none for the cluster", async () => {
    await entry();
    const scoped = (accessScope: Properties) => codeOf(association({ accessScope }));
    expect(await scoped({ type: "namespace" })).to.equal("InvalidParameterException");
    expect(await scoped({ type: "cluster", namespaces: ["a"] })).to.equal("InvalidParameterException");
    expect(await scoped({ type: "namespace", namespaces: ["a"] })).to.equal("accepted");
  });
});
