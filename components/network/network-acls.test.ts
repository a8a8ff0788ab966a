import { expect } from "chai";

import { record, type Recording } from "../testing/recorder";
import { type NetworkAclEntryArgs, NetworkAcls } from "./network-acls";

const rule = "aws:ec2/networkAclRule:NetworkAclRule";

function entry(tier: string, egress: boolean, ruleNumber: number): NetworkAclEntryArgs {
  return { tier, egress, ruleNumber, protocol: "tcp", fromPort: 443, toPort: 443, cidrBlock: "0.0.0.0/0" };
}

describe("NetworkAcls", () => {
  let made: Recording<NetworkAcls>;
  before(async () => {
    made = await record(
      () =>
        new NetworkAcls("net", {
          tiers: [
            { name: "hub.public", vpcId: "vpc-1", subnetIds: ["subnet-1", "subnet-2"] },
            { name: "hub.data", vpcId: "vpc-1", subnetIds: ["subnet-3"] },
          ],
          entries: [
            entry("hub.public", false, 100),
            entry("hub.public", true, 100),
            entry("hub.data", false, 110),
            { tier: "hub.data", egress: true, ruleNumber: 120, protocol: "icmp", fromPort: 0, toPort: 0, icmpType: -1 },
          ],
        }),
    );
  });

  it("makes one network ACL per tier and associates every subnet of the tier", () => {
    expect(made.ofType("aws:ec2/networkAcl:NetworkAcl").map(({ name }) => name)).to.deep.equal([
      "net-hub.public",
      "net-hub.data",
    ]);
    const associated = made
      .ofType("aws:ec2/networkAclAssociation:NetworkAclAssociation")
      .map(({ name, inputs }) => [name, inputs.networkAclId, inputs.subnetId]);
    expect(associated).to.have.deep.members([
      ["net-hub.public-1", "net-hub.public-id", "subnet-1"],
      ["net-hub.public-2", "net-hub.public-id", "subnet-2"],
      ["net-hub.data-1", "net-hub.data-id", "subnet-3"],
    ]);
  });

  it("states no entries or subnets in the network ACL itself, where they would fight with the separate ones", () => {
    for (const { inputs } of made.ofType("aws:ec2/networkAcl:NetworkAcl")) {
      expect(inputs).not.to.have.any.keys("ingress", "egress", "subnetIds");
    }
  });

  it("names an entry by tier, direction and number, of which AWS takes each once", () => {
    expect(made.ofType(rule).map(({ name }) => name)).to.have.members([
      "net-hub.public-ingress-100",
      "net-hub.public-egress-100",
      "net-hub.data-ingress-110",
      "net-hub.data-egress-120",
    ]);
  });

  it("allows what an entry says in the network ACL of its tier", () => {
    expect(made.get(rule, "net-hub.public-ingress-100").inputs).to.deep.equal({
      networkAclId: "net-hub.public-id",
      egress: false,
      ruleNumber: 100,
      ruleAction: "allow",
      protocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrBlock: "0.0.0.0/0",
    });
    expect(made.get(rule, "net-hub.data-egress-120").inputs).to.include({ protocol: "icmp", icmpType: -1 });
  });
});
