import { expect } from "chai";
import fc from "fast-check";
import { mergeValues } from "./merge";

/** Values with few keys, so that they meet. */
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, fc.integer(), fc.array(fc.integer(), { maxLength: 2 }), tie("map")),
  map: fc.dictionary(fc.constantFrom("a", "b", "secure", "__proto__"), tie("value"), { maxKeys: 3 }),
}));
const map = fc.dictionary(fc.constantFrom("a", "b", "c"), value, { maxKeys: 3 });

describe("values over shared ones", () => {
  it("are themselves over themselves, and over nothing", () => {
    fc.assert(
      fc.property(map, (own) => {
        expect(mergeValues(own, own)).to.deep.equal(own);
        expect(mergeValues({}, own)).to.deep.equal(own);
        expect(mergeValues(undefined, own)).to.deep.equal(own);
        expect(mergeValues(own, undefined)).to.deep.equal(own);
      }),
    );
  });

  it("have the last word wherever they say something", () => {
    fc.assert(
      fc.property(map, map, (shared, own) => {
        expect(mergeValues(mergeValues(shared, own), own)).to.deep.equal(mergeValues(shared, own));
      }),
    );
  });

  it("are the same whichever of three files are joined first, where none turns a map into something else", () => {
    const shape = fc.record(
      { text: fc.string(), list: fc.array(fc.integer()), map: fc.dictionary(fc.constantFrom("a", "b"), fc.integer()) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(shape, shape, shape, (all, some, own) => {
        expect(mergeValues(mergeValues(all, some), own)).to.deep.equal(mergeValues(all, mergeValues(some, own)));
      }),
    );
  });

  it("touch no prototype", () => {
    const merged = mergeValues(JSON.parse('{"__proto__": {"x": 1}}'), JSON.parse('{"__proto__": {"y": 2}}'));
    expect(Object.getPrototypeOf(merged)).to.equal(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(merged, "__proto__")?.value).to.deep.equal({ x: 1, y: 2 });
  });
});
