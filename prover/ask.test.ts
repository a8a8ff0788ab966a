import { expect } from "chai";
import { ephemeralPorts, exactly, everywhere, PacketSet, protocolNumbers } from "@throughline/graph/packets";
import { type Answer, prover } from "./ask";
import { type End, endsOf } from "./ends";
import { buildNetwork, type Plan } from "./testing/build";
import { publicAddresses } from "./walk/public-addresses";

/** A hub with the internet and NAT, and a private spoke behind a transit gateway. */
const hubAndSpoke: Plan = {
  vpcs: { hub: { cidr: "10.0.0.0/16", internetGateway: "igw" }, spoke: { cidr: "10.1.0.0/16" } },
  subnets: {
    public: { vpc: "hub", cidr: "10.0.0.0/24", table: "public" },
    "hub-transit": { vpc: "hub", cidr: "10.0.1.0/28", table: "hub-transit" },
    private: { vpc: "hub", cidr: "10.0.2.0/24", table: "private" },
    nodes: { vpc: "spoke", cidr: "10.1.0.0/24", table: "nodes" },
    data: { vpc: "spoke", cidr: "10.1.1.0/24", acl: "data" },
    transit: { vpc: "spoke", cidr: "10.1.2.0/28" },
  },
  tables: {
    public: { vpc: "hub", routes: { "0.0.0.0/0": "internetGateway igw", "10.1.0.0/16": "transitGateway tgw" } },
    "hub-transit": { vpc: "hub", routes: { "0.0.0.0/0": "natGateway nat" } },
    private: { vpc: "hub", routes: { "0.0.0.0/0": "natGateway nat", "10.1.0.0/16": "transitGateway tgw" } },
    nodes: { vpc: "spoke", routes: { "0.0.0.0/0": "transitGateway tgw" } },
  },
  acls: {
    data: { ingress: ["allow tcp 5432 10.1.0.0/24"], egress: ["allow tcp 1024-65535 10.1.0.0/24"] },
  },
  groups: {
    node: { vpc: "spoke", ingress: ["tcp 30080 10.0.2.0/24"], egress: ["all 0.0.0.0/0"] },
    database: { vpc: "spoke", ingress: ["tcp 5432 node"] },
    balancer: { vpc: "hub", ingress: ["tcp 443 0.0.0.0/0"], egress: ["tcp 30080 10.1.0.0/24"] },
  },
  interfaces: {
    node: { subnet: "nodes", address: "10.1.0.10", groups: ["node"] },
    database: { subnet: "data", address: "10.1.1.10", groups: ["database"] },
    balancer: { subnet: "private", address: "10.0.2.10", groups: ["balancer"] },
    web: { subnet: "public", address: "10.0.0.10", groups: ["balancer"], publicAddress: "198.51.100.10" },
  },
  natGateways: { nat: { subnet: "public", address: "10.0.0.5", publicAddress: "198.51.100.5" } },
  transitGateways: {
    tgw: {
      attachments: {
        "hub-attachment": { vpc: "hub", subnets: ["hub-transit"], table: "from-hub" },
        "spoke-attachment": { vpc: "spoke", subnets: ["transit"], table: "from-spoke" },
      },
      tables: { "from-hub": { "10.1.0.0/16": "spoke-attachment" }, "from-spoke": { "0.0.0.0/0": "hub-attachment" } },
    },
  },
};

const internet: End = { kind: "internet", family: "ipv4", addresses: publicAddresses.ipv4 };

function ask(plan: Plan, from: string, to: string, port: number): Answer {
  const network = buildNetwork(plan);
  const endOf = (name: string): End => {
    const [end] = [...network.interfaces.values()]
      .filter(({ id }) => id === name)
      .flatMap((each) => endsOf(network, each));
    return end ?? internet;
  };
  const [source, destination] = [endOf(from), endOf(to)];
  const reached =
    destination.kind === "interface" && source.kind === "internet"
      ? (destination.placement.publicAddress as { intervals: typeof destination.addresses } | undefined)?.intervals
      : undefined;
  return prover(network)({
    from: source,
    to: destination,
    packets: PacketSet.of({
      family: "ipv4",
      source: source.addresses,
      destination: reached ?? (source.kind === "internet" ? everywhere.ipv4.intervals : destination.addresses),
      protocol: exactly(protocolNumbers.tcp),
      sourcePort: ephemeralPorts,
      destinationPort: exactly(port),
    }),
  });
}

const codes = ({ blockers }: Answer): string[] =>
  blockers.map(
    ({ code, direction, evidence }) =>
      `${direction}: ${code} ${evidence.map(({ id, part }) => [id, part].filter(Boolean).join(" ")).join(",")}`,
  );

describe("a hub and a spoke", () => {
  it("lets the load balancer reach a node across the transit gateway, and the reply come back", () => {
    const answer = ask(hubAndSpoke, "balancer", "node", 30080);
    expect(codes(answer)).to.deep.equal([]);
    expect(answer.verdict).to.equal("proven");
    expect(answer.ways[0]?.request.map(({ kind }) => kind)).to.deep.equal([
      "security group",
      "network ACL",
      "route table",
      "transit gateway attachment",
      "network ACL",
      "transit gateway route table",
      "transit gateway attachment",
      "network ACL",
      "route table",
      "network ACL",
      "security group",
    ]);
  });

  it("lets a node reach the internet through the hub's NAT gateway, and the reply come back", () => {
    const answer = ask(hubAndSpoke, "node", "internet", 443);
    expect(codes(answer)).to.deep.equal([]);
    expect(answer.verdict).to.equal("proven");
  });

  it("lets a node reach the database by its group", () => {
    expect(ask(hubAndSpoke, "node", "database", 5432).verdict).to.equal("proven");
  });

  it("keeps the load balancer from the database, for every reason at once", () => {
    const answer = ask(hubAndSpoke, "balancer", "database", 5432);
    expect(answer.verdict).to.equal("blocked");
    expect(codes(answer)).to.deep.equal([
      "request: security-group-egress balancer",
      "request: network-acl-ingress data",
      "request: security-group-ingress database",
      "reply: network-acl-egress data",
      "reply: no-route spoke-main",
    ]);
  });

  it("keeps the internet from a node", () => {
    const answer = ask(hubAndSpoke, "internet", "node", 30080);
    expect(answer.verdict).to.equal("blocked");
    expect(codes(answer))
      .to.include("request: no-internet-gateway spoke")
      .and.include("request: no-public-address node");
  });

  it("lets the internet reach what has a public address", () => {
    const answer = ask(hubAndSpoke, "internet", "web", 443);
    expect(codes(answer)).to.deep.equal([]);
    expect(answer.verdict).to.equal("proven");
  });
});
