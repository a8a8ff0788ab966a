import { expect } from "chai";
import { type DeclaredPath, overallResult, provePaths } from "./paths";
import { buildNetwork } from "./testing/build";
import { hubAndSpoke } from "./testing/hub-and-spoke";

const network = buildNetwork(hubAndSpoke);

const path = (changed: Partial<DeclaredPath>): DeclaredPath => ({
  name: "path",
  description: "A path",
  from: "node",
  to: "internet",
  packet: { protocol: "tcp", port: 443 },
  expect: "proven",
  ...changed,
});
const resultOf = (changed: Partial<DeclaredPath>) => provePaths(network, [path(changed)])[0]?.result;

describe("declared paths", () => {
  it("are kept when they arrive over their hops", () => {
    expect(resultOf({ hops: ["transitGateway", "natGateway"] })).to.equal("kept");
  });

  it("are broken when they arrive by another way", () => {
    expect(resultOf({ hops: ["natGateway", "transitGateway"] })).to.equal("broken");
    expect(
      resultOf({ from: "node", to: "database", packet: { protocol: "tcp", port: 5432 }, hops: ["transitGateway"] }),
    ).to.equal("broken");
  });

  it("are broken when something arrives that must not", () => {
    expect(resultOf({ expect: "blocked" })).to.equal("broken");
    expect(resultOf({ from: "internet", to: "node", packet: { protocol: "all" }, expect: "blocked" })).to.equal("kept");
  });

  it("look for what must not arrive from every source port", () => {
    const lowPort = buildNetwork({
      ...hubAndSpoke,
      acls: { data: { ingress: ["allow all 0.0.0.0/0"], egress: ["allow tcp 1-1023 10.1.0.0/24"] } },
    });
    const blocked = path({ to: "database", packet: { protocol: "tcp", port: 5432 }, expect: "blocked" });
    expect(provePaths(lowPort, [blocked])[0]?.result).to.equal("broken");
  });

  it("are not yet decided for requests and what is in the mesh", () => {
    expect(resultOf({ packet: undefined })).to.equal("notYet");
    expect(resultOf({ from: "service:web" })).to.equal("notYet");
  });

  it("are undecided when no source has an end of them", () => {
    expect(resultOf({ to: "clusterApi" })).to.equal("undecided");
  });

  it("are walked in one availability zone where they say so", () => {
    expect(resultOf({ branch: "elsewhere" })).to.equal("undecided");
  });

  it("are together as good as the worst of them, those not yet decided left out", () => {
    const results = (...paths: Partial<DeclaredPath>[]) => overallResult(provePaths(network, paths.map(path)));
    expect(results({}, { packet: undefined })).to.equal("kept");
    expect(results({}, { to: "clusterApi" })).to.equal("undecided");
    expect(results({ expect: "blocked" }, { to: "clusterApi" })).to.equal("broken");
  });
});
