import { expect } from "chai";

import { Account, codeOf } from "../../testing/account";
import { makeNetwork, makeVpc } from "../../testing/aws-network";
import type { WorldRecord } from "../../world/record";
import { DEFAULT_SECURITY_GROUP, EGRESS_RULE, INGRESS_RULE, SECURITY_GROUP, SECURITY_GROUP_RULE } from "./permissions";

const CLOUDFRONT = "pl-3b927c52";
const TRANSIT_GATEWAY = "aws:ec2transitgateway/transitGateway:TransitGateway";
const ATTACHMENT = "aws:ec2transitgateway/vpcAttachment:VpcAttachment";

describe("a security group", () => {
  let account: Account;
  let vpc: WorldRecord;
  beforeEach(async () => {
    account = new Account();
    vpc = await makeVpc(account);
  });

  const group = (inputs: Record<string, unknown> = {}) => account.make(SECURITY_GROUP, { vpcId: vpc.id, ...inputs });

  it("has no egress of its own: the provider removes the rule that AWS adds", async () => {
    expect((await group()).outputs).to.deep.include({ egress: [], ingress: [], description: "Managed by Pulumi" });
  });

  it("with the name of another one in its VPC is refused with InvalidGroup.Duplicate", async () => {
    await group({ name: "app" });
    expect(await codeOf(group({ name: "app" }))).to.equal("InvalidGroup.Duplicate");
    const other = await makeVpc(account, "10.1.0.0/16");
    expect(await codeOf(group({ name: "app", vpcId: other.id }))).to.equal("accepted");
  });

  for (const name of ["sg-app", "äpp", "default"]) {
    it(`called ${name} is refused with InvalidParameterValue`, async () => {
      expect(await codeOf(group({ name }))).to.equal("InvalidParameterValue");
    });
  }

  it("with an em dash in its description is refused with InvalidParameterValue", async () => {
    expect(await codeOf(group({ description: "app — public" }))).to.equal("InvalidParameterValue");
  });

  it("without a VPC is refused with VPCIdNotSpecified: the account has no default one", async () => {
    expect(await codeOf(group({ vpcId: undefined }))).to.equal("VPCIdNotSpecified");
    expect(await codeOf(account.make(DEFAULT_SECURITY_GROUP))).to.equal("VPCIdNotSpecified");
  });

  it("does not get a rule inline that it has separately: InvalidPermission.Duplicate", async () => {
    const app = await group();
    const peer = { cidrIpv4: "10.0.0.0/8", ipProtocol: "tcp", fromPort: 22, toPort: 22 };
    await account.make(INGRESS_RULE, { securityGroupId: app.id, ...peer });
    const ingress = [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.0.0.0/8"] }];
    expect(await codeOf(account.update(app, { ingress }))).to.equal("InvalidPermission.Duplicate");
  });

  it("is replaced by another description, not by other tags", async () => {
    const changes = { description: "other", tags: { a: "b" } };
    expect(account.replacing(await group(), changes)).to.deep.equal(["description"]);
  });

  it("that a rule of another group names cannot be deleted: DependencyViolation", async () => {
    const app = await group();
    const database = await group();
    const rule = await account.make(INGRESS_RULE, {
      securityGroupId: database.id,
      referencedSecurityGroupId: app.id,
      ipProtocol: "tcp",
      fromPort: 5432,
      toPort: 5432,
    });
    expect(await codeOf(account.remove(app))).to.equal("DependencyViolation");
    expect(await codeOf(account.remove(database))).to.equal("accepted");
    await account.remove(rule);
    expect(await codeOf(account.remove(app))).to.equal("accepted");
  });

  it("that names itself inline can be deleted", async () => {
    const app = await group({ ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, self: true }] });
    expect(await codeOf(account.remove(app))).to.equal("accepted");
  });

  it("with the same rule twice inline is refused with InvalidPermission.Duplicate", async () => {
    const https = { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] };
    expect(await codeOf(group({ ingress: [https, { ...https, protocol: "6" }] }))).to.equal(
      "InvalidPermission.Duplicate",
    );
  });

  it("with 61 inline rules of one direction is refused with RulesPerSecurityGroupLimitExceeded", async () => {
    const rules = (count: number) =>
      Array.from({ length: count }, (_none, port) => ({
        protocol: "tcp",
        fromPort: port,
        toPort: port,
        cidrBlocks: ["10.0.0.0/8"],
      }));
    expect(await codeOf(group({ ingress: rules(60), egress: rules(60) }))).to.equal("accepted");
    expect(await codeOf(group({ ingress: rules(61) }))).to.equal("RulesPerSecurityGroupLimitExceeded");
  });

  it("that names a group of another VPC inline is refused with InvalidGroup.NotFound", async () => {
    const other = await makeVpc(account, "10.1.0.0/16");
    const foreign = await group({ vpcId: other.id });
    const ingress = [{ protocol: "-1", fromPort: 0, toPort: 0, securityGroups: [foreign.id] }];
    expect(await codeOf(group({ ingress }))).to.equal("InvalidGroup.NotFound");
    const adopted = account.make(DEFAULT_SECURITY_GROUP, { vpcId: vpc.id, ingress });
    expect(await codeOf(adopted)).to.equal("InvalidGroup.NotFound");
  });

  it("of a VPC by default holds 60 rules of a direction, each once, like others", async () => {
    const rule = (port: number) => ({ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks: ["10.0.0.0/8"] });
    const adopt = (ports: number[]) =>
      account.make(DEFAULT_SECURITY_GROUP, { vpcId: vpc.id, egress: ports.map((port) => rule(port)) });
    expect(await codeOf(adopt([...Array(61).keys()]))).to.equal("RulesPerSecurityGroupLimitExceeded");
    expect(await codeOf(adopt([1, 1]))).to.equal("InvalidPermission.Duplicate");
    expect(await codeOf(adopt([...Array(60).keys()]))).to.equal("accepted");
  });

  it("of a VPC by default is adopted with its rules taken away", async () => {
    const adopted = await account.make(DEFAULT_SECURITY_GROUP, { vpcId: vpc.id });
    expect(adopted.id).to.equal(vpc.outputs.defaultSecurityGroupId);
    expect(adopted.outputs).to.deep.include({ ingress: [], egress: [], name: "default" });
  });
});

describe("a security-group rule", () => {
  let account: Account;
  let group: WorldRecord;
  beforeEach(async () => {
    account = new Account();
    const vpc = await makeVpc(account);
    group = await account.make(SECURITY_GROUP, { vpcId: vpc.id });
  });

  const https = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };
  const ingress = (inputs: Record<string, unknown> = {}) =>
    account.make(INGRESS_RULE, { securityGroupId: group.id, ...https, cidrIpv4: "10.0.0.0/8", ...inputs });

  const forms = [
    ["inbound", INGRESS_RULE, { ...https, cidrIpv4: "10.0.0.0/8" }],
    ["outbound", EGRESS_RULE, { ...https, cidrIpv4: "10.0.0.0/8" }],
    [
      "of the older form",
      SECURITY_GROUP_RULE,
      { type: "ingress", protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/8"] },
    ],
  ] as const;
  for (const [title, type, rule] of forms) {
    const make = (inputs: Record<string, unknown> = {}) =>
      account.make(type, { securityGroupId: group.id, ...rule, ...inputs });

    it(`that its group has already is refused with InvalidPermission.Duplicate: ${title}`, async () => {
      await make();
      expect(await codeOf(make())).to.equal("InvalidPermission.Duplicate");
      expect(await codeOf(make({ toPort: 444 }))).to.equal("accepted");
    });

    it(`with its ports the wrong way round is refused with InvalidParameterValue: ${title}`, async () => {
      expect(await codeOf(make({ fromPort: 444 }))).to.equal("InvalidParameterValue");
    });

    it(`without a peer is refused with InvalidParameterCombination: ${title}`, async () => {
      const attempt = make({ cidrIpv4: undefined, cidrBlocks: undefined });
      expect(await codeOf(attempt)).to.equal("InvalidParameterCombination");
    });

    it(`beyond the sixtieth of a direction is refused with RulesPerSecurityGroupLimitExceeded: ${title}`, async () => {
      for (let port = 1; port <= 60; port += 1) {
        await make({ fromPort: port, toPort: port });
      }
      expect(await codeOf(make())).to.equal("RulesPerSecurityGroupLimitExceeded");
    });

    it(`of another VPC's group is refused with InvalidGroup.NotFound: ${title}`, async () => {
      const other = await makeVpc(account, "10.1.0.0/16");
      const { id } = await account.make(SECURITY_GROUP, { vpcId: other.id });
      const peer =
        type === SECURITY_GROUP_RULE
          ? { cidrBlocks: undefined, sourceSecurityGroupId: id }
          : { cidrIpv4: undefined, referencedSecurityGroupId: id };
      expect(await codeOf(make(peer))).to.equal("InvalidGroup.NotFound");
    });
  }

  it("that the group has in another form is refused with InvalidPermission.Duplicate", async () => {
    await account.make(SECURITY_GROUP_RULE, {
      securityGroupId: group.id,
      type: "ingress",
      protocol: "TCP",
      fromPort: 443,
      toPort: 443,
      cidrBlocks: ["192.168.0.0/16", "10.0.0.0/8"],
    });
    expect(await codeOf(ingress())).to.equal("InvalidPermission.Duplicate");
  });

  it("of all protocols takes no ports outbound either: InvalidParameterValue", async () => {
    const rule = { securityGroupId: group.id, ...https, ipProtocol: "-1", cidrIpv4: "10.0.0.0/8" };
    expect(await codeOf(account.make(EGRESS_RULE, rule))).to.equal("InvalidParameterValue");
  });

  it("may be the same in both directions", async () => {
    await ingress();
    const egress = account.make(EGRESS_RULE, { securityGroupId: group.id, ...https, cidrIpv4: "10.0.0.0/8" });
    expect(await codeOf(egress)).to.equal("accepted");
  });

  it("can be changed in place", async () => {
    const rule = await ingress();
    expect(account.replacing(rule, { fromPort: 80, cidrIpv4: "10.0.0.0/9" })).to.be.empty;
    expect(await codeOf(account.update(rule, { description: "new" }))).to.equal("accepted");
  });

  it("without or with two peers is refused with InvalidParameterCombination", async () => {
    expect(await codeOf(ingress({ cidrIpv4: undefined }))).to.equal("InvalidParameterCombination");
    expect(await codeOf(ingress({ prefixListId: CLOUDFRONT }))).to.equal("InvalidParameterCombination");
  });

  it("of all protocols takes no ports, one of tcp needs them: InvalidParameterValue", async () => {
    expect(await codeOf(ingress({ ipProtocol: "-1" }))).to.equal("InvalidParameterValue");
    expect(await codeOf(ingress({ fromPort: undefined, toPort: undefined }))).to.equal("InvalidParameterValue");
  });

  it("with a description that AWS does not spell is refused with InvalidParameterValue", async () => {
    expect(await codeOf(ingress({ description: "edge → app" }))).to.equal("InvalidParameterValue");
  });

  it("that names a group which does not exist is refused with InvalidGroup.NotFound", async () => {
    const inputs = { cidrIpv4: undefined, referencedSecurityGroupId: "sg-00000000000000000" };
    expect(await codeOf(ingress(inputs))).to.equal("InvalidGroup.NotFound");
  });

  it("that names CloudFront's prefix list on two ports is refused with RulesPerSecurityGroupLimitExceeded", async () => {
    const list = { cidrIpv4: undefined, prefixListId: CLOUDFRONT };
    expect(await codeOf(ingress(list))).to.equal("accepted");
    const second = ingress({ ...list, fromPort: 80, toPort: 80 });
    expect(await codeOf(second)).to.equal("RulesPerSecurityGroupLimitExceeded");
  });

  describe("that names a group of another VPC", () => {
    let foreign: WorldRecord;
    let attach: (securityGroupReferencingSupport: string) => Promise<void>;
    beforeEach(async () => {
      account = new Account();
      const here = await makeNetwork(account, "10.0");
      const there = await makeNetwork(account, "10.1");
      group = await account.make(SECURITY_GROUP, { vpcId: here.vpc.id });
      foreign = await account.make(SECURITY_GROUP, { vpcId: there.vpc.id });
      attach = async (securityGroupReferencingSupport) => {
        const { id } = await account.make(TRANSIT_GATEWAY, { securityGroupReferencingSupport });
        for (const { vpc, subnetA } of [here, there]) {
          await account.make(ATTACHMENT, { transitGatewayId: id, vpcId: vpc.id, subnetIds: [subnetA.id] });
        }
      };
    });

    const byReference = () => ingress({ cidrIpv4: undefined, referencedSecurityGroupId: foreign.id });

    it("is refused with InvalidGroup.NotFound", async () => {
      expect(await codeOf(byReference())).to.equal("InvalidGroup.NotFound");
    });

    it("is refused across a transit gateway that does not support it", async () => {
      await attach("disable");
      expect(await codeOf(byReference())).to.equal("InvalidGroup.NotFound");
    });

    it("is accepted inbound, not outbound, across a transit gateway that supports it", async () => {
      await attach("enable");
      expect(await codeOf(byReference())).to.equal("accepted");
      const outbound = account.make(EGRESS_RULE, {
        securityGroupId: group.id,
        ...https,
        referencedSecurityGroupId: foreign.id,
      });
      expect(await codeOf(outbound)).to.equal("InvalidGroup.NotFound");
    });
  });
});
