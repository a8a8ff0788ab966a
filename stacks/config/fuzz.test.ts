import { expect } from "chai";
import { fuzz } from "./testing/fuzz";

describe("the check of an environment's file under fuzzing", () => {
  it("answers every mutated file in words (npm run campaign:config mutates 10,000)", () => {
    const { files, refused, faults } = fuzz(300, 20261120);
    expect(faults).to.deep.equal([]);
    expect(refused).to.be.greaterThan(files / 2);
  });
});
