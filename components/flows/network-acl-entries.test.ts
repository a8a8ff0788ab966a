import { expect } from "chai";
import { type FlowArgs, FlowProtocol, type NetworkAclEntry, compileFlows } from ".";
import { exampleTopology } from "./testing/example-topology";

function entriesOf(...flows: FlowArgs[]): NetworkAclEntry[] {
  const { networkAclEntries, problems } = compileFlows(flows, exampleTopology());
  expect(problems).to.deep.equal([]);
  return networkAclEntries;
}

const keysOf = (...flows: FlowArgs[]) => entriesOf(...flows).map(({ key }) => key);

const why = { reason: "because" };

describe("the network ACLs of a flow", () => {
  it("let requests and replies pass, at both ends, for every block of the other end", () => {
    expect(keysOf({ from: "apps.nodes", to: "apps.data", port: 5432, ...why })).to.deep.equal([
      "apps.data-egress-tcp-1024-65535-to-10.1.0.0-18",
      "apps.data-ingress-tcp-5432-from-10.1.0.0-18",
      "apps.nodes-egress-tcp-5432-to-10.1.64.0-24",
      "apps.nodes-egress-tcp-5432-to-10.1.66.0-24",
      "apps.nodes-ingress-tcp-1024-65535-from-10.1.64.0-24",
      "apps.nodes-ingress-tcp-1024-65535-from-10.1.66.0-24",
    ]);
  });

  it("are those of tiers that have one", () => {
    expect(keysOf({ from: "apps.plain", to: "hub.attachment", port: 443, ...why })).to.deep.equal([]);
  });

  it("say protocol, ports and block as AWS does", () => {
    const flow = { from: "internet", to: "hub.public", ...why };
    const entries = entriesOf(
      { ...flow, port: 443 },
      { ...flow, protocol: FlowProtocol.icmp },
      { ...flow, protocol: FlowProtocol.all },
      { ...flow, from: "::/0", protocol: FlowProtocol.icmp },
    );
    const inward = entries.filter(({ egress }) => !egress);
    const expected = [
      { protocol: "-1", fromPort: 0, toPort: 0, cidrBlock: "0.0.0.0/0" },
      { protocol: "icmp", fromPort: 0, toPort: 0, icmpType: -1, icmpCode: -1, cidrBlock: "0.0.0.0/0" },
      { protocol: "58", fromPort: 0, toPort: 0, icmpType: -1, icmpCode: -1, ipv6CidrBlock: "::/0" },
      { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlock: "0.0.0.0/0" },
    ];
    expect(inward).to.have.length(expected.length);
    inward.forEach((entry, i) => {
      expect(entry).to.deep.include({ tier: "hub.public", ...expected[i] });
    });
  });

  it("need one entry for the replies of all ports of a protocol", () => {
    const outward = entriesOf({ from: "internet", to: "hub.public", ports: ["80", "443", "8443"], ...why }).filter(
      ({ egress }) => egress,
    );
    expect(outward.map(({ key }) => key)).to.deep.equal(["hub.public-egress-tcp-1024-65535-to-0.0.0.0-0"]);
  });

  it("let replies of ICMP and of all protocols pass as ICMP and all protocols", () => {
    const flow = { from: "internet", to: "hub.public", ...why };
    expect(keysOf({ ...flow, protocol: FlowProtocol.icmp }, { ...flow, protocol: FlowProtocol.all })).to.deep.equal([
      "hub.public-egress-all-to-0.0.0.0-0",
      "hub.public-egress-icmp-to-0.0.0.0-0",
      "hub.public-ingress-all-from-0.0.0.0-0",
      "hub.public-ingress-icmp-from-0.0.0.0-0",
    ]);
  });

  it("let what goes out by a NAT gateway pass through the gateway's tier, and back", () => {
    expect(keysOf({ from: "apps.nodes", to: "internet", port: 443, ...why })).to.deep.equal([
      "apps.nodes-egress-tcp-443-to-0.0.0.0-0",
      "apps.nodes-ingress-tcp-1024-65535-from-0.0.0.0-0",
      "hub.public-egress-tcp-1024-65535-to-10.1.0.0-18",
      "hub.public-egress-tcp-443-to-0.0.0.0-0",
      "hub.public-ingress-tcp-1024-65535-from-0.0.0.0-0",
      "hub.public-ingress-tcp-443-from-10.1.0.0-18",
    ]);
  });

  it("leave the NAT gateway's tier alone for what stays inside, and for IPv6", () => {
    const tiers = (flow: FlowArgs) => [...new Set(entriesOf(flow).map(({ tier }) => tier))];
    expect(tiers({ from: "apps.nodes", to: "hub.private", port: 443, ...why })).to.deep.equal([
      "apps.nodes",
      "hub.private",
    ]);
    expect(tiers({ from: "apps.nodes", to: "10.0.128.0/24", port: 443, ...why })).to.deep.equal(["apps.nodes"]);
    expect(tiers({ from: "apps.nodes", to: "::/0", port: 443, ...why })).to.deep.equal(["apps.nodes"]);
  });

  it("take a prefix list for every address, and a foreign group for its VPC", () => {
    const from = (end: string) => keysOf({ from: end, to: "hub.public", port: 443, ...why })[1];
    expect(from("com.amazonaws.global.cloudfront.origin-facing")).to.equal("hub.public-ingress-tcp-443-from-0.0.0.0-0");
    expect(from("com.amazonaws.global.ipv6.cloudfront.origin-facing")).to.equal("hub.public-ingress-tcp-443-from-__-0");
    expect(from("sg-0123456789abcdef0")).to.equal("hub.public-ingress-tcp-443-from-10.0.0.0-16");
  });
});

describe("the number of an entry", () => {
  const web: FlowArgs = { from: "internet", to: "hub.public", port: 443, ...why };
  const numbered = (...flows: FlowArgs[]) =>
    Object.fromEntries(entriesOf(...flows).map(({ key, ruleNumber }) => [key, ruleNumber]));

  it("comes from its content, so it stays when flows are added", () => {
    const before = numbered(web);
    const after = numbered({ from: "hub.private", to: "internet", port: 443, ...why }, web, { ...web, port: 80 });
    expect(after).to.include(before);
    for (const number of Object.values(after)) expect(number).to.be.within(1000, 32000);
  });

  it("is its own in a network ACL and direction, also where contents come to the same", () => {
    // So many that some do.
    const flows = Array.from({ length: 1000 }, (_, i) => ({
      ...web,
      from: `203.0.${i % 250}.${Math.floor(i / 250)}/32`,
    }));
    const inward = compileFlows(flows, exampleTopology()).networkAclEntries.filter(({ egress }) => !egress);
    expect(inward).to.have.length(1000);
    expect(new Set(inward.map(({ ruleNumber }) => ruleNumber)).size).to.equal(1000);
  });

  it("may be another entry's in the other direction or in another network ACL", () => {
    const onward: FlowArgs = { from: "hub.public", to: "apps.nodes", port: 30443, ...why };
    expect(numbered({ ...web, ruleNumber: 100 }, { ...onward, ruleNumber: 100 })).to.deep.equal({
      "hub.public-ingress-tcp-443-from-0.0.0.0-0": 100,
      "hub.public-egress-tcp-1024-65535-to-0.0.0.0-0": 110,
      "hub.public-egress-tcp-30443-to-10.1.0.0-18": 100,
      "hub.public-ingress-tcp-1024-65535-from-10.1.0.0-18": 110,
      "apps.nodes-ingress-tcp-30443-from-10.0.0.0-22": 100,
      "apps.nodes-egress-tcp-1024-65535-to-10.0.0.0-22": 110,
    });
  });

  it("can be given: for requests at both ends, for further blocks counting on, for replies from ten above", () => {
    expect(numbered({ from: "apps.nodes", to: "apps.data", port: 5432, ruleNumber: 100, ...why })).to.deep.equal({
      "apps.nodes-egress-tcp-5432-to-10.1.64.0-24": 100,
      "apps.nodes-egress-tcp-5432-to-10.1.66.0-24": 101,
      "apps.nodes-ingress-tcp-1024-65535-from-10.1.64.0-24": 110,
      "apps.nodes-ingress-tcp-1024-65535-from-10.1.66.0-24": 111,
      "apps.data-ingress-tcp-5432-from-10.1.0.0-18": 100,
      "apps.data-egress-tcp-1024-65535-to-10.1.0.0-18": 110,
    });
  });

  it("counts on within a network ACL and direction, over all the ways by which a flow passes it", () => {
    const atNat = Object.entries(numbered({ from: "apps", to: "internet", port: 443, ruleNumber: 100, ...why })).filter(
      ([key]) => key.startsWith("hub.public"),
    );
    expect(Object.fromEntries(atNat)).to.deep.equal({
      "hub.public-ingress-tcp-443-from-10.1.0.0-18": 100,
      "hub.public-ingress-tcp-443-from-10.1.128.0-18": 101,
      "hub.public-egress-tcp-443-to-0.0.0.0-0": 100,
      "hub.public-ingress-tcp-1024-65535-from-0.0.0.0-0": 110,
      "hub.public-egress-tcp-1024-65535-to-10.1.0.0-18": 110,
      "hub.public-egress-tcp-1024-65535-to-10.1.128.0-18": 111,
    });
  });

  it("is the lower one where two flows want the same entry", () => {
    const both = numbered({ ...web, ruleNumber: 140 }, { ...web, port: 80, ruleNumber: 100 });
    expect(both["hub.public-egress-tcp-1024-65535-to-0.0.0.0-0"]).to.equal(110);
  });

  it("is refused where another entry has it, and where a flow has more entries than it leaves room for", () => {
    const { problems } = compileFlows(
      [
        { ...web, ruleNumber: 100 },
        { ...web, from: "203.0.113.0/24", ruleNumber: 100 },
        { ...web, ports: Array.from({ length: 11 }, (_, i) => String(i + 1)), port: undefined, ruleNumber: 300 },
        { ...web, ruleNumber: 981 },
      ],
      exampleTopology(),
    );
    expect(problems).to.deep.equal([
      {
        path: "flows[3].ruleNumber",
        reason: "981 is not a whole number from 1 to 980. Leave it out to have one chosen.",
      },
      {
        path: "flows[2].ruleNumber",
        reason:
          "The flow makes 11 entries in one network ACL, and a number leaves room for 10. Leave it out, or split the flow.",
      },
      {
        path: "flows[1].ruleNumber",
        reason:
          "Outbound number 110 of the network ACL of hub.public is wanted by hub.public-egress-tcp-1024-65535-to-0.0.0.0-0 of " +
          "flows[0] (internet to hub.public), flows[2] (internet to hub.public) and by hub.public-egress-tcp-1024-65535-to-203.0.113.0-24 of " +
          "flows[1] (203.0.113.0/24 to hub.public). Keep ruleNumbers twenty apart.",
      },
      {
        path: "flows[1].ruleNumber",
        reason:
          "Inbound number 100 of the network ACL of hub.public is wanted by hub.public-ingress-tcp-443-from-0.0.0.0-0 of " +
          "flows[0] (internet to hub.public) and by hub.public-ingress-tcp-443-from-203.0.113.0-24 of " +
          "flows[1] (203.0.113.0/24 to hub.public). Keep ruleNumbers twenty apart.",
      },
    ]);
  });
});
