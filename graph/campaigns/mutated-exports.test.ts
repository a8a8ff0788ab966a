import { expect } from "chai";
import { campaign } from "./mutated-exports";

describe("damaged exports", () => {
  it("give errors of their own or a network", () => {
    const { networks, refused } = campaign(200, 1);
    expect(networks).to.be.greaterThan(50);
    expect(refused).to.be.greaterThan(10);
  }).timeout(60_000);
});
