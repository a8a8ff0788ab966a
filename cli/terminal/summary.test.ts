import type { LayerRehearsal, Rehearsal } from "@throughline/deploy";
import { expect } from "chai";
import { recordingTerminal } from "../testing/recording-terminal";
import { failures, summary } from "./summary";

const network: LayerRehearsal = {
  name: "network",
  result: "succeeded",
  seconds: 2.41,
  operations: { create: 15 },
  changes: [],
  resources: { "aws:ec2/subnet:Subnet": 12, "aws:ec2/vpc:Vpc": 2, "throughline:index:HubSpokeNetwork": 1 },
  outputs: { contract: { layer: "network", version: 1 }, token: "[secret]" },
  diagnostics: [],
};

const rehearsal: Rehearsal = {
  version: 1,
  environment: "dev",
  result: "succeeded",
  seconds: 3.04,
  engine: { version: "3.259.0", source: "PATH" },
  layers: [network],
  assumed: [
    { type: "aws:ec2/eip:Eip", property: "publicIp", count: 1 },
    { type: "aws:ec2/instance:Instance", property: "privateIp", count: 1 },
    { type: "aws:ec2/instance:Instance", property: "publicIp", count: 1 },
    { type: "aws:ssm/getParameter:getParameter", count: 1 },
  ],
};

const refused: LayerRehearsal = {
  ...network,
  name: "data",
  result: "failed",
  operations: { create: 1 },
  resources: {},
  outputs: {},
  diagnostics: [
    { severity: "info", message: "hello" },
    { severity: "warning", message: "old version" },
    {
      severity: "error",
      message: "InvalidSubnet.Range: no",
      urn: "urn:pulumi:dev::d::t::n",
      where: "stacks/data/index.ts:3:1",
    },
  ],
};

const page = recordingTerminal();

describe("the summary of a rehearsal", () => {
  it("says what was made, what came out and what is assumed", () => {
    expect(summary(rehearsal, page)).to
      .equal(`✔ dev comes up: 15 resources in 3.0 s. Only a rehearsal: no cloud was asked.

network  15 created in 2.4 s
  aws ec2      12 Subnet, 2 Vpc
  throughline  1 HubSpokeNetwork
  outputs
    contract  {layer: network, version: 1}
    token     [secret]

assumed  made up by the sandbox: no source says what the cloud answers
  aws ec2  Eip publicIp, Instance privateIp and publicIp
  aws ssm  getParameter
`);
  });

  it("says what went wrong, where, and what was not tried because of it", () => {
    const apps: LayerRehearsal = {
      ...refused,
      name: "apps",
      result: "skipped",
      skippedBecause: "data",
      diagnostics: [],
    };
    const text = summary({ ...rehearsal, result: "failed", layers: [network, refused, apps], assumed: [] }, page);
    expect(text).to.match(/^✖ dev does not come up: data failed\.$/m);
    expect(text).to.contain(`data  failed, 1 created in 2.4 s
  warning  old version
  error  InvalidSubnet.Range: no
    urn:pulumi:dev::d::t::n
    stacks/data/index.ts:3:1
`);
    expect(text).to.match(/^apps {2}not tried, because data failed$/m);
    expect(text).to.not.contain("hello");
  });

  it("says of a layer without resources that it made nothing", () => {
    const edge: LayerRehearsal = { ...network, name: "edge", operations: {}, resources: {}, outputs: {} };
    expect(summary({ ...rehearsal, layers: [edge] }, page)).to.match(/^edge {2}nothing made in 2\.4 s$/m);
  });

  it("may be of what went wrong only", () => {
    const text = failures({ ...rehearsal, result: "failed", layers: [network, refused] }, page);
    expect(text).to.contain("InvalidSubnet.Range").and.not.contain("Subnet,");
  });
});
