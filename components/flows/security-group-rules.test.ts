import { expect } from "chai";
import { type FlowArgs, FlowProtocol, compileFlows } from ".";
import { exampleTopology } from "./testing/example-topology";

function rulesOf(...flows: FlowArgs[]) {
  const { securityGroupRules, problems } = compileFlows(flows, exampleTopology());
  expect(problems).to.deep.equal([]);
  return securityGroupRules;
}

const keysOf = (...flows: FlowArgs[]) => rulesOf(...flows).map(({ key }) => key);

const why = { reason: "because" };

describe("a flow between tiers", () => {
  it("admits at the accepting end and lets out at the opening end, each naming the other's group in one VPC", () => {
    expect(rulesOf({ from: "apps.nodes", to: "apps.data", port: 5432, reason: "Orders database" })).to.deep.equal([
      {
        key: "apps.data-ingress-tcp-5432-from-apps.nodes",
        securityGroup: "apps.data",
        direction: "ingress",
        peer: { kind: "securityGroup", value: "apps.nodes" },
        ipProtocol: "tcp",
        fromPort: 5432,
        toPort: 5432,
        description: "Orders database",
      },
      {
        key: "apps.nodes-egress-tcp-5432-to-apps.data",
        securityGroup: "apps.nodes",
        direction: "egress",
        peer: { kind: "securityGroup", value: "apps.data" },
        ipProtocol: "tcp",
        fromPort: 5432,
        toPort: 5432,
        description: "Orders database",
      },
    ]);
  });

  it("names addresses across a transit gateway, one rule for each block", () => {
    expect(keysOf({ from: "hub.public", to: "apps.data", port: 5432, ...why })).to.deep.equal([
      "apps.data-ingress-tcp-5432-from-10.0.0.0-22",
      "hub.public-egress-tcp-5432-to-10.1.64.0-24",
      "hub.public-egress-tcp-5432-to-10.1.66.0-24",
    ]);
  });

  it("names the addresses of a tier without a group", () => {
    expect(
      keysOf({ from: "hub.attachment", to: "hub.private", port: 53, protocol: FlowProtocol.udp, ...why }),
    ).to.deep.equal(["hub.private-ingress-udp-53-from-10.0.4.0-26"]);
  });

  it("of one tier with itself lets its members talk to each other", () => {
    expect(keysOf({ from: "apps.nodes", to: "apps.nodes", protocol: FlowProtocol.all, ...why })).to.deep.equal([
      "apps.nodes-egress-all-to-apps.nodes",
      "apps.nodes-ingress-all-from-apps.nodes",
    ]);
  });

  it("does not reach the named groups in a tier, nor theirs the tier's", () => {
    expect(keysOf({ from: "hub.bastion", to: "hub.endpoints", port: 443, ...why })).to.deep.equal([
      "hub.bastion-egress-tcp-443-to-hub.endpoints",
      "hub.endpoints-ingress-tcp-443-from-hub.bastion",
    ]);
  });
});

describe("a flow with a whole VPC", () => {
  it("is let out of, or admitted to, every group of the VPC, and named by its block", () => {
    expect(keysOf({ from: "apps", to: "hub.endpoints", port: 443, ...why })).to.deep.equal([
      "apps.data-egress-tcp-443-to-10.0.64.0-18",
      "apps.nodes-egress-tcp-443-to-10.0.64.0-18",
      "apps.plain-egress-tcp-443-to-10.0.64.0-18",
      "hub.endpoints-ingress-tcp-443-from-10.1.0.0-16",
    ]);
  });
});

describe("a flow with the outside", () => {
  const peerOf = (from: string, protocol?: FlowProtocol) => {
    const [rule] = rulesOf({ from, to: "hub.public", ...(protocol ? { protocol } : { port: 443 }), ...why });
    return [rule?.peer, rule?.ipProtocol];
  };

  it("names the internet, blocks, prefix lists and foreign groups as they are", () => {
    const list = "com.amazonaws.global.cloudfront.origin-facing";
    expect(peerOf("internet")).to.deep.equal([{ kind: "cidrIpv4", value: "0.0.0.0/0" }, "tcp"]);
    expect(peerOf("::/0")).to.deep.equal([{ kind: "cidrIpv6", value: "::/0" }, "tcp"]);
    expect(peerOf("203.0.113.0/24")).to.deep.equal([{ kind: "cidrIpv4", value: "203.0.113.0/24" }, "tcp"]);
    expect(peerOf("pl-0123456789abcdef0")).to.deep.equal([
      { kind: "prefixList", value: "pl-0123456789abcdef0" },
      "tcp",
    ]);
    expect(peerOf(list)).to.deep.equal([{ kind: "prefixList", value: list }, "tcp"]);
    expect(peerOf("sg-0123456789abcdef0")).to.deep.equal([
      { kind: "securityGroupId", value: "sg-0123456789abcdef0" },
      "tcp",
    ]);
  });

  it("speaks ICMPv6 where the other end is IPv6", () => {
    expect(peerOf("internet", FlowProtocol.icmp)[1]).to.equal("icmp");
    expect(peerOf("::/0", FlowProtocol.icmp)[1]).to.equal("icmpv6");
  });
});

describe("a rule", () => {
  it("says protocol and ports as AWS does", () => {
    const rules = rulesOf(
      { from: "internet", to: "hub.public", ports: ["80", "30000-32767"], ...why },
      { from: "internet", to: "hub.public", protocol: FlowProtocol.icmp, ...why },
      { from: "internet", to: "hub.public", protocol: FlowProtocol.all, ...why },
    );
    const said = rules.map(({ ipProtocol, fromPort, toPort }) => [ipProtocol, fromPort, toPort]);
    expect(said).to.deep.equal([
      ["-1", undefined, undefined],
      ["icmp", -1, -1],
      ["tcp", 30000, 32767],
      ["tcp", 80, 80],
    ]);
  });

  it("that several flows want is made once, with all of their reasons", () => {
    const flow = { from: "internet", to: "hub.public", port: 443 };
    const rules = rulesOf(
      { ...flow, reason: "Shop" },
      { ...flow, reason: "API" },
      { ...flow, from: "0.0.0.0/0", reason: "API" },
    );
    expect(rules.map(({ key, description }) => [key, description])).to.deep.equal([
      ["hub.public-ingress-tcp-443-from-0.0.0.0-0", "API; Shop"],
    ]);
  });

  it("has a description of no more than the 255 characters that AWS takes", () => {
    const flow = { from: "internet", to: "hub.public", port: 443 };
    const [rule] = rulesOf({ ...flow, reason: "a".repeat(200) }, { ...flow, reason: "b".repeat(200) });
    expect(rule?.description)
      .to.have.length(255)
      .and.match(/^a+; b+\.\.\.$/);
  });
});
