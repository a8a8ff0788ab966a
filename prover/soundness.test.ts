import { expect } from "chai";
import fc from "fast-check";
import { ask } from "./testing/ask";
import { buildNetwork } from "./testing/build";
import { forget, places } from "./testing/forget";
import { hubAndSpoke } from "./testing/hub-and-spoke";

const network = buildNetwork(hubAndSpoke);
const questions = [
  { from: "balancer", to: "node", port: 30080 },
  { from: "node", to: "internet", port: 443 },
  { from: "node", to: "database", port: 5432 },
  { from: "balancer", to: "database", port: 5432 },
  { from: "internet", to: "node", port: 30080 },
  { from: "internet", to: "web", port: 443 },
];

describe("what is not known", () => {
  for (const { from, to, port } of questions) {
    it(`never turns the answer about ${from} and ${to} round`, () => {
      const { verdict } = ask(network, from, to, port);
      fc.assert(
        fc.property(fc.subarray(places(network), { maxLength: 6 }), (forgotten) => {
          expect(ask(forget(network, forgotten), from, to, port).verdict).to.be.oneOf([verdict, "undecided"]);
        }),
        { numRuns: 200 },
      );
    });

    it(`is named where it leaves open whether ${from} reaches ${to}`, () => {
      for (const place of places(network)) {
        const { verdict, unknowns } = ask(forget(network, [place]), from, to, port);
        if (verdict === "undecided") expect(unknowns.map(({ unknown }) => unknown).join()).to.contain(place[1]);
      }
    });
  }
});
