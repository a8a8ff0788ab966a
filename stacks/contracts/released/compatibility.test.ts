import { expect } from "chai";
import { contracts } from "..";
import { breaks, type Shape, shapeOf } from "./compatibility";
import { readReleased } from "./files";

describe("released contracts", () => {
  for (const contract of Object.values(contracts)) {
    it(`version ${contract.version} of ${contract.layer} is what its released readers expect`, () => {
      const released = readReleased(contract);
      const howTo = "record it: npx tsx stacks/contracts/released/record.ts";
      expect(released, `version ${contract.version} was never recorded; ${howTo}`).to.not.equal(undefined);
      expect(breaks(released ?? {}, shapeOf(contract)), "raise the contract's version").to.deep.equal([]);
    });
  }
});

/** A change of one place of a shape: its path, and the shape with the change made. */
interface Change {
  readonly what: string;
  readonly shape: Shape;
}

/** The shape with each of its parts changed, one at a time; the change gives the new forms of a part. */
function changes(shape: Shape, change: (part: Shape) => readonly Change[], path = "outputs"): Change[] {
  const inside = (part: Shape, place: string, put: (changed: Shape) => Shape): Change[] =>
    changes(part, change, place).map(({ what, shape: changed }) => ({ what, shape: put(changed) }));
  return [
    ...change(shape).map(({ what, shape: changed }) => ({ what: `${path} ${what}`, shape: changed })),
    ...Object.entries(shape.properties ?? {}).flatMap(([key, part]) =>
      inside(part as Shape, `${path}.${key}`, (changed) => ({
        ...shape,
        properties: { ...shape.properties, [key]: changed },
      })),
    ),
    ...(["additionalProperties", "items"] as const).flatMap((key) =>
      typeof shape[key] === "object"
        ? inside(shape[key] as Shape, `${path}.*`, (changed) => ({ ...shape, [key]: changed }))
        : [],
    ),
    ...(shape.anyOf ?? []).flatMap((option, index) =>
      inside(option, `${path}|${index}`, (changed) => ({
        ...shape,
        anyOf: shape.anyOf?.with(index, changed),
      })),
    ),
  ];
}

/** Changes that a reader cannot live with. */
function breaking(part: Shape): Change[] {
  const { properties = {}, required = [] } = part;
  return [
    ...Object.keys(properties).map((key) => {
      const others = Object.fromEntries(Object.entries(properties).filter(([name]) => name !== key));
      return {
        what: `without ${key}`,
        shape: { ...part, properties: others, required: required.filter((name) => name !== key) },
      };
    }),
    ...required.map((key) => ({
      what: `with ${key} that may be absent`,
      shape: { ...part, required: required.filter((name) => name !== key) },
    })),
    ...(part.type === undefined
      ? []
      : [{ what: "of another type", shape: { type: part.type === "string" ? "integer" : "string" } as Shape }]),
    ...(part.enum === undefined
      ? []
      : [{ what: "with another value", shape: { ...part, enum: [...part.enum, "another"] } }]),
    ...(part.anyOf === undefined
      ? []
      : [{ what: "with another shape", shape: { anyOf: [...part.anyOf, { type: "null" as const }] } }]),
  ];
}

/** Changes that a reader does not notice. */
function harmless(part: Shape): Change[] {
  const { properties, required = [] } = part;
  return properties === undefined
    ? []
    : [
        { what: "with one more output", shape: { ...part, properties: { ...properties, added: { type: "string" } } } },
        ...Object.keys(properties)
          .filter((key) => !required.includes(key))
          .map((key) => ({ what: `with ${key} always there`, shape: { ...part, required: [...required, key] } })),
      ];
}

describe("a contract that is changed after its release", () => {
  for (const contract of Object.values(contracts)) {
    const released = shapeOf(contract);

    it(`breaks readers of ${contract.layer} wherever something is removed or becomes something else`, () => {
      const all = changes(released, breaking);
      expect(all).to.not.have.length(0);
      expect(all.filter(({ shape }) => breaks(released, shape).length === 0).map(({ what }) => what)).to.deep.equal([]);
    });

    it(`breaks no reader of ${contract.layer} where something is only added`, () => {
      const all = changes(released, harmless);
      expect(all).to.not.have.length(0);
      expect(all.filter(({ shape }) => breaks(released, shape).length > 0).map(({ what }) => what)).to.deep.equal([]);
    });
  }

  it("is told with the place of each change", () => {
    const shape = (part: Shape): Shape => ({
      type: "object",
      properties: { vpcs: { type: "object", additionalProperties: part } },
      required: ["vpcs"],
    });
    const released = shape({
      type: "object",
      properties: { vpcId: { type: "string" }, cidrBlock: { type: "string" }, size: { type: "integer" } },
      required: ["vpcId", "cidrBlock"],
    });
    const current = shape({
      type: "object",
      properties: { cidrBlock: { type: "string" }, size: { type: "string" } },
      required: [],
    });
    expect(breaks(released, current)).to.deep.equal([
      "vpcs.*.vpcId: removed",
      "vpcs.*.cidrBlock: may be absent, which it could not",
      "vpcs.*.size: was integer, is string",
    ]);
  });
});
