import { expect } from "chai";
import { everyChoice } from "./every-choice";

describe("every choice", () => {
  it("is taken once, also where a later choice depends on an earlier one", () => {
    const runs = everyChoice((choose) => {
      const first = choose(["a", "b", "c"]);
      return first === "b" ? [first, choose([1, 2]), choose([3, 4])].join("") : first;
    });
    expect(runs).to.deep.equal(["a", "b13", "b14", "b23", "b24", "c"]);
  });

  it("is one run where nothing is chosen", () => {
    expect(everyChoice(() => "only")).to.deep.equal(["only"]);
  });

  it("is refused rather than cut short", () => {
    expect(() => everyChoice((choose) => [choose([1, 2]), choose([1, 2])], 3)).to.throw("more than 3");
  });
});
