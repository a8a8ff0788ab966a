import { expect } from "chai";
import fc from "fast-check";
import { names } from "./names";

const part = fc.stringMatching(/^[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,5}){0,2}$/);
const accountId = "123456789012";

/** Every name that an environment has, with parts of these names. */
function namesOf(environment: string, parts: readonly string[]): string[] {
  const kinds = Object.entries(names) as [string, (environment: string, ...rest: string[]) => string][];
  return kinds.flatMap(([kind, make]) =>
    parts.flatMap((one) =>
      parts.map((other) => `${kind} ${make(environment, one, kind === "bucket" ? accountId : other)}`),
    ),
  );
}

describe("names of two environments in one account", () => {
  it("differ in the same part of both", () => {
    fc.assert(
      fc.property(part, part, part, (one, other, name) => {
        fc.pre(one !== other);
        const [first, second] = [one, other].map((environment) => namesOf(environment, [name]));
        expect(first?.filter((taken) => second?.includes(taken))).to.deep.equal([]);
      }),
    );
  });

  it("differ in all parts, unless one environment's name goes on where the other's ends", () => {
    fc.assert(
      fc.property(part, part, fc.array(part, { maxLength: 6 }), (one, other, parts) => {
        fc.pre(one !== other && !one.startsWith(`${other}-`) && !other.startsWith(`${one}-`));
        const taken = new Set(namesOf(one, parts));
        expect(namesOf(other, parts).filter((name) => taken.has(name))).to.deep.equal([]);
      }),
    );
  });
});
