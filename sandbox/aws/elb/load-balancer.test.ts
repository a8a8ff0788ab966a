import { expect } from "chai";

import type { Properties } from "../../resource-type";
import { Account, codeOf } from "../../testing/account";
import { makePlace } from "../../testing/aws-cluster";
import type { Place } from "../../testing/aws-cluster";
import { NETWORK_INTERFACE } from "../ec2/addresses";
import { SECURITY_GROUP } from "../ec2/permissions";
import { SUBNET } from "../ec2/subnet";
import { VPC } from "../ec2/vpc";
import { texts } from "../values";

const LB = "aws:lb/loadBalancer:LoadBalancer";

describe("a load balancer", () => {
  let account: Account;
  let place: Place;
  beforeEach(async () => {
    account = new Account();
    place = await makePlace(account);
  });

  const balancer = (inputs: Properties = {}) =>
    account.make(LB, { subnets: place.subnetIds, internal: true, ...inputs });
  const network = (inputs: Properties = {}) => balancer({ loadBalancerType: "network", ...inputs });
  const mapped = (addresses: readonly Properties[], inputs: Properties = {}) =>
    network({
      subnets: undefined,
      subnetMappings: addresses.map((mapping, index) => ({ subnetId: place.subnetIds[index], ...mapping })),
      ...inputs,
    });
  const group = async () => (await account.make(SECURITY_GROUP, { vpcId: place.vpc.id })).id;
  const interfaces = (id: string) =>
    account.all().filter(({ type, owner }) => type === NETWORK_INTERFACE && owner === id);

  it("has a name for the internet, the zone for alias records, and an interface in each subnet", async () => {
    const { id, outputs } = await balancer({ name: "web" });
    expect(id).to.match(/:loadbalancer\/app\/web\/[\da-f]{16}$/);
    expect(outputs.dnsName).to.match(/^internal-web-\d+\.us-east-1\.elb\.amazonaws\.com$/);
    expect(outputs).to.include({ zoneId: "Z35SXDOTRQ7X7K", vpcId: place.vpc.id });
    expect(interfaces(id).map((one) => one.outputs.subnetId)).to.have.members(place.subnetIds);
    expect((await network({ name: "tcp" })).outputs).to.include({ zoneId: "Z26RNL4JYFTOTI" });
  });

  it("of the application type needs two zones, in one VPC", async () => {
    expect(await codeOf(balancer({ subnets: place.subnetIds.slice(0, 1) }))).to.equal("ValidationError");
    const sameZone = [...place.subnetIds, place.publicSubnet.id];
    expect(await codeOf(balancer({ subnets: sameZone }))).to.equal("InvalidConfigurationRequest");
    const other = await makePlace(account, "10.1");
    const mixed = [place.subnetIds[0], other.subnetIds[1]];
    expect(await codeOf(balancer({ subnets: mixed }))).to.equal("InvalidConfigurationRequest");
    expect(await codeOf(network({ subnets: place.subnetIds.slice(0, 1) }))).to.equal("accepted");
  });

  it("says subnets in one of two forms", async () => {
    expect(await codeOf(balancer({ subnets: undefined }))).to.equal("ValidationError");
    expect(await codeOf(mapped([{}, {}], { subnets: place.subnetIds }))).to.equal("ValidationError");
  });

  it("that faces the internet needs an internet gateway: InvalidSubnet", async () => {
    expect(await codeOf(balancer({ internal: false }))).to.equal("accepted");
    const vpc = await account.make(VPC, { cidrBlock: "10.2.0.0/16" });
    const subnets = [];
    for (const [third, zone] of ["a", "b"].entries()) {
      const cidrBlock = `10.2.${third}.0/24`;
      subnets.push((await account.make(SUBNET, { vpcId: vpc.id, cidrBlock, availabilityZone: `us-east-1${zone}` })).id);
    }
    expect(await codeOf(balancer({ subnets, internal: false }))).to.equal("InvalidSubnet");
    expect(await codeOf(balancer({ subnets }))).to.equal("accepted");
  });

  it("needs eight free addresses in each subnet", async () => {
    const small = await account.make(SUBNET, {
      vpcId: place.vpc.id,
      cidrBlock: "10.0.200.0/28",
      availabilityZone: "us-east-1c",
    });
    const subnets = [...place.subnetIds, small.id];
    for (let count = 0; count < 4; count += 1) {
      expect(await codeOf(network({ subnets }))).to.equal("accepted");
    }
    expect(await codeOf(network({ subnets }))).to.equal("InvalidSubnet");
  });

  it("has groups of its VPC; without any an application load balancer has the default group, another none", async () => {
    const other = await makePlace(account, "10.1");
    const foreign = await account.make(SECURITY_GROUP, { vpcId: other.vpc.id });
    expect(await codeOf(balancer({ securityGroups: [foreign.id] }))).to.equal("InvalidConfigurationRequest");
    expect((await balancer()).outputs.securityGroups).to.deep.equal([place.vpc.outputs.defaultSecurityGroupId]);
    expect((await network()).outputs.securityGroups).to.deep.equal([]);
  });

  it("of the network type has fixed private addresses inside only", async () => {
    const addresses = [{ privateIpv4Address: "10.0.1.10" }, { privateIpv4Address: "10.0.2.10" }];
    const made = await mapped(addresses);
    expect(interfaces(made.id).flatMap(({ outputs }) => texts(outputs.privateIps))).to.deep.equal([
      "10.0.1.10",
      "10.0.2.10",
    ]);
    expect(await codeOf(mapped(addresses, { internal: false }))).to.equal("InvalidConfigurationRequest");
    expect(await codeOf(mapped(addresses, { loadBalancerType: "application" }))).to.equal(
      "InvalidConfigurationRequest",
    );
  });

  it("has fixed addresses of its subnets that nobody else has", async () => {
    const at = (privateIpv4Address: string) => codeOf(mapped([{ privateIpv4Address }, {}]));
    expect(await at("10.0.2.10")).to.equal("InvalidConfigurationRequest");
    expect(await at("10.0.1.3")).to.equal("InvalidConfigurationRequest");
    expect(await at("10.0.1.255")).to.equal("InvalidConfigurationRequest");
    expect(await at("10.0.1.4")).to.equal("accepted");
    expect(await at("10.0.1.4")).to.equal("ResourceInUse");
  });

  it("of the network type has Elastic IPs outside only, and those exist", async () => {
    const { id } = await account.make("aws:ec2/eip:Eip");
    const addresses = [{ allocationId: id }, {}];
    expect(await codeOf(mapped(addresses))).to.equal("InvalidConfigurationRequest");
    expect(await codeOf(mapped(addresses, { internal: false }))).to.equal("accepted");
    expect(await codeOf(mapped([{ allocationId: "eipalloc-0" }, {}], { internal: false }))).to.equal(
      "AllocationIdNotFound",
    );
  });

  it("of the network type has security groups from its creation or never", async () => {
    const securityGroups = [await group()];
    expect(account.replacing(await network(), { securityGroups })).to.deep.equal(["securityGroups"]);
    const guarded = await network({ securityGroups });
    expect(account.replacing(guarded, { securityGroups: [await group()] })).to.deep.equal([]);
    expect(account.replacing(guarded, { securityGroups: [] })).to.deep.equal(["securityGroups"]);
    expect(account.replacing(await balancer(), { securityGroups })).to.deep.equal([]);
  });

  it("of the network type gets another zone in place, and another address as another load balancer", async () => {
    const made = await mapped([{ privateIpv4Address: "10.0.1.10" }]);
    const kept = { subnetId: place.subnetIds[0], privateIpv4Address: "10.0.1.10" };
    const subnetMappings = [kept, { subnetId: place.subnetIds[1] }];
    expect(account.replacing(made, { subnetMappings })).to.deep.equal([]);
    const moved = [{ ...kept, privateIpv4Address: "10.0.1.11" }];
    expect(account.replacing(made, { subnetMappings: moved })).to.deep.equal(["subnetMappings"]);
  });

  it("keeps its addresses when it is updated", async () => {
    const made = await mapped([{ privateIpv4Address: "10.0.1.10" }, {}]);
    expect(await codeOf(account.update(made, { tags: { a: "b" } }))).to.equal("accepted");
  });

  it("has a name once, whichever of its two names the type has: DuplicateLoadBalancerName", async () => {
    await balancer({ name: "web" });
    const again = account.make("aws:alb/loadBalancer:LoadBalancer", {
      name: "web",
      subnets: place.subnetIds,
      internal: true,
    });
    expect(await codeOf(again)).to.equal("DuplicateLoadBalancerName");
  });

  it("keeps its subnets and groups: DependencyViolation", async () => {
    const id = await group();
    await balancer({ securityGroups: [id] });
    const held = account.find(SECURITY_GROUP, id);
    expect(held && (await codeOf(account.remove(held)))).to.equal("DependencyViolation");
    const [subnet] = place.subnets;
    expect(subnet && (await codeOf(account.remove(subnet)))).to.equal("DependencyViolation");
  });

  it("that is protected from deletion stays: OperationNotPermitted", async () => {
    expect(await codeOf(account.remove(await balancer({ enableDeletionProtection: true })))).to.equal(
      "OperationNotPermitted",
    );
  });

  it("writes logs to a bucket that exists", async () => {
    const accessLogs = { bucket: "logs-123456789012", enabled: true };
    expect(await codeOf(balancer({ accessLogs }))).to.equal("InvalidConfigurationRequest");
    await account.make("aws:s3/bucket:Bucket", { bucket: accessLogs.bucket });
    expect(await codeOf(balancer({ accessLogs }))).to.equal("accepted");
  });
});
