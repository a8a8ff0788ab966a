import { expect } from "chai";
import { compact } from "./compact";
import { wrap } from "./wrap";

describe("a value on one line", () => {
  it("is written without quotes and braces that nobody needs", () => {
    expect(compact({ layer: "network", zones: ["a", "b"], version: 1, none: null }, 80)).to.equal(
      "{layer: network, zones: [a, b], version: 1, none: null}",
    );
    expect(compact("two\nlines", 80)).to.equal("two⏎lines");
  });

  it("is cut where the line ends", () => {
    expect(compact(["10.0.0.0/16", "10.1.0.0/16"], 15)).to.equal("[10.0.0.0/16, …");
  });
});

describe("items in lines", () => {
  it("fill each line, and are never cut", () => {
    expect(wrap(["2 Vpc", "12 Subnet", "1 SecurityGroup"], 17)).to.deep.equal(["2 Vpc, 12 Subnet,", "1 SecurityGroup"]);
    expect(wrap(["a-long-name", "b"], 4)).to.deep.equal(["a-long-name,", "b"]);
    expect(wrap([], 10)).to.deep.equal([]);
  });
});
