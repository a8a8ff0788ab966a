import { type LayerName, stackGraph } from "@throughline/stacks/layers";
import { expect } from "chai";
import { Failure } from "../errors";
import type { Scope } from "../scope";
import { refuseMissingReads } from "./missing-reads";

const graph = stackGraph([
  { name: "konecta", crossReads: [{ layer: "edge", environment: "konecta-dr", reads: "edge" }] },
  { name: "konecta-dr" },
]);

function check(selection: readonly LayerName[] | undefined, deployed: readonly string[], sandbox = false) {
  const selected = graph.filter(
    ({ environment, layer }) => environment === "konecta" && (selection?.includes(layer.name) ?? true),
  );
  const scope: Scope = { environments: [], layers: selection, selected, graph };
  return () => {
    refuseMissingReads({ sandbox }, scope, (name) => deployed.includes(name));
  };
}

describe("stacks that read one which is not deployed", () => {
  it("are refused with all that is missing, and the run that deploys it as well", () => {
    expect(check(["compute", "mesh"], [])).to.throw(
      Failure,
      "These stacks are read, and are not deployed:\n  konecta/network, read by konecta/compute\n" +
        "Deploy them in the same run: throughline up konecta --layers network,compute,mesh",
    );
    expect(check(undefined, [], true)).to.throw(
      Failure,
      "  konecta-dr/edge, read by konecta/edge\n" +
        "Deploy them in the same run: throughline up konecta konecta-dr --sandbox",
    );
  });

  it("may be deployed when it is there, or in the same run", () => {
    expect(check(["compute"], ["konecta/network"])).to.not.throw();
    expect(check(undefined, ["konecta-dr/edge"])).to.not.throw();
  });
});
