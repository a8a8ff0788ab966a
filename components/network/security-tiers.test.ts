import { expect } from "chai";

import { record, type Recording, valueOf } from "../testing/recorder";
import { type SecurityTierPeerArgs, SecurityTiers } from "./security-tiers";

const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

function makeTiers(peers: Record<string, SecurityTierPeerArgs> = {}): SecurityTiers {
  return new SecurityTiers("net", {
    groups: [
      { name: "hub.web", vpcId: "vpc-1" },
      { name: "hub.db", vpcId: "vpc-1" },
    ],
    rules: Object.entries(peers).map(([key, peer]) => ({
      key,
      securityGroup: "hub.db",
      direction: key.startsWith("out") ? "egress" : "ingress",
      peer,
      ipProtocol: "tcp",
      fromPort: 5432,
      toPort: 5433,
      description: "Queries",
    })),
  });
}

describe("SecurityTiers", () => {
  let made: Recording<SecurityTiers>;
  before(async () => {
    made = await record(() =>
      makeTiers({
        "from-block": { kind: "cidrIpv4", value: "10.0.0.0/16" },
        "from-ipv6": { kind: "cidrIpv6", value: "2001:db8::/32" },
        "from-group": { kind: "securityGroup", value: "hub.web" },
        "from-elsewhere": { kind: "securityGroupId", value: "sg-0123456789abcdef0" },
        "from-list": { kind: "prefixList", value: "pl-00000000000000000" },
        "from-managed": { kind: "prefixList", value: "com.amazonaws.global.cloudfront.origin-facing" },
        "out-to-block": { kind: "cidrIpv4", value: "10.1.0.0/16" },
      }),
    );
  });

  it("makes empty groups, whose rules are resources of their own", () => {
    const groups = made.ofType("aws:ec2/securityGroup:SecurityGroup");
    expect(groups.map(({ name }) => name)).to.deep.equal(["net-hub.web", "net-hub.db"]);
    for (const { inputs } of groups) {
      expect(inputs).to.have.property("vpcId", "vpc-1");
      expect(inputs).not.to.have.any.keys("ingress", "egress");
    }
  });

  it("names a rule by its key and gives it protocol, ports and reason", () => {
    expect(made.get(ingress, "net-from-block").inputs).to.include({
      securityGroupId: "net-hub.db-id",
      cidrIpv4: "10.0.0.0/16",
      ipProtocol: "tcp",
      fromPort: 5432,
      toPort: 5433,
      description: "Queries",
    });
  });

  it("makes a rule for outgoing traffic an egress rule", () => {
    expect(made.ofType(egress).map(({ name }) => name)).to.deep.equal(["net-out-to-block"]);
  });

  for (const [key, input, value] of [
    ["from-ipv6", "cidrIpv6", "2001:db8::/32"],
    ["from-group", "referencedSecurityGroupId", "net-hub.web-id"],
    ["from-elsewhere", "referencedSecurityGroupId", "sg-0123456789abcdef0"],
    ["from-list", "prefixListId", "pl-00000000000000000"],
    ["from-managed", "prefixListId", "pl-0123456789abcdef0"],
  ] as const) {
    it(`names the peer ${key.replaceAll("-", " ")} by ${input}`, () => {
      expect(made.get(ingress, `net-${key}`).inputs[input]).to.equal(value);
    });
  }

  it("looks up an AWS-managed prefix list by its name", () => {
    expect(made.lookups.map(({ token, inputs }) => [token, inputs.name])).to.deep.equal([
      ["aws:ec2/getManagedPrefixList:getManagedPrefixList", "com.amazonaws.global.cloudfront.origin-facing"],
    ]);
  });

  it("gives the groups' ids by name", async () => {
    expect(Object.keys(made.result.securityGroupIds)).to.deep.equal(["hub.web", "hub.db"]);
    expect(await Promise.all(Object.values(made.result.securityGroupIds).map(valueOf))).to.deep.equal([
      "net-hub.web-id",
      "net-hub.db-id",
    ]);
  });

  it("stops at a rule that names a group which is not there", async () => {
    let message = "";
    try {
      await record(() => makeTiers({ "from-group": { kind: "securityGroup", value: "hub.app" } }));
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).to.contain('"hub.app"').and.to.contain("hub.web, hub.db");
  });
});
