import { expect } from "chai";
import { validateSeparateCidrBlocks } from ".";

const named = (name: string, cidrBlock: string) => ({ path: `${name}.cidrBlock`, name, cidrBlock });

describe("connected networks", () => {
  it("have blocks of their own", () => {
    expect(
      validateSeparateCidrBlocks([
        named("hub", "10.0.0.0/16"),
        named("apps", "10.1.0.0/16"),
        named("pods", "10.42.0.0/16"),
        named("services", "10.43.0.0/16"),
      ]),
    ).to.deep.equal([]);
  });

  it("are told of each overlap, at the later one", () => {
    const problems = validateSeparateCidrBlocks([
      named("hub", "10.0.0.0/16"),
      named("apps", "10.42.0.0/15"),
      named("pods", "10.42.0.0/16"),
      named("services", "10.43.0.0/16"),
      named("data", "10.0.64.0/20"),
    ]);
    expect(problems.map(({ path }) => path)).to.deep.equal(["pods.cidrBlock", "services.cidrBlock", "data.cidrBlock"]);
    expect(problems[0]?.reason).to.equal(
      "10.42.0.0/16 of pods overlaps 10.42.0.0/15 of apps (apps.cidrBlock). " +
        "Networks that reach each other need blocks of their own: change one of them.",
    );
  });

  it("with a block that cannot be read are judged by the others", () => {
    expect(
      validateSeparateCidrBlocks([named("a", "?"), named("b", "10.0.0.0/16"), named("c", "10.0.0.0/24")]),
    ).to.have.length(1);
  });
});
