import { expect } from "chai";
import fc from "fast-check";
import { isUnknown, type Network } from "@throughline/graph/model";
import { exactly, PacketSet, protocolNumbers } from "@throughline/graph/packets";
import { matrix, type Matrix } from ".";
import { query } from "../query";
import { buildNetwork, type Plan } from "../testing/build";
import { forget, places } from "../testing/forget";
import { hubAndSpoke } from "../testing/hub-and-spoke";

/** What a matrix says about two things of a network, by their ids. */
function verdictIn({ classes, cells }: Matrix, from: string, to: string, traffic: PacketSet): string {
  const cell = cells.find((each) => each.from === from && each.to === to)?.traffic;
  const verdict = (["proven", "partial", "undecided"] as const).find((each) => cell?.[each].overlaps(traffic));
  const unknown = classes.some(({ id, unknown }) => [from, to].includes(id) && unknown !== undefined);
  return verdict ?? (unknown ? "undecided" : "blocked");
}

const questions = [
  { protocol: "tcp", port: 22 },
  { protocol: "tcp", port: 443 },
  { protocol: "tcp", port: 5432 },
  { protocol: "tcp", port: 30080 },
  { protocol: "udp", port: 53 },
  { protocol: "icmp" },
] as const;

function trafficOf({ protocol, port }: { protocol: "tcp" | "udp" | "icmp"; port?: number }): PacketSet {
  return PacketSet.of({
    family: "ipv4",
    protocol: exactly(protocolNumbers[protocol]),
    destinationPort: exactly(port ?? 8 * 256),
  });
}

interface PairVerdict {
  readonly source: string;
  readonly destination: string;
  readonly asked: (typeof questions)[number];
  /** What the matrix says. */
  readonly said: string;
}

/** What a matrix says of all pairs of a network in which every thing is alone in its subnet. */
function verdicts(network: Network): PairVerdict[] {
  const all = matrix(network);
  const classOf = (id: string): string => {
    if (id === "internet") return id;
    const { placements = [], securityGroupIds: ids = [] } = network.interfaces.get(id) ?? {};
    const subnets = placements.map(({ subnetId }) => (isUnknown(subnetId) ? "?" : subnetId));
    const groups = isUnknown(ids) ? "?" : [...ids].sort().join();
    const found = all.classes.find(
      (each) => subnets.some((subnet) => each.subnets.includes(subnet)) && each.groups.join() === groups,
    );
    return found?.id ?? "none";
  };
  const things = ["internet", ...network.interfaces.keys()];
  return things.flatMap((source) =>
    things
      .filter((destination) => source !== destination)
      .flatMap((destination) =>
        questions.map((asked) => ({
          source,
          destination,
          asked,
          said: verdictIn(all, classOf(source), classOf(destination), trafficOf(asked)),
        })),
      ),
  );
}

/** Pairs whose verdict in the matrix is another than that of a query. */
function disagreements(network: Network): object[] {
  return verdicts(network).flatMap((pair) => {
    const { verdict } = query(network, { ...pair, ...pair.asked });
    return verdict === pair.said ? [] : [{ ...pair, verdict }];
  });
}

describe("a matrix", () => {
  it("says of every pair of a hub and a spoke what a query says", () => {
    expect(disagreements(buildNetwork(hubAndSpoke))).to.deep.equal([]);
  });

  it("says it of random networks", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        expect(disagreements(buildNetwork(plan))).to.deep.equal([]);
      }),
      { numRuns: 60 },
    );
  });

  it("never turns an answer round where values are not known", () => {
    const network = buildNetwork(hubAndSpoke);
    const known = verdicts(network);
    const open = places(network).filter(([map, , field]) => map !== "interfaces" || field !== "securityGroupIds");
    fc.assert(
      fc.property(fc.subarray(open, { maxLength: 4 }), (forgotten) => {
        verdicts(forget(network, forgotten)).forEach(({ said, ...pair }, index) => {
          expect(said, JSON.stringify(pair)).to.be.oneOf([known[index]?.said, "undecided"]);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("puts what is equal into one class", () => {
    const { classes, cells } = matrix(buildNetwork(twoOfEach));
    expect(classes.map(({ label, members }) => [label, members])).to.deep.equal([
      ["internet", 1],
      ["web-1, web-2", 2],
      ["db-1, db-2", 2],
    ]);
    expect(cells.map(({ from, to, proven, partial }) => ({ from, to, proven, partial }))).to.deep.equal([
      { from: "instance [web] in a", to: "instance [db] in b", proven: ["tcp 5432"], partial: [] },
    ]);
  });
});

describe("a class", () => {
  it("holds nothing on which something acts that is not modelled", () => {
    const network: Network = {
      ...buildNetwork(twoOfEach),
      unmodelled: [{ evidence: { urn: "urn:x" }, type: "aws:new/thing:Thing", actsOn: ["db-2"] }],
    };
    const { classes, cells } = matrix(network);
    expect(classes.map(({ label }) => label)).to.deep.equal(["internet", "web-1, web-2", "db-1", "db-2"]);
    expect(cells.map(({ proven, undecided }) => [proven, undecided])).to.deep.equal([
      [["tcp 5432"], []],
      [[], ["tcp 5432"]],
    ]);
  });
});

const twoOfEach: Plan = {
  vpcs: { vpc: { cidr: "10.0.0.0/16" } },
  subnets: { a: { vpc: "vpc", cidr: "10.0.0.0/24" }, b: { vpc: "vpc", cidr: "10.0.1.0/24" } },
  groups: {
    web: { vpc: "vpc", egress: ["tcp 5432 db"] },
    db: { vpc: "vpc", ingress: ["tcp 5432 web"] },
  },
  interfaces: {
    "web-1": { subnet: "a", address: "10.0.0.4", groups: ["web"] },
    "web-2": { subnet: "a", address: "10.0.0.5", groups: ["web"] },
    "db-1": { subnet: "b", address: "10.0.1.4", groups: ["db"] },
    "db-2": { subnet: "b", address: "10.0.1.5", groups: ["db"] },
  },
};

const traffic = fc.constantFrom("tcp 443", "tcp 5432", "tcp 22-443", "udp 53", "all", "icmp");
const blocks = ["0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/16", "10.1.0.0/16", "10.1.0.0/24", "10.0.0.5/32", "10.2.0.0/15"];
const peer = fc.constantFrom(...blocks, "g0", "g1", "g2", "g3");
const rules = fc.array(
  fc.tuple(traffic, peer).map((parts) => parts.join(" ")),
  { maxLength: 3 },
);
const entries = fc.array(
  fc
    .tuple(
      fc.constantFrom("allow", "allow", "deny"),
      fc.constantFrom("tcp 443", "tcp 1024-65535", "all", "udp 53"),
      fc.constantFrom(...blocks),
    )
    .map((parts) => parts.join(" ")),
  { minLength: 1, maxLength: 4 },
);

/** A hub with NAT and the internet, two spokes; rules, routes and lists at random. */
const plans: fc.Arbitrary<Plan> = fc
  .record({
    groups: fc.array(fc.record({ vpc: fc.constantFrom("hub", "one", "two"), ingress: rules, egress: rules }), {
      minLength: 4,
      maxLength: 4,
    }),
    acl: fc.record({ ingress: entries, egress: entries }),
    listed: fc.constantFrom("public", "one-a", "two-a"),
    routes: fc.array(fc.constantFrom("0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16", "10.2.0.0/16"), { maxLength: 3 }),
    blackhole: fc.boolean(),
    peered: fc.boolean(),
    referencing: fc.boolean(),
    members: fc.array(fc.uniqueArray(fc.constantFrom("g0", "g1", "g2", "g3"), { minLength: 1, maxLength: 2 }), {
      minLength: 4,
      maxLength: 4,
    }),
  })
  .map(({ groups, acl, listed, routes, blackhole, peered, referencing, members }): Plan => {
    const [web = [], one = [], other = [], two = []] = members;
    const toTransit = Object.fromEntries(routes.map((route) => [route, "transitGateway tgw"]));
    const aclOf = (subnet: string) => (subnet === listed ? { acl: "listed" } : {});
    return {
      vpcs: {
        hub: { cidr: "10.0.0.0/16", internetGateway: "igw" },
        one: { cidr: "10.1.0.0/16" },
        two: { cidr: "10.2.0.0/16" },
      },
      subnets: {
        public: { vpc: "hub", cidr: "10.0.0.0/24", table: "public", ...aclOf("public") },
        "hub-transit": { vpc: "hub", cidr: "10.0.1.0/28", table: "hub-transit" },
        "one-a": { vpc: "one", cidr: "10.1.0.0/24", table: "one", ...aclOf("one-a") },
        "one-b": { vpc: "one", cidr: "10.1.1.0/24", table: "one" },
        "two-a": { vpc: "two", cidr: "10.2.0.0/24", table: "two", ...aclOf("two-a") },
      },
      tables: {
        public: { vpc: "hub", routes: { "0.0.0.0/0": "internetGateway igw", "10.0.0.0/8": "transitGateway tgw" } },
        "hub-transit": { vpc: "hub", routes: { "0.0.0.0/0": "natGateway nat" } },
        one: { vpc: "one", routes: { ...toTransit, ...(peered && { "10.2.0.0/16": "vpcPeering pcx" }) } },
        two: {
          vpc: "two",
          routes: { "0.0.0.0/0": "transitGateway tgw", ...(peered && { "10.1.0.0/16": "vpcPeering pcx" }) },
        },
      },
      acls: { listed: acl },
      groups: Object.fromEntries(groups.map((group, index) => [`g${index}`, group])),
      interfaces: {
        web: { subnet: "public", address: "10.0.0.10", groups: web, publicAddress: "198.51.100.10" },
        "one-1": { subnet: "one-a", address: "10.1.0.10", groups: one },
        "one-2": { subnet: "one-b", address: "10.1.1.10", groups: other },
        "two-1": { subnet: "two-a", address: "10.2.0.10", groups: two },
      },
      natGateways: { nat: { subnet: "public", address: "10.0.0.5", publicAddress: "198.51.100.5" } },
      peerings: peered ? { pcx: { between: ["one", "two"] } } : {},
      transitGateways: {
        tgw: {
          securityGroupReferencing: referencing,
          attachments: {
            "hub-a": { vpc: "hub", subnets: ["hub-transit"], table: "hub" },
            "one-a": { vpc: "one", subnets: ["one-b"], table: "spokes" },
            "two-a": { vpc: "two", subnets: ["two-a"], table: "spokes" },
          },
          tables: {
            hub: { "10.1.0.0/16": "one-a", "10.2.0.0/16": "two-a" },
            spokes: { "0.0.0.0/0": "hub-a", ...(blackhole && { "10.0.0.0/8": "blackhole" }) },
          },
        },
      },
    };
  });
