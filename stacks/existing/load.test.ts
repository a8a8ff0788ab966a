import { expect } from "chai";
import { formatProblem, loadEnvironment, type Sections } from "../config";
import { changed, Folder, today, validText } from "../config/testing/folder";
import { existingResources, loadExisting } from "./load";
import { existingFile } from "./testing/existing-file";
import { wantedNetwork } from "./wanted-network";

const find = "Write it anew: npx throughline existing dev";

describe("the file of what exists", () => {
  let folder: Folder;
  let sections: Sections;
  let file: ReturnType<typeof existingFile>;
  beforeEach(() => {
    folder = new Folder().write("Pulumi.dev.yaml", changed(validText, { "throughline:existing": { network: {} } }));
    sections = loadEnvironment(folder.root, "dev", { today, existing: false }).sections as Sections;
    file = existingFile("dev", wantedNetwork(sections));
  });
  afterEach(() => {
    folder.remove();
  });

  function problems(content: unknown = file): string[] {
    folder.write("existing.dev.json", typeof content === "string" ? content : JSON.stringify(content));
    return loadExisting(folder.root, "dev", sections).problems.map(formatProblem);
  }

  it("has all that the settings want", () => {
    expect(problems()).to.deep.equal([]);
    const { existing } = loadExisting(folder.root, "dev", sections);
    expect(existing.network?.ids.vpcs.hub?.vpcId).to.equal("Vpc hub");
    expect(existing.network?.resources).to.deep.equal(file.layers.network.resources);
  });

  it("is asked for only where the settings say that a layer exists", () => {
    expect(loadExisting(folder.root, "dev", { ...sections, existing: {} })).to.deep.equal({
      existing: {},
      problems: [],
    });
  });

  it("is part of the check of an environment", () => {
    const { problems: found } = loadEnvironment(folder.root, "dev", { today });
    expect(found.map(formatProblem)).to.deep.equal([
      `existing.dev.json: there is no such file, and throughline:existing says that the layer network exists. ${find}`,
    ]);
  });

  it("is told by its place when it is no JSON", () => {
    const [problem, ...others] = problems('{"version": 1,');
    expect(problem).to.match(/^existing\.dev\.json: not valid JSON: .* Write it anew/);
    expect(others).to.deep.equal([]);
  });

  it("is told to be of a newer program before anything else", () => {
    expect(problems({ version: 2, whatever: true })).to.deep.equal([
      "existing.dev.json: version: 2, and this program reads 1. Upgrade this program.",
    ]);
  });

  it("has no keys and types that nobody knows", () => {
    const [resource] = file.layers.network.resources;
    const wrong = { ...resource, type: "aws:ec2/vpcs:Vpcs" };
    expect(problems({ ...file, readBy: "me", layers: { network: { ids: {}, resources: [wrong] } } }))
      .to.have.length(2)
      .and.to.include(`existing.dev.json: readBy: unknown key. ${find}`)
      .and.to.satisfy((texts: string[]) =>
        texts.some((text) =>
          text.startsWith('existing.dev.json: layers.network.resources[0].type: "aws:ec2/vpcs:Vpcs" is not allowed.'),
        ),
      );
  });

  it("is told everything at once that does not fit the settings", () => {
    const { network } = file.layers;
    const { hub, apps } = network.ids.vpcs;
    Reflect.deleteProperty(apps?.tiers ?? {}, "data");
    hub?.tiers.public?.subnetIds.pop();
    network.ids.bastion = undefined;
    network.ids.privateZone = { zoneId: "Z0123" };
    expect(
      problems({ ...file, environment: "prod", account: { id: "210987654321", region: "us-east-1" } }),
    ).to.deep.equal([
      `existing.dev.json: environment: "prod", and the file is that of "dev". ${find}`,
      `existing.dev.json: account.id: 210987654321, and throughline:account.id is 123456789012. ${find}`,
      `existing.dev.json: layers.network.ids.vpcs.hub.tiers.public.subnetIds: ["Subnet hub.public-1"] is too short: at least 2. ${find}`,
      `existing.dev.json: layers.network.ids.vpcs.apps.tiers.data: required: a map. ${find}`,
      `existing.dev.json: layers.network.ids.privateZone.zoneId: "Z0123": no aws:route53/zone:Zone of this id is among the resources. ${find}`,
      `existing.dev.json: layers.network.ids.bastion: required: a map. ${find}`,
    ]);
  });

  it("names each resource of a type once", () => {
    const { resources } = file.layers.network;
    const [vpc] = resources;
    expect(
      problems({ ...file, layers: { network: { ...file.layers.network, resources: [...resources, vpc] } } }),
    ).to.deep.equal(
      ["name", "id"].map(
        (key) =>
          `existing.dev.json: layers.network.resources[${resources.length}].${key}: "${key === "id" ? "Vpc hub" : "hub"}" is that of another aws:ec2/vpc:Vpc too. ${find}`,
      ),
    );
  });

  it("has each layer of which the settings say that it exists", () => {
    expect(problems({ ...file, layers: {} })).to.deep.equal([
      `existing.dev.json: layers.network: missing, and throughline:existing says that it exists. ${find}`,
    ]);
  });

  it("gives its resources with their place, whatever the settings say", () => {
    folder.write("existing.dev.json", JSON.stringify(file));
    expect(existingResources(folder.root, "dev")).to.deep.include({
      type: "aws:ec2/vpc:Vpc",
      id: "Vpc hub",
      account: "123456789012",
      region: "us-east-1",
      properties: {},
    });
    expect(existingResources(folder.root, "prod")).to.deep.equal([]);
  });
});
