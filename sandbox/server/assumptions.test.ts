import { expect } from "chai";
import type { ResourceType } from "../resource-type";
import type { WorldRecord } from "../world/record";
import { Assumptions } from "./assumptions";

const row = { type: "toy:index:Network", assumed: ["address"] } as unknown as ResourceType;

function counted(inputs: object, outputs: object): number {
  const assumptions = new Assumptions();
  assumptions.count(row, { inputs, outputs } as WorldRecord);
  return assumptions.list().length;
}

describe("assumptions", () => {
  it("count a value that the row made up", () => {
    expect(counted({}, { address: "198.18.0.1" })).to.equal(1);
  });

  it("do not count a value that was given, or one that says there is none", () => {
    expect(counted({ address: "198.18.0.1" }, { address: "198.18.0.1" })).to.equal(0);
    expect(counted({}, { address: "" })).to.equal(0);
    expect(counted({}, {})).to.equal(0);
  });
});
