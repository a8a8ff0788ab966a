import { expect } from "chai";
import { compileFlows } from "..";
import { exampleTopology } from "../testing/example-topology";
import { bastionSsh, flowsOfSet, gatewayEndpoints, interfaceEndpoints, internetEgress } from ".";

describe("a set of flows", () => {
  it("is between all ends that have its roles, and ends that are the same everywhere", () => {
    const flows = flowsOfSet(bastionSsh, {
      administrators: ["203.0.113.0/24", "198.51.100.7/32"],
      bastion: ["hub.bastion"],
      hosts: ["apps.nodes"],
    });
    expect(flows.map(({ from, to, port }) => `${from} ${to} ${port}`)).to.deep.equal([
      "203.0.113.0/24 hub.bastion 22",
      "198.51.100.7/32 hub.bastion 22",
      "hub.bastion apps.nodes 22",
    ]);
    expect(flowsOfSet(internetEgress, { clients: ["apps.nodes"] })[0]).to.include({
      from: "apps.nodes",
      to: "internet",
    });
  });

  it("without an end for a role has no flow for it", () => {
    expect(flowsOfSet(interfaceEndpoints, { clients: [], endpoints: ["hub.endpoints"] })).to.deep.equal([]);
  });

  it("with a role that was forgotten is a problem", () => {
    const { problems } = compileFlows(flowsOfSet(interfaceEndpoints, { clients: ["apps.nodes"] }), exampleTopology());
    expect(problems[0]?.reason).to.match(/^"<endpoints>" is no end of a flow/);
  });

  it("of the network compiles", () => {
    const flows = [
      ...flowsOfSet(internetEgress, { clients: ["hub.private", "apps.nodes"] }),
      ...flowsOfSet(interfaceEndpoints, { clients: ["hub", "apps"], endpoints: ["hub.endpoints"] }),
      ...flowsOfSet(gatewayEndpoints, { clients: ["apps.nodes"], prefixLists: ["com.amazonaws.us-east-1.s3"] }),
    ];
    expect(compileFlows(flows, exampleTopology())).to.deep.include({ problems: [], warnings: [] });
  });
});
