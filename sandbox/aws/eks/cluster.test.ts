import { expect } from "chai";

import type { Properties } from "../../resource-type";
import { Account, codeOf } from "../../testing/account";
import { makeCluster, makePlace, makeRole } from "../../testing/aws-cluster";
import type { Place } from "../../testing/aws-cluster";
import { makeVpc } from "../../testing/aws-network";
import { LOG_GROUP } from "../cloudwatch";
import { NETWORK_INTERFACE } from "../ec2/addresses";
import { permissionsOf, SECURITY_GROUP } from "../ec2/permissions";
import { SUBNET } from "../ec2/subnet";
import { record, texts } from "../values";
import { ACCESS_ENTRY, CLUSTER } from "./types";

describe("an EKS cluster", () => {
  let account: Account;
  let place: Place;
  beforeEach(async () => {
    account = new Account();
    place = await makePlace(account);
  });

  const cluster = (inputs: Properties = {}) => makeCluster(account, place, inputs);
  const network = (vpcConfig: Properties) =>
    cluster({ vpcConfig: { subnetIds: place.subnetIds, endpointPrivateAccess: true, ...vpcConfig } });
  const updated = async (changes: Properties, first: Properties = {}) =>
    codeOf(account.update(await cluster(first), changes));

  it("has an endpoint, an issuer and the VPC of its subnets", async () => {
    const { outputs } = await cluster({ name: "dev" });
    expect(outputs.endpoint).to.match(/^https:\/\/[\dA-F]{32}\.gr7\.us-east-1\.eks\.amazonaws\.com$/);
    expect(JSON.stringify(outputs.identities)).to.match(/oidc\.eks\.us-east-1\.amazonaws\.com\/id\/[\dA-F]{32}"/);
    expect(record(outputs.vpcConfig)).to.include({ vpcId: place.vpc.id, endpointPublicAccess: true });
    expect(record(outputs.kubernetesNetworkConfig).serviceIpv4Cidr).to.equal("172.20.0.0/16");
  });

  it("brings a security group that opens everything between its members, and interfaces in each zone", async () => {
    const { id, outputs } = await cluster();
    const groupId = record(outputs.vpcConfig).clusterSecurityGroupId;
    const group = account.find(SECURITY_GROUP, groupId);
    expect(group?.owner).to.equal(id);
    const [ingress] = permissionsOf(SECURITY_GROUP, group?.outputs ?? {}, String(groupId));
    expect(ingress).to.include({ direction: "ingress", protocol: "-1", peer: groupId });
    const interfaces = account.all().filter(({ type, owner }) => type === NETWORK_INTERFACE && owner === id);
    expect(interfaces.map((one) => one.outputs.subnetId)).to.have.members(place.subnetIds);
    expect(interfaces.every((one) => texts(one.outputs.securityGroups).includes(String(groupId)))).to.equal(true);
  });

  it("keeps its subnets and its groups: DependencyViolation", async () => {
    const group = await account.make(SECURITY_GROUP, { vpcId: place.vpc.id });
    await network({ securityGroupIds: [group.id] });
    expect(await codeOf(account.remove(group))).to.equal("DependencyViolation");
    const [subnet] = place.subnets;
    expect(subnet && (await codeOf(account.remove(subnet)))).to.equal("DependencyViolation");
  });

  it("takes its security group and its interfaces with it", async () => {
    const made = await cluster();
    await account.remove(made);
    expect(account.all().filter(({ owner }) => owner === made.id)).to.deep.equal([]);
    expect(await codeOf(account.remove(place.vpc))).to.equal("DependencyViolation");
  });

  it("brings a log group unless there is one, which then cannot be made: ResourceAlreadyExistsException", async () => {
    const name = "/aws/eks/dev/cluster";
    await cluster({ name: "dev", enabledClusterLogTypes: ["api"] });
    expect(await codeOf(account.make(LOG_GROUP, { name }))).to.equal("ResourceAlreadyExistsException");
    const other = "/aws/eks/prod/cluster";
    const own = await account.make(LOG_GROUP, { name: other });
    await cluster({ name: "prod", enabledClusterLogTypes: ["api"] });
    expect(account.find(LOG_GROUP, other)?.urn).to.equal(own.urn);
  });

  it("lets the role that created it in, once it has access entries", async () => {
    const { id } = await cluster();
    const entries = account.all().filter(({ type, owner }) => type === ACCESS_ENTRY && owner === id);
    expect(entries.map(({ outputs }) => outputs.principalArn)).to.deep.equal([
      "arn:aws:iam::123456789012:role/sandbox",
    ]);
    const other = await cluster({ accessConfig: { authenticationMode: "CONFIG_MAP" } });
    expect(account.all().filter(({ type, owner }) => type === ACCESS_ENTRY && owner === other.id)).to.deep.equal([]);
  });

  it("of version 1.29 is refused: it left extended support", async () => {
    expect(await codeOf(cluster({ version: "1.29" }))).to.equal("InvalidParameterException");
    expect(await codeOf(cluster({ version: "1.99" }))).to.equal("InvalidParameterException");
    expect(await codeOf(cluster({ version: "1.32" }))).to.equal("accepted");
  });

  it("is the newest when it names no version, and stays what it is", async () => {
    const made = await cluster({ version: undefined });
    expect(made.outputs.version).to.equal("1.36");
    expect((await account.update(made, { tags: { a: "b" } })).outputs.version).to.equal("1.36");
  });

  it("rises by one minor version at a time, in place, and never back", async () => {
    const made = await cluster({ version: "1.34" });
    expect(account.replacing(made, { version: "1.35" })).to.deep.equal([]);
    expect((await account.update(made, { version: "1.35" })).outputs).to.include({ version: "1.35" });
    expect(await updated({ version: "1.36" }, { version: "1.34", name: "leap" })).to.equal("InvalidParameterException");
    expect(await updated({ version: "1.34" }, { name: "back" })).to.equal("InvalidParameterException");
  });

  it("keeps its endpoint and its issuer when it rises", async () => {
    const made = await cluster({ version: "1.34" });
    const { outputs } = await account.update(made, { version: "1.35" });
    expect(outputs.endpoint).to.equal(made.outputs.endpoint);
    expect(outputs.identities).to.deep.equal(made.outputs.identities);
  });

  it("with subnets in one zone is refused", async () => {
    const [subnet] = place.subnetIds;
    expect(await codeOf(network({ subnetIds: [subnet] }))).to.equal("InvalidParameterException");
    expect(await codeOf(network({ subnetIds: [subnet, place.publicSubnet.id] }))).to.equal("InvalidParameterException");
  });

  it("with subnets or groups of two VPCs is refused", async () => {
    const other = await makePlace(account, "10.1");
    const subnetIds = [place.subnetIds[0], other.subnetIds[1]];
    expect(await codeOf(network({ subnetIds }))).to.equal("InvalidParameterException");
    const group = await account.make(SECURITY_GROUP, { vpcId: other.vpc.id });
    expect(await codeOf(network({ securityGroupIds: [group.id] }))).to.equal("InvalidParameterException");
  });

  it("cannot move to another VPC", async () => {
    const other = await makePlace(account, "10.1");
    expect(await updated({ vpcConfig: { subnetIds: other.subnetIds } })).to.equal("InvalidParameterException");
  });

  it("without any endpoint is refused, and with private addresses for the public one", async () => {
    const closed = { endpointPrivateAccess: false, endpointPublicAccess: false };
    expect(await codeOf(network(closed))).to.equal("InvalidParameterException");
    expect(await codeOf(network({ publicAccessCidrs: ["10.0.0.0/8"] }))).to.equal("InvalidParameterException");
    expect(await codeOf(network({ publicAccessCidrs: ["203.0.113.0/24"] }))).to.equal("accepted");
  });

  it("with more than 40 blocks for the public endpoint, or more than four groups, is refused", async () => {
    const publicAccessCidrs = Array.from({ length: 41 }, (_, index) => `203.0.113.${index}/32`);
    expect(await codeOf(network({ publicAccessCidrs }))).to.equal("InvalidParameterException");
    const securityGroupIds = [];
    for (const name of ["a", "b", "c", "d", "e"]) {
      securityGroupIds.push((await account.make(SECURITY_GROUP, { vpcId: place.vpc.id, name })).id);
    }
    expect(await codeOf(network({ securityGroupIds }))).to.equal("InvalidParameterException");
  });

  it("whose services overlap the VPC is refused", async () => {
    const kubernetesNetworkConfig = { serviceIpv4Cidr: "10.0.128.0/20" };
    expect(await codeOf(cluster({ kubernetesNetworkConfig }))).to.equal("InvalidParameterException");
  });

  it("with a role that EKS cannot assume, or without AmazonEKSClusterPolicy, is refused", async () => {
    const foreign = await makeRole(account, "ec2.amazonaws.com", "AmazonEKSClusterPolicy");
    expect(await codeOf(cluster({ roleArn: foreign.outputs.arn }))).to.equal("InvalidParameterException");
    const bare = await makeRole(account, "eks.amazonaws.com");
    expect(await codeOf(cluster({ roleArn: bare.outputs.arn }))).to.equal("InvalidParameterException");
    expect(await codeOf(cluster({ roleArn: "arn:aws:iam::123456789012:role/nobody" }))).to.equal(
      "InvalidParameterException",
    );
  });

  it("goes from the ConfigMap to access entries, and not back", async () => {
    const first = { accessConfig: { authenticationMode: "API_AND_CONFIG_MAP" } };
    expect(await updated({ accessConfig: { authenticationMode: "API" } }, first)).to.equal("accepted");
    expect(await updated({ accessConfig: { authenticationMode: "CONFIG_MAP" } }, { ...first, name: "b" })).to.equal(
      "InvalidParameterException",
    );
  });

  it("has a name once per region: ResourceInUseException", async () => {
    await cluster({ name: "dev" });
    expect(await codeOf(cluster({ name: "dev" }))).to.equal("ResourceInUseException");
  });

  it("that is protected from deletion stays: InvalidRequestException", async () => {
    const made = await cluster({ deletionProtection: true });
    expect(await codeOf(account.remove(made))).to.equal("InvalidRequestException");
  });

  it("takes encryption later, and another key only as another cluster", async () => {
    const key = await account.make("aws:kms/key:Key");
    const encryptionConfig = { provider: { keyArn: key.outputs.arn }, resources: ["secrets"] };
    expect(account.replacing(await cluster(), { encryptionConfig })).to.deep.equal([]);
    const encrypted = await cluster({ encryptionConfig });
    expect(account.replacing(encrypted, { encryptionConfig: undefined })).to.deep.equal(["encryptionConfig"]);
    const nowhere = { provider: { keyArn: "arn:aws:kms:us-east-1:123456789012:key/none" }, resources: ["secrets"] };
    expect(await codeOf(cluster({ encryptionConfig: nowhere }))).to.equal("InvalidParameterException");
  });

  it("does not exist in a VPC that is not there", async () => {
    await makeVpc(account, "10.9.0.0/16");
    expect(await codeOf(network({ subnetIds: ["subnet-0", "subnet-1"] }))).to.equal("InvalidParameterException");
    expect(account.all().some(({ type }) => type === CLUSTER)).to.equal(false);
    expect(account.all().some(({ type }) => type === SUBNET)).to.equal(true);
  });
});
