import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { formatProblem, loadEnvironment } from ".";

const valid = readFileSync(join(__dirname, "testing/valid.yaml"), "utf8");

describe("the check of an environment's file", () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), "throughline-config-"))));
  afterEach(() => { rmSync(root, { recursive: true }); });

  function problems(text: string, environment = "dev"): string[] {
    writeFileSync(join(root, "Pulumi.dev.yaml"), text);
    return loadEnvironment(root, environment).problems.map(formatProblem);
  }

  it("accepts the reference environment", () => {
    expect(problems(valid)).to.deep.equal([]);
  });

  it("names the environments that exist when there is none of that name", () => {
    expect(problems(valid, "dve")).to.deep.equal([
      'Pulumi.dve.yaml: there is no environment "dve". Did you mean "dev"? Environments here: dev.',
    ]);
  });

  it("places broken YAML by line and column", () => {
    expect(problems("config:\n  throughline:account: {id: 1\n")).to.have.length(1);
    expect(problems("config:\n  throughline:account: {id: 1\n")[0]).to.match(
      /^Pulumi\.dev\.yaml:\d+:\d+: not valid YAML: /,
    );
  });

  it("refuses a file without config", () => {
    expect(problems("")).to.deep.equal(['Pulumi.dev.yaml: the file needs a map "config" at the top level']);
  });

  it("reports every mistake at once, in the order of the lines", () => {
    const mistaken = valid
      .replace('id: "123456789012"', "id: 1234")
      .replace("natGateways: single", "natGateways: two")
      .replace("name: private, type: private", "name: private, tpye: private")
      .replace("throughline:flows", "throughline:flow");
    expect(problems(mistaken)).to.deep.equal([
      "Pulumi.dev.yaml:7:5: throughline:account.id: 1234 is not a string",
      'Pulumi.dev.yaml:14:7: throughline:network.hub.natGateways: "two" is not allowed. Allowed: none, single, perAz',
      "Pulumi.dev.yaml:19:11: throughline:network.hub.tiers[1].type: required. Allowed: public, private, isolated, attachment",
      'Pulumi.dev.yaml:19:28: throughline:network.hub.tiers[1].tpye: unknown key. Did you mean "type"? Allowed: name, type, subnetMask, maxAvailabilityZones, cidrBlock, subnetCidrBlocks, networkAcl',
      'Pulumi.dev.yaml:41:3: throughline:flow: unknown section. Did you mean "throughline:flows"? Known sections: throughline:account, throughline:network, throughline:flows',
    ]);
  });

  it("finds what shows only when sections are read together", () => {
    const elsewhere = valid
      .replace("us-east-1b]", "us-east-2b]")
      .replace("to: apps.nodes, port: 22", "to: apps.node, port: 22");
    const found = problems(elsewhere);
    expect(found).to.have.length(3);
    expect(found[0]).to.match(/^Pulumi\.dev\.yaml:11:37: throughline:network\.availabilityZones\[1\]: .*us-east-1/);
    expect(found[2]).to.match(/^Pulumi\.dev\.yaml:\d+:\d+: throughline:flows\[7\]\.to: .*Did you mean apps\.nodes\?/);
  });

  it("takes an encrypted value for the text that it hides", () => {
    expect(
      problems(valid.replace("    privateZone:", "    tags: { owner: { secure: v1:abc } }\n    privateZone:")),
    ).to.deep.equal([]);
  });
});
