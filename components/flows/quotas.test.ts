import { expect } from "chai";
import { type FlowArgs, type FlowTopology, compileFlows } from ".";
import { exampleTopology } from "./testing/example-topology";

const cloudFront = "com.amazonaws.global.cloudfront.origin-facing";

/** As many flows to a tier as wanted, each from a block of its own. */
const flowsTo = (to: string, count: number): FlowArgs[] =>
  Array.from({ length: count }, (_, i) => ({ from: `203.0.${i}.0/24`, to, port: 443, reason: "because" }));

const problemsOf = (flows: FlowArgs[], rest: Partial<FlowTopology> = {}) =>
  compileFlows(flows, { ...exampleTopology(), ...rest }).problems.map(({ path, reason }) => `${path}: ${reason}`);

describe("the quota of rules per security group", () => {
  it("is 60 in each direction", () => {
    expect(problemsOf(flowsTo("apps.plain", 60))).to.deep.equal([]);
    const [problem, ...others] = problemsOf(flowsTo("apps.plain", 61));
    expect(others).to.deep.equal([]);
    expect(problem).to.match(
      /^flows: The security group of apps\.plain would have 61 ingress rules for IPv4; AWS allows 60\. Most are of flows\[0\] \(203\.0\.0\.0\/24 to apps\.plain\): 1, .* Join ports into ranges/,
    );
  });

  it("counts the weight of CloudFront's prefix list, so that it fits for one port and not for two", () => {
    const flow = { from: cloudFront, to: "apps.plain", reason: "because" };
    expect(problemsOf([{ ...flow, port: 443 }])).to.deep.equal([]);
    expect(problemsOf([{ ...flow, ports: ["80", "443"] }])[0]).to.match(
      /would have 110 ingress rules for IPv4; AWS allows 60\. Most are of flows\[0\] \(com\.amazonaws\.global\.cloudfront\.origin-facing to apps\.plain\): 110\./,
    );
    expect(problemsOf([{ ...flow, ports: ["80-443"] }])).to.deep.equal([]);
  });

  it("counts own prefix lists by their maximum number of entries", () => {
    const flows = [{ from: "pl-0123456789abcdef0", to: "apps.plain", ports: ["80", "443"], reason: "because" }];
    const withEntries = (maxEntries: number) =>
      problemsOf(flows, { prefixLists: [{ id: "pl-0123456789abcdef0", maxEntries }] });
    expect(withEntries(30)).to.deep.equal([]);
    expect(withEntries(31)[0]).to.match(/would have 62 ingress rules/);
  });

  it("counts IPv4 and IPv6 separately, and references to groups for both", () => {
    const ipv6 = Array.from({ length: 40 }, (_, i) => ({
      from: `2001:db8:${i + 1}::/48`,
      to: "apps.plain",
      port: 443,
      reason: "because",
    }));
    expect(problemsOf([...flowsTo("apps.plain", 40), ...ipv6])).to.deep.equal([]);
    const references = Array.from({ length: 21 }, (_, i) => ({
      from: "sg-0123456789abcdef0",
      to: "apps.plain",
      port: i + 1,
      reason: "because",
    }));
    expect(
      problemsOf([...flowsTo("apps.plain", 40), ...ipv6, ...references]).map((line) => line.slice(0, 83)),
    ).to.deep.equal([
      "flows: The security group of apps.plain would have 61 ingress rules for IPv4; AWS a",
      "flows: The security group of apps.plain would have 61 ingress rules for IPv6; AWS a",
    ]);
  });

  it("is what the account has", () => {
    expect(problemsOf(flowsTo("apps.plain", 61), { quotas: { rulesPerSecurityGroup: 100 } })).to.deep.equal([]);
  });
});

describe("the weight of a prefix list", () => {
  const warningsOf = (from: string) =>
    compileFlows([{ from, to: "apps.plain", port: 443, reason: "because" }], exampleTopology()).warnings;

  it("is known for those of AWS, in every region", () => {
    for (const name of [cloudFront, "com.amazonaws.eu-west-1.s3", "com.amazonaws.eu-west-1.ipv6.vpc-lattice"]) {
      expect(warningsOf(name), name).to.deep.equal([]);
    }
  });

  it("is asked for otherwise", () => {
    for (const list of ["pl-0123456789abcdef0", "com.amazonaws.us-east-1.unheard-of"]) {
      expect(warningsOf(list)).to.deep.equal([
        {
          path: "flows[0]",
          reason: `How many rules ${list} counts is not known; it is taken for 1. Give its maximum number of entries in prefixLists.`,
        },
      ]);
    }
  });
});

describe("the quota of entries per network ACL", () => {
  it("is 20 in each direction with AWS's own deny rule", () => {
    expect(problemsOf(flowsTo("hub.public", 19))).to.deep.equal([]);
    expect(problemsOf(flowsTo("hub.public", 20)).map((line) => line.slice(0, 107))).to.deep.equal([
      "flows: The network ACL of hub.public would have 20 egress entries for IPv4; AWS allows 20 with its own deny",
      "flows: The network ACL of hub.public would have 20 ingress entries for IPv4; AWS allows 20 with its own den",
    ]);
  });

  it("is what the account has", () => {
    expect(problemsOf(flowsTo("hub.public", 39), { quotas: { rulesPerNetworkAcl: 40 } })).to.deep.equal([]);
  });
});
