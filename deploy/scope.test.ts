import { expect } from "chai";
import { Failure } from "./errors";
import { commandFor, readScope } from "./scope";
import { temporaryFolder } from "./testing/temporary-folder";

const settings = (reads = "{}"): string => `config:
  pulumi:disable-default-providers: [aws, kubernetes]
  throughline:account: { id: "123456789012", region: us-east-1 }
  throughline:network:
    availabilityZones: [us-east-1a, us-east-1b]
    hub:
      cidrBlock: 10.0.0.0/16
      natGateways: none
      tiers: [{ name: public, type: public }]
  throughline:edge: { cdn: { serveFrom: s3 } }
  throughline:reads: ${reads}
`;

describe("what a command is about", () => {
  const folder = temporaryFolder();
  const names = (scope: ReturnType<typeof readScope>) => ({
    selected: scope.selected.map(({ name }) => name),
    graph: scope.graph.map(({ name }) => name),
  });

  it("is the layers of an environment; others that have nothing to do with it are left alone", () => {
    folder.write({ "Pulumi.dev.yaml": settings(), "Pulumi.prod.yaml": settings() });
    const both = ["dev/network", "dev/edge"];
    expect(names(readScope(folder.path, ["dev"]))).to.deep.equal({ selected: both, graph: both });
    expect(names(readScope(folder.path, ["dev", "dev"], ["edge"]))).to.deep.equal({
      selected: ["dev/edge"],
      graph: both,
    });
  });

  it("comes with the stacks of other environments that it reads, and that read it", () => {
    folder.write({ "Pulumi.one.yaml": settings("{ edge: [two/edge] }"), "Pulumi.two.yaml": settings() });
    expect(names(readScope(folder.path, ["two"], ["edge"])).graph).to.deep.equal([
      "two/network",
      "two/edge",
      "one/edge",
    ]);
    expect(names(readScope(folder.path, ["one"], ["edge"])).graph).to.include("two/edge");
    expect(names(readScope(folder.path, ["one"], ["network"])).graph).to.not.include("two/edge");
  });

  it("is refused with every mistake of every environment that is named, and of no other", () => {
    const wrong = settings().replace("us-east-1 }", "nowhere }");
    folder.write({ "Pulumi.dev.yaml": settings(), "Pulumi.one.yaml": wrong, "Pulumi.two.yaml": wrong });
    expect(() => readScope(folder.path, ["one", "two"])).to.throw(
      Failure,
      /Pulumi\.one\.yaml.*\n[^]*Pulumi\.two\.yaml/,
    );
    expect(names(readScope(folder.path, ["dev"])).selected).to.have.length(2);
  });

  it("is refused when the layer does not exist, or not there", () => {
    folder.write({ "Pulumi.dev.yaml": settings() });
    expect(() => readScope(folder.path, ["dev"], ["netwrok"])).to.throw(
      Failure,
      'there is no layer "netwrok". Did you mean "network"? Layers: network, compute,',
    );
    expect(() => readScope(folder.path, ["dev"], ["network", "data"])).to.throw(
      Failure,
      "dev has no data layer: the settings leave out throughline:data.",
    );
  });
});

describe("a command in an error", () => {
  it("is in the terms of the one that was given", () => {
    const stacks = ["konecta/edge", "konecta-dr/network"];
    expect(commandFor("up", stacks, { layers: undefined }, { sandbox: true })).to.equal(
      "throughline up konecta konecta-dr --sandbox",
    );
    expect(commandFor("destroy", stacks, { layers: ["edge"] }, { sandbox: false })).to.equal(
      "throughline destroy konecta konecta-dr --layers network,edge",
    );
  });
});
