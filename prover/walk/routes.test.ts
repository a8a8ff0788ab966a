import { expect } from "chai";
import { isUnknown } from "@throughline/graph/model";
import { type Answer, prover } from "../ask";
import { ask, questionAbout } from "../testing/ask";
import { balanced } from "../testing/balanced";
import { block, buildNetwork, type Plan } from "../testing/build";
import { type Change, changed } from "../testing/change";
import { hubAndSpoke } from "../testing/hub-and-spoke";
import { joined } from "../testing/joined";

const network = (plan: Plan, change: Change = {}) => buildNetwork(changed(plan, change));
const codes = ({ blockers }: Answer): string[] => blockers.map(({ code, direction }) => `${direction}: ${code}`);
const causes = ({ unknowns }: Answer): string[] => unknowns.map(({ unknown }) => unknown);

describe("a transit gateway", () => {
  const second: Change = {
    vpcs: { twin: { cidr: "10.1.0.0/16" } },
    subnets: { "twin-transit": { vpc: "twin", cidr: "10.1.2.0/28" } },
    transitGateways: {
      tgw: {
        attachments: { "twin-attachment": { vpc: "twin", subnets: ["twin-transit"] } },
        tables: { "from-hub": { "10.1.0.0/16": "spoke-attachment twin-attachment" } },
      },
    },
  };

  it("shares packets among equal routes, each of which is a way", () => {
    const answer = ask(network(hubAndSpoke, second), "balancer", "node", 30080);
    expect(answer.verdict).to.equal("partial");
    expect(codes(answer)).to.deep.equal(["request: wrong-vpc"]);
  });

  it("in appliance mode may deliver in any zone, and there by any table", () => {
    const zones: Change = {
      subnets: { "transit-b": { vpc: "spoke", cidr: "10.1.3.0/28", zone: "b", acl: "closed" } },
      acls: { closed: { ingress: ["allow all 0.0.0.0/0"], egress: ["deny all 0.0.0.0/0"] } },
      transitGateways: { tgw: { attachments: { "spoke-attachment": { subnets: ["transit", "transit-b"] } } } },
    };
    const appliance: Change = {
      transitGateways: { tgw: { attachments: { "spoke-attachment": { applianceMode: true } } } },
    };
    expect(ask(network(hubAndSpoke, zones), "balancer", "node", 30080).verdict).to.equal("proven");
    const answer = ask(network(changed(hubAndSpoke, zones), appliance), "balancer", "node", 30080);
    expect(answer.verdict).to.equal("partial");
    expect(codes(answer)).to.deep.equal(["request: network-acl-egress"]);
  });

  const peered: Change = {
    transitGateways: {
      tgw: {
        attachments: { "attached-attachment": undefined },
        peerings: { "tgw-peering": { peer: "far-tgw", table: "routes", peerTable: "far-routes" } },
        tables: { routes: { "10.2.0.0/16": "tgw-peering" } },
      },
      "far-tgw": {
        securityGroupReferencing: true,
        attachments: { "far-attachment": { vpc: "attached", subnets: ["far-servers"], table: "far-routes" } },
        tables: { "far-routes": { "10.2.0.0/16": "far-attachment", "10.0.0.0/16": "tgw-peering" } },
      },
    },
    tables: { "far-servers": { routes: { "10.0.0.0/16": "transitGateway far-tgw" } } },
  };

  it("hands on to its peer by static routes, without the sender's groups", () => {
    const byAddress: Change = { groups: { "far-server": { ingress: ["tcp 443 10.0.0.0/16"] } } };
    const crossing = changed(joined, peered);
    expect(codes(ask(network(crossing), "client", "far-server", 443))).to.deep.equal([
      "request: security-group-reference",
    ]);
    expect(ask(network(crossing, byAddress), "client", "far-server", 443).verdict).to.equal("proven");
  });

  it("carries no groups that an egress rule names", () => {
    const answer = ask(
      network(joined, { groups: { client: { egress: ["tcp 443 far-server"] } } }),
      "client",
      "far-server",
      443,
    );
    expect(codes(answer)).to.deep.equal(["request: security-group-reference"]);
  });
});

describe("a VPC peering", () => {
  it("carries groups within a region, and not to another", () => {
    const elsewhere: Change = { vpcs: { peered: { region: "eu-west-1" } } };
    expect(codes(ask(network(joined, elsewhere), "client", "server", 443))).to.deep.equal([
      "request: security-group-reference",
    ]);
  });

  it("lends neither its internet gateway nor its NAT gateway to the other side", () => {
    const borrowing: Change = {
      groups: { server: { egress: ["all 0.0.0.0/0"] } },
      tables: { servers: { routes: { "0.0.0.0/0": "vpcPeering pcx" } } },
    };
    expect(codes(ask(network(joined, borrowing), "server", "internet", 443))).to.deep.equal([
      "request: peering-not-transitive",
    ]);
  });
});

describe("a NAT gateway", () => {
  it("lets an own thing be reached at its public address, over the internet and back in", () => {
    const toPublic = network(joined);
    const question = questionAbout(toPublic, "client", "public", 443);
    if (isUnknown(question)) return expect.fail(question.unknown);
    const packets = question.packets.rewrite({ destination: block("203.0.113.10").intervals });
    const { verdict, ways } = prover(toPublic)({ ...question, packets });
    expect(verdict).to.equal("proven");
    const [way] = ways;
    expect(way?.request.map(({ kind }) => kind).filter((kind) => kind.includes("gateway"))).to.deep.equal([
      "NAT gateway",
      "internet gateway",
      "internet gateway",
    ]);
  });

  it("in the subnet of its clients sends to itself", () => {
    const inside: Change = { natGateways: { nat: { subnet: "clients", address: "10.0.0.5" } } };
    expect(codes(ask(network(joined, inside), "client", "internet", 443))).to.deep.equal(["request: routing-loop"]);
  });

  it("that is private takes nothing to the internet", () => {
    const isPrivate: Change = { natGateways: { nat: { publicAddress: undefined } } };
    expect(codes(ask(network(joined, isPrivate), "client", "internet", 443))).to.include("request: no-public-address");
  });
});

describe("an egress-only internet gateway", () => {
  it("lets IPv6 out, its replies in, and nobody else", () => {
    const inside = network(joined, { vpcs: { vpc: { internetGateway: undefined } } });
    expect(ask(inside, "client", "internet", 443, { family: "ipv6" }).verdict).to.equal("proven");
    expect(codes(ask(inside, "internet", "public", 443, { family: "ipv6" }))).to.include("request: egress-only");
  });
});

describe("a gateway endpoint", () => {
  it("takes packets for its prefix list, and its replies come back by no route", () => {
    const answer = ask(network(balanced), "web", "198.51.100.7", 443);
    expect(answer.verdict).to.equal("proven");
    expect(answer.ways[0]?.reply.map(({ kind }) => kind)).to.deep.equal(["network ACL"]);
  });

  it("whose policy names actions leaves the answer open", () => {
    const policy = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}';
    const answer = ask(network(balanced, { endpoints: { "s3-endpoint": { policy } } }), "web", "198.51.100.7", 443);
    expect(answer.verdict).to.equal("undecided");
    expect(causes(answer)).to.deep.equal([`the policy of s3-endpoint asks who does what: ${policy}`]);
  });
});

describe("a group", () => {
  it("may name itself and prefix lists", () => {
    const change: Change = {
      prefixLists: { offices: ["203.0.113.0/24"] },
      groups: { api: { ingress: ["tcp 8080 api", "tcp 22 offices"] } },
    };
    expect(ask(network(balanced, change), "client", "api", 8080).verdict).to.equal("proven");
    expect(codes(ask(network(balanced, change), "web", "api", 8080))).to.deep.equal([
      "request: security-group-ingress",
    ]);
  });
});

describe("what is not modelled", () => {
  it("leaves open what passes it, wherever it is", () => {
    for (const id of ["hub", "spoke", "private", "tgw", "from-hub", "hub-attachment", "nodes", "node"]) {
      const answer = ask(
        network(hubAndSpoke, { unmodelled: { [id]: "aws:new/thing:Thing" } }),
        "balancer",
        "node",
        30080,
      );
      expect(answer.verdict, id).to.equal("undecided");
      expect(causes(answer), id).to.include(`what aws:new/thing:Thing does to packets at ${id} is not modelled`);
    }
  });

  it("concerns nobody who does not pass it", () => {
    const answer = ask(network(hubAndSpoke, { unmodelled: { nat: "aws:new/thing:Thing" } }), "balancer", "node", 30080);
    expect(answer.verdict).to.equal("proven");
  });

  it("concerns everybody where it may act on anything", () => {
    const anywhere = {
      ...network(hubAndSpoke),
      unmodelled: [{ evidence: { urn: "x" }, type: "aws:new/thing:Thing", actsOn: [] }],
    };
    expect(ask(anywhere, "balancer", "node", 30080).verdict).to.equal("undecided");
  });

  it("an instance that forwards for others leaves the answer open", () => {
    const forwarding: Change = {
      interfaces: { database: { sourceDestinationCheck: false } },
      tables: { nodes: { routes: { "0.0.0.0/0": "networkInterface database" } } },
    };
    const answer = ask(network(hubAndSpoke, forwarding), "node", "internet", 443);
    expect(answer.verdict).to.equal("undecided");
    expect(causes(answer)).to.deep.equal(["where database forwards packets is not modelled"]);
  });
});
