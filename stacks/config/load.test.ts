import { join } from "node:path";
import { expect } from "chai";
import { formatProblem, loadEnvironment } from ".";
import { Folder, today, validText } from "./testing/folder";

const repository = join(__dirname, "../..");

describe("the check of an environment's file", () => {
  let folder: Folder;
  beforeEach(() => (folder = new Folder()));
  afterEach(() => {
    folder.remove();
  });

  function problems(text: string, environment = "dev"): string[] {
    folder.write("Pulumi.dev.yaml", text);
    return loadEnvironment(folder.root, environment, { today }).problems.map(formatProblem);
  }

  it("names the environments that exist when there is none of that name", () => {
    expect(problems(validText, "dve")).to.deep.equal([
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
    const refusal = ['Pulumi.dev.yaml: the file needs a map "config" at the top level'];
    for (const text of ["", "[]", "config: 1", "just text"]) {
      expect(problems(text)).to.deep.equal(refusal);
    }
  });

  it("refuses what would take the parser down: depth, size, aliases of aliases", () => {
    const [deep, ...more] = problems(`config: ${"[".repeat(20_000)}`);
    expect(deep).to.match(/^Pulumi\.dev\.yaml(:1:\d+)?: not valid YAML: nested too deeply$/);
    expect(more).to.deep.equal([]);
    expect(problems(`config: {}\n#${" ".repeat(1 << 20)}`)).to.deep.equal([
      "Pulumi.dev.yaml: the file is larger than 1 MiB; settings are not",
    ]);
    expect(problems("config:\n  a: &a [1, 2]\n  b: *a\n")).to.deep.equal([
      "Pulumi.dev.yaml:3:6: aliases (*name, <<) are not taken here: write the value out, or share it by throughline:base",
    ]);
  });

  it("refuses keys and values that JSON has not", () => {
    expect(problems("config:\n  [a, b]: 1\n  c: !!binary aGk=\n")).to.deep.equal([
      "Pulumi.dev.yaml:2:3: a key is a text, and this is a list or a map",
      "Pulumi.dev.yaml:3:15: a value of type tag:yaml.org,2002:binary is not taken: write a text or a number",
    ]);
  });

  it("refuses what the engine reads as something else", () => {
    expect(problems(validText.replace('"2027-06-30"', "2027-06-30"))).to.deep.equal([
      "Pulumi.dev.yaml:118:88: the engine reads 2027-06-30 as a point in time: put it in quotes, or write it otherwise",
    ]);
    expect(problems(validText.replace("minSize: 2", "minSize: 02"))).to.deep.equal([
      "Pulumi.dev.yaml:43:55: the engine reads 02 as an octal number: put it in quotes, or write it otherwise",
    ]);
  });

  it("reports every mistake at once, in the order of the lines", () => {
    const mistaken = validText
      .replace('id: "123456789012"', "id: 012345678901")
      .replace("natGateways: single", "natGateways: two")
      .replace("name: private, type: private", "name: private, tpye: private")
      .replace("throughline:flows", "throughline:flow");
    expect(problems(mistaken)).to.deep.equal([
      'Pulumi.dev.yaml:7:5: throughline:account.id: 012345678901 is not a string: put it in quotes, "012345678901"',
      'Pulumi.dev.yaml:14:7: throughline:network.hub.natGateways: "two" is not allowed. Allowed: none, single, perAz',
      "Pulumi.dev.yaml:17:11: throughline:network.hub.tiers[1].type: required. Allowed: public, private, isolated, attachment",
      'Pulumi.dev.yaml:17:28: throughline:network.hub.tiers[1].tpye: unknown key. Did you mean "type"? Allowed: name, type, subnetMask, maxAvailabilityZones, cidrBlock, subnetCidrBlocks, networkAcl',
      'Pulumi.dev.yaml:96:3: throughline:flow: unknown section. Did you mean "throughline:flows"? Known sections: account, network, compute, data, mesh, apps, edge, observability, flows, paths, policy, versions, reads, existing, peers, base',
    ]);
  });

  it("goes on with the sections that are valid", () => {
    const mistaken = validText
      .replace(/ +engine: postgres\n/, "")
      .replace("everyMinutes: 5", "everyMinutes: 0")
      .replace("weight: 10", "weight: 20");
    expect(problems(mistaken)).to.deep.equal([
      "Pulumi.dev.yaml:50:7: throughline:data.databases.accounts.engine: required. Allowed: postgres, mysql",
      "Pulumi.dev.yaml:93:18: throughline:observability.canaries.balance.everyMinutes: 0 is too small: at least 1",
    ]);
  });

  it("goes on with the rest of a section in which a value is wrong", () => {
    const mistaken = validText
      .replace("natGateways: single", "natGateways: two")
      .replace("weight: 10", "weight: 20")
      .replace("tier: apps.nodes", "tier: apps.node")
      .replace("readReplicas: 1", "readReplica: 1")
      .replace("port: 8080\n        routes", "port: 8080\n        kafka: true\n        routes");
    expect(problems(mistaken)).to.deep.equal([
      'Pulumi.dev.yaml:14:7: throughline:network.hub.natGateways: "two" is not allowed. Allowed: none, single, perAz',
      'Pulumi.dev.yaml:40:5: throughline:compute.tier: there is no tier "apps.node". Did you mean "apps.nodes"? There are: hub.private, apps.nodes.',
      'Pulumi.dev.yaml:56:9: throughline:data.databases.accounts.readReplica: unknown key. Did you mean "readReplicas"? Allowed: engine, engineVersion, instanceClass, allocatedStorage, maxAllocatedStorage, databaseName, username, port, multiAz, backupRetentionPeriod, readReplicas, deletionProtection, skipFinalSnapshot, backupWindow, maintenanceWindow, rotationDays',
      "Pulumi.dev.yaml:69:9: throughline:apps.services.frontend.kafka: unknown key. Allowed: namespace, port, probes, resources, replicas, autoscaler, minAvailable, environment, internetPorts, secrets, database, cache, securityGroups, allowFrom, versions, canary, blueGreen, routes, loadBalancing, rateLimit",
      "Pulumi.dev.yaml:80:9: throughline:apps.services.account.canary: the weights sum to 110, not to 100: v1 90 + v2 20.",
    ]);
  });

  it("begins with an environment's name that AWS takes everywhere", () => {
    folder.write("Pulumi.Dev--1.yaml", validText);
    expect(loadEnvironment(folder.root, "Dev--1", { today }).problems.map(formatProblem)).to.deep.equal([
      'Pulumi.Dev--1.yaml: "Dev--1" begins the names of buckets, databases and load balancers: lower-case letters, digits and single hyphens, a letter first. Rename the file.',
    ]);
  });
});

describe("the reference environment", () => {
  for (const name of ["dev", "prod"]) {
    it(`${name} has nothing wrong, and only its reserved domain to warn of`, () => {
      const { problems, warnings } = loadEnvironment(repository, name, { today });
      expect(problems.map(formatProblem)).to.deep.equal([]);
      expect(warnings.map(({ key, message }) => `${key ?? ""}: ${message}`)).to.deep.equal([
        "throughline:edge.domain.zoneName: example.com is reserved: Route 53 makes no public zone for it. It can be rehearsed, and a real update refuses it.",
      ]);
    });

    it(`${name} has all layers`, () => {
      const { sections } = loadEnvironment(repository, name, { today });
      const { network, compute, data, mesh, apps, edge, observability } = sections;
      expect([network, compute, data, mesh, apps, edge, observability]).to.not.include(undefined);
    });
  }
});
