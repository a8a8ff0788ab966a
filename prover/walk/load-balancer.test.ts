import { expect } from "chai";
import { isUnknown, type LoadBalancer } from "@throughline/graph/model";
import { formatAddress } from "@throughline/graph/packets";
import type { Answer } from "../ask";
import { healthChecksOf } from "../health-checks";
import { ask } from "../testing/ask";
import { balanced } from "../testing/balanced";
import { buildNetwork } from "../testing/build";
import { type Change, changed } from "../testing/change";

const network = (change: Change = {}) => buildNetwork(changed(balanced, change));
const codes = ({ blockers }: Answer): string[] => blockers.map(({ code }) => code);
const causes = ({ unknowns }: Answer): string[] => unknowns.map(({ unknown }) => unknown);
const hops = ({ ways: [way] }: Answer): string[] => way?.request.map(({ kind, text }) => `${kind}: ${text}`) ?? [];

const targets = ({ ways }: Answer): string[] => [
  ...new Set(ways.flatMap(({ request }) => request.flatMap((hop) => (hop.kind === "target group" ? [hop.text] : [])))),
];

describe("a network load balancer", () => {
  it("takes a client from the internet to its target, hop by hop over both connections", () => {
    const answer = ask(network(), "internet", "nlb", 443);
    expect(answer.verdict).to.equal("proven");
    expect(hops(answer)).to.deep.equal([
      "internet gateway: in from the internet",
      "network ACL: ingress allowed",
      "security group: ingress allowed",
      "network load balancer: listener TCP 443",
      "target group: to web on port 8443",
      "security group: egress allowed",
      "network ACL: egress allowed",
      "route table: route of edge",
      "network ACL: ingress allowed",
      "security group: ingress allowed",
    ]);
  });

  it("gets the reply to a preserved client address without a route to it", () => {
    const [way] = ask(network(), "internet", "nlb", 443).ways;
    expect(way?.reply.map(({ kind }) => kind)).to.deep.equal([
      "network ACL",
      "network ACL",
      "network ACL",
      "route table",
      "internet gateway",
      "internet",
    ]);
  });

  it("shows a target its client's address where that is preserved, and its own where not", () => {
    const clientsOnly: Change = { groups: { web: { ingress: ["tcp 8443 198.51.100.0/24", "tcp 8080 10.0.0.0/16"] } } };
    const balancerOnly: Change = {
      groups: { web: { ingress: ["tcp 8443 10.0.0.0/24", "tcp 8080 10.0.0.0/16"] } },
      loadBalancers: { nlb: { nodes: [{ subnet: "edge-a", address: "10.0.0.5", publicAddress: "203.0.113.5" }] } },
    };
    const asIs = (preserve: boolean, change: Change): Answer["verdict"] =>
      ask(network({ ...change, targetGroups: { web: { preserve } } }), "198.51.100.7", "nlb", 443).verdict;
    expect(asIs(true, clientsOnly)).to.equal("proven");
    expect(asIs(false, clientsOnly)).to.equal("blocked");
    expect(asIs(true, balancerOnly)).to.equal("blocked");
    expect(asIs(false, balancerOnly)).to.equal("proven");
  });

  it("without groups of its own is not seen by rules that name one", () => {
    expect(codes(ask(network({ loadBalancers: { nlb: { groups: [] } } }), "internet", "nlb", 443))).to.deep.equal([
      "security-group-ingress",
      "target-unhealthy",
    ]);
  });

  it("sends to the targets of all zones once cross-zone load balancing is on", () => {
    const elsewhere: Change = { subnets: { app: { zone: "b" } } };
    expect(codes(ask(network(elsewhere), "internet", "nlb", 443))).to.deep.equal(["no-target-in-zone"]);
    const onBalancer = network({ ...elsewhere, loadBalancers: { nlb: { crossZone: true } } });
    expect(ask(onBalancer, "internet", "nlb", 443).verdict).to.equal("proven");
  });

  it("reaches only some targets where only some let it in", () => {
    const two: Change = {
      targetGroups: { web: { targets: ["web", "client"], healthPort: undefined } },
    };
    const answer = ask(network(two), "internet", "nlb", 443);
    expect(answer.verdict).to.equal("partial");
    expect(codes(answer)).to.deep.equal(["security-group-ingress"]);
  });

  it("hands on to an application load balancer, which hands on to its own targets", () => {
    const chained = network({
      targetGroups: { web: { type: "alb", port: 443, healthPort: undefined, targets: ["alb"] } },
      groups: {
        "nlb-group": { egress: ["tcp 443 10.0.0.0/16"] },
        "alb-group": { ingress: ["tcp 443 nlb-group"] },
        "far-group": { ingress: ["tcp 8080 10.0.0.0/16"] },
      },
    });
    const answer = ask(chained, "internet", "nlb", 443);
    expect(codes(answer)).to.deep.equal([]);
    expect(answer.verdict).to.equal("proven");
    expect(hops(answer)).to.include("application load balancer: listener HTTPS 443");
  });

  it("that is its own target goes in a circle", () => {
    const circle = network({
      targetGroups: { web: { type: "ip", port: 443, healthPort: undefined, targets: ["10.0.0.5"] } },
      groups: { "nlb-group": { egress: ["all 0.0.0.0/0"] } },
    });
    expect(codes(ask(circle, "internet", "nlb", 443))).to.deep.equal(["routing-loop"]);
  });

  it("takes UDP to targets that are checked by TCP", () => {
    const udp = network({
      loadBalancers: { nlb: { listeners: { "UDP 443": ["forward web"] } } },
      targetGroups: { web: { protocol: "UDP" } },
      groups: {
        "nlb-group": { ingress: ["udp 443 0.0.0.0/0"], egress: ["udp 8443 0.0.0.0/0", "tcp 8080 0.0.0.0/0"] },
        web: { ingress: ["udp 8443 nlb-group", "tcp 8080 nlb-group"] },
      },
      acls: {
        app: { ingress: ["allow udp 8443 0.0.0.0/0", "allow tcp 8080 0.0.0.0/0"], egress: ["allow all 0.0.0.0/0"] },
      },
    });
    const answer = ask(udp, "internet", "nlb", 443, { protocol: 17 });
    expect(codes(answer)).to.deep.equal([]);
    expect(answer.verdict).to.equal("proven");
  });
});

describe("an application load balancer", () => {
  it("connects from its own address, also across a transit gateway", () => {
    const answer = ask(network(), "client", "alb", 443);
    expect(answer.verdict).to.equal("proven");
    expect(targets(answer)).to.deep.equal(["to far on port 8080", "to api on port 8080"]);
  });

  it("answers by itself where a rule redirects", () => {
    const redirecting = network({ loadBalancers: { alb: { listeners: { "HTTPS 443": ["redirect HTTPS 8443"] } } } });
    const answer = ask(redirecting, "client", "alb", 443);
    expect(answer.verdict).to.equal("proven");
    expect(hops(answer).at(-1)).to.equal("listener rule: redirects to HTTPS 8443 (HTTP_301)");
  });

  it("leaves to later rules only what a rule about sources does not take", () => {
    const rules = (cidr: string): Change => ({
      loadBalancers: { alb: { listeners: { "HTTPS 443": [`source ${cidr} -> fixedResponse 403`, "forward empty"] } } },
      targetGroups: { empty: { protocol: "HTTP", port: 80, vpc: "vpc", targets: [] } },
    });
    expect(codes(ask(network(rules("10.0.2.0/24")), "client", "alb", 443))).to.deep.equal([]);
    expect(codes(ask(network(rules("10.0.9.0/24")), "client", "alb", 443))).to.deep.equal(["target-group-empty"]);
  });

  it("sends nothing to a group without weight", () => {
    const rules: Change = { loadBalancers: { alb: { listeners: { "HTTPS 443": ["forward api far:0"] } } } };
    expect(targets(ask(network(rules), "client", "alb", 443))).to.deep.equal(["to api on port 8080"]);
  });

  it("invokes a function over no network", () => {
    const invoking = network({ targetGroups: { api: { type: "lambda", targets: ["function"] } } });
    expect(ask(invoking, "client", "alb", 443).verdict).to.equal("proven");
  });
});

describe("what is not known of a load balancer", () => {
  it("leaves open where its listeners are in no source", () => {
    const without = { ...buildNetwork(balanced), loadBalancers: new Map<string, LoadBalancer>() };
    expect(causes(ask(without, "internet", "nlb", 443))).to.deep.equal(["the listeners of nlb are in no source"]);
  });

  it("leaves open where an address is whose", () => {
    const stranger = network({ targetGroups: { far: { targets: ["10.1.0.99@all"] } } });
    expect(causes(ask(stranger, "client", "alb", 443))).to.deep.equal([
      "no source says what has the address 10.1.0.99",
    ]);
  });
});

describe("health checks", () => {
  it("go from each node to the targets that it uses, on the port of the check", () => {
    const checks = healthChecksOf(network({ loadBalancers: { nlb: { crossZone: true } } }), "nlb");
    const asked = checks.map((check) => {
      if (isUnknown(check)) return check.unknown;
      const { family, source, destination, destinationPort } = check.question.packets.example ?? expect.fail();
      return `${formatAddress(family, source)} → ${formatAddress(family, destination)}:${destinationPort}`;
    });
    expect(asked).to.deep.equal(["10.0.0.5 → 10.0.2.10:8080", "10.0.1.5 → 10.0.2.10:8080"]);
  });

  it("show what stops them where a target is not healthy", () => {
    const [blocker] = ask(
      network({ groups: { web: { ingress: ["tcp 8443 nlb-group"] } } }),
      "internet",
      "nlb",
      443,
    ).blockers;
    expect(blocker?.text).to.equal("its health checks fail by security-group-ingress (no ingress rule of web matches)");
  });
});
