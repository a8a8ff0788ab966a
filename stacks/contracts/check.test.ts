import { expect } from "chai";
import { contracts } from ".";
import { contractProblems } from "./check";
import { networkOutputs } from "./testing/network-outputs";

function problems(outputs: Record<string, unknown>, known?: unknown): string[] {
  return contractProblems(contracts.network, outputs, known).map(({ path, reason }) => `${path}: ${reason}`);
}

const { hub } = networkOutputs.vpcs;

describe("the outputs of a stack", () => {
  it("fit their contract, and may have more than it knows", () => {
    const more = { ...networkOutputs, later: 1, vpcs: { hub: { ...hub, later: 1 } } };
    expect(problems(more)).to.deep.equal([]);
  });

  it("are all told that are missing or of another type, each with its place", () => {
    const vpcs = { hub: { ...hub, vpcId: undefined, tiers: { nodes: { ...hub.tiers.nodes, subnetIds: "subnet-1" } } } };
    expect(problems({ ...networkOutputs, vpcs, natAddresses: undefined })).to.deep.equal([
      "vpcs.hub.vpcId: missing (a string)",
      "vpcs.hub.tiers.nodes.subnetIds: not a list",
      "natAddresses: missing (a list)",
    ]);
  });

  it("are told without their values, which may be secrets", () => {
    const vpcs = { hub: { ...hub, vpcId: { password: "hunter2" } } };
    expect(problems({ ...networkOutputs, vpcs }).join()).to.equal("vpcs.hub.vpcId: not a string");
  });

  it("are those of another version, of another layer, or of no contract at all", () => {
    const header = (contract: unknown): string[] => problems({ ...networkOutputs, contract });
    expect(header({ layer: "network", version: 2 })).to.deep.equal(["contract.version: 2, and this program reads 1"]);
    expect(header({ layer: "edge", version: 1 })).to.deep.equal([
      "contract.layer: it is the contract of the edge layer",
    ]);
    expect(header(undefined)).to.deep.equal(["contract: there is no contract among the outputs"]);
  });

  it("are of the nearest shape where there are several", () => {
    const ingress = { https: { vpcId: "vpc-1", port: "30443", healthCheck: { port: 1, path: "/" }, addresses: [] } };
    const outputs = { contract: { layer: "compute", version: 1 }, nodeGroups: {}, roleArns: {}, ingress };
    expect(contractProblems(contracts.compute, outputs, undefined)).to.deep.equal([
      { path: "ingress.https.port", reason: "not a number", pending: false },
      { path: "ingress.https.securityGroupIds", reason: "missing (a list)", pending: true },
    ]);
  });

  it("are stale when the settings name what was not deployed, or say something else", () => {
    const known = { vpcs: { hub: { cidrBlock: "10.8.0.0/16" }, apps: { cidrBlock: "10.1.0.0/16" } } };
    expect(problems(networkOutputs, known)).to.deep.equal([
      'vpcs.hub.cidrBlock: not what the settings say, "10.8.0.0/16"',
      "vpcs.apps: missing, and the settings name it",
    ]);
  });

  it("are not stale when they have what the settings do not name", () => {
    expect(problems(networkOutputs, { availabilityZones: networkOutputs.availabilityZones, vpcs: {} })).to.deep.equal(
      [],
    );
  });
});
