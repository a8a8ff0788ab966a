import { expect } from "chai";
import { contracts } from ".";
import { foresee } from "./foresee";
import { networkOutputs } from "./testing/network-outputs";

const unknown = Symbol("unknown");
const { schema } = contracts.network;
const outputs = without(networkOutputs, "contract");

function without<T extends object, Key extends keyof T>(values: T, key: Key): Omit<T, Key> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name !== key)) as Omit<T, Key>;
}

function of(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((current, key) => (current as Record<string, unknown>)[key], value);
}

describe("outputs in a preview", () => {
  it("are unknown, each of them, when nothing is deployed", () => {
    const foreseen = foresee(schema, undefined, {}, unknown);
    expect(foreseen).to.have.all.keys(Object.keys(schema.shape));
    expect(new Set(Object.values(foreseen as object))).to.deep.equal(new Set([unknown]));
  });

  it("are what is deployed when everything is", () => {
    expect(foresee(schema, networkOutputs, {}, unknown)).to.deep.equal(outputs);
  });

  it("stay known where the settings decide them, with everything around them unknown", () => {
    const known = { vpcs: { apps: { cidrBlock: "10.1.0.0/16", tiers: { nodes: { type: "private" } } } } };
    const apps = of(foresee(schema, undefined, known, unknown), "vpcs", "apps");
    expect(apps).to.include({ cidrBlock: "10.1.0.0/16", vpcId: unknown, groups: unknown });
    expect(of(apps, "tiers", "nodes")).to.include({ type: "private", subnetIds: unknown, securityGroupId: unknown });
  });

  it("are as they will be where the settings have changed, and as they are elsewhere", () => {
    const known = { vpcs: { apps: { cidrBlock: "10.1.0.0/16" } } };
    const vpcs = of(foresee(schema, networkOutputs, known, unknown), "vpcs");
    expect(of(vpcs, "hub")).to.deep.equal(outputs.vpcs.hub);
    expect(of(vpcs, "apps")).to.include({ cidrBlock: "10.1.0.0/16", vpcId: unknown });
  });

  it("are unknown where they will be added, and absent where they may be", () => {
    const foreseen = foresee(schema, without(outputs, "natAddresses"), {}, unknown);
    expect(foreseen).to.include({ natAddresses: unknown });
    expect(foreseen).to.not.have.property("bastion");
  });

  it("have either shape where a contract leaves two", () => {
    const ingress = { https: { port: 30443 } };
    const https = of(foresee(contracts.compute.schema, undefined, { ingress }, unknown), "ingress", "https");
    expect(https).to.include({ port: 30443, vpcId: unknown, addresses: unknown, targetGroupArn: unknown });
  });
});
