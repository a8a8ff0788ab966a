import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type ContractValues, fulfil } from ".";
import { defineContract } from "./contract";
import type { ContractOutputs } from "./read";
import { z } from "zod";

/** The compiler is the test here: `tsc` refuses a line that expects an error and has none. */
const contract = defineContract("apps", 3, {
  services: z.record(
    z.string(),
    z.object({ host: z.string(), ports: z.array(z.int()), gateway: z.string().optional() }),
  ),
});
const host = pulumi.output("web.example.org");
const ports = [pulumi.output(80)];

describe("fulfil", () => {
  it("takes plain values and outputs at any depth, and adds the header", () => {
    const outputs = fulfil(contract, { services: { web: { host, ports }, api: pulumi.output({ host, ports: [1] }) } });
    expect(outputs.contract).to.deep.equal({ layer: "apps", version: 3 });
    expect(outputs).to.have.keys("services", "contract");
  });

  it("does not compile for a producer that has left out an output", () => {
    // @ts-expect-error services is missing
    fulfil(contract, {});
    // @ts-expect-error ports is missing
    fulfil(contract, { services: { web: { host } } });
  });

  it("does not compile for a producer that gives another type", () => {
    // @ts-expect-error a port is a number
    fulfil(contract, { services: { web: { host, ports: [host] } } });
    // @ts-expect-error services are by name
    fulfil(contract, { services: [{ host, ports }] });
    // @ts-expect-error a host is there before it is given
    fulfil(contract, { services: { web: { host: undefined, ports } } });
  });

  it("does not compile for a producer that renames an output", () => {
    // @ts-expect-error it is called services
    fulfil(contract, { apps: { web: { host, ports } } });
    // @ts-expect-error it is called gateway
    fulfil(contract, { services: { web: { host, ports, gatewayName: "web" } } });
  });

  it("does not compile for a layer that hands over both shapes of ingress, or none", () => {
    type Ingress = ContractValues<"compute">["ingress"][string];
    const receivers = { vpcId: "vpc-1", port: 30443, healthCheck: { port: 30021, path: "/" }, securityGroupIds: [] };
    const accepted: Ingress[] = [
      { ...receivers, targetGroupArn: "arn" },
      { ...receivers, addresses: ["10.1.0.10"] },
    ];
    // @ts-expect-error one of the two
    const both: Ingress = { ...receivers, targetGroupArn: "arn", addresses: ["10.1.0.10"] };
    // @ts-expect-error one of the two
    const none: Ingress = { ...receivers };
    expect([...accepted, both, none]).to.have.length(4);
  });
});

describe("readContract's result", () => {
  it("does not compile for a reader that takes an output for something else", () => {
    const use = (network: ContractOutputs<"network">): unknown[] => {
      const zones: pulumi.Output<string[]> = network.availabilityZones;
      const vpcId: pulumi.Output<string> | undefined = network.vpcs.hub?.vpcId;
      // @ts-expect-error zones are a list
      const zone: pulumi.Output<string> = network.availabilityZones;
      // @ts-expect-error there is no such output
      const subnets: unknown = network.subnets;
      return [zones, vpcId, zone, subnets];
    };
    expect(use).to.be.a("function");
  });
});
