import { isUnknown } from "@throughline/graph/model";
import type { Packet } from "@throughline/graph/packets";
import { expect } from "chai";
import type { Answer, Question } from "./ask";
import { prover } from "./ask";
import { type Holder, walkPacket } from "./concrete";
import { placementOf } from "./concrete/filters";
import { given, named } from "./concrete/known";
import { type AskOptions, questionAbout } from "./testing/ask";
import { buildNetwork, type Plan } from "./testing/build";
import { type Change, changed } from "./testing/change";
import { compareMany } from "./testing/compare-many";
import { hubAndSpoke } from "./testing/hub-and-spoke";
import { joined } from "./testing/joined";

interface Both {
  readonly answer: Answer;
  /** What becomes of an example of what is asked, in the naive walker's words. */
  readonly walked: readonly string[];
}

/** Asks both walkers: one about all packets, the other about one of them. */
function both(
  plan: Plan,
  from: string,
  to: string,
  { port = 443, narrow = (question) => question, ...options }: Partial<Asked> = {},
): Both {
  const network = buildNetwork(plan);
  const found = questionAbout(network, from, to, port, options);
  if (isUnknown(found)) throw new Error(found.unknown);
  const question = narrow(found);
  const example: Packet = given(question.packets.example);
  const holder = (id: string): Holder =>
    network.interfaces.has(id) ? { kind: "interface", id } : { kind: "internet" };
  const outcomes = walkPacket(network, holder(from), holder(to), example);
  return {
    answer: prover(network)(question),
    walked: [
      ...new Set(
        outcomes.map((outcome) =>
          outcome.kind === "delivered" ? "delivered" : `${outcome.direction}: ${outcome.reason} ${outcome.at}`,
        ),
      ),
    ],
  };
}

interface Asked extends AskOptions {
  readonly port: number;
  readonly narrow: (question: Question) => Question;
}

const blockersOf = ({ answer }: Both): string[] =>
  answer.blockers.map(
    ({ direction, code, evidence }) => `${direction}: ${code} ${evidence.map(({ id }) => id).join()}`,
  );

describe("the prover and the walk of single packets", () => {
  it("agree on random networks (npm run campaign:walkers: 2,000)", () => {
    const { differences, counterexample, questions, reachable, undecided } = compareMany(60, 20261120);
    expect(differences, counterexample).to.deep.equal([]);
    expect(undecided).to.equal(0);
    expect(reachable / questions).to.be.greaterThan(0.1);
  });

  it("drop a reply that leaves by a NAT gateway which did not see the request", () => {
    const plan = changed(hubAndSpoke, { interfaces: { web: { subnet: "private", address: "10.0.2.11" } } });
    const asked = both(plan, "internet", "web");
    expect(asked.answer.verdict).to.equal("blocked");
    expect(asked.walked).to.deep.equal(["reply: nat-no-connection nat"]);
  });

  describe("from outside by IPv6", () => {
    const second: Change = {
      vpcs: { peered: { ipv6: "2600:1f18:0:200::/56", internetGateway: "igw-2" } },
      subnets: { servers: { ipv6: "2600:1f18:0:200::/64" } },
      tables: { servers: { routes: { "::/0": "internetGateway igw-2" } } },
      groups: { server: { ingress: ["tcp 443 ::/0"], egress: ["all ::/0"] }, client: { ingress: ["tcp 443 ::/0"] } },
      interfaces: { server: { ipv6: "2600:1f18:0:200::10" } },
    };

    it("drop a reply by an egress-only gateway, whoever asked over the internet", () => {
      const asked = both(changed(joined, second), "server", "client", { family: "ipv6" });
      expect(blockersOf(asked)).to.deep.equal(["reply: egress-only eigw"]);
      expect(asked.walked).to.deep.equal(["reply: egress-only eigw"]);
    });

    it("keep out a reply that an egress-only gateway knows nothing of, because the request went over a peering", () => {
      const plan = changed(changed(joined, second), {
        vpcs: { vpc: { internetGateway: undefined } },
        tables: { clients: { routes: { "2600:1f18:0:200::/56": "vpcPeering pcx" } } },
      });
      const asked = both(plan, "client", "server", { family: "ipv6" });
      expect(blockersOf(asked)).to.deep.equal(["reply: egress-only eigw"]);
      expect(asked.walked).to.deep.equal(["reply: egress-only vpc"]);
    });
  });

  it("let a rule that names a group match its members' private addresses only", () => {
    const plan = changed(hubAndSpoke, {
      groups: {
        balancer: { egress: ["tcp 443 web"] },
        web: { vpc: "hub", ingress: ["tcp 443 0.0.0.0/0"] },
      },
      interfaces: {
        web: { groups: ["web"] },
        other: { subnet: "public", address: "10.0.0.11", groups: ["balancer"], publicAddress: "198.51.100.11" },
      },
    });
    expect(both(plan, "other", "web").walked).to.deep.equal(["delivered"]);

    const byPublicAddress = both(plan, "other", "web", {
      narrow: (question) => ({
        ...question,
        packets: question.packets.rewrite({ destination: addressOf(plan, "web") }),
      }),
    });
    expect(byPublicAddress.answer.verdict).to.equal("blocked");
    expect(byPublicAddress.walked).to.deep.equal(["request: security-group-egress other"]);
  });

  it("find the end of a circle between two transit gateways", () => {
    const plan = changed(hubAndSpoke, {
      transitGateways: {
        tgw: {
          peerings: { "tgw-peering": { peer: "far", table: "from-far", peerTable: "back" } },
          tables: { "from-spoke": { "0.0.0.0/0": "tgw-peering" }, "from-far": { "0.0.0.0/0": "tgw-peering" } },
        },
        far: { attachments: {}, tables: { back: { "0.0.0.0/0": "tgw-peering" } } },
      },
    });
    const asked = both(plan, "node", "internet");
    expect(blockersOf(asked)).to.include("request: routing-loop back");
    expect(asked.walked).to.deep.equal(["request: routing-loop back"]);
  });

  it("find the end of circles with a choice in each round", () => {
    const zones = ["a", "b", "c"];
    const plan = changed(hubAndSpoke, {
      subnets: Object.fromEntries(
        zones.map((zone, at) => [
          `transit-${zone}`,
          { vpc: "spoke", cidr: `10.1.${10 + at}.0/28`, zone, table: "nodes" },
        ]),
      ),
      transitGateways: {
        tgw: {
          attachments: {
            "spoke-attachment": { subnets: zones.map((zone) => `transit-${zone}`), applianceMode: true },
          },
          tables: { "from-spoke": { "0.0.0.0/0": "spoke-attachment" } },
        },
      },
    });
    const asked = both(plan, "node", "internet");
    expect(asked.answer.verdict).to.equal("blocked");
    expect(new Set(asked.walked)).to.satisfy((all: Set<string>) =>
      [...all].every((each) => each.startsWith("request: routing-loop")),
    );
  });

  it("decide about messages of ICMP that nobody answers", () => {
    const asked = both(hubAndSpoke, "node", "internet", { protocol: 1 });
    expect(asked.answer.verdict).to.equal("proven");
    expect(asked.walked).to.deep.equal(["delivered"]);
  });

  it("show as an example of a blocker a packet as it was sent", () => {
    const asked = both(
      changed(hubAndSpoke, { tables: { public: { routes: { "10.1.0.0/16": undefined } } } }),
      "node",
      "internet",
    );
    expect(asked.answer.verdict).to.equal("blocked");
    expect(asked.answer.blockers.map(({ example }) => example?.source)).to.deep.equal(
      asked.answer.blockers.map(() => addressOf(hubAndSpoke, "node", "private")[0]),
    );
  });
});

function addressOf(plan: Plan, id: string, kind: "public" | "private" = "public"): readonly (number | bigint)[] {
  const { addresses, publicAddress } = placementOf(named(buildNetwork(plan).interfaces, id));
  const found = kind === "public" ? publicAddress : isUnknown(addresses) ? addresses : addresses[0];
  if (found === undefined || isUnknown(found)) throw new Error(`${id} has no ${kind} address`);
  return found.intervals;
}
