import { expect } from "chai";
import { crossReads, layersOf, readEachOther } from "./environments";
import { findCycle, LayerCycleError, stackGraph } from "./graph";
import { layerNames } from "./layer";
import { planDestroy, planUp, type Step, withDependencies, withDependents } from "./plan";
import { readsSchema } from "./schema";

/** Sections `throughline:reads`: konecta fails over to konecta-dr, whose databases follow those of konecta. */
const pair = {
  konecta: readsSchema.parse({ edge: ["konecta-dr/edge"] }),
  "konecta-dr": readsSchema.parse({ data: ["konecta/data"] }),
};

const graphOf = (environments: Record<string, Parameters<typeof crossReads>[0]>) =>
  stackGraph(Object.entries(environments).map(([name, reads]) => ({ name, crossReads: crossReads(reads) })));

const order = (steps: readonly Step[]): string[] => steps.map(({ stack }) => stack.name);
const readsOf = (environments: Record<string, Parameters<typeof crossReads>[0]>) => (name: string) =>
  crossReads(environments[name] ?? {}).map(({ environment }) => environment);

describe("an environment's layers", () => {
  it("are planned bottom up, those side by side that do not read each other", () => {
    const steps = planUp(stackGraph([{ name: "dev" }]));
    const after = Object.fromEntries(steps.map((step) => [step.stack.layer.name, step.after]));
    expect(after).to.deep.equal({
      network: [],
      compute: ["dev/network"],
      data: ["dev/network"],
      mesh: ["dev/compute"],
      apps: ["dev/compute", "dev/data", "dev/mesh"],
      edge: ["dev/network", "dev/compute"],
      observability: ["dev/network", "dev/compute", "dev/data", "dev/mesh", "dev/apps", "dev/edge"],
    });
  });

  it("are those whose section is in the settings; nothing waits for the others", () => {
    const layers = layersOf({ account: {}, network: {}, compute: {}, edge: {}, mesh: undefined });
    expect(layers).to.deep.equal(["network", "compute", "edge"]);
    const graph = stackGraph([{ name: "myapp", layers }]);
    expect(graph.map(({ name, reads }) => [name, reads])).to.deep.equal([
      ["myapp/network", []],
      ["myapp/compute", ["myapp/network"]],
      ["myapp/edge", ["myapp/network", "myapp/compute"]],
    ]);
  });

  it("stay in order when a layer between two is left out", () => {
    const steps = planUp(stackGraph([{ name: "dev" }]), ["dev/network", "dev/mesh"]);
    expect(steps.map(({ stack, after }) => [stack.name, after])).to.deep.equal([
      ["dev/network", []],
      ["dev/mesh", ["dev/network"]],
    ]);
  });
});

describe("environments that read each other", () => {
  const graph = graphOf(pair);

  it("are planned together, from either side", () => {
    expect(readEachOther("konecta", readsOf(pair))).to.deep.equal(["konecta", "konecta-dr"]);
    expect(readEachOther("konecta-dr", readsOf(pair))).to.deep.equal(["konecta-dr", "konecta"]);
    expect(order(planUp(graph))).to.have.members(
      order(planUp(graphOf({ "konecta-dr": pair["konecta-dr"], konecta: pair.konecta }))),
    );
  });

  it("are deployed by layers: the replica after its primary, the failover after its target", () => {
    const steps = order(planUp(graph));
    expect(steps.indexOf("konecta/data")).to.be.lessThan(steps.indexOf("konecta-dr/data"));
    expect(steps.indexOf("konecta-dr/edge")).to.be.lessThan(steps.indexOf("konecta/edge"));
    expect(steps).to.have.length(2 * layerNames.length);
  });

  it("are destroyed in the opposite order", () => {
    const steps = order(planDestroy(graph));
    expect(steps.indexOf("konecta-dr/data")).to.be.lessThan(steps.indexOf("konecta/data"));
    expect(steps.indexOf("konecta/edge")).to.be.lessThan(steps.indexOf("konecta-dr/edge"));
  });

  it("are planned apart when only one reads the other, which must be there before", () => {
    const oneWay = { konecta: {}, "konecta-dr": pair["konecta-dr"] };
    expect(readEachOther("konecta-dr", readsOf(oneWay))).to.deep.equal(["konecta-dr"]);
    expect(readEachOther("konecta", readsOf(oneWay))).to.deep.equal(["konecta"]);
    const alone = graphOf({ "konecta-dr": pair["konecta-dr"] });
    expect(alone.find(({ name }) => name === "konecta-dr/data")?.reads).to.include("konecta/data");
    expect(planUp(alone).find(({ stack }) => stack.name === "konecta-dr/data")?.after).to.deep.equal([
      "konecta-dr/network",
    ]);
  });

  it("select across the border: a layer with what it reads, or with what reads it", () => {
    expect(withDependencies(graph, ["konecta-dr/data"])).to.deep.equal([
      "konecta/network",
      "konecta/data",
      "konecta-dr/network",
      "konecta-dr/data",
    ]);
    expect(withDependents(graph, ["konecta-dr/edge"])).to.deep.equal([
      "konecta/edge",
      "konecta/observability",
      "konecta-dr/edge",
      "konecta-dr/observability",
    ]);
  });

  it("are refused where a layer would wait for itself, with the circle", () => {
    const circle = graphOf({ konecta: { edge: ["konecta-dr/edge"] }, "konecta-dr": { edge: ["konecta/edge"] } });
    expect(findCycle(circle)).to.deep.equal(["konecta/edge", "konecta-dr/edge", "konecta/edge"]);
    expect(() => planUp(circle)).to.throw(
      LayerCycleError,
      "These stacks read each other in a circle, so none of them can be deployed first: " +
        "konecta/edge → konecta-dr/edge → konecta/edge.",
    );
    expect(findCycle(graphOf({ konecta: { data: ["konecta/data"] } }))).to.deep.equal(["konecta/data", "konecta/data"]);
  });
});

describe("section throughline:reads", () => {
  it("names stacks of layers that can be read elsewhere, by the layer that reads them", () => {
    expect(crossReads(readsSchema.parse({ data: ["konecta/data"] }))).to.deep.equal([
      { layer: "data", environment: "konecta", reads: "data" },
    ]);
    expect(crossReads(readsSchema.parse(undefined))).to.deep.equal([]);
  });

  it("refuses layers that read nothing elsewhere, and stacks that they do not read", () => {
    for (const section of [{ mesh: ["konecta/mesh"] }, { data: ["konecta/edge"] }, { data: ["konecta"] }]) {
      expect(readsSchema.safeParse(section).success, JSON.stringify(section)).to.equal(false);
    }
  });
});
