import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { contracts } from ".";
import { type Shape, shapeOf } from "./released/compatibility";

/** Keys of all objects in a shape. */
function keysOf(shape: Shape): string[] {
  const parts = [
    shape.additionalProperties,
    shape.items,
    ...(shape.anyOf ?? []),
    ...Object.values(shape.properties ?? {}),
  ];
  return [
    ...Object.keys(shape.properties ?? {}),
    ...parts.flatMap((part) => (typeof part === "object" && !Array.isArray(part) ? keysOf(part) : [])),
  ];
}

describe("the keys of a contract", () => {
  for (const contract of Object.values(contracts)) {
    it(`of ${contract.layer} are not names of what an output is itself: they could not be reached without apply`, () => {
      const output = pulumi.output("x");
      const keys = keysOf(shapeOf(contract));
      expect(keys.filter((key) => Object.hasOwn(output, key) || key in Object.getPrototypeOf(output))).to.deep.equal(
        [],
      );
    });
  }
});
