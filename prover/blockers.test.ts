import { expect } from "chai";
import type { Answer } from "./ask";
import { blockerCodes } from "./blockers";
import { explanationCodes, outOfScope } from "./reachability-analyzer";
import { ask } from "./testing/ask";
import { buildNetwork, type Plan } from "./testing/build";
import { changed } from "./testing/change";
import { type Asked, mutants } from "./testing/mutants";

function answer(plan: Plan, { from, to, port, ...options }: Asked): Answer {
  return ask(buildNetwork(plan), from, to, port, options);
}

const named = ({ blockers }: Answer): string[] =>
  blockers.map(
    ({ code, direction, evidence }) =>
      `${direction}: ${code} ${evidence.map(({ id, part }) => [id, part].filter(Boolean).join(" ")).join(",")}`,
  );

describe("a blocker", () => {
  for (const [code, { good, asked, change = {}, otherwise = {}, blockers }] of Object.entries(mutants)) {
    it(`${code} appears in a good network with one change, and names what was changed`, () => {
      expect(named(answer(good, asked))).to.deep.equal([]);
      expect(answer(good, asked).verdict).to.equal("proven");
      const mutated = answer(changed(good, change), { ...asked, ...otherwise });
      expect(named(mutated)).to.deep.equal(blockers);
      expect(blockers.join()).to.contain(code);
      expect(mutated.verdict).to.be.oneOf(["blocked", "partial"]);
    });
  }
});

describe("the explanation codes of Reachability Analyzer", () => {
  const mapped = new Set(Object.values(blockerCodes).flatMap(({ aws }): readonly string[] => aws));
  const left = outOfScope.flatMap(({ codes }): readonly string[] => codes);

  for (const code of explanationCodes) {
    it(`${code} has a blocker here, or a reason why it has none`, () => {
      expect([mapped.has(code), left.includes(code)]).to.have.members([true, false]);
    });
  }
});
