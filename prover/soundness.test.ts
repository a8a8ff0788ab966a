import { expect } from "chai";
import fc from "fast-check";
import { ask, type AskOptions } from "./testing/ask";
import { balanced } from "./testing/balanced";
import { buildNetwork, type Plan } from "./testing/build";
import { type Change, changed } from "./testing/change";
import { forget, type Place, places } from "./testing/forget";
import { hubAndSpoke } from "./testing/hub-and-spoke";
import { joined } from "./testing/joined";
import { mutants } from "./testing/mutants";

type Asked = readonly [from: string, to: string, port: number, options?: AskOptions];

/** How often each question is asked of a network that has forgotten something. */
const runs = Number(process.env.THROUGHLINE_RUNS ?? 200);

const closed: Change = {
  groups: { web: { ingress: [] }, "far-group": { ingress: [] } },
  loadBalancers: { nlb: { crossZone: true } },
};
const unhealthy: Change = { groups: { web: { ingress: ["tcp 8443 nlb-group"] } } };

const networks = [
  {
    name: "a hub and a spoke",
    plan: hubAndSpoke,
    questions: [
      ["balancer", "node", 30080],
      ["node", "internet", 443],
      ["node", "database", 5432],
      ["balancer", "database", 5432],
      ["internet", "node", 30080],
      ["internet", "web", 443],
    ],
  },
  {
    name: "load balancers",
    plan: balanced,
    questions: [
      ["internet", "nlb", 443],
      ["internet", "nlb", 80],
      ["client", "alb", 443],
      ["web", "nlb", 443],
      ["web", "198.51.100.7", 443],
      ["far", "198.51.100.7", 443],
      ["web", "secrets", 443],
      ["secrets", "web", 8443],
    ],
  },
  {
    name: "load balancers whose targets refuse",
    plan: changed(balanced, closed),
    questions: [
      ["internet", "nlb", 443],
      ["client", "alb", 443],
    ],
  },
  {
    name: "load balancers whose targets are not healthy",
    plan: changed(balanced, unhealthy),
    questions: [["internet", "nlb", 443]],
  },
  {
    name: "joined VPCs",
    plan: joined,
    questions: [
      ["client", "server", 443],
      ["client", "far-server", 443],
      ["client", "internet", 443],
      ["client", "internet", 443, { family: "ipv6" }],
      ["internet", "public", 443, { family: "ipv6" }],
      ["internet", "client", 443, { family: "ipv6" }],
      ["server", "far-server", 443],
      ["client", "public", 443],
    ],
  },
] satisfies readonly { name: string; plan: Plan; questions: readonly Asked[] }[];

describe("what is not known", () => {
  for (const { name, plan, questions } of networks) {
    const network = buildNetwork(plan);
    for (const [from, to, port, options] of questions as readonly Asked[]) {
      const about = `${from} and ${to} on port ${port} (${options?.family ?? "ipv4"}) in ${name}`;
      const { verdict } = ask(network, from, to, port, options);

      it(`never turns the answer about ${about} round`, () => {
        neverTurnsRound(plan, [from, to, port, options]);
      });

      it(`is named where it leaves open the answer about ${about}`, () => {
        for (const place of places(network)) {
          const answer = ask(forget(network, [place]), from, to, port, options);
          if (verdict !== "undecided" && answer.verdict === "undecided") {
            expect(answer.unknowns.map(({ unknown }) => unknown).join()).to.contain(place[1]);
          }
        }
      });
    }
  }

  for (const [code, { good, asked, change = {}, otherwise = {} }] of Object.entries(mutants)) {
    it(`never turns ${code} round`, () => {
      const { from, to, port, ...options } = { ...asked, ...otherwise };
      neverTurnsRound(changed(good, change), [from, to, port, options]);
    });
  }
});

/** Without any one value, and without any few. */
function neverTurnsRound(plan: Plan, asked: Asked): void {
  const network = buildNetwork(plan);
  const { verdict } = ask(network, ...asked);
  const all = places(network);
  const holds = (forgotten: readonly Place[]): void => {
    const without = ask(forget(network, forgotten), ...asked);
    expect(without.verdict, forgotten.join("; ")).to.be.oneOf([verdict, "undecided"]);
  };
  for (const place of all) holds([place]);
  fc.assert(fc.property(fc.subarray(all, { maxLength: 6 }), holds), { numRuns: runs });
}
