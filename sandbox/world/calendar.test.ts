import { expect } from "chai";
import { dayAfter, lastPublication } from "./calendar";

describe("the sandbox's calendar", () => {
  it("goes on by whole months", () => {
    expect([0, 1, 2].map(dayAfter)).to.deep.equal(["2026-11-20", "2026-12-20", "2027-01-20"]);
  });

  it("finds the last of publications so many days apart", () => {
    const last = (today: string) => lastPublication("2026-11-09", 14, today);
    expect(last("2026-11-22")).to.equal("2026-11-09");
    expect(last("2026-11-23")).to.equal("2026-11-23");
    expect(last("2026-12-20")).to.equal("2026-12-07");
    expect(last("2026-11-08")).to.equal("2026-10-26");
  });
});
