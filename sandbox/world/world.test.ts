import { expect } from "chai";
import fc from "fast-check";
import { byPlace, byProperty, inAccount, inRegion, propertyKey, valuesAt } from "./indexes";
import { recordKey } from "./record";
import type { WorldRecord } from "./record";
import { World } from "./world";

const record = (id: string, region: string, outputs: Record<string, unknown> = {}): WorldRecord => ({
  type: "t",
  id,
  urn: `urn:${id}`,
  account: "1",
  region,
  inputs: {},
  outputs: { id, ...outputs },
});

describe("the world", () => {
  it("finds by every index what a look at everything finds, whatever happened before", () => {
    const id = fc.constantFrom("a", "b", "c");
    const region = fc.constantFrom("north", "south");
    const tags = fc.array(fc.constantFrom("x", "y"), { maxLength: 2 });
    const step = fc.record({ id, region, tags, remove: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const world = new World();
        for (const { id, region, tags, remove } of steps) {
          const changed = record(id, region, { tags });
          world.commit(remove ? { remove: [recordKey(changed)] } : { put: [changed] });
          for (const place of ["north", "south"]) {
            const here = world.all().filter((candidate) => candidate.region === place);
            expect(world.find("t", byPlace, inRegion("1", place))).to.have.members(here);
            const tagged = here.filter(({ outputs }) => (outputs.tags as string[]).includes("x"));
            const index = byProperty("tags[]");
            expect(world.find("t", index, propertyKey("1", place, "x"))).to.have.members(tagged);
            expect(world.count("t", index, propertyKey("1", place, "x"))).to.equal(tagged.length);
          }
          expect(world.find("t", byPlace, inAccount("1"))).to.have.members(world.all());
        }
      }),
    );
  });

  it("does not change when the change cannot be kept", () => {
    const world = new World(() => {
      throw new Error("disk full");
    });
    expect(() => {
      world.commit({ put: [record("a", "north")] });
    }).to.throw("disk full");
    expect(world.all()).to.deep.equal([]);
  });

  it("keeps two resources with one id in two regions apart, unless their service has no regions", () => {
    const world = new World();
    world.commit({ put: [record("a", "north"), record("a", "south")] });
    expect(world.all()).to.have.length(2);
    world.commit({ put: [{ ...record("g", "north"), global: true }] });
    expect(world.get(recordKey({ ...record("g", "south"), global: true }))?.region).to.equal("north");
  });

  it("is made again by its history", () => {
    const world = new World();
    world.commit({ put: [record("a", "north"), record("b", "south")], births: { "urn:a": 2 }, months: 3 });
    const copy = new World();
    for (const change of world.history()) {
      copy.apply(change);
    }
    expect(copy.all()).to.deep.equal(world.all());
    expect(copy.generation("urn:a")).to.equal(2);
    expect(copy.months).to.equal(3);
  });
});

describe("a path into properties", () => {
  it("steps into lists", () => {
    const properties = { vpcs: [{ id: "a" }, { id: "b" }, {}], ids: ["c"], one: { two: "d" } };
    expect(valuesAt(properties, "vpcs[].id")).to.deep.equal(["a", "b"]);
    expect(valuesAt(properties, "ids[]")).to.deep.equal(["c"]);
    expect(valuesAt(properties, "one.two")).to.deep.equal(["d"]);
    expect(valuesAt(properties, "absent[].id")).to.deep.equal([]);
  });
});
