import { expect } from "chai";
import { exportOf, made, planned, secret, unknown, vpc } from "../testing/state";
import { hidden } from "./values";
import { joinSources } from "./resource-graph";
import { readSources } from "./sources";

const read = (...texts: readonly string[]) =>
  readSources(texts.map((text, index) => ({ name: `file ${index + 1}`, text })));

const preview = (steps: readonly object[], others: object = {}): string => JSON.stringify({ steps, ...others });

describe("reading sources", () => {
  it("tells an export, a preview, existing resources and manifests apart", () => {
    const existing = {
      version: 1,
      environment: "dev",
      account: { id: "123456789012", region: "us-east-1" },
      layers: {
        network: { ids: {}, resources: [{ type: "aws:ec2/vpc:Vpc", name: "hub", id: "vpc-1", properties: {} }] },
      },
    };
    const { sources, errors } = read(
      exportOf([vpc("vpc-0", "10.0.0.0/16")]),
      preview([{ op: "create", urn: "urn:pulumi:a::b::c::d", newState: { ...planned("ec2/vpc", "x", {}) } }]),
      JSON.stringify(existing),
      "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\n",
    );
    expect(errors).to.be.empty;
    expect(sources.flatMap(({ resources }) => resources).map(({ type, id }) => `${type} ${id ?? ""}`)).to.have.members([
      "aws:ec2/vpc:Vpc vpc-0",
      "aws:ec2/vpc:Vpc ",
      "aws:ec2/vpc:Vpc vpc-1",
      "kubernetes:core/v1:Service web",
      "kubernetes:apps/v1:Deployment shop/web",
    ]);
  });

  it("collects what is wrong with each file", () => {
    const good = exportOf([vpc("vpc-0", "10.0.0.0/16")]);
    const { sources, errors } = read(
      good.slice(0, -20),
      "",
      "hello",
      JSON.stringify({ resources: [] }),
      JSON.stringify({ version: 1, deployment: {} }),
      JSON.stringify({ version: 3, deployment: { resources: [{ urn: "x", type: "y" }] } }),
      "apiVersion: [",
      good,
    );
    expect(sources.map(({ name }) => name)).to.deep.equal(["file 8"]);
    expect(errors.map(({ message }) => message.slice(0, 40))).to.have.lengthOf(7);
    expect(errors[0]?.message).to.match(/^file 1: no JSON: .* cut off/);
    expect(errors[1]?.message).to.equal("file 2: the file is empty");
    expect(errors[2]?.message).to.contain('Allowed: what "pulumi stack export"');
    expect(errors[4]?.message).to.contain("version 1; those of 3 and 4");
    expect(errors[5]?.message).to.contain("deployment.resources.0.urn");
    expect(errors[6]?.message).to.match(/^file 7: no YAML/);
  });

  it("hides secrets, also when they are exported in the clear, and what is not known", () => {
    const { sources } = read(
      exportOf([
        made("ec2/vpc", "vpc-0", { a: secret, b: [unknown, "x"], c: { ...secret, plaintext: '"p"' }, d: "y" }),
      ]),
    );
    expect(sources[0]?.resources[0]?.outputs).to.deep.equal({ a: hidden, b: [hidden, "x"], c: hidden, d: "y" });
  });

  it("does not follow nesting without end", () => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    const text = exportOf([made("ec2/vpc", "vpc-0", { a: "DEEP" })]).replaceAll('"DEEP"', deep);
    expect(read(text).errors).to.be.empty;
  });

  it("takes account and region from the provider where the resource has none", () => {
    const provider = {
      urn: "urn:pulumi:test::program::pulumi:providers:aws::aws",
      type: "pulumi:providers:aws",
      id: "1",
      inputs: { region: "eu-west-1", allowedAccountIds: '["111122223333"]' },
    };
    const { sources } = read(exportOf([provider, made("ec2/vpc", "vpc-0", {}, { provider: `${provider.urn}::1` })]));
    expect(sources[0]?.resources[1]?.place).to.deep.equal({ account: "111122223333", region: "eu-west-1" });
  });

  it("leaves out what was deleted to be made again, and doubts what waits for its deletion", () => {
    const { sources } = read(
      exportOf([
        made("ec2/vpc", "gone", {}, { pendingReplacement: true }),
        made("ec2/vpc", "old", {}, { delete: true }),
        made("ec2/vpc", "new"),
      ]),
    );
    expect(sources[0]?.resources.map(({ id, doubt }) => [id, doubt])).to.deep.equal([
      ["old", "waits for its deletion"],
      ["new", undefined],
    ]);
  });

  it("doubts what an interrupted operation was about", () => {
    const rule = made("ec2/route", "r-1", {}, { id: "" });
    const { sources } = read(exportOf([], { pending_operations: [{ type: "creating", resource: rule }] }));
    expect(sources[0]?.resources[0]?.doubt).to.equal("was interrupted while creating");
  });
});

describe("a preview", () => {
  const [one, two, three] = ["one", "two", "three"].map((name) => made("ec2/vpc", name, { cidrBlock: "10.0.0.0/16" }));
  const step = (op: string, state: typeof one, newState: object | undefined) => ({ op, urn: state?.urn, newState });

  it("changes, adds and deletes resources of its stack's export", () => {
    const added = planned("ec2/vpc", "four", { cidrBlock: unknown });
    const { sources, errors } = read(
      exportOf([one, two, three].flatMap((each) => each ?? [])),
      preview([
        step("update", one, { ...one, outputs: null, inputs: { cidrBlock: "10.9.0.0/16" } }),
        step("delete", two, undefined),
        step("create", added, added),
      ]),
    );
    expect(errors).to.be.empty;
    expect(sources).to.have.lengthOf(1);
    expect(sources[0]?.resources.map(({ urn, outputs }) => [urn.split("::").at(-1), outputs.cidrBlock])).to.deep.equal([
      ["one", "10.9.0.0/16"],
      ["three", "10.0.0.0/16"],
      ["four", hidden],
    ]);
  });

  it("needs the export where it does not show what stays", () => {
    const text = preview([step("update", one, one)], { changeSummary: { same: 7, update: 1 } });
    expect(read(text).errors.map(({ message }) => message)).to.deep.equal([
      "file 1: it leaves out 7 unchanged resources. Give the stack's export too, or preview with --show-sames.",
    ]);
  });
});

describe("joining sources", () => {
  const graphOf = (...stacks: Parameters<typeof exportOf>[0][]) =>
    joinSources(read(...stacks.map((stack) => exportOf(stack))).sources);
  const managed = made("ec2/vpc", "vpc-0a1b2c3d", { cidrBlock: "10.0.0.0/16", tags: { a: "b" } });
  const other = (cidrBlock: string, others: object = {}) => ({
    ...made("ec2/vpc", "vpc-0a1b2c3d", { cidrBlock }, others as Record<string, unknown>),
    urn: "urn:pulumi:other::program::aws:ec2/vpc:Vpc::hub",
  });

  it("believes the stack that manages a thing, and lists what another reads differently", () => {
    for (const stacks of [
      [[managed], [other("10.1.0.0/16", { external: true })]],
      [[other("10.1.0.0/16", { external: true })], [managed]],
    ]) {
      const graph = graphOf(...stacks);
      expect(graph.resources.map(({ outputs }) => outputs.cidrBlock)).to.deep.equal(["10.0.0.0/16"]);
      expect(graph.contradictions?.map(({ id, properties }) => [id, properties])).to.deep.equal([
        ["vpc-0a1b2c3d", ["cidrBlock"]],
      ]);
    }
  });

  it("believes neither of two that manage one thing where they differ", () => {
    const graph = graphOf([managed], [other("10.1.0.0/16")]);
    expect(graph.resources.map(({ outputs }) => outputs.cidrBlock)).to.deep.equal([hidden]);
    expect(graph.contradictions).to.have.lengthOf(1);
  });

  it("does not mind tags, and the order of lists", () => {
    const lists = (list: readonly string[]) => ({ ...other("10.0.0.0/16"), outputs: { list, tags: {} } });
    expect(graphOf([lists(["a", "b"])], [lists(["b", "a"])]).contradictions).to.be.empty;
  });

  it("takes an adopted default and the thing itself for one", () => {
    const group = made("ec2/securityGroup", "sg-0a1b2c3d", {}, { external: true });
    expect(graphOf([made("ec2/defaultSecurityGroup", "sg-0a1b2c3d")], [group]).resources).to.have.lengthOf(1);
  });

  it("keeps things of one name apart in two regions", () => {
    const provider = (region: string) => ({
      urn: `urn:pulumi:${region}::program::pulumi:providers:aws::aws`,
      type: "pulumi:providers:aws",
      id: "1",
      inputs: { region },
    });
    const stack = (region: string) => [
      provider(region),
      {
        ...made("rds/instance", "orders", {}, { provider: `${provider(region).urn}::1` }),
        urn: `urn:pulumi:${region}::program::aws:rds/instance:Instance::orders`,
      },
    ];
    expect(graphOf(stack("us-east-1"), stack("eu-west-1")).ofType("aws:rds/instance:Instance")).to.have.lengthOf(2);
  });
});
