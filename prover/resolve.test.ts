import { expect } from "chai";
import { isUnknown, type Network } from "@throughline/graph/model";
import { resolve, UnknownName } from "./resolve";
import { buildNetwork } from "./testing/build";
import { hubAndSpoke } from "./testing/hub-and-spoke";
import { query } from "./query";

const plain = buildNetwork({
  ...hubAndSpoke,
  subnets: { ...hubAndSpoke.subnets, "dev-spoke-app-1": { vpc: "spoke", cidr: "10.1.3.0/24", table: "nodes" } },
  groups: { ...hubAndSpoke.groups, "dev-spoke.app": { vpc: "spoke", egress: ["tcp 443 0.0.0.0/0"] } },
});
/** With the URNs of a stack `dev`. */
const network: Network = {
  ...plain,
  subnets: named(plain.subnets),
  securityGroups: named(plain.securityGroups),
};

function named<T extends { readonly evidence: { readonly urn: string } }>(
  things: ReadonlyMap<string, T>,
): Map<string, T> {
  return new Map(
    [...things].map(([id, thing]) => [
      id,
      { ...thing, evidence: { ...thing.evidence, urn: `urn:pulumi:dev::p::t::${id}` } },
    ]),
  );
}

const placesOf = (name: string) =>
  resolve(network, name).ends.map((end) =>
    isUnknown(end) ? end.unknown : end.kind === "internet" ? end.kind : `${end.interface.id} in ${end.subnetId}`,
  );

describe("names in questions", () => {
  it("mean the members of a group", () => {
    expect(placesOf("dev-spoke.app")).to.deep.equal(placesOf("spoke.app"));
    expect(placesOf("database")).to.deep.equal(["database in data"]);
  });

  it("mean whoever may become a member of a tier, while nobody is", () => {
    expect(placesOf("spoke.app")).to.deep.equal(["a member of spoke.app in dev-spoke-app-1"]);
    expect(
      query(network, { source: "spoke.app", destination: "internet", protocol: "tcp", port: 443 }).verdict,
    ).to.equal("proven");
    expect(
      query(network, { source: "spoke.app", destination: "internet", protocol: "tcp", port: 80 }).verdict,
    ).to.equal("blocked");
  });

  it("mean anything in a VPC: blocked where no route leads there, else undecided without its groups", () => {
    const ask = (source: string, destination: string) =>
      query(network, { source, destination, protocol: "tcp", port: 443 }).verdict;
    expect(ask("internet", "spoke")).to.equal("blocked");
    expect(ask("hub", "spoke")).to.equal("undecided");
  });

  it("mean the internet by a public address, and what has it by a private one", () => {
    expect(placesOf("203.0.113.7")).to.deep.equal(["internet"]);
    expect(placesOf("10.1.0.10")).to.deep.equal(["node in nodes"]);
    expect(placesOf("192.168.7.7")[0]).to.match(/in no VPC of any source/);
  });

  it("are refused when no source has them, with what there is", () => {
    expect(() => resolve(network, "spoke.ap")).to.throw(UnknownName, '"spoke.ap" is in no source');
    try {
      resolve(network, "spoke.ap");
    } catch (error) {
      expect((error as UnknownName).known).to.include.members(["internet", "spoke.app", "node"]);
    }
  });
});
