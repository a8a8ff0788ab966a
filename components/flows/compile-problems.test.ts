import { expect } from "chai";
import * as fc from "fast-check";
import { type FlowArgs, FlowProtocol, compileFlows } from ".";
import { exampleTopology } from "./testing/example-topology";

const flow = (changes: Partial<FlowArgs>): FlowArgs => ({
  from: "hub.public",
  to: "apps.nodes",
  port: 443,
  reason: "because",
  ...changes,
});

/** All problems, as lines. */
const problemsOf = (...changes: Partial<FlowArgs>[]) =>
  compileFlows(changes.map(flow), exampleTopology()).problems.map(({ path, reason }) => `${path}: ${reason}`);

const warningsOf = (...changes: Partial<FlowArgs>[]) =>
  compileFlows(changes.map(flow), exampleTopology()).warnings.map(({ path, reason }) => `${path}: ${reason}`);

describe("the end of a flow", () => {
  it("that is unknown gets a guess and a list", () => {
    expect(problemsOf({ to: "apps.node" })).to.deep.equal([
      'flows[0].to: "apps.node" is no end of a flow. Did you mean apps.nodes? There are hub, hub.public, hub.private, ' +
        "hub.attachment, hub.bastion, hub.endpoints, apps, apps.nodes, apps.data, apps.plain, internet; besides those " +
        "a CIDR block, a prefix list (pl-…, com.amazonaws.…) or a security group (sg-…).",
    ]);
    expect(problemsOf({ from: "mainframe" })[0]).to.match(
      /^flows\[0\]\.from: "mainframe" is no end of a flow\. There are/,
    );
  });

  const misspelt = [
    ["203.0.113.7", "203.0.113.7 is an address. Write it as a block: 203.0.113.7/32."],
    ["2001:db8::1", "2001:db8::1 is an address. Write it as a block: 2001:db8::1/128."],
    ["203.0.113.7/24", "203.0.113.7/24 is written 203.0.113.0/24 (no bits beyond the prefix, shortest form)."],
    ["2001:DB8:0::/32", "2001:DB8:0::/32 is written 2001:db8::/32 (no bits beyond the prefix, shortest form)."],
  ] as const;
  for (const [from, reason] of misspelt) {
    it(`is not written ${from}`, () => {
      expect(problemsOf({ from })).to.deep.equal([`flows[0].from: ${reason}`]);
    });
  }

  it("that is a block inside a VPC is better named by its tier", () => {
    const reason = (name: string) =>
      `is in ${name}. Name ${name} itself, and its own rules are made too; for a CIDR block they are not.`;
    expect(warningsOf({ from: "10.0.1.0/24" }, { from: "10.0.128.0/24" }, { from: "10.0.0.0/8" })).to.deep.equal([
      `flows[0].from: 10.0.1.0/24 ${reason("hub.public")}`,
      `flows[1].from: 10.0.128.0/24 ${reason("hub")}`,
    ]);
  });
});

describe("both ends of a flow", () => {
  it("include one that is filtered here", () => {
    const nothing = (from: string, to: string) =>
      `Neither ${from} nor ${to} has a security group or network ACL here, so nothing would come of this flow. Name a tier that has one, or remove the flow.`;
    expect(
      problemsOf({ from: "internet", to: "203.0.113.0/24" }, { from: "internet", to: "hub.attachment" }),
    ).to.deep.equal([
      `flows[0]: ${nothing("internet", "203.0.113.0/24")}`,
      `flows[1]: ${nothing("internet", "hub.attachment")}`,
    ]);
  });

  it("are not an isolated tier and the internet, to which it has no route", () => {
    expect(problemsOf({ from: "apps.data", to: "internet" }, { from: "apps.data", to: "::/0" })).to.deep.equal([
      "flows[0].to: apps.data is isolated: it has no route to the internet. Make its tier private, or name what it shall reach inside.",
      "flows[1].to: apps.data is isolated: it has no route to the internet. Make its tier private, or name what it shall reach inside.",
    ]);
    expect(
      problemsOf({ from: "apps.data", to: "com.amazonaws.us-east-1.s3" }, { from: "apps", to: "internet" }),
    ).to.deep.equal([]);
  });

  it("are seldom the internet and a tier that is not public", () => {
    expect(warningsOf({ from: "internet", to: "hub.public" }, { from: "internet", to: "apps.nodes" })).to.deep.equal([
      "flows[1].from: No route leads from the internet to apps.nodes. Only a load balancer that keeps client addresses makes use of this flow; otherwise name the load balancer's tier.",
    ]);
  });
});

describe("the ports of a flow", () => {
  const refused: [string, Partial<FlowArgs>, string][] = [
    ["a reversed range", { ports: ["443", "90-80"] }, "ports[1]: The range 90-80 is reversed. Write 80-90."],
    ["a port above 65535", { ports: ["65536"] }, "ports[0]: Ports are from 0 to 65535, not 65536."],
    ["a range from beyond", { ports: ["70000-80"] }, "ports[0]: Ports are from 0 to 65535, not 70000-80."],
    ["a range beyond 65535", { ports: ["1024-70000"] }, "ports[0]: Ports are from 0 to 65535, not 1024-70000."],
    [
      "a name",
      { ports: ["https"] },
      'ports[0]: "https" is neither a port, such as 443, nor a range, such as 30000-32767.',
    ],
    [
      "a list in one text",
      { ports: ["80,443"] },
      'ports[0]: "80,443" is neither a port, such as 443, nor a range, such as 30000-32767.',
    ],
    ["none", {}, "ports: A tcp flow names its ports; for all, write 0-65535."],
    ["an empty list", { ports: [] }, "ports: A tcp flow names its ports; for all, write 0-65535."],
    ["both", { port: 80, ports: ["443"] }, "port: Both port and ports are given. Put all of them into ports."],
    ["a negative one", { port: -1 }, 'port: "-1" is neither a port, such as 443, nor a range, such as 30000-32767.'],
    [
      "any for icmp",
      { port: 8, protocol: FlowProtocol.icmp },
      "port: A flow of protocol icmp has no ports. Leave them out.",
    ],
    [
      "any for all",
      { ports: ["1-2"], protocol: FlowProtocol.all },
      "ports: A flow of protocol all has no ports. Leave them out.",
    ],
    [
      "an unknown protocol",
      { protocol: "http" as FlowProtocol },
      'protocol: "http" is not a protocol of a flow: tcp, udp, icmp, all.',
    ],
  ];
  for (const [fault, changes, problem] of refused) {
    it(`are refused with ${fault}`, () => {
      expect(problemsOf({ port: undefined, ...changes })).to.deep.equal([`flows[0].${problem}`]);
    });
  }

  it("reach from 0 to 65535", () => {
    expect(problemsOf({ port: undefined, ports: ["0", "65535", "0-65535"] })).to.deep.equal([]);
  });
});

describe("the reason of a flow", () => {
  it("is given, in characters that AWS takes for a description, at most 255 of them", () => {
    expect(
      problemsOf({ reason: " " }, { reason: "Müller's" }, { reason: "R&D" }, { reason: "x".repeat(256) }),
    ).to.deep.equal([
      "flows[0].reason: Say why the flow is allowed: it becomes the description of its rules.",
      'flows[1].reason: AWS does not take "ü" in the description of a rule: letters without accents, digits, spaces and ._-:/()#,@[]+=;{}!$* only.',
      'flows[2].reason: AWS does not take "&" in the description of a rule: letters without accents, digits, spaces and ._-:/()#,@[]+=;{}!$* only.',
      "flows[3].reason: 256 characters are too long for the description of a rule: at most 255.",
    ]);
    expect(problemsOf({ reason: "a-z A-Z 0-9 ._-:/()#,@[]+=;{}!$*" }, { reason: "x".repeat(255) })).to.deep.equal([]);
  });
});

describe("everything that is wrong with flows", () => {
  it("is said at once", () => {
    const wrong = { from: "nowhere", to: "10.0.0.1", port: 70000, reason: "", ruleNumber: 0 };
    expect(problemsOf(wrong, {}, wrong).map((line) => line.split(":")[0])).to.deep.equal(
      [0, 2].flatMap((i) => ["from", "to", "port", "reason", "ruleNumber"].map((key) => `flows[${i}].${key}`)),
    );
  });

  it("is said, never thrown", () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom("hub", "hub.public", "internet", "tcp", "443", "80-443", "10.0.0.0/8"),
    );
    const anything = fc.record(
      {
        from: text,
        to: text,
        reason: text,
        protocol: text as fc.Arbitrary<FlowProtocol>,
        port: fc.oneof(fc.integer(), fc.double()),
        ports: fc.array(text),
        ruleNumber: fc.oneof(fc.integer(), fc.double()),
      },
      { requiredKeys: ["from", "to", "reason"] },
    );
    fc.assert(
      fc.property(fc.array(anything), (flows) => {
        compileFlows(flows, exampleTopology());
      }),
    );
  });
});
