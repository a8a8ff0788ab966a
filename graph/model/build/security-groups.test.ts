import { expect } from "chai";
import { rulesOf } from "../../testing/describe";
import { made, networkOf, planned, secret, unknown, urnOf, vpc, whyUnknown } from "../../testing/state";

const network = vpc("vpc-1", "10.0.0.0/16");
const group = (inputs: object = {}, outputs: object = {}, others: object = {}) =>
  made("ec2/securityGroup", "sg-1", { vpcId: "vpc-1", ...inputs }, { outputs, ...others });
const https = { fromPort: 443, toPort: 443, protocol: "tcp", cidrBlocks: ["10.0.0.0/8"] };
const inTheGroup = "[6,7] [443,444] 10.0.0.0-10.255.255.255";
const single = (inputs: object, others: object = {}) =>
  made(
    "vpc/securityGroupIngressRule",
    "sgr-1",
    { securityGroupId: "sg-1", ipProtocol: "tcp", fromPort: 443, toPort: 443, ...inputs },
    { ...others },
  );
const older = (inputs: object) =>
  made("ec2/securityGroupRule", "sgrule-1", { securityGroupId: "sg-1", type: "ingress", ...https, ...inputs });
const ingress = (...resources: readonly ReturnType<typeof made>[]): string[] =>
  rulesOf(networkOf([network, ...resources]), "sg-1", "ingress");

describe("security groups", () => {
  it("have the same rule inline, one by one and in the older form", () => {
    const forms = [
      [group({ ingress: [https] })],
      [group({}, { ingress: [], egress: [] }), single({ cidrIpv4: "10.0.0.0/8" })],
      [group({}, { ingress: [https] }), single({ cidrIpv4: "10.0.0.0/8" })],
      [group(), older({})],
      [group({}, { ingress: [https] }, { external: true, inputs: {} })],
    ];
    for (const form of forms) expect(ingress(...form)).to.deep.equal([inTheGroup]);
  });

  it("name addresses of both families, groups, prefix lists and themselves", () => {
    const rule = {
      protocol: "-1",
      fromPort: 0,
      toPort: 0,
      ipv6CidrBlocks: ["::/0"],
      securityGroups: ["123456789012/sg-2"],
      prefixListIds: ["pl-1"],
      self: true,
    };
    expect(ingress(group({ ingress: [rule] }))).to.deep.equal([
      "[0,256] [0,65536] ::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
      "[0,256] [0,65536] pl-1",
      "[0,256] [0,65536] sg-1",
      "[0,256] [0,65536] sg-2",
    ]);
    const forms = ["cidrIpv6", "referencedSecurityGroupId", "prefixListId"].map((name, index) =>
      single({ [name]: ["::1/128", "sg-2", "pl-1"][index] }),
    );
    expect(forms.flatMap((rule_) => ingress(group(), rule_))).to.deep.equal([
      "[6,7] [443,444] ::1-::1",
      "[6,7] [443,444] sg-2",
      "[6,7] [443,444] pl-1",
    ]);
    expect(ingress(group(), older({ cidrBlocks: undefined, sourceSecurityGroupId: "sg-2" }))).to.deep.equal([
      "[6,7] [443,444] sg-2",
    ]);
    expect(ingress(group(), older({ cidrBlocks: undefined, self: true }))).to.deep.equal(["[6,7] [443,444] sg-1"]);
  });

  it("read ICMP as types and codes, and ignore the ports of other protocols", () => {
    const icmp = (protocol: string, fromPort: number, toPort: number) =>
      ingress(group({ ingress: [{ ...https, protocol, fromPort, toPort }] }))[0]
        ?.split(" ")
        .slice(0, 2)
        .join(" ");
    expect(icmp("icmp", 8, 0)).to.equal("[1,2] [2048,2049]");
    expect(icmp("icmp", -1, -1)).to.equal("[1,2] [0,65536]");
    expect(icmp("50", 1, 2)).to.equal("[50,51] [0,65536]");
    expect(icmp("carrier-pigeon", 1, 2)).to.equal("unknown [0,65536]");
  });

  it("are undecided about a rule that was read and is nobody's", () => {
    const stray = { ...https, cidrBlocks: ["0.0.0.0/0"] };
    expect(ingress(group({}, { ingress: [https, stray] }), single({ cidrIpv4: "10.0.0.0/8" }))).to.deep.equal([
      inTheGroup,
      "[6,7] [443,444] unknown",
    ]);
    const [rule] =
      networkOf([network, group({ ingress: [] }, { ingress: [stray] })]).securityGroups.get("sg-1")?.ingress ?? [];
    expect(whyUnknown(rule?.peer)).to.equal(
      "ingress[0] of sg-1 is no resource's of these sources: others made it, or it is gone",
    );
  });

  it("are undecided about an inline rule that was not there any more", () => {
    expect(ingress(group({ ingress: [https] }, { ingress: [] }))).to.deep.equal(["[6,7] [443,444] unknown"]);
  });

  it("do not lose a rule whose group is not known: it may be any group's", () => {
    const lost = single({ securityGroupId: secret, cidrIpv4: "10.0.0.0/8" });
    expect(ingress(group(), lost)).to.deep.equal(["[6,7] [443,444] unknown"]);
    expect(ingress(group(), older({ securityGroupId: secret }))).to.deep.equal(["[6,7] [443,444] unknown"]);
    const unsaid = networkOf([network, lost]).securityGroups.get("sg-default-vpc-1");
    expect(unsaid?.ingress).to.have.lengthOf(2);
  });

  it("do not lose a rule whose direction is not known", () => {
    const both = networkOf([network, group(), older({ type: secret })]);
    for (const direction of ["ingress", "egress"] as const) {
      expect(rulesOf(both, "sg-1", direction)).to.deep.equal(["[6,7] [443,444] unknown"]);
    }
  });

  it("do not lose a rule whose peer is not known, or that waits for its deletion", () => {
    expect(ingress(group(), single({ cidrIpv4: secret }))).to.deep.equal(["[6,7] [443,444] unknown"]);
    expect(ingress(group(), single({}))).to.deep.equal(["[6,7] [443,444] unknown"]);
    expect(ingress(group(), single({ cidrIpv4: "0.0.0.0/0" }, { delete: true }))).to.deep.equal([
      "[6,7] [443,444] unknown",
    ]);
    expect(ingress(group({ ingress: secret }))).to.deep.equal(["unknown unknown unknown"]);
    expect(ingress(group({ ingress: [secret] }))).to.deep.equal(["unknown unknown unknown"]);
    expect(ingress(group({ ingress: [{ ...https, cidrBlocks: [secret] }] }))).to.deep.equal([
      "[6,7] [443,444] unknown",
    ]);
  });

  it("are undecided where they are only read and nobody says their rules", () => {
    expect(ingress(group({}, {}, { external: true, inputs: {} }))).to.deep.equal(["unknown unknown unknown"]);
  });

  it("find the group of a rule before it exists by what the rule was made from", () => {
    const groups = ["sg-1", "sg-2"].map((name) => planned("ec2/securityGroup", name, { vpcId: "vpc-1" }));
    const rule = (dependencies: readonly string[]) =>
      planned(
        "vpc/securityGroupIngressRule",
        "rule",
        { securityGroupId: unknown, ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "10.0.0.0/8" },
        { securityGroupId: dependencies },
      );
    const rules = (dependencies: readonly string[]) => {
      const planning = networkOf([network, ...groups, rule(dependencies)]);
      return groups.map(({ urn }) => rulesOf(planning, urn, "ingress"));
    };
    const [first = "", second = ""] = groups.map(({ urn }) => urn);
    expect(rules([first, urnOf("ec2/vpc", "vpc-1")])).to.deep.equal([[inTheGroup], []]);
    const perhaps = ["[6,7] [443,444] unknown"];
    expect(rules([first, second])).to.deep.equal([perhaps, perhaps]);
  });

  it("of a VPC that nobody manages let members talk, and everything out", () => {
    const untouched = networkOf([network]);
    expect(rulesOf(untouched, "sg-default-vpc-1", "ingress")).to.deep.equal(["[0,256] [0,65536] sg-default-vpc-1"]);
    expect(rulesOf(untouched, "sg-default-vpc-1", "egress")).to.have.lengthOf(2);
    const adopted = made(
      "ec2/defaultSecurityGroup",
      "sg-default-vpc-1",
      { vpcId: "vpc-1" },
      { outputs: { ingress: [], egress: [] } },
    );
    expect(rulesOf(networkOf([network, adopted]), "sg-default-vpc-1", "ingress")).to.deep.equal([]);
  });

  it("that EKS makes for a cluster have their own rule and those that are added", () => {
    const cluster = made("eks/cluster", "dev", { vpcConfig: { vpcId: "vpc-1", clusterSecurityGroupId: "sg-1" } });
    expect(ingress(cluster, single({ cidrIpv4: "10.0.0.0/8" }))).to.deep.equal(["[0,256] [0,65536] sg-1", inTheGroup]);
  });

  it("may be used in further VPCs", () => {
    const association = made("vpc/securityGroupVpcAssociation", "a", { securityGroupId: "sg-1", vpcId: "vpc-2" });
    expect(networkOf([network, group(), association]).securityGroups.get("sg-1")?.associatedVpcIds).to.deep.equal([
      "vpc-2",
    ]);
  });
});

describe("prefix lists", () => {
  const entries = (...resources: readonly ReturnType<typeof made>[]) =>
    networkOf(resources).prefixLists.get("pl-1")?.entries;
  const list = (inputs: object, others: object = {}) =>
    made("ec2/managedPrefixList", "pl-1", { ...inputs }, { ...others });
  const entry = (inputs: object) => made("ec2/managedPrefixListEntry", "e", { prefixListId: "pl-1", ...inputs });

  it("have entries inline and one by one", () => {
    expect(entries(list({ entries: [{ cidr: "10.0.0.0/8" }] }), entry({ cidr: "10.1.0.0/16" }))).to.have.lengthOf(2);
  });

  it("are undecided with an entry that is nobody's, not known, or may be any list's", () => {
    const stray = list({}, { outputs: { entries: [{ cidr: "10.0.0.0/8" }] } });
    expect(whyUnknown(entries(stray))).to.contain("entries[0] of pl-1 is no resource's");
    expect(entries(stray, entry({ cidr: "10.0.0.0/8" }))).to.have.lengthOf(1);
    expect(whyUnknown(entries(list({}), entry({ cidr: secret })))).to.equal("cidr of e is not known");
    expect(whyUnknown(entries(list({}), entry({ prefixListId: secret, cidr: "10.0.0.0/8" })))).to.contain(
      "prefixListId",
    );
    expect(whyUnknown(entries(list({}, { external: true })))).to.equal("no source says entries of pl-1");
  });

  it("of AWS are known by a gateway endpoint that tells their blocks", () => {
    const endpoint = made("ec2/vpcEndpoint", "vpce-1", { prefixListId: "pl-1", cidrBlocks: ["52.216.0.0/15"] });
    expect(entries(endpoint)).to.have.lengthOf(1);
  });
});
